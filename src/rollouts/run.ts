import { afterSending } from './gate.ts';
import { haltedBy } from './halts.ts';
import { isWatching, type Entry, type Ledger, type PauseReason } from './ledger.ts';
import { Looker } from './looker.ts';
import { Sender } from './sender.ts';
import { Held, type Clock, type Doing, type Journal, type Work } from './terms.ts';

/**
 * The engine of every bulk action and every rollout: goes through a plan, device by device, and writes down each step before
 * it is taken.
 */

/** It looks round at least so often. */
const AT_LEAST = 60_000;
const FIRST_WAIT = 1_000;
/** Not worth telling. */
const SHORT_WAIT = 2_000;

export interface RunOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly work: Work;
  readonly journal: Journal;
  /** Told after every entry. */
  readonly onEntry: (entry: Entry) => void;
  readonly random: () => number;
}

export class Run {
  readonly #o: RunOptions;
  readonly #sender: Sender;
  readonly #looker: Looker;
  /** The wave that somebody wants to be begun, whatever it waits for. */
  #wanted: number | null = null;
  #resume = false;
  #wake = new AbortController();
  /** Something happened since the last step began to wait. */
  #poked = false;
  #held = new AbortController();
  #driving = false;
  doing: Doing = { kind: 'idle' };

  constructor(options: RunOptions) {
    this.#o = options;
    const { ledger, clock, work, random } = options;
    this.#sender = new Sender({
      ledger, clock, work, random,
      write: (entry) => this.#write(entry),
      note: (entry) => this.#note(entry),
      pause: (why) => void this.pause(why),
      poke: () => this.#poke(),
    });
    this.#looker = new Looker({
      ledger, clock, work,
      note: (entry) => this.#note(entry),
      answered: () => this.#sender.breaker.succeeded(),
      pushedBack: (verdict) => this.#sender.pushedBack(verdict, this.#now()),
      pause: (why) => void this.pause(why),
      from: () => this.#sender.from,
      poke: () => this.#poke(),
    });
  }

  get ledger(): Ledger {
    return this.#o.ledger;
  }

  /** Calls in a row that the API could not answer. */
  get apiFailures(): number {
    return this.#sender.breaker.failures;
  }

  /** Devices at a time, just now. */
  get limit(): number {
    return this.#sender.concurrency.limit;
  }

  /**
   * Goes on until it is paused, halted, stopped or finished, and nothing is under way any more. What was on its way when the
   * journal broke off is found out first; nothing is sent before.
   */
  async drive(): Promise<void> {
    if (this.#driving || !this.ledger.open) return;
    this.#driving = true;
    this.#resume = false;
    this.#held = new AbortController();
    try {
      await this.#write({ kind: this.ledger.status === 'ready' ? 'started' : 'resumed', at: this.#now() });
      await this.#findOut(() => this.ledger.status === 'running');
      // Whoever goes on has seen what was: only what fails from here on counts.
      this.#sender.breaker.reset();
      if (this.ledger.wave < 0 && this.ledger.status === 'running') await this.#begin(0);
      this.#queueUp();
      while (this.ledger.status === 'running') await this.#step();
    } catch (error) {
      // Nothing that anybody has thought of: it stands still, and says so.
      if (!(error instanceof Held)) await this.pause('broken');
    } finally {
      while (this.#sender.underWay > 0) await this.#sleep(AT_LEAST);
      this.doing = { kind: 'idle' };
      this.#driving = false;
    }
  }

  /**
   * While it stands still, and by reads only: finds out about writes whose end nobody saw, and looks from time to time at those
   * that were sent and have not reported. A run that nobody drove any more is paused by that, unless all of it was sent. True when it
   * is to go on, because somebody said so or because that sends nothing; false when it has ended or there is nothing to be seen.
   */
  async watch(): Promise<boolean> {
    const { ledger } = this;
    const still = (): boolean => (ledger.open || this.#sender.lost) && !this.#resume;
    try {
      if (isWatching(ledger, ledger.counts())) return true;
      await this.pause('interrupted');
      await this.#findOut(still);
      if (isWatching(ledger, ledger.counts())) return true;
      while (still() && ledger.open && ledger.plan.landing !== null && ledger.indexes('pending', 'stuck').length > 0) {
        this.#looker.start();
        await this.#sleep(Math.min(AT_LEAST, Math.max(1, this.#looker.dueAt - this.#now())));
      }
    } catch {
      // Nothing that anybody has thought of: what is not known yet stays so.
    }
    // Its lines are written as long as this tab drives it, and not after.
    if (!this.#resume) await this.#looker.idle();
    return this.#resume && ledger.open;
  }

  /** Ends `watch`, to go on. */
  resume(): void {
    if (this.ledger.status === 'running') return;
    this.#resume = true;
    this.#poke();
  }

  /** What is on its way ends; nothing else is sent. */
  pause(why: PauseReason = 'operator'): Promise<void> {
    // Whoever has said that it is to go on has thought better of it.
    if (why === 'operator') this.#resume = false;
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

  /**
   * Begins this wave, whatever the gate and the soak, if it is the next and all before it was sent. Said twice, or by a tab that
   * is a moment behind, it begins none but this one.
   */
  nextWave(wave: number): void {
    if (this.ledger.status !== 'running' || wave !== this.ledger.wave + 1 || this.#sender.waiting || this.#sender.underWay > 0) return;
    this.#wanted = wave;
    this.#poke();
  }

  async #leave(entry: Entry): Promise<void> {
    const { status, open } = this.ledger;
    if (!open || (entry.kind === 'paused' && status !== 'running' && status !== 'ready')) return;
    this.#enter(entry);
    this.#wanted = null;
    this.#held.abort(new Held());
    this.#poke();
    await this.#o.journal.append([entry]).catch(() => undefined);
  }

  #now(): number {
    return this.#o.clock.now();
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

  /** Enters it and waits until it is kept; a journal that cannot be written ends everything. */
  async #write(entry: Entry): Promise<void> {
    this.#enter(entry);
    try {
      await this.#o.journal.append([entry]);
    } catch {
      await this.pause('journal');
      throw new Held();
    }
  }

  /** Enters it; it is kept a moment later. Were it lost, the device would only be looked at once more. */
  #note(entry: Entry): void {
    this.#enter(entry);
    this.#o.journal.append([entry]).catch(() => void this.pause('journal'));
  }

  /** Until nothing is left of which nobody saw the end, or until it is to be left. */
  async #findOut(further: () => boolean): Promise<void> {
    for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, AT_LEAST)) {
      await this.#sender.findOut();
      if (!this.#sender.lost || !further()) return;
      this.doing = { kind: 'holding', until: this.#now() + wait };
      await this.#sleep(wait);
    }
  }

  async #begin(wave: number): Promise<void> {
    await this.#write({ kind: 'wave', at: this.#now(), wave });
    this.#queueUp();
  }

  #queueUp(): void {
    this.#sender.queueUp(this.ledger.plan.waves[this.ledger.wave] ?? 0);
  }

  /** Takes what can be taken now, then waits for what comes first. */
  async #step(): Promise<void> {
    const reason = haltedBy(this.ledger.plan.settings.halt, this.ledger.ruleCounts(), this.apiFailures);
    // Of what goes to all at once nothing is left to be stopped then.
    const over = this.ledger.plan.bulk === true && this.ledger.counts().waiting === 0;
    if (reason !== null && !over) return this.#leave({ kind: 'halted', at: this.#now(), reason });
    if (this.#sender.waiting) this.#send();
    if (await this.#endOfWave()) return;
    this.#looker.start();
    if (this.ledger.status === 'running') await this.#sleep(Math.max(1, this.#nextAt() - this.#now()));
  }

  #send(): void {
    const { from } = this.#sender;
    this.doing = from > this.#now() + SHORT_WAIT ? { kind: 'holding', until: from } : { kind: 'sending' };
    this.#sender.take(this.#held.signal);
  }

  /** Whether something was decided that the next step has to see. */
  async #endOfWave(): Promise<boolean> {
    const { ledger } = this;
    if (this.#sender.waiting || this.#sender.underWay > 0) return false;
    if (this.#sender.lost) {
      await this.#findOut(() => ledger.status === 'running');
      return true;
    }
    const next = afterSending({ plan: ledger.plan, wave: ledger.wave, passedAt: ledger.passedAt, waves: ledger.wavesCounts() }, this.#now(), this.#wanted === ledger.wave + 1);
    switch (next.kind) {
      case 'wait':
        this.doing = this.#sender.from > this.#now() + SHORT_WAIT ? { kind: 'holding', until: this.#sender.from } : next.doing;
        return false;
      case 'pass':
        await this.#write({ kind: 'passed', at: this.#now(), wave: ledger.wave });
        return true;
      case 'next-wave':
        await this.#begin(ledger.wave + 1);
        return true;
      case 'finish':
        await this.#leave({ kind: 'finished', at: this.#now() });
        return true;
    }
  }

  /** When there is something to do at the latest, if nothing happens before. */
  #nextAt(): number {
    const times = [this.#now() + AT_LEAST, this.#looker.dueAt];
    if (this.#sender.from > this.#now()) times.push(this.#sender.from);
    if (this.doing.kind === 'soaking') times.push(this.doing.until);
    return Math.min(...times);
  }
}
