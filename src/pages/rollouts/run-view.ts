import { isWatching, type Counts, type Ledger } from '#rollouts/ledger.ts';
import type { LiveRun } from '#rollouts/live.ts';
import { doingNow } from '#rollouts/doing.ts';
import { isInterrupted, standsOf, standWords, type StatusWords } from '#rollouts/stand-words.ts';
import type { Doing } from '#rollouts/terms.ts';

/** What the parts of a run's page go by, worked out once for all of them. */
export interface RunView {
  readonly id: string;
  readonly run: LiveRun;
  readonly ledger: Ledger;
  readonly counts: Counts;
  readonly words: StatusWords;
  /** It goes on, here or in another tab. */
  readonly running: boolean;
  readonly interrupted: boolean;
  /** All of it was sent: it only looks which devices report. */
  readonly watching: boolean;
  readonly doing: Doing;
  /** By the browser's clock, as everything in the ledger. */
  readonly now: number;
}

export function viewOf(id: string, run: LiveRun, now: number): RunView {
  const { ledger } = run;
  const counts = ledger.counts();
  // One that was never begun is about to be, by the tab that made its plan.
  const driven = run.driver !== 'nobody' || ledger.status === 'ready';
  const stands = standsOf(ledger);
  const interrupted = isInterrupted(stands, counts, driven);
  const watching = isWatching(ledger, counts);
  return {
    id, run, ledger, counts, interrupted, watching, now,
    words: standWords(stands, counts, driven),
    running: watching || (!interrupted && (ledger.status === 'running' || ledger.status === 'ready')),
    doing: doingNow(run, now),
  };
}
