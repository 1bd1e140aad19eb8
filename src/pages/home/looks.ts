import { Boxes, CircleCheck, CircleDashed, MoveRight, ScrollText } from 'lucide-react';
import { FAILED, ODD, STUCK, type Look } from '#components/attention-looks.ts';
import type { Tally } from '#fleet/view.ts';
import { t } from '#texts/t.ts';

/** How each count looks and is called. */
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
