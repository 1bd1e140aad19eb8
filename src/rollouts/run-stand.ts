import { Ledger, type Entry } from './ledger.ts';
import type { Plan } from './plan.ts';
import { Run } from './run.ts';
import type { Clock, Journal, Work } from './terms.ts';

/** For tests: a clock that moves when nothing else does, a journal in memory, and a fleet of which everything can be told. */

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

export class StandClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  constructor(start = 1_000_000) {
    this.#now = start;
  }
  readonly now = (): number => this.#now;
  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer: Timer = { at: this.#now + Math.max(0, ms), wake: resolve };
      this.#timers.push(timer);
      signal?.addEventListener('abort', () => {
        this.#timers = this.#timers.filter((each) => each !== timer);
        reject(signal.reason);
      }, { once: true });
    });
  /** Lets time pass until the promise has an end, or until `until`. */
  async run(promise: Promise<unknown>, until = Number.POSITIVE_INFINITY): Promise<void> {
    let ended = false;
    promise.then(() => (ended = true), () => (ended = true));
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- time passes step by step
      await quiet();
      if (ended) return;
      const next = this.#timers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > until) {
        this.#now = Math.max(this.#now, Math.min(until, next?.at ?? this.#now));
        if (next === undefined) throw new Error('Nothing is left that could happen.');
        return;
      }
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}

/** Until no promise has anything left to do. */
const quiet = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

export class StandJournal implements Journal {
  readonly entries: Entry[] = [];
  fails = false;
  readonly append = async (entries: readonly Entry[]): Promise<void> => {
    if (this.fails) throw new Error('the disk is full');
    this.entries.push(...entries);
  };
}

export interface Stand {
  readonly run: Run;
  readonly ledger: Ledger;
  readonly clock: StandClock;
  readonly journal: StandJournal;
}

export function standRun(plan: Plan, work: Work, entries: readonly Entry[] = [], clock = new StandClock()): Stand {
  const ledger = new Ledger(plan);
  for (const entry of entries) ledger.apply(entry);
  const journal = new StandJournal();
  journal.entries.push(...entries);
  return { run: new Run({ ledger, clock, work, journal, onEntry: () => undefined, random: () => 0.5 }), ledger, clock, journal };
}
