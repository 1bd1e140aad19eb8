import { Boxes, CircleAlert, CircleCheck, CircleDashed, CircleX, Hourglass, MoveRight, ScrollText, Unlink2, type LucideIcon } from 'lucide-react';
import type { AttentionClass } from '#fleet/health.ts';
import type { Tally } from '#fleet/view.ts';
import { t } from '#texts/t.ts';

/** How each count and class looks and is called. Never colour alone: an icon and a word. */
export interface Look {
  readonly word: string;
  /** What it means. */
  readonly tip: string;
  readonly icon: LucideIcon;
  readonly tone: string;
}

const FAILED = { icon: CircleX, tone: 'text-bad' };
const STUCK = { icon: Hourglass, tone: 'text-warn' };
const ODD = { icon: CircleAlert, tone: 'text-odd' };
const QUIET = 'text-ink-3';

export const TALLY: Record<Tally['key'], Look> = {
  fleet: { word: t`Fleet`, tip: t`All devices that are held`, icon: Boxes, tone: QUIET },
  aligned: { word: t`Aligned`, tip: t`They run what they should`, icon: CircleCheck, tone: 'text-ok' },
  drifting: { word: t`Drifting`, tip: t`They run something else than they should, stuck or not`, icon: MoveRight, tone: 'text-info' },
  stuck: { word: t`Stuck`, tip: t`Drifting for longer than the threshold, failed or not`, ...STUCK },
  failed: { word: t`Failed`, tip: t`The update is reported as an error, and the target does not run`, ...FAILED },
  odd: { word: t`Odd`, tip: t`Target, report and status contradict each other, or the status is unknown`, ...ODD },
  never: { word: t`Never reported`, tip: t`They have a target, and have never reported an App`, icon: CircleDashed, tone: QUIET },
  logging: { word: t`Logging on`, tip: t`Their logging is on`, icon: ScrollText, tone: 'text-info' },
};

export const CLASS: Record<AttentionClass, Look> = {
  failed: { word: t`Failed`, tip: t`The update is reported as an error, and the target does not run`, ...FAILED },
  stuck: { word: t`Stuck`, tip: t`Drifting for longer than the threshold, and not failed`, ...STUCK },
  odd: { word: t`Odd`, tip: t`Target, report and status contradict each other, or the status is unknown`, ...ODD },
  orphan: { word: t`Orphan target`, tip: t`The account does not list the App that they should run`, icon: Unlink2, tone: 'text-odd' },
  never: { word: t`Never reported`, tip: t`They have a target, and have never reported an App`, icon: CircleDashed, tone: 'text-ink-2' },
  logging: { word: t`Logging left on`, tip: t`Nothing else is the matter; logging is a lease of 24 hours`, icon: ScrollText, tone: 'text-info' },
};
