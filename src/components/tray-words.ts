import { number, plural, t } from '#texts/t.ts';
import type { ItemState } from '#rollouts/ledger.ts';
import { ROLLOUT_LANDING } from '#rollouts/plan.ts';
import { haltWords, outcomeName, pauseWords, stoppedWords } from '#rollouts/run-words.ts';
import { standWords, type StatusWords } from '#rollouts/stand-words.ts';
import { hasEnded, type TrayRun } from './tray-runs.ts';

/** What the tray says of its runs, and when it says something by itself. Pure. */

export function trayStatus(run: TrayRun): StatusWords {
  if (run.gate) return { look: 'waiting', text: t`Waiting for you` };
  return standWords(run, run.counts, !run.interrupted);
}

const TOLD: readonly ItemState[] = ['pending', 'failed', 'stuck', 'unknown', 'skipped'];

/** `312 of 1,000 done, 4 failed`. */
export function countWords({ counts, devices, reports = false }: TrayRun): string {
  const parts = TOLD.flatMap((state) => (counts[state] > 0 ? `${number(counts[state])} ${outcomeName(state, reports)}` : []));
  return [reports ? t`${number(counts.done)} of ${number(devices)} updated` : t`${number(counts.done)} of ${number(devices)} done`, ...parts].join(', ');
}

/** Why it stands still, as a sentence; empty for what runs, has ended, or says nothing of it here. */
export function whyWords({ status, interrupted, gate, why, halt }: TrayRun): string {
  if (gate) return t`Its next wave begins when somebody opens it.`;
  if (interrupted) return t`No tab drives it: nothing is sent until it is resumed.`;
  if (status === 'paused') return pauseWords(why);
  return halt === null ? '' : sentence(haltWords(halt));
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Something came of a run by itself, or by somebody in this tab or another. */
export interface RunEvent {
  readonly id: string;
  /** `Halted: Restart 12 devices` */
  readonly title: string;
  readonly body: string;
  /** Whether it is worth a notification: it was driven here, and nobody asked for it. */
  readonly notify: boolean;
}

/** Sees the runs again and again, and says what is new: each end, halt and pause once. */
export class RunWatch {
  #before: ReadonlyMap<string, TrayRun> | null = null;

  /** @param runs as `trayRuns` has them, those that were dismissed too */
  see(runs: readonly TrayRun[]): readonly RunEvent[] {
    const before = this.#before;
    this.#before = new Map(runs.map((run) => [run.id, run]));
    // What there was as the page was loaded is no news.
    return before === null ? [] : runs.flatMap((run) => eventOf(before.get(run.id), run) ?? []);
  }
}

function eventOf(before: TrayRun | undefined, run: TrayRun): RunEvent | null {
  // One whose tab is gone is paused by the tab that looks after it: that is no further news.
  const same = before?.interrupted === run.interrupted && (run.interrupted || (before.status === run.status && before.gate === run.gate));
  const still = run.interrupted || run.gate || run.status === 'halted' || run.status === 'paused';
  if (same || !(still || hasEnded(run))) return null;
  // Another tab is only about to drive it.
  if (before === undefined && run.interrupted) return null;
  const here = before?.driver === 'here' || run.driver === 'here';
  const unasked = run.gate || run.status === 'halted' || run.status === 'finished' || (run.status === 'paused' && run.why !== null && run.why !== 'operator' && run.why !== 'interrupted');
  return { id: run.id, title: `${trayStatus(run).text}: ${run.title}`, body: bodyOf(run), notify: here && unasked };
}

function bodyOf(run: TrayRun): string {
  const { status, counts, reports = false, interrupted } = run;
  if (status === 'finished') return `${countWords(run)}.`;
  if (interrupted || run.gate) return whyWords(run);
  const under = counts.sending;
  const done = under > 0 ? plural(under, 'Sending stopped; # device is still being told.', 'Sending stopped; # devices are still being told.') : stoppedWords({ landing: reports ? ROLLOUT_LANDING : null }, counts);
  return [whyWords(run), done].filter(Boolean).join(' ');
}
