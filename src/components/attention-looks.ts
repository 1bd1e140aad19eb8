import { CircleAlert, CircleDashed, CircleX, Hourglass, ScrollText, Unlink2, type LucideIcon } from 'lucide-react';
import type { AttentionClass } from '#fleet/health.ts';
import { t } from '#texts/t.ts';

/** How each class of what needs attention looks and is called. Never colour alone: an icon and a word. */

export interface Look {
  readonly word: string;
  /** What it means. */
  readonly tip: string;
  readonly icon: LucideIcon;
  readonly tone: string;
}

export const FAILED = { icon: CircleX, tone: 'text-bad' };
export const STUCK = { icon: Hourglass, tone: 'text-warn' };
export const ODD = { icon: CircleAlert, tone: 'text-odd' };

interface ClassLook extends Look {
  /** The word within a sentence. */
  readonly within: string;
}

export const CLASS: Record<AttentionClass, ClassLook> = {
  failed: { word: t`Failed`, within: t`failed`, tip: t`The update is reported as an error, and the target does not run`, ...FAILED },
  stuck: { word: t`Stuck`, within: t`stuck`, tip: t`Drifting for longer than the threshold, and not failed`, ...STUCK },
  odd: { word: t`Odd`, within: t`odd`, tip: t`Target, report and status contradict each other, or the status is unknown`, ...ODD },
  orphan: { word: t`Orphan target`, within: t`orphan target`, tip: t`The account does not list the App that they should run`, icon: Unlink2, tone: 'text-odd' },
  never: { word: t`Never reported`, within: t`never reported`, tip: t`They have a target, and have never reported an App`, icon: CircleDashed, tone: 'text-ink-2' },
  logging: { word: t`Logging left on`, within: t`logging left on`, tip: t`On for longer than the threshold without other trouble, or still on after its end`, icon: ScrollText, tone: 'text-info' },
};
