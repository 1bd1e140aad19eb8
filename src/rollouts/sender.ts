import { fullJitter } from '#lib/backoff.ts';
import type { Entry, ItemState, Ledger, Note, PauseReason } from './ledger.ts';
import { changeOf, type RunItem } from './plan.ts';
import { Breaker, Concurrency } from './pressure.ts';
import { RateLimit, WINDOW, type Ticket } from './rate.ts';
import { Held, type Again, type Clock, type Verdict, type Work } from './terms.ts';

/** Takes the devices of a wave one after another, so many at a time, and enters what became of each. */

const LEAST_WAIT = 250;
/** While others hold the last places of the rate and have not left yet. */
const TURN_MS = 50;

export interface SenderOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly work: Work;
  readonly random: () => number;
  /** Enters a line and resolves once it is kept; rejects when nothing may be sent. */
  readonly write: (entry: Entry) => Promise<void>;
  /** Enters a line that may be kept a moment later. */
  readonly note: (entry: Entry) => void;
  /** Nothing can be sent at all. */
  readonly pause: (why: PauseReason) => void;
  /** Something has ended. */
  readonly poke: () => void;
}

export class Sender {
  readonly #o: SenderOptions;
  readonly #rate: RateLimit;
  readonly concurrency: Concurrency;
  readonly breaker = new Breaker();
  readonly #underWay = new Set<number>();
  /** Read again, and that did not tell. */
  readonly #untold = new Set<number>();
  /** Items that wait, next first. */
  #queue: number[] = [];
  #cursor = 0;
  #notBefore = 0;
  #slowdowns = 0;

  constructor(options: SenderOptions) {
    this.#o = options;
    const { ledger, clock } = options;
    const { settings } = ledger.plan;
    const now = clock.now();
    // What another tab sent a moment ago counts as well.
    this.#rate = new RateLimit(settings.rate, ledger.left(now).filter((at) => at > now - WINDOW));
    this.concurrency = new Concurrency(settings.concurrency);
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  /** Whether there are devices that it has not taken yet. */
  get waiting(): boolean {
    return this.#cursor < this.#queue.length;
  }

  /** When it may take the next; in the past when it may now. */
  get from(): number {
    return Math.max(this.#notBefore, this.breaker.until);
  }

  /** The devices to go through, from now on: all that wait, up to the end of a wave. */
  queueUp(end: number): void {
    this.#queue = this.#o.ledger.indexes('waiting').filter((index) => index < end && !this.#underWay.has(index));
    this.#cursor = 0;
  }

  /** Takes as many as may be under way. */
  take(held: AbortSignal): void {
    if (this.from > this.#o.clock.now()) return;
    // After failures in a row: one at a time until one succeeds.
    const limit = this.breaker.open ? 1 : this.concurrency.limit;
    while (this.waiting && this.#underWay.size < limit) {
      const index = this.#queue[this.#cursor] ?? 0;
      this.#cursor += 1;
      void this.#one(index, held);
    }
  }

  /** Whether there are writes whose end nobody saw, and that may still be found out. */
  get lost(): boolean {
    return this.#lost().length > 0;
  }

  /** A restart leaves no trace: of that nobody finds out anything. */
  #lost(): number[] {
    const { ledger } = this.#o;
    const unknown = ledger.indexes('unknown').filter((index) => !this.#untold.has(index) && changeOf(ledger.plan, this.#item(index)).kind !== 'restart');
    return [...ledger.indexes('sending').filter((index) => !this.#underWay.has(index)), ...unknown];
  }

  /** Finds out about writes whose end nobody saw, as far as their devices can be read. Reads only. */
  async findOut(): Promise<void> {
    const { ledger, work, clock, note, pause } = this.#o;
    const left = this.#lost();
    const next = async (): Promise<void> => {
      for (let index = left.shift(); index !== undefined; index = left.shift()) {
        const item = this.#item(index);
        // oxlint-disable-next-line no-await-in-loop -- so many at a time, and no more
        const verdict = await work.findOut(item, changeOf(ledger.plan, item));
        if (verdict === null) return;
        if (verdict.kind === 'stop') {
          pause(verdict.why);
          return;
        }
        // Neither is a failure of the API, which has answered.
        if (verdict.kind === 'unknown') {
          this.#untold.add(index);
          note({ kind: 'item', at: clock.now(), index, state: 'unknown', note: verdict.note });
        } else if (verdict.kind === 'again') {
          note({ kind: 'item', at: clock.now(), index, state: 'waiting' });
          this.#queue.push(index);
        } else this.settle(index, verdict, ledger.at(index));
      }
    };
    await Promise.all(Array.from({ length: ledger.plan.settings.concurrency }, next));
  }

  async #one(index: number, held: AbortSignal): Promise<void> {
    this.#underWay.add(index);
    const { ledger, clock, work, write, note, pause, poke } = this.#o;
    const item = this.#item(index);
    let sentAt = 0;
    const beforeSend = async (before?: string | null): Promise<void> => {
      const ticket = await this.#ticket(held);
      try {
        // Also when it is sent again: each write has its line.
        await write({ kind: 'item', at: clock.now(), index, state: 'sending', before });
        held.throwIfAborted();
      } catch (error) {
        ticket.giveBack();
        throw error;
      }
      sentAt = clock.now();
      ticket.leave(sentAt);
    };
    try {
      this.settle(index, await work.change(item, changeOf(ledger.plan, item), ledger.plan.settings.force, beforeSend, ledger.wasSent(index)), sentAt);
    } catch (error) {
      const isHeld = error instanceof Held;
      const left = ledger.state(index) === 'sending';
      // Held while it waited for its turn: not sent, or known not to have been carried out. Of anything else nobody knows.
      if (left && (isHeld || sentAt === 0)) note({ kind: 'item', at: clock.now(), index, state: 'waiting' });
      else if (left) note({ kind: 'item', at: clock.now(), index, state: 'unknown', note: { why: 'no-answer' } });
      if (!isHeld) pause('broken');
    } finally {
      this.#underWay.delete(index);
      poke();
    }
  }

  /** A place within the rate; rejects when the run is held before there is one. */
  async #ticket(held: AbortSignal): Promise<Ticket> {
    const { now, sleep } = this.#o.clock;
    for (;;) {
      held.throwIfAborted();
      const ticket = this.#rate.take(now());
      if (typeof ticket !== 'number') return ticket;
      // oxlint-disable-next-line no-await-in-loop -- one after another is the point
      await sleep(ticket === 0 ? TURN_MS : ticket, held);
    }
  }

  /** Enters what became of a device. `sentAt`: when its write left, 0 when it did not. */
  settle(index: number, verdict: Verdict, sentAt: number): void {
    const { ledger, clock, note, pause } = this.#o;
    const at = clock.now();
    const become = (state: ItemState, why?: Note): void => note({ kind: 'item', at, index, state, note: why });
    switch (verdict.kind) {
      case 'done':
        this.#wentWell();
        // The deadline counts from the write, not from its answer.
        if (ledger.plan.landing === null) become('done');
        else note({ kind: 'item', at: sentAt || at, index, state: 'pending' });
        return;
      case 'skipped':
        this.#wentWell();
        become('skipped', verdict.note);
        return;
      case 'failed':
        if (verdict.note.why === 'unchanged') this.breaker.failed(at);
        else this.#wentWell();
        become('failed', verdict.note);
        return;
      case 'unknown':
        this.breaker.failed(at);
        become('unknown', verdict.note);
        return;
      case 'again':
        if (ledger.state(index) !== 'waiting') become('waiting');
        this.#queue.push(index);
        this.pushedBack(verdict, at);
        return;
      case 'stop':
        if (ledger.state(index) !== 'waiting') become('waiting');
        pause(verdict.why);
    }
  }

  #wentWell(): void {
    this.breaker.succeeded();
    this.concurrency.wentWell();
    this.#slowdowns = 0;
  }

  /** The API could not be asked, or asks to slow down. */
  pushedBack({ slow, alone = false, retryAfter }: Again, at: number): void {
    // "Slow down" is an answer, and all that are under way get it at once: no reason to halt.
    if (!slow && !alone) this.breaker.failed(at);
    // Once for all that were under way together.
    else if (slow && at >= this.#notBefore) this.concurrency.slowDown();
    this.#notBefore = Math.max(this.#notBefore, at + (retryAfter ?? Math.max(LEAST_WAIT, fullJitter(this.#slowdowns, this.#o.random))));
    this.#slowdowns += 1;
  }

  /** Once its Config has been written, it is to hold what it held then, or what was written. */
  #item(index: number): RunItem {
    const { ledger } = this.#o;
    const item = ledger.plan.items[index];
    if (item === undefined) throw new Error(`The run has no item ${index}.`);
    const before = ledger.before(index);
    return before === undefined ? item : { ...item, holds: before };
  }
}
