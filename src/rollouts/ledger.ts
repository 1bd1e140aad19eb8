import { waveOf, type Plan } from './plan.ts';
import { WINDOW } from './rate.ts';

/** What became of each device of a run: the sum of what its journal says. Pure, and the same for whoever reads the journal. */

/**
 * `waiting`: nothing was sent. `sending`: a write is on its way, or was when the journal broke off. `pending`: the API took
 * it, the device has not reported it yet (rollouts only). `done`: taken, and in a rollout reported. `failed`: refused by the
 * API or, in a rollout, reported as an error. `stuck`: not reported by its deadline. `unknown`: sent, and nobody can tell.
 */
export const STATES = ['waiting', 'sending', 'pending', 'done', 'failed', 'stuck', 'skipped', 'unknown'] as const;
export type ItemState = (typeof STATES)[number];

/** Why, for those that did not simply go well. `code`: of the API's error, or of the device's update. */
export interface Note {
  readonly why: 'gone' | 'changed' | 'already' | 'refused' | 'unchanged' | 'not-applied' | 'no-answer' | 'not-shown' | 'unreadable' | 'update-error' | 'deadline' | 'landed';
  readonly code?: number | string | null | undefined;
  readonly message?: string | undefined;
  /** From target to report, milliseconds. */
  readonly took?: number | null | undefined;
}

export type HaltReason =
  | { readonly rule: 'error-rate' | 'stuck-rate'; readonly percent: number; readonly of: number }
  | { readonly rule: 'errors' | 'api-failures'; readonly count: number };

/** Why a run stands still although nobody asked it to. */
export type PauseReason = 'operator' | 'interrupted' | 'sign-in' | 'rights' | 'session' | 'read-only' | 'guard' | 'journal' | 'broken';

/** A line of the journal. `at`: browser clock, milliseconds. */
export type Entry =
  /** `before`: what a Config holds (null: no such key) as it is about to be written, with `sending`. */
  | { readonly kind: 'item'; readonly at: number; readonly index: number; readonly state: ItemState; readonly note?: Note | undefined; readonly before?: string | null | undefined }
  | { readonly kind: 'started' | 'resumed' | 'stopped' | 'finished' | 'closed'; readonly at: number }
  | { readonly kind: 'paused'; readonly at: number; readonly why: PauseReason }
  /** From here on items of this wave may be sent. */
  | { readonly kind: 'wave'; readonly at: number; readonly wave: number }
  /** Enough of the wave has landed: its soak begins. */
  | { readonly kind: 'passed'; readonly at: number; readonly wave: number }
  | { readonly kind: 'halted'; readonly at: number; readonly reason: HaltReason };

export type RunStatus = 'ready' | 'running' | 'paused' | 'halted' | 'stopped' | 'finished' | 'closed';

/** How many items are in each state; `already`: how many of the skipped were as they should be, which leaves nothing to do. */
export type Counts = Readonly<Record<ItemState, number>> & { readonly already?: number | undefined };

const NO_COUNTS: Counts = { waiting: 0, sending: 0, pending: 0, done: 0, failed: 0, stuck: 0, skipped: 0, unknown: 0, already: 0 };

export class Ledger {
  readonly plan: Plan;
  readonly #states: Uint8Array;
  readonly #at: Float64Array;
  readonly #notes = new Map<number, Note>();
  readonly #before = new Map<number, string | null>();
  readonly #waves: (Record<ItemState, number> & { already: number })[];
  /** 1 for those that this run has sent something to. */
  readonly #sent: Uint8Array;
  readonly #broken: Record<ItemState, number> = { ...NO_COUNTS };
  #overruled: Counts = NO_COUNTS;
  readonly #took: number[] = [];
  readonly #left: number[] = [];
  /** Counts up with every entry. */
  version = 0;
  status: RunStatus = 'ready';
  why: PauseReason | null = null;
  halt: HaltReason | null = null;
  /** Items of this wave and of those before may be sent; -1 before the start. */
  wave = -1;
  /** When enough of that wave had landed; null while it has not. */
  passedAt: number | null = null;
  startedAt: number | null = null;
  /** When it last began to go on. */
  resumedAt: number | null = null;
  /** The items whose writes were on their way when its tab was closed; none once it goes on. */
  lost: readonly number[] = [];
  endedAt: number | null = null;

  constructor(plan: Plan) {
    this.plan = plan;
    this.#states = new Uint8Array(plan.items.length);
    this.#at = new Float64Array(plan.items.length);
    this.#sent = new Uint8Array(plan.items.length);
    this.#waves = plan.waves.map((end, wave) => ({ ...NO_COUNTS, already: 0, waiting: end - (plan.waves[wave - 1] ?? 0) }));
    this.#broken.waiting = plan.items.filter(({ broken }) => broken).length;
  }

  /** The same as it is now; what comes later is not entered in it. */
  copy(): Ledger {
    const copy = new Ledger(this.plan);
    copy.#states.set(this.#states);
    copy.#at.set(this.#at);
    for (const [index, note] of this.#notes) copy.#notes.set(index, note);
    for (const [index, before] of this.#before) copy.#before.set(index, before);
    for (const [wave, counts] of this.#waves.entries()) copy.#waves[wave] = { ...counts };
    Object.assign(copy.#broken, this.#broken);
    copy.#overruled = this.#overruled;
    for (const took of this.#took) copy.#took.push(took);
    const { version, status, why, halt, wave, passedAt, startedAt, resumedAt, lost, endedAt } = this;
    return Object.assign(copy, { version, status, why, halt, wave, passedAt, startedAt, resumedAt, lost, endedAt });
  }

  state(index: number): ItemState {
    return STATES[this.#states[index] ?? 0] ?? 'waiting';
  }

  /** When the item came to its state; 0 when it never left `waiting`. */
  at(index: number): number {
    return this.#at[index] ?? 0;
  }

  note(index: number): Note | null {
    return this.#notes.get(index) ?? null;
  }

  /** What its Config held before this run wrote it, null when there was no such key; undefined where it has not been written. */
  before(index: number): string | null | undefined {
    return this.#before.get(index);
  }

  /** Whether this run has sent it something, whatever became of it. */
  wasSent(index: number): boolean {
    return this.#sent[index] === 1;
  }

  /** From target to report, milliseconds, in the order in which they landed. */
  get took(): readonly number[] {
    return this.#took;
  }

  /**
   * When writes had left, at the latest, of the last 10 s of the journal: what a limit on writes has to know of the tab that
   * drove before. `now`: of those whose end it does not tell, for they may have left a moment ago.
   */
  left(now: number): readonly number[] {
    return [...this.#left, ...this.indexes('sending').map(() => now)];
  }

  counts(): Counts {
    return this.#waves.reduce<Counts>((sum, wave) => added(sum, wave), NO_COUNTS);
  }

  wavesCounts(): readonly Counts[] {
    return this.#waves;
  }

  /** Of the devices that were in error before the run began. */
  brokenCounts(): Counts {
    return this.#broken;
  }

  /**
   * What halt rules go by: without the devices that were in error before, and since a halt was last overruled only what came
   * after it. Whoever resumes knows of what was, and wants to be stopped by what is new.
   */
  ruleCounts(): Counts {
    const [all, broken] = [this.#ruled(this.counts()), this.#ruled(this.#broken)];
    const counts = { ...all };
    for (const state of STATES) counts[state] = Math.max(0, all[state] - broken[state] - this.#overruled[state]);
    return counts;
  }

  /** What goes to all at once does not wait for reports: what the API has accepted went well, until its device says otherwise. */
  #ruled(counts: Counts): Counts {
    return this.plan.bulk === true ? { ...counts, pending: 0, done: counts.done + counts.pending } : counts;
  }

  /** The items in one of these states, in the plan's order. */
  indexes(...states: readonly ItemState[]): number[] {
    const wanted = new Set(states.map((state) => STATES.indexOf(state)));
    const found: number[] = [];
    for (let index = 0; index < this.#states.length; index += 1) if (wanted.has(this.#states[index] ?? 0)) found.push(index);
    return found;
  }

  /** Whether anything may still come of it by itself, or by going on. */
  get open(): boolean {
    return this.status === 'ready' || this.status === 'running' || this.status === 'paused' || this.status === 'halted';
  }

  apply(entry: Entry): void {
    this.version += 1;
    switch (entry.kind) {
      case 'item':
        if (entry.before !== undefined) this.#before.set(entry.index, entry.before);
        this.#set(entry.index, entry.state, entry.at, entry.note);
        return;
      case 'started':
      case 'resumed':
        this.startedAt ??= entry.at;
        this.resumedAt = entry.at;
        // While it stood still nobody watched: the soak begins anew.
        if (this.passedAt !== null) this.passedAt = entry.at;
        if (this.status === 'halted') this.#overrule();
        this.#become('running');
        return;
      case 'paused':
        this.#become('paused', entry.why);
        if (entry.why === 'interrupted') this.lost = this.indexes('sending');
        return;
      case 'halted':
        this.#become('halted');
        this.halt = entry.reason;
        return;
      case 'wave':
        this.wave = entry.wave;
        this.passedAt = null;
        return;
      case 'passed':
        this.passedAt = entry.at;
        return;
      case 'stopped':
      case 'finished':
      case 'closed':
        this.endedAt = entry.at;
        this.#become(entry.kind);
    }
  }

  #overrule(): void {
    const { done, failed, stuck } = this.#ruled(this.counts());
    const broken = this.#ruled(this.#broken);
    this.#overruled = { ...NO_COUNTS, done: done - broken.done, failed: failed - broken.failed, stuck: stuck - broken.stuck };
  }

  #become(status: RunStatus, why: PauseReason | null = null): void {
    this.status = status;
    this.why = why;
    this.halt = null;
    this.lost = [];
  }

  #set(index: number, state: ItemState, at: number, note: Note | undefined): void {
    const item = this.plan.items[index];
    if (item === undefined) return;
    const before = this.state(index);
    const wave = this.#waves[waveOf(this.plan.waves, index)];
    if (wave) {
      wave[before] -= 1;
      wave[state] += 1;
      wave.already += Number(note?.why === 'already') - Number(this.note(index)?.why === 'already');
    }
    if (state === 'sending') this.#sent[index] = 1;
    if (item.broken) {
      this.#broken[before] -= 1;
      this.#broken[state] += 1;
    }
    if (before === 'sending') {
      while ((this.#left[0] ?? at) < at - WINDOW) this.#left.shift();
      this.#left.push(at);
    }
    this.#states[index] = STATES.indexOf(state);
    this.#at[index] = at;
    if (note === undefined) this.#notes.delete(index);
    else this.#notes.set(index, note);
    if (state === 'done' && typeof note?.took === 'number') this.#took.push(note.took);
  }
}

function added(a: Counts, b: Counts): Counts {
  return {
    waiting: a.waiting + b.waiting,
    sending: a.sending + b.sending,
    pending: a.pending + b.pending,
    done: a.done + b.done,
    failed: a.failed + b.failed,
    stuck: a.stuck + b.stuck,
    skipped: a.skipped + b.skipped,
    unknown: a.unknown + b.unknown,
    already: (a.already ?? 0) + (b.already ?? 0),
  };
}

/** Whether all was sent, and it is known what the API said to it: nothing more is sent, whatever happens. */
export function isSent({ waiting, sending, unknown }: Counts): boolean {
  return waiting + sending + unknown === 0;
}

/** Whether to go on with a run that has not ended is no more than to look which of its devices report. A tab that was closed holds up nothing then. */
export function isWatching({ status, why = null }: { readonly status: RunStatus | 'draft'; readonly why?: PauseReason | null | undefined }, counts: Counts): boolean {
  return (status === 'running' || (status === 'paused' && why === 'interrupted')) && isSent(counts);
}

/** How many items there are in all states together. */
export function sumOf(counts: Counts): number {
  return STATES.reduce((sum, state) => sum + counts[state], 0);
}
