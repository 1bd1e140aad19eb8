import type { Counts, Ledger } from '#rollouts/ledger.ts';
import type { LiveRun } from '#rollouts/live.ts';
import { doingNow } from '#rollouts/doing.ts';
import { isInterrupted, standWords, type StatusWords } from '#rollouts/run-words.ts';
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
  readonly doing: Doing;
  /** By the browser's clock, as everything in the ledger. */
  readonly now: number;
}

export function viewOf(id: string, run: LiveRun, now: number): RunView {
  const { ledger } = run;
  const counts = ledger.counts();
  // One that was never begun is about to be, by the tab that made its plan.
  const driven = run.driver !== 'nobody' || ledger.status === 'ready';
  const interrupted = isInterrupted(ledger, driven);
  return {
    id, run, ledger, counts, interrupted, now,
    words: standWords(ledger, counts, driven),
    running: !interrupted && (ledger.status === 'running' || ledger.status === 'ready'),
    doing: doingNow(run, now),
  };
}
