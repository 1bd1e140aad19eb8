import { landed } from './landed.ts';
import type { Entry, Ledger, PauseReason } from './ledger.ts';
import { changeOf, waveOf } from './plan.ts';
import { LookFailed, type Again, type Clock, type Work } from './terms.ts';

/** Looks from time to time at devices that were sent to, beside all else, and enters what they report. Reads only. */

const LOOK_EVERY = 15_000;
/** Where all that is left is late already. */
const LOOK_LATE = 5 * 60_000;
/** A look that takes longer is given up. */
const LOOK_MAX = 2 * 60_000;
/** A device past its deadline that so many looks could not read, while others could be, is stuck all the same. */
const MISSES = 8;

export interface LookerOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly work: Work;
  /** Enters a line that may be kept a moment later. */
  readonly note: (entry: Entry) => void;
  /** The API has answered. */
  readonly answered: () => void;
  /** The API could not be asked. */
  readonly pushedBack: (verdict: Again) => void;
  readonly pause: (why: PauseReason) => void;
  /** When the API may be asked again; in the past when it may now. */
  readonly from: () => number;
  /** Something has ended. */
  readonly poke: () => void;
}

export class Looker {
  readonly #o: LookerOptions;
  /** When the last look began. */
  #began = Number.NEGATIVE_INFINITY;
  #look: Promise<void> | null = null;
  /** Looks after its deadline that could not read a device, by item. */
  readonly #missed = new Map<number, number>();

  constructor(options: LookerOptions) {
    this.#o = options;
  }

  /** When the next look is due: never where there is nothing to be seen, or while one is under way. */
  get dueAt(): number {
    const { ledger, from } = this.#o;
    const { landing } = ledger.plan;
    if (landing === null || this.#look !== null || this.#watched().length === 0) return Number.POSITIVE_INFINITY;
    // A device is stuck once it has been looked at after its deadline, and not before.
    const late = ledger.indexes('pending').reduce((least, index) => Math.min(least, ledger.at(index) + landing.deadline), Number.POSITIVE_INFINITY);
    const urgent = this.#isSoaking() || ledger.indexes('pending').length > 0;
    const usual = this.#began + (urgent ? LOOK_EVERY : LOOK_LATE);
    return Math.max(from(), late > this.#began ? Math.min(usual, late) : usual);
  }

  /** Begins a look when it is due. */
  start(): void {
    if (this.dueAt > this.#o.clock.now()) return;
    this.#look = this.#lookNow().finally(() => {
      this.#look = null;
      // It may be what the next wave, or a rule, waits for.
      this.#o.poke();
    });
  }

  /** Once nothing more comes of a look that is under way. */
  async idle(): Promise<void> {
    await this.#look;
  }

  /** Those that have not reported, the late ones too; and in a soak those of its wave that have landed, lest one fails after all. */
  #watched(): number[] {
    const { ledger } = this.#o;
    const waiting = ledger.indexes('pending', 'stuck');
    if (!this.#isSoaking()) return waiting;
    return [...waiting, ...ledger.indexes('done').filter((index) => waveOf(ledger.plan.waves, index) === ledger.wave)];
  }

  #isSoaking(): boolean {
    const { ledger, clock } = this.#o;
    return ledger.status === 'running' && ledger.passedAt !== null && clock.now() < ledger.passedAt + (ledger.plan.landing?.soak ?? 0);
  }

  async #lookNow(): Promise<void> {
    const { ledger, clock, work, pause, answered, pushedBack } = this.#o;
    const began = clock.now();
    this.#began = began;
    const over = new AbortController();
    const watched = this.#watched().flatMap((index) => {
      const item = ledger.plan.items[index];
      return item === undefined ? [] : [{ index, sid: item.sid, change: changeOf(ledger.plan, item) }];
    });
    try {
      const devices = await Promise.race([work.look(watched), clock.sleep(LOOK_MAX, over.signal).then(() => null)]);
      if (devices === null) return;
      if (!ledger.open) return;
      answered();
      for (const { index, sid, change } of watched) {
        const device = devices.get(sid);
        if (device !== undefined) this.#settle(index, landed(device, change), began);
        else if (this.#isLate(index, began)) this.#miss(index);
      }
    } catch (error) {
      // Whatever else it was, the next look comes.
      if (!(error instanceof LookFailed) || !ledger.open) return;
      const { verdict } = error;
      if (verdict.kind === 'stop') pause(verdict.why);
      else pushedBack(verdict);
    } finally {
      over.abort();
    }
  }

  #settle(index: number, end: ReturnType<typeof landed>, began: number): void {
    const { ledger, clock, note } = this.#o;
    const state = ledger.state(index);
    const at = clock.now();
    if (state === 'done') {
      if (end?.state === 'failed') note({ kind: 'item', at, index, ...end });
      return;
    }
    if (state !== 'pending' && state !== 'stuck') return;
    if (end !== null) note({ kind: 'item', at, index, ...end });
    else if (this.#isLate(index, began)) note({ kind: 'item', at, index, state: 'stuck', note: { why: 'deadline' } });
  }

  #isLate(index: number, began: number): boolean {
    const { ledger } = this.#o;
    return ledger.state(index) === 'pending' && began >= ledger.at(index) + (ledger.plan.landing?.deadline ?? Number.POSITIVE_INFINITY);
  }

  /** That it could not be read now says nothing of it; that it never can be, says that nothing is to be waited for. */
  #miss(index: number): void {
    const times = (this.#missed.get(index) ?? 0) + 1;
    this.#missed.set(index, times);
    if (times >= MISSES) this.#o.note({ kind: 'item', at: this.#o.clock.now(), index, state: 'stuck', note: { why: 'deadline' } });
  }
}
