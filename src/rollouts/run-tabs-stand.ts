import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type { Rollouts } from './rollouts.ts';

/**
 * For tests: one browser with several tabs, each with code of its own, over whatever stands behind `fetch`. They share its
 * locks, channels and disk, and a clock that is moved by hand.
 */

const SESSION = { token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' };

/** Each test has a day of its own, so that a pause that the API asked for in one does not reach the next. */
let day = Date.parse('2026-04-01T12:00:00Z');

interface Ear {
  readonly name: string;
  readonly tab: object;
  readonly hear: ((event: { readonly data: unknown }) => void)[];
}

export interface Tab {
  readonly page: EventTarget;
  readonly rollouts: Rollouts;
  /** Whether it warns whoever closes it. */
  warns(): boolean;
}

export class StandBrowser {
  #ears: Ear[] = [];
  readonly #held = new Map<string, object>();
  /** The tab whose code is being loaded. */
  #opening: object = {};
  /** Of all calls, those that were begun before are not answered any more. */
  #era = 0;

  constructor(gateway: (url: string, init?: RequestInit) => Promise<Response>, { locks = true } = {}) {
    day += 24 * 3_600_000;
    vi.useFakeTimers({ now: day, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
    vi.stubGlobal('indexedDB', new IDBFactory());
    vi.stubGlobal('document', { querySelector: () => ({ content: JSON.stringify(SESSION) }) });
    vi.stubGlobal('navigator', locks ? { locks: this.#locks() } : {});
    vi.stubGlobal('BroadcastChannel', this.#channels());
    vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
      const era = this.#era;
      const answer = await gateway(url, init);
      return era === this.#era ? answer : new Promise(() => undefined);
    });
  }

  async open(): Promise<Tab> {
    const page = new EventTarget();
    this.#opening = page;
    vi.resetModules();
    vi.stubGlobal('window', page);
    const [{ rollouts }, { fleet }, { QueryClient }] = await Promise.all([import('./rollouts.ts'), import('#fleet/fleet.ts'), import('@tanstack/react-query')]);
    // So large that single devices are read while they land.
    const { coverage, ...status } = fleet.status();
    vi.spyOn(fleet, 'status').mockReturnValue({ ...status, coverage: { ...coverage, held: 1_000_000 } });
    const tab = rollouts(new QueryClient());
    tab.subscribe(() => undefined);
    await this.turn();
    return {
      page,
      rollouts: tab,
      warns: () => {
        const closing = new Event('beforeunload', { cancelable: true });
        page.dispatchEvent(closing);
        return closing.defaultPrevented;
      },
    };
  }

  /** The tab is gone while all that it does waits for answers: they never come, its locks are free, and it hears and says nothing more. */
  kill(tab: Tab): void {
    this.#era += 1;
    this.#held.clear();
    this.#ears = this.#ears.filter((ear) => ear.tab !== tab.page);
  }

  /** Lets everything happen that takes no time by the clock: answers, messages, the disk. */
  async turn(): Promise<void> {
    for (let i = 0; i < 12; i += 1) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  }

  async pass(ms: number): Promise<void> {
    const until = Date.now() + ms;
    await this.turn();
    while (Date.now() < until) {
      await vi.advanceTimersByTimeAsync(Math.min(250, until - Date.now()));
      await this.turn();
    }
  }

  /** Lets time pass until something is so. */
  async until(so: () => boolean): Promise<void> {
    for (let steps = 0; !so(); steps += 1) {
      if (steps === 6_000) throw new Error('It never came to that.');
      await this.pass(100);
    }
  }

  #locks() {
    const held = this.#held;
    return {
      request: async (name: string, { ifAvailable }: { readonly ifAvailable: boolean }, work: (lock: object | null) => Promise<unknown>) => {
        if (!ifAvailable) throw new Error('Only locks that are free are asked for.');
        await Promise.resolve();
        if (held.has(name)) return work(null);
        const lock = {};
        held.set(name, lock);
        try {
          return await work(lock);
        } finally {
          if (held.get(name) === lock) held.delete(name);
        }
      },
      query: async () => ({ held: [...held.keys()].map((name) => ({ name })) }),
    };
  }

  #channels() {
    const listen = (name: string): Ear => {
      const ear: Ear = { name, tab: this.#opening, hear: [] };
      this.#ears.push(ear);
      return ear;
    };
    const alive = (ear: Ear): boolean => this.#ears.includes(ear);
    const others = (ear: Ear): Ear[] => (alive(ear) ? this.#ears.filter((other) => other !== ear && other.name === ear.name) : []);
    return class {
      readonly #ear: Ear;
      constructor(name: string) {
        this.#ear = listen(name);
      }
      postMessage(message: unknown): void {
        for (const ear of others(this.#ear)) {
          const data: unknown = structuredClone(message);
          setImmediate(() => alive(ear) && ear.hear.forEach((hear) => hear({ data })));
        }
      }
      addEventListener(_: string, hear: Ear['hear'][number]): void {
        this.#ear.hear.push(hear);
      }
    };
  }
}

/** To be called after each test. */
export function closeBrowser(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}
