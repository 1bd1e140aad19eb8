import type { ApiError } from '#api/error.ts';
import { AppsReader } from './apps-reader.ts';
import { dueAt } from './due.ts';
import { Gate } from './gate.ts';
import { Nap } from './nap.ts';
import type { Picture } from './picture.ts';
import { brokenOff, FRESH, isOwn, readWhole, troubleOf } from './progress.ts';
import { readRound, type Round } from './round.ts';
import { judge, type ShrinkAnswer } from './shrink.ts';
import type { SweepEnd } from './sweep.ts';
import type { Progress, TabMessage } from './tab-messages.ts';
import type { Pace } from './view.ts';

/** Reads the fleet again and again while this tab may (it is visible, and holds the lock), at the chosen pace. */

/** A sweep that was interrupted for longer than this begins anew: its oldest part would be no news. */
const LONGEST_PAUSE = 60_000;
const LONGEST_NAP = 3_600_000;

export interface ReaderTools {
  /** This tab among the others. */
  readonly id: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly post: (message: TabMessage) => void;
  /** Asks for the right to read, or gives it up. */
  readonly want: (wanted: boolean) => void;
  readonly lookRound: () => Promise<void>;
  /** Something that a page shows has changed. */
  readonly changed: () => void;
  /** A sweep has ended: the moment to keep the picture. The next one does not wait for that. */
  readonly ended: () => void;
}

export class Reader {
  progress: Progress = FRESH;
  readonly #picture: Picture;
  readonly #tools: ReaderTools;
  readonly #gate = new Gate();
  #pace: Pace = 'auto';
  #visible = false;
  #wanted = false;
  #closed = false;
  #sweep: Round | null = null;
  #sweeps = 0;
  #pausedAt: number | null = null;
  /** Between two sweeps. */
  readonly #nap: Nap;
  /** Within one, while the API is busy: only who asks by hand cuts it short. */
  readonly #backOff: Nap;
  readonly #apps: AppsReader;
  /** Why this page can read no more: its own affair, which no other tab is told of. */
  #own: Progress['trouble'] = null;
  #landing: { readonly lastEnd: number | null; readonly soon: boolean } | null = null;
  #answer: ShrinkAnswer | null = null;
  readonly #waiting = new Set<() => void>();

  constructor(picture: Picture, tools: ReaderTools) {
    this.#picture = picture;
    this.#tools = tools;
    this.#nap = new Nap(tools.sleep);
    this.#backOff = new Nap(tools.sleep);
    this.#apps = new AppsReader(picture, { ...tools, passed: (signal) => this.#gate.passed(signal) });
  }

  /** Whether this tab has the right to read. */
  get holding(): boolean {
    return this.#gate.open;
  }

  /** Whether a sweep is under way here. */
  get sweeping(): boolean {
    return this.#sweep !== null;
  }

  /** Why this page can read no more by itself; null when it can. */
  get own(): Progress['trouble'] {
    return this.#own;
  }

  /** Runs until it is closed. */
  async run(): Promise<void> {
    for (;;) {
      await this.#gate.passed();
      if (this.#closed) return;
      const wait = this.#dueAt() - this.#tools.now();
      if (wait > 0) await this.#nap.sleep(Math.min(wait, LONGEST_NAP));
      else await this.#round().catch((error: unknown) => this.#failed(error));
    }
  }

  close(): void {
    this.#closed = true;
    this.drop();
    this.#gate.set(true);
    this.#nap.wake();
  }

  set(choice: { readonly pace?: Pace; readonly visible?: boolean }): void {
    this.#pace = choice.pace ?? this.#pace;
    this.#visible = choice.visible ?? this.#visible;
    this.#claim();
    this.#nap.wake();
  }

  /** The lock was given, or let go of. */
  lock(held: boolean): void {
    const { now, post, changed } = this.#tools;
    const paused = this.#pausedAt;
    this.#pausedAt = held || this.#sweep === null ? null : now();
    if (held && paused !== null && now() - paused > LONGEST_PAUSE) {
      this.#wanted = true;
      this.drop();
    }
    this.#gate.set(held && !this.#closed);
    post({ kind: 'reader', on: held });
    this.#nap.wake();
    changed();
  }

  /** Has the fleet read as soon as possible. Resolves when that reading ends, or meets trouble. */
  refresh(): Promise<void> {
    if (this.#answer?.take === false) this.#answer = null;
    // One that is under way will do.
    if (this.#sweep === null) this.#wanted = true;
    this.#claim();
    this.#nap.wake();
    this.#backOff.wake();
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
    });
  }

  /** Whether the list that has shrunk is to be believed. */
  answer(take: boolean): void {
    const { shrunk } = this.progress;
    if (shrunk) this.#answer = { take, to: shrunk.to };
    this.progress = { ...this.progress, shrunk: null };
  }

  /** Gives up the sweep that is under way here: another tab has begun one, all is forgotten, or it is too old. */
  drop(): void {
    if (this.#sweep === null) return;
    const { id, stop } = this.#sweep;
    this.#sweep = null;
    stop.abort();
    this.#breakOff(id);
    // Whoever waits for it has the next one, should the other tab not come to an end.
    this.#wanted ||= this.#waiting.size > 0;
    this.#claim();
  }

  /** Another tab tells how far it is. */
  follow(progress: Progress): void {
    this.progress = progress;
    // What was said of a list that shrank was said of the last one.
    if (progress.shrunk) this.#answer = null;
    if (progress.trouble) this.settle();
  }

  /** Another tab has read the whole list, and believes it. */
  believed(): void {
    this.#answer = null;
    this.settle();
  }

  /** A device was seen to change: something may be about to land. */
  stirred(): void {
    this.#landing = null;
    this.#nap.wake();
  }

  /** A reading has ended, here or in another tab: whoever asked for one has it. */
  settle(): void {
    this.#wanted = false;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
    this.#claim();
  }

  /** All is forgotten, and to be read anew. */
  reset(): void {
    this.drop();
    this.progress = FRESH;
    this.#answer = null;
    this.#own = null;
    this.#apps.forget();
    this.#nap.wake();
  }

  /** Without a wish to read by itself the lock is held only while somebody has asked. */
  #claim(): void {
    const wish = (this.#pace !== 'manual' && this.#own === null) || this.#wanted || this.#sweep !== null;
    this.#tools.want(!this.#closed && this.#visible && wish);
  }

  #dueAt(): number {
    const { lastEnd } = this.progress;
    if (this.#wanted) return 0;
    return this.#own ? Number.POSITIVE_INFINITY : dueAt(this.progress, this.#pace, this.#tools.now(), () => this.#landsSoon(lastEnd));
  }

  #landsSoon(lastEnd: number | null): boolean {
    if (this.#landing === null || this.#landing.lastEnd !== lastEnd) this.#landing = { lastEnd, soon: this.#picture.landing };
    return this.#landing.soon;
  }

  async #round(): Promise<void> {
    this.#sweeps += 1;
    const round: Round = { id: `${this.#tools.id} ${this.#sweeps}`, begun: this.#tools.now(), stop: new AbortController() };
    this.#sweep = round;
    this.#wanted = false;
    const end = await readRound(round, {
      ...this.#tools,
      picture: this.#picture,
      apps: this.#apps,
      sleep: (ms, stopped) => this.#backOff.sleep(ms, stopped),
      gate: (stopped) => (this.#gate.open ? undefined : this.#gate.passed(stopped)),
      onWait: (wait) => this.#waits(wait),
    });
    if (this.#sweep !== round) return;
    this.#sweep = null;
    this.#finish(round, end);
    this.#tools.ended();
  }

  /** A mistake of our own is no reason to stop for good. */
  #failed(error: unknown): void {
    const round = this.#sweep ?? { id: '', begun: 0, stop: new AbortController() };
    round.stop.abort();
    this.#sweep = null;
    this.#finish(round, { kind: 'broken', error: error instanceof Error ? error : new Error(String(error)), final: false });
  }

  #finish(round: Round, end: SweepEnd): void {
    const { post, changed } = this.#tools;
    this.#own = null;
    if (end.kind === 'complete') this.#complete(round);
    else this.#breakOff(round.id);
    if (end.kind === 'broken') this.#broken(end.error, end.final);
    this.progress = { ...this.progress, appsTrouble: this.#apps.trouble };
    post({ kind: 'progress', progress: this.progress });
    this.settle();
    changed();
  }

  #complete({ id, begun }: Round): void {
    const { pages, index } = this.#picture;
    const { size: held, swept } = index;
    const verdict = judge({ swept, held, believed: this.progress.believed, answer: this.#answer });
    this.progress = readWhole(this.progress, verdict, swept, this.#tools.now());
    if (verdict.kind === 'believe') {
      const { force } = verdict;
      this.#picture.end(begun, force);
      this.#tools.post({ kind: 'end', sweep: id, at: begun, pages, force });
    } else this.#breakOff(id);
    if (verdict.kind !== 'keep') this.#answer = null;
  }

  #breakOff(id: string): void {
    this.#picture.break();
    this.#tools.post({ kind: 'break', sweep: id });
  }

  #broken(error: Error, final: boolean): void {
    if (isOwn(error)) this.#own = troubleOf(error, null);
    else {
      this.progress = brokenOff(this.progress, error, final, this.#tools.now());
      const due = this.#dueAt();
      this.progress = { ...this.progress, trouble: troubleOf(error, Number.isFinite(due) ? due : null) };
    }
  }

  #waits(wait: { readonly error: ApiError; readonly retryAt: number } | null): void {
    this.progress = { ...this.progress, trouble: wait && troubleOf(wait.error, wait.retryAt) };
    this.#tools.post({ kind: 'progress', progress: this.progress });
    if (wait) this.settle();
    this.#tools.changed();
  }
}
