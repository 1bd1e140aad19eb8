import type { Head } from '#rollouts/journal-schema.ts';
import { isWatching, sumOf, type Counts, type HaltReason, type PauseReason, type RunStatus } from '#rollouts/ledger.ts';
import type { LiveRun } from '#rollouts/live.ts';
import { isOpen } from '#rollouts/head.ts';
import { isInterrupted, standWords, type RunLook, type Stands } from '#rollouts/stand-words.ts';
import { t } from '#texts/t.ts';

/** The runs that the tray shows, from whatever is known of them in this tab. Pure. Times: browser clock. */

export interface TrayRun extends Stands {
  readonly id: string;
  readonly title: string;
  readonly devices: number;
  readonly status: RunStatus;
  /** It stands still because its tab is gone. */
  readonly interrupted: boolean;
  readonly driver: LiveRun['driver'];
  /** It waits for somebody to open its next wave. */
  readonly gate: boolean;
  readonly counts: Counts;
  /** Why it stands still; null where only its journal knows. */
  readonly why: PauseReason | null;
  readonly halt: HaltReason | null;
}

/** What the face of all runs is asked. */
interface Runs {
  readonly heads: () => readonly Head[] | null;
  readonly live: (id: string) => LiveRun | null;
  readonly driver: (id: string) => LiveRun['driver'];
}

/** Runs that are open, the worst first, and behind them those that have ended since `since`; null while they are not known. */
export function trayRuns(all: Runs, since: number): readonly TrayRun[] | null {
  const shown = all.heads()?.flatMap((head) => {
    const { status, endedAt } = head;
    if (status === 'draft' || !(isOpen(head) || (endedAt !== null && endedAt >= since))) return [];
    return trayRun(head, status, all);
  });
  return shown?.toSorted((a, b) => rankOf(a) - rankOf(b)) ?? null;
}

function trayRun(head: Head, status: RunStatus, all: Runs): TrayRun {
  const { id, title, rollout, reports, change, devices, counts } = head;
  const live = all.live(id);
  const ledger = live?.ledger;
  const driver = all.driver(id);
  // Between its plan and its first line nobody drives it yet: it is only begun by the tab that made the plan, which knows it.
  const starting = status === 'ready' && ledger !== undefined;
  const interrupted = isInterrupted(head, counts, driver !== 'nobody' || starting);
  return { id, title, change, rollout, reports: reports ?? rollout, devices, status, interrupted, driver, gate: status === 'running' && live?.pulse?.doing.kind === 'gate', counts, why: ledger?.why ?? head.why ?? null, halt: ledger?.halt ?? head.halt ?? null };
}

const RANKS = ['halted', 'interrupted', 'paused', 'gate', 'running'] as const;
type Standing = (typeof RANKS)[number] | 'ended';

function standing({ status, interrupted, gate, why, counts }: Pick<TrayRun, 'status' | 'interrupted' | 'gate' | 'why' | 'counts'>): Standing {
  if (isWatching({ status, why }, counts)) return 'running';
  if (interrupted) return 'interrupted';
  if (gate) return 'gate';
  if (status === 'ready' || status === 'running') return 'running';
  return status === 'halted' || status === 'paused' ? status : 'ended';
}

function rankOf(run: TrayRun): number {
  const rank = RANKS.findIndex((each) => each === standing(run));
  return rank < 0 ? RANKS.length : rank;
}

/** Some tab drives it, and there is something that can be paused. */
export function isGoing(run: TrayRun): boolean {
  return (standing(run) === 'running' && !isWatching(run, run.counts)) || standing(run) === 'gate';
}

/** It stands still, and can be resumed. */
export function isStanding(run: TrayRun): boolean {
  return standing(run) === 'halted' || standing(run) === 'interrupted' || standing(run) === 'paused';
}

/** It goes no further until somebody decides. */
export function needsSomebody(run: TrayRun): boolean {
  return isStanding(run) || standing(run) === 'gate';
}

export function hasEnded(run: TrayRun): boolean {
  return standing(run) === 'ended';
}

/** How the worst of them stands, in a look and a word: what the tray's button and the title of the tab say. */
export interface Gist {
  readonly look: RunLook;
  /** `43 %`, `Halted`; of runs that have all ended `Complete` or `Partial`. */
  readonly word: string;
  /** 0 to 100 while something is running and nothing is wrong; else null. */
  readonly percent: number | null;
}

/** @param runs as `trayRuns` has them; null when there are none */
export function gistOf(runs: readonly TrayRun[]): Gist | null {
  const [worst] = runs;
  if (worst === undefined) return null;
  switch (standing(worst)) {
    case 'halted':
      return { look: 'halted', word: t`Halted`, percent: null };
    case 'interrupted':
      return { look: 'halted', word: t`Interrupted`, percent: null };
    case 'paused':
      return { look: 'waiting', word: t`Paused`, percent: null };
    case 'gate':
      return { look: 'waiting', word: t`Waiting`, percent: null };
    case 'running': {
      const percent = percentOf(runs.filter((run) => !hasEnded(run)));
      return { look: 'running', word: `${percent} %`, percent };
    }
    case 'ended':
      return runs.every(isWhole) ? { look: 'complete', word: t`Complete`, percent: null } : { look: 'partial', word: t`Partial`, percent: null };
  }
}

/** Whether it has ended, and nothing of it is left. */
function isWhole(run: TrayRun): boolean {
  return standWords(run, run.counts, true).look === 'complete';
}

/** How many percent of their devices are settled, rounded down. */
export function percentOf(runs: readonly TrayRun[]): number {
  let all = 0;
  let settled = 0;
  for (const { counts } of runs) {
    const sum = sumOf(counts);
    all += sum;
    settled += sum - counts.waiting - counts.sending - counts.pending;
  }
  return Math.floor((100 * settled) / all);
}

/** What stands before the title of every page: nothing once all have ended. */
export function prefixOf(runs: readonly TrayRun[]): string {
  return runs.some((run) => !hasEnded(run)) ? (gistOf(runs)?.word ?? '') : '';
}
