import { number, t } from '#texts/t.ts';
import { isWatching, type Counts, type Ledger, type PauseReason, type RunStatus } from './ledger.ts';
import type { Plan } from './plan.ts';

/** How a run stands, in a look and a word or two: the same in the list, on its page, in the tray and in its report. Pure. */

/** What a run is in, seen from whoever wants to know whether all is well. `accepted`: sent, and not reported by the devices. */
export type RunLook = 'running' | 'waiting' | 'halted' | 'partial' | 'complete' | 'accepted' | 'draft';

export interface StatusWords {
  readonly look: RunLook;
  readonly text: string;
}

const INTERRUPTED: StatusWords = { look: 'halted', text: t`Interrupted` };

/** @param driven some tab drives it, or is about to begin it */
export function standWords(run: Stands, counts: Counts, driven: boolean): StatusWords {
  const left = counts.pending + counts.stuck;
  // What the API has accepted is not updated.
  if (isWatching(run, counts) && left > 0) return { look: 'accepted', text: t`Accepted, ${number(left)} not yet updated` };
  const interrupted = isInterrupted(run, counts, driven);
  switch (run.status) {
    case 'draft':
      return { look: 'draft', text: t`Draft` };
    case 'ready':
    case 'running':
      return interrupted ? INTERRUPTED : { look: 'running', text: t`Running` };
    case 'paused':
      return interrupted ? INTERRUPTED : { look: 'waiting', text: t`Paused` };
    case 'halted':
      return { look: 'halted', text: t`Halted` };
    case 'stopped':
      return { look: 'partial', text: t`Stopped` };
    case 'closed':
      return { look: 'partial', text: t`Closed as partial` };
    case 'finished': {
      const rest = counts.failed + counts.stuck + counts.unknown + counts.waiting + counts.skipped - (counts.already ?? 0);
      if (rest > 0) return { look: 'partial', text: t`Finished, partial` };
      return isUnwatched(run) ? { look: 'accepted', text: t`Accepted` } : { look: 'complete', text: t`Complete` };
    }
  }
}

/** What is asked of a run, or of its line in the list. */
export interface Stands {
  readonly status: RunStatus | 'draft';
  readonly why?: PauseReason | null | undefined;
  readonly change?: { readonly kind: Plan['change']['kind'] };
  readonly reports?: boolean | undefined;
  readonly rollout?: boolean;
}

/** The same of a run that is open. */
export function standsOf({ status, why, plan }: Pick<Ledger, 'status' | 'why' | 'plan'>): Stands {
  return { status, why, change: plan.change, reports: plan.landing !== null };
}

/** Whether it deployed, and nobody looked which devices updated: an earlier build ended such a run once the API had accepted it. */
function isUnwatched({ change, reports, rollout }: Stands): boolean {
  return change?.kind === 'deploy' && reports !== true && rollout !== true;
}

/** Whether a run stands still only because its tab is gone. Not one of which all was sent: that holds up nothing. @param driven some tab drives it, or is about to begin it */
export function isInterrupted(run: Stands, counts: Counts, driven: boolean): boolean {
  const { status, why = null } = run;
  if (isWatching(run, counts)) return false;
  return ((status === 'running' || status === 'ready') && !driven) || (status === 'paused' && why === 'interrupted');
}
