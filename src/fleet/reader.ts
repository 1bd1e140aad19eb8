import { listApps } from '#api/apps.ts';
import { fetchPage } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import { dueAt } from './due.ts';
import { Gate } from './gate.ts';
import type { Picture } from './picture.ts';
import { judge, type ShrinkAnswer } from './shrink.ts';
import { sweepFleet, type SweepEnd } from './sweep.ts';
import type { Progress, TabMessage } from './tab-messages.ts';
import type { Pace } from './view.ts';

/** Reads the fleet again and again while this tab may (it is visible, and holds the lock), at the chosen pace. */

const APPS_EVERY = 60_000;
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
  /** A sweep has ended: the moment to keep the picture. */
  readonly ended: () => Promise<void>;
}

export const FRESH: Progress = { lastEnd: null, broken: 0, final: false, trouble: null, shrunk: null, believed: null };

export class Reader {
  progress: Progress = FRESH;
  readonly #picture: Picture;
  readonly #tools: ReaderTools;
  readonly #gate = new Gate();
  #pace: Pace = 'auto';
  #visible = false;
  #wanted = false;
  #closed = false;
  #sweep: { readonly id: string; readonly stop: AbortController } | null = null;
  #sweeps = 0;
  #pausedAt: number | null = null;
  #nap: AbortController | null = null;
  #appsAt = Number.NEGATIVE_INFINITY;
  #landing: { readonly lastEnd: number | null; readonly soon: boolean } | null = null;
  #answer: ShrinkAnswer | null = null;
  readonly #waiting = new Set<() => void>();

  constructor(picture: Picture, tools: ReaderTools) {
    this.#picture = picture;
    this.#tools = tools;
  }

  /** Whether this tab has the right to read. */
  get holding(): boolean {
    return this.#gate.open;
  }

  /** Runs until it is closed. */
  async run(): Promise<void> {
    for (;;) {
      await this.#gate.passed();
      if (this.#closed) return;
      const wait = this.#dueAt() - this.#tools.now();
      if (wait > 0) await this.#sleep(Math.min(wait, LONGEST_NAP));
      else await this.#round().catch((error: unknown) => this.#failed(error));
    }
  }

  close(): void {
    this.#closed = true;
    this.drop();
    this.#gate.set(true);
    this.#wake();
  }

  set(choice: { readonly pace?: Pace; readonly visible?: boolean }): void {
    this.#pace = choice.pace ?? this.#pace;
    this.#visible = choice.visible ?? this.#visible;
    this.#claim();
    this.#wake();
  }

  /** The lock was given, or let go of. */
  lock(held: boolean): void {
    const { now, post, changed } = this.#tools;
    const paused = this.#pausedAt;
    this.#pausedAt = held || this.#sweep === null ? null : now();
    if (held && paused !== null && now() - paused > LONGEST_PAUSE) this.drop();
    this.#gate.set(held && !this.#closed);
    post({ kind: 'reader', on: held });
    this.#wake();
    changed();
  }

  /** Has the fleet read as soon as possible. Resolves when that reading ends, or meets trouble. */
  refresh(): Promise<void> {
    if (this.#answer?.take === false) this.#answer = null;
    // One that is under way will do.
    if (this.#sweep === null) this.#wanted = true;
    this.#claim();
    this.#wake();
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

  /** Gives up the sweep that is under way here: another tab has begun one, or all is forgotten. */
  drop(): void {
    if (this.#sweep === null) return;
    const { id, stop } = this.#sweep;
    this.#sweep = null;
    stop.abort();
    this.#breakOff(id);
  }

  /** Another tab tells how far it is. */
  follow(progress: Progress): void {
    this.progress = progress;
    if (progress.trouble) this.settle();
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
    this.#appsAt = Number.NEGATIVE_INFINITY;
    this.#wake();
  }

  /** Without a wish to read by itself the lock is held only while somebody has asked. */
  #claim(): void {
    const wish = this.#pace !== 'manual' || this.#wanted || this.#sweep !== null;
    this.#tools.want(!this.#closed && this.#visible && wish);
  }

  #dueAt(): number {
    const { lastEnd } = this.progress;
    return this.#wanted ? 0 : dueAt(this.progress, this.#pace, () => this.#landsSoon(lastEnd));
  }

  #landsSoon(lastEnd: number | null): boolean {
    if (this.#landing === null || this.#landing.lastEnd !== lastEnd) this.#landing = { lastEnd, soon: this.#picture.landing };
    return this.#landing.soon;
  }

  async #round(): Promise<void> {
    const { id: tab, now, post, changed } = this.#tools;
    this.#sweeps += 1;
    const sweep = { id: `${tab} ${this.#sweeps}`, stop: new AbortController() };
    const { signal } = sweep.stop;
    const begun = now();
    this.#sweep = sweep;
    this.#wanted = false;
    this.#picture.begin(sweep.id, true);
    post({ kind: 'begin', sweep: sweep.id });
    changed();
    await this.#tools.lookRound();
    await this.#readApps(signal);
    const end = await sweepFleet(
      {
        now,
        random: this.#tools.random,
        ask: fetchPage,
        sleep: (ms, stopped) => this.#sleep(ms, stopped),
        gate: (stopped) => (this.#gate.open ? undefined : this.#gate.passed(stopped)),
        onPage: ({ rows, sent, received }) => {
          if (this.#sweep !== sweep) return;
          const { devices, malformed } = rows();
          this.#picture.page(devices, malformed, { sent, received });
          post({ kind: 'page', sweep: sweep.id, devices: [...devices], malformed, sent, received });
          changed();
        },
        onWait: (wait) => this.#waits(wait),
      },
      signal,
    );
    if (this.#sweep !== sweep) return;
    this.#sweep = null;
    this.#finish(sweep.id, begun, end);
    await this.#tools.ended();
  }

  /** A mistake of our own is no reason to stop for good. */
  #failed(error: unknown): void {
    const id = this.#sweep?.id ?? '';
    this.#sweep?.stop.abort();
    this.#sweep = null;
    this.#finish(id, 0, { kind: 'broken', error: error instanceof Error ? error : new Error(String(error)), final: false });
  }

  #finish(id: string, begun: number, end: SweepEnd): void {
    const { now, post, changed } = this.#tools;
    this.progress = { ...this.progress, lastEnd: now() };
    if (end.kind === 'complete') this.#complete(id, begun);
    else {
      this.#breakOff(id);
      if (end.kind === 'broken') this.#broken(end.error, end.final);
    }
    post({ kind: 'progress', progress: this.progress });
    this.settle();
    changed();
  }

  #complete(id: string, begun: number): void {
    const { believed } = this.progress;
    const { size: held, swept } = this.#picture.index;
    const verdict = judge({ swept, held, believed, answer: this.#answer });
    const done: Progress = { ...this.progress, trouble: null, broken: 0, final: false, shrunk: null };
    if (verdict.kind === 'believe') {
      const { force } = verdict;
      this.#picture.end(begun, force);
      this.#tools.post({ kind: 'end', sweep: id, at: begun, force });
      this.#answer = null;
      this.progress = { ...done, believed: swept };
    } else {
      this.#breakOff(id);
      this.progress = verdict.kind === 'keep' ? done : { ...done, shrunk: { from: verdict.from, to: verdict.to } };
    }
  }

  #breakOff(id: string): void {
    this.#picture.break();
    this.#tools.post({ kind: 'break', sweep: id });
  }

  #broken(error: Error, final: boolean): void {
    this.progress = { ...this.progress, final, broken: this.progress.broken + 1, trouble: troubleOf(error, null) };
    const due = this.#dueAt();
    this.progress = { ...this.progress, trouble: troubleOf(error, Number.isFinite(due) ? due : null) };
  }

  #waits(wait: { readonly error: ApiError; readonly retryAt: number } | null): void {
    this.progress = { ...this.progress, trouble: wait && troubleOf(wait.error, wait.retryAt) };
    this.#tools.post({ kind: 'progress', progress: this.progress });
    if (wait) this.settle();
    this.#tools.changed();
  }

  /** Names for the Apps: without them the devices are read all the same. */
  async #readApps(signal: AbortSignal): Promise<void> {
    const { now, post } = this.#tools;
    if (now() - this.#appsAt < APPS_EVERY) return;
    try {
      await this.#gate.passed(signal);
      const apps = [...(await listApps(signal)).values()];
      this.#appsAt = now();
      this.#picture.know(apps);
      post({ kind: 'apps', apps });
    } catch {
      // Whatever it is, the devices will meet it too, and say so.
    }
  }

  async #sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const nap = new AbortController();
    this.#nap = nap;
    try {
      await this.#tools.sleep(ms, signal ? AbortSignal.any([signal, nap.signal]) : nap.signal);
    } catch {
      signal?.throwIfAborted();
    }
  }

  #wake(): void {
    this.#nap?.abort();
  }
}

function troubleOf(error: Error, retryAt: number | null): Progress['trouble'] {
  return { message: error.message, trouble: error instanceof ApiError ? error.trouble : 'client', retryAt };
}
