import type { AppAdoption } from '#fleet/view.ts';
import { t } from '#texts/t.ts';

/** What is counted of each App, and how that is called: the same on every page. */

interface AppCount {
  readonly part: keyof AppAdoption['counts'];
  readonly word: string;
  readonly tip?: string;
  readonly tone?: string;
  /** What a number of them is, said alone: `pending on the way to fw-2`. */
  readonly what: (app: string) => string;
}

export const APP_COUNTS: readonly AppCount[] = [
  { part: 'targeted', word: t`Targeted`, what: (app) => t`should run ${app}` },
  { part: 'running', word: t`Running`, what: (app) => t`run ${app}` },
  { part: 'pending', word: t`Pending`, what: (app) => t`pending on the way to ${app}` },
  { part: 'failed', word: t`Failed`, tone: 'font-medium text-bad', what: (app) => t`failed on the way to ${app}` },
  { part: 'stuck', word: t`Stuck`, tip: t`Drifting for longer than the threshold, failed or not`, tone: 'font-medium text-warn', what: (app) => t`stuck on the way to ${app}, failed or not` },
];

/** What the time to land is, said beside it. */
export const LANDING_TIP = t`The median time from the target to the report, of the landings that this browser has observed`;
