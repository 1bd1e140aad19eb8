import * as z from 'zod/mini';
import { messageSchema, type TabMessage } from './tab-messages.ts';

/**
 * Several tabs of one fleet cost the API what one does: the tab that holds the lock reads, and tells the others each page over
 * the channel. When it is hidden or closed the browser gives the lock to the next that waits for it.
 */

/** Of `navigator.locks`: as much as is used. */
export interface Locks {
  request(name: string, options: { readonly signal: AbortSignal; readonly mode?: 'exclusive' | 'shared' }, held: () => Promise<void>): Promise<unknown>;
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}
/** Of `BroadcastChannel`: as much as is used. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', heard: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

export interface TabsOptions {
  readonly fleetId: string;
  /** Null where there are none (a page that is not on localhost or https): then each tab reads for itself. */
  readonly locks: Locks | null;
  readonly openChannel: ((name: string) => Channel) | null;
  /** This tab among the others. */
  readonly id: string;
  readonly onMessage: (message: TabMessage, from: string) => void;
  readonly onLock: (held: boolean) => void;
}

/** Counts up when messages change: tabs of another build are not understood, and each build has a reader of its own. */
const VERSION = 2;
const envelopeSchema = z.object({ version: z.literal(VERSION), from: z.string(), message: messageSchema });

export class Tabs {
  readonly #options: TabsOptions;
  readonly #channel: Channel | null;
  #wanting: AbortController | null = null;
  readonly #closed = new AbortController();
  /** Whether there are other tabs, as far as is known. */
  #company = true;

  constructor(options: TabsOptions) {
    this.#options = options;
    // Before it can hear anything: who reads looks who is there.
    this.#attend();
    this.#channel = options.openChannel?.(`fleet:${options.fleetId}`) ?? null;
    this.#channel?.addEventListener('message', ({ data }) => {
      const parsed = envelopeSchema.safeParse(data);
      if (!parsed.success) return;
      this.#company = true;
      options.onMessage(parsed.data.message, parsed.data.from);
    });
  }

  /** Whether anybody could hear. */
  get alone(): boolean {
    return this.#channel === null;
  }

  /** Finds out whether there are other tabs: a page of devices is not worth being copied for nobody. */
  async lookRound(): Promise<void> {
    try {
      const { held = [] } = (await this.#options.locks?.query()) ?? {};
      this.#company = held.filter(({ name }) => name === this.#presence).length > 1;
    } catch {
      this.#company = true;
    }
  }

  /** Whether any tab has the right to read; true where that cannot be said. */
  async anyReader(): Promise<boolean> {
    try {
      const { held = [] } = (await this.#options.locks?.query()) ?? {};
      return this.#options.locks === null || held.some(({ name }) => name === this.#right);
    } catch {
      return true;
    }
  }

  post(message: TabMessage): void {
    if (message.kind === 'page' && !this.#company) return;
    this.#channel?.postMessage({ version: VERSION, from: this.#options.id, message });
  }

  /** Waits for the lock, or lets go of it. */
  want(wanted: boolean): void {
    if (wanted === (this.#wanting !== null)) return;
    if (wanted) this.#ask();
    else {
      this.#wanting?.abort();
      this.#wanting = null;
    }
  }

  close(): void {
    this.want(false);
    this.#closed.abort();
    this.#channel?.close();
  }

  get #presence(): string {
    return `fleet-tab:${this.#options.fleetId}`;
  }

  get #right(): string {
    return `fleet-sweep:${VERSION}:${this.#options.fleetId}`;
  }

  /** Each tab holds a share of one lock for as long as it lives: a crashed one is gone, too. */
  #attend(): void {
    const { signal } = this.#closed;
    const stay = (): Promise<void> => new Promise((leave) => signal.addEventListener('abort', () => leave()));
    this.#options.locks?.request(this.#presence, { signal, mode: 'shared' }, stay).catch(() => undefined);
  }

  #ask(): void {
    const { locks, onLock } = this.#options;
    const wanting = new AbortController();
    this.#wanting = wanting;
    const { signal } = wanting;
    const hold = (): Promise<void> =>
      new Promise((release) => {
        if (signal.aborted) return release();
        onLock(true);
        signal.addEventListener('abort', () => {
          onLock(false);
          release();
        });
      });
    if (locks === null) void hold();
    else {
      locks.request(this.#right, { signal }, hold).catch(() => {
        // Let go of while it was waited for; else the browser has no locks for us, and we read for ourselves.
        if (!signal.aborted) void hold();
      });
    }
  }
}
