import { listApps } from '#api/apps.ts';
import type { Picture } from './picture.ts';
import { troubleOf } from './progress.ts';
import type { Progress, TabMessage } from './tab-messages.ts';

const EVERY = 60_000;

interface AppsTools {
  readonly now: () => number;
  readonly post: (message: TabMessage) => void;
  /** Resolves when this tab may read. */
  readonly passed: (signal: AbortSignal) => Promise<void>;
}

/** Reads which Apps the account lists: their names, and what is an orphan. Without them the devices are read all the same. */
export class AppsReader {
  /** Why they could not be read; null when they could. */
  trouble: Progress['trouble'] = null;
  readonly #picture: Picture;
  readonly #tools: AppsTools;
  #at = Number.NEGATIVE_INFINITY;
  /** Targets that were not listed when it was last made sure. */
  #unlisted: ReadonlySet<string> = new Set();

  constructor(picture: Picture, tools: AppsTools) {
    this.#picture = picture;
    this.#tools = tools;
  }

  /** Before a sweep, once a minute: so that its first rows have names. */
  async before(signal: AbortSignal): Promise<void> {
    const age = this.#tools.now() - this.#at;
    // Below 0 the clock was set back.
    if (age < 0 || age >= EVERY) await this.#read(signal);
  }

  /** After it, where that failed, or where a device is meant to run what is not listed: its App may have come meanwhile. */
  async after(signal: AbortSignal): Promise<void> {
    const unlisted = this.#picture.index.unlistedTargets();
    const failed = this.#at === Number.NEGATIVE_INFINITY;
    if (!failed && unlisted.every((sid) => this.#unlisted.has(sid))) return;
    // A list without an end was followed as far as it goes, in this very round.
    const read = !(failed && this.trouble?.code === 'broken_list') && (await this.#read(signal));
    if (!read && !signal.aborted && unlisted.some((sid) => !this.#unlisted.has(sid))) this.#doubt();
    this.#unlisted = new Set(this.#picture.index.unlistedTargets());
  }

  /** Something is meant to run what came since the Apps were read: an orphan it is only by a list that is out of date. */
  #doubt(): void {
    this.#picture.doubtApps();
    this.#tools.post({ kind: 'apps', apps: null });
  }

  forget(): void {
    this.#at = Number.NEGATIVE_INFINITY;
  }

  /** Whether they could be read. */
  async #read(signal: AbortSignal): Promise<boolean> {
    const { now, post, passed } = this.#tools;
    this.forget();
    try {
      await passed(signal);
      const apps = [...(await listApps(signal)).values()];
      this.#at = now();
      this.trouble = null;
      this.#picture.know(apps);
      post({ kind: 'apps', apps });
      return true;
    } catch (error) {
      // The devices may be read all the same, so nobody else will say it.
      if (!signal.aborted) this.trouble = troubleOf(error instanceof Error ? error : new Error(String(error)), null);
      return false;
    }
  }
}
