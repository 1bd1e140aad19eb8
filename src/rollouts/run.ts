import type { DeviceChange } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';
import { fullJitter } from '#lib/backoff.ts';
import { haltedBy } from './halts.ts';
import { landed } from './landed.ts';
import type { Entry, ItemState, Ledger, Note, PauseReason } from './ledger.ts';
import { changeOf, waveOf, type RunItem } from './plan.ts';
import { Breaker, Concurrency } from './pressure.ts';
import { RateLimit, WINDOW, type Ticket } from './rate.ts';

/**
 * The engine of every bulk action and every rollout: goes through a plan, device by device, and writes down each step before
 * it is taken. It knows no browser and no API: clock, journal and work are given to it.
 */

export interface Clock {
  /** Milliseconds; never goes back. */
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** What became of one device. `again`: nothing was sent, because the API could not be asked; `stop`: nothing can be sent at all. */
export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed' | 'skipped' | 'unknown'; readonly note: Note }
  | { readonly kind: 'again'; readonly retryAfter: number | null; readonly slow: boolean }
  | { readonly kind: 'stop'; readonly why: PauseReason };

export interface Work {
  /**
   * Reads the device anew and, unless it is to be left alone, changes it. `beforeSend` is to be awaited before each write: the
   * write may be sent once it has resolved, and not when it rejects; its rejection is passed on.
   */
  readonly change: (item: RunItem, change: DeviceChange, force: boolean, beforeSend: () => Promise<void>) => Promise<Verdict>;
  /** For a write whose end nobody saw: reads the device to find out. `again` when nothing was carried out, or it could not be read. */
  readonly findOut: (item: RunItem, change: DeviceChange) => Promise<Verdict>;
  /** These devices as they are now; null for one that is gone. Those that could not be read are left out. */
  readonly look: (waiting: readonly Waiting[]) => Promise<ReadonlyMap<string, Device | null>>;
}

/** A device that has not reported yet, and what. */
export interface Waiting {
  readonly sid: string;
  readonly change: DeviceChange;
}

export interface Journal {
  /** Resolves once these lines are kept for good. Rejects when they cannot be. */
  readonly append: (entries: readonly Entry[]) => Promise<void>;
}

/** Why a write was not sent after all: the run was paused, halted or stopped while it waited. */
class Held extends Error {
  override readonly name = 'Held';
}

/** How often devices are looked at that have not reported yet. */
export const LOOK_EVERY = 15_000;

export interface RunOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly work: Work;
  readonly journal: Journal;
  /** Told after every entry. */
  readonly onEntry: (entry: Entry) => void;
  readonly random: () => number;
}

/** What the engine is doing while it runs; the ledger alone does not tell. Times: browser clock. */
export type Doing =
  | { readonly kind: 'sending' | 'landing' | 'idle' }
  /** The API cannot be asked; tried again then. */
  | { readonly kind: 'holding'; readonly until: number }
  | { readonly kind: 'soaking'; readonly until: number }
  /** Somebody has to say so before the next wave. `enough`: whether enough of the present one has landed. */
  | { readonly kind: 'gate'; readonly enough: boolean };

export class Run {
  readonly #o: RunOptions;
  readonly #rate: RateLimit;
  readonly #concurrency: Concurrency;
  readonly #breaker = new Breaker();
  readonly #underWay = new Set<number>();
  /** Items of the present wave that wait, next first. */
  #queue: number[] = [];
  #cursor = 0;
  #notBefore = 0;
  #slowdowns = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #nextWave = false;
  #wake = new AbortController();
  /** Something happened since the last step began to wait. */
  #poked = false;
  #held = new AbortController();
  #driving = false;
  doing: Doing = { kind: 'idle' };

  constructor(options: RunOptions) {
    this.#o = options;
    const { ledger, clock } = options;
    const { settings, items } = ledger.plan;
    const recent = items.flatMap((_, index) => (ledger.at(index) > clock.now() - WINDOW ? [ledger.at(index)] : []));
    this.#rate = new RateLimit(settings.rate, recent);
    this.#concurrency = new Concurrency(settings.concurrency);
  }

  get ledger(): Ledger {
    return this.#o.ledger;
  }

  get apiFailures(): number {
    return this.#breaker.failures;
  }

  /** Devices at a time, just now. */
  get limit(): number {
    return this.#concurrency.limit;
  }

  /**
   * Goes on until it is paused, halted, stopped or finished, and nothing is under way any more. What was on its way when the
   * journal broke off is found out first; nothing is sent before.
   */
  async drive(): Promise<void> {
    if (this.#driving || !this.ledger.open) return;
    this.#driving = true;
    this.#held = new AbortController();
    this.#breaker.reset();
    try {
      await this.#write({ kind: this.ledger.status === 'ready' ? 'started' : 'resumed', at: this.#now() });
      await this.findOut();
      if (this.ledger.wave < 0) await this.#begin(0);
      this.#queueUp();
      while (this.ledger.status === 'running') await this.#step();
      while (this.#underWay.size > 0) await this.#sleep(60_000);
    } catch (error) {
      if (!(error instanceof Held)) throw error;
    } finally {
      this.doing = { kind: 'idle' };
      this.#driving = false;
    }
  }

  /** What is on its way ends; nothing else is sent. */
  pause(why: PauseReason = 'operator'): Promise<void> {
    return this.#leave({ kind: 'paused', at: this.#now(), why });
  }

  /** For good: what was not sent stays so. */
  stop(): Promise<void> {
    return this.#leave({ kind: 'stopped', at: this.#now() });
  }

  /** Ends a run that was halted or paused as what it is: partial. */
  close(): Promise<void> {
    return this.#leave({ kind: 'closed', at: this.#now() });
  }

  /** Goes on with the next wave, whatever the gate and the soak. */
  nextWave(): void {
    this.#nextWave = true;
    this.#poke();
  }

  /** Finds out about writes whose end nobody saw. Reads only. */
  async findOut(): Promise<void> {
    const { plan } = this.ledger;
    const waiting = this.ledger.indexes('sending').filter((index) => !this.#underWay.has(index));
    const next = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        const item = this.#item(index);
        const verdict = await this.#o.work.findOut(item, changeOf(plan, item));
        if (verdict.kind === 'stop') {
          // oxlint-disable-next-line no-await-in-loop
          await this.pause(verdict.why);
          return;
        }
        this.#settle(index, verdict, this.ledger.at(index));
      }
    };
    await Promise.all(Array.from({ length: plan.settings.concurrency }, next));
  }

  async #leave(entry: Entry): Promise<void> {
    if (!this.ledger.open || (entry.kind === 'paused' && this.ledger.status !== 'running')) return;
    this.#enter(entry);
    this.#held.abort(new Held());
    this.#poke();
    await this.#keep([entry]).catch(() => undefined);
  }

  #now(): number {
    return this.#o.clock.now();
  }

  #item(index: number): RunItem {
    const item = this.ledger.plan.items[index];
    if (item === undefined) throw new Error(`The run has no item ${index}.`);
    return item;
  }

  #poke(): void {
    this.#poked = true;
    this.#wake.abort();
  }

  /** Waits, unless something happens first, or has happened since the last wait. */
  async #sleep(ms: number): Promise<void> {
    this.#wake = new AbortController();
    if (!this.#poked) await this.#o.clock.sleep(ms, this.#wake.signal).catch(() => undefined);
    this.#poked = false;
  }

  #enter(entry: Entry): void {
    this.ledger.apply(entry);
    this.#o.onEntry(entry);
  }

  #keep(entries: readonly Entry[]): Promise<void> {
    return this.#o.journal.append(entries);
  }

  /** Enters it and waits until it is kept; a journal that cannot be written ends everything. */
  async #write(entry: Entry): Promise<void> {
    this.#enter(entry);
    try {
      await this.#keep([entry]);
    } catch {
      await this.pause('journal');
      throw new Held();
    }
  }

  /** Enters it; it is kept a moment later. Were it lost, the device would only be looked at once more. */
  #note(entry: Entry): void {
    this.#enter(entry);
    this.#keep([entry]).catch(() => void this.pause('journal'));
  }

  async #begin(wave: number): Promise<void> {
    this.#nextWave = false;
    await this.#write({ kind: 'wave', at: this.#now(), wave });
    this.#queueUp();
  }

  #queueUp(): void {
    const end = this.ledger.plan.waves[this.ledger.wave] ?? 0;
    this.#queue = this.ledger.indexes('waiting').filter((index) => index < end && !this.#underWay.has(index));
    this.#cursor = 0;
  }

  /** Takes what can be taken now, then waits for what comes first. */
  async #step(): Promise<void> {
    const reason = haltedBy(this.ledger.plan.settings.halt, this.ledger.healthyCounts(), this.#breaker.failures);
    if (reason !== null) {
      await this.#leave({ kind: 'halted', at: this.#now(), reason });
      return;
    }
    this.#markStuck();
    this.#startSome();
    if (await this.#endOfWave()) return;
    await this.#look();
    if (this.ledger.status !== 'running') return;
    await this.#sleep(Math.max(1, this.#nextAt() - this.#now()));
  }

  get #waiting(): boolean {
    return this.#cursor < this.#queue.length;
  }

  #startSome(): void {
    const now = this.#now();
    const from = Math.max(this.#notBefore, this.#breaker.until);
    if (this.#waiting && from > now) {
      if (this.#breaker.open) this.doing = { kind: 'holding', until: from };
      return;
    }
    // One at a time until one succeeds.
    const limit = this.#breaker.open ? 1 : this.#concurrency.limit;
    while (this.#waiting && this.#underWay.size < limit) {
      const index = this.#queue[this.#cursor] ?? 0;
      this.#cursor += 1;
      this.doing = { kind: 'sending' };
      void this.#take(index);
    }
  }

  async #take(index: number): Promise<void> {
    this.#underWay.add(index);
    const item = this.#item(index);
    const { plan } = this.ledger;
    let sentAt = 0;
    const beforeSend = async (): Promise<void> => {
      const ticket = await this.#ticket();
      try {
        sentAt = this.#now();
        if (this.ledger.state(index) !== 'sending') await this.#write({ kind: 'item', at: sentAt, index, state: 'sending' });
        this.#held.signal.throwIfAborted();
      } catch (error) {
        ticket.giveBack();
        throw error;
      }
      sentAt = this.#now();
      ticket.leave(sentAt);
    };
    try {
      this.#settle(index, await this.#o.work.change(item, changeOf(plan, item), plan.settings.force, beforeSend), sentAt);
    } catch (error) {
      // Held while it waited for its turn: never sent, or known not to have been carried out.
      if (this.ledger.state(index) === 'sending') this.#note({ kind: 'item', at: this.#now(), index, state: 'waiting' });
      if (!(error instanceof Held)) void this.pause('journal');
    } finally {
      this.#underWay.delete(index);
      this.#poke();
    }
  }

  /** A place within the rate; rejects when the run is held before there is one. */
  async #ticket(): Promise<Ticket> {
    for (;;) {
      this.#held.signal.throwIfAborted();
      const ticket = this.#rate.take(this.#now());
      if (typeof ticket !== 'number') return ticket;
      // oxlint-disable-next-line no-await-in-loop -- one after another is the point
      await this.#o.clock.sleep(ticket === 0 ? 50 : ticket, this.#held.signal);
    }
  }

  #settle(index: number, verdict: Verdict, sentAt: number): void {
    const at = this.#now();
    const become = (state: ItemState, note?: Note): void => this.#note({ kind: 'item', at, index, state, note });
    const back = (): void => {
      if (this.ledger.state(index) !== 'waiting') become('waiting');
    };
    switch (verdict.kind) {
      case 'done':
        this.#wentWell();
        // The deadline counts from the write, not from its answer.
        if (this.ledger.plan.landing === null) become('done');
        else this.#note({ kind: 'item', at: sentAt || at, index, state: 'pending' });
        return;
      case 'skipped':
        this.#wentWell();
        become('skipped', verdict.note);
        return;
      case 'failed':
        if (verdict.note.why === 'unchanged') this.#breaker.failed(at);
        else this.#wentWell();
        become('failed', verdict.note);
        return;
      case 'unknown':
        this.#breaker.failed(at);
        become('unknown', verdict.note);
        return;
      case 'again':
        back();
        this.#queue.push(index);
        this.#pushedBack(verdict.slow, verdict.retryAfter, at);
        return;
      case 'stop':
        back();
        void this.pause(verdict.why);
    }
  }

  #wentWell(): void {
    this.#breaker.succeeded();
    this.#concurrency.wentWell();
    this.#slowdowns = 0;
  }

  #pushedBack(slow: boolean, retryAfter: number | null, at: number): void {
    this.#breaker.failed(at);
    if (slow) this.#concurrency.slowDown();
    this.#notBefore = Math.max(this.#notBefore, at + (retryAfter ?? Math.max(250, fullJitter(this.#slowdowns, this.#o.random))));
    this.#slowdowns += 1;
  }

  #markStuck(): void {
    const { landing } = this.ledger.plan;
    if (landing === null) return;
    const now = this.#now();
    for (const index of this.ledger.indexes('pending')) {
      if (now - this.ledger.at(index) >= landing.deadline) this.#note({ kind: 'item', at: now, index, state: 'stuck', note: { why: 'deadline' } });
    }
  }

  /** Looks at those that have not reported, the late ones too, when it is time. */
  async #look(): Promise<void> {
    const { plan } = this.ledger;
    if (plan.landing === null || this.#now() < this.#lookedAt + LOOK_EVERY) return;
    const waiting = this.ledger.indexes('pending', 'stuck');
    if (waiting.length === 0) return;
    this.#lookedAt = this.#now();
    const asked = waiting.map((index) => ({ index, sid: this.#item(index).sid, change: changeOf(plan, this.#item(index)) }));
    const devices = await this.#o.work.look(asked);
    for (const { index, sid, change } of asked) {
      const device = devices.get(sid);
      if (device === undefined) continue;
      const end = landed(device, change);
      if (end !== null) this.#note({ kind: 'item', at: this.#now(), index, ...end });
    }
  }

  /** Whether something was decided that the next step has to see. */
  async #endOfWave(): Promise<boolean> {
    const { plan, wave, passedAt } = this.ledger;
    if (this.#waiting || this.#underWay.size > 0) return false;
    const last = wave === plan.waves.length - 1;
    const counts = this.ledger.counts();
    if (last) {
      this.doing = { kind: 'landing' };
      if (counts.pending > 0) return false;
      await this.#leave({ kind: 'finished', at: this.#now() });
      return true;
    }
    if (plan.landing === null || this.#nextWave) {
      await this.#begin(wave + 1);
      return true;
    }
    const { enough, left } = this.#passing();
    if (passedAt === null) {
      this.doing = enough ? { kind: 'landing' } : left ? { kind: 'landing' } : { kind: 'gate', enough: false };
      if (!enough) return false;
      await this.#write({ kind: 'passed', at: this.#now(), wave });
      return true;
    }
    const until = passedAt + plan.landing.soak;
    if (this.#now() < until) this.doing = { kind: 'soaking', until };
    else if (plan.landing.gate === 'by-hand') this.doing = { kind: 'gate', enough: true };
    else {
      await this.#begin(wave + 1);
      return true;
    }
    return false;
  }

  /** Whether enough of the present wave has landed, and whether more may still land in time. */
  #passing(): { readonly enough: boolean; readonly left: boolean } {
    const { plan, wave } = this.ledger;
    const counts = this.ledger.wavesCounts()[wave];
    if (!counts || plan.landing === null) return { enough: true, left: false };
    const sent = counts.done + counts.failed + counts.stuck + counts.pending + counts.unknown;
    return { enough: counts.done * 100 >= plan.landing.enough * sent, left: counts.pending > 0 };
  }

  /** When there is something to do at the latest, if nothing happens before. */
  #nextAt(): number {
    const { plan, passedAt } = this.ledger;
    const times = [Number.POSITIVE_INFINITY];
    if (this.#waiting && this.#underWay.size === 0) times.push(Math.max(this.#notBefore, this.#breaker.until));
    else if (this.#waiting && this.#notBefore > this.#now()) times.push(this.#notBefore);
    if (plan.landing !== null) {
      const pending = this.ledger.indexes('pending');
      if (pending.length > 0) times.push(this.#lookedAt + LOOK_EVERY, Math.min(...pending.map((index) => this.ledger.at(index))) + plan.landing.deadline);
      if (passedAt !== null && this.doing.kind === 'soaking') times.push(passedAt + plan.landing.soak);
    }
    return Math.min(this.#now() + 60_000, ...times);
  }

  /** The wave of an item that is on its way, for tests and boards. */
  waveOf(index: number): number {
    return waveOf(this.ledger.plan.waves, index);
  }
}
