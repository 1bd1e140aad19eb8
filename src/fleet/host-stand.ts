/** For tests: tabs of one browser, each with its FleetHost, over whatever stands behind `fetch`; time is moved by hand. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { adoptSession } from '#api/session.ts';
import { sleep } from '#lib/backoff.ts';
import { STUCK_AFTER } from './health.ts';
import { FleetHost } from './host.ts';
import type { TabMessage } from './tab-messages.ts';
import { browserOfTabs } from './tabs-stand.ts';
import type { Pace, ViewResult } from './view.ts';

/** Each test has a day of its own, so that a pause that the API asked for in one does not reach the next. */
let day = Date.parse('2026-06-01T12:00:00Z');

/** To be called before each test. */
export function newDay(): void {
  day += 24 * 3600_000;
  tabs = 0;
  vi.useFakeTimers({ now: day, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  vi.stubGlobal('indexedDB', new IDBFactory());
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
}

/** To be called after each test. */
export function endOfDay(): void {
  for (const tab of open.splice(0)) tab.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

const open: FleetHost[] = [];
/** Of all browsers: no two have the same name. */
let tabs = 0;

interface TabOptions {
  readonly pace?: Pace;
  readonly visible?: boolean;
  readonly fleetId?: string;
  readonly onStatus?: () => void;
}

export interface Browser extends Pick<ReturnType<typeof browserOfTabs>, 'openChannel' | 'messages'> {
  /** A tab that says what a test has it say, and holds the right to read until it is closed without a word. */
  stranger(): { readonly say: (message: TabMessage) => void; readonly die: () => void };
  /** Opens a tab. */
  tab(options?: TabOptions): FleetHost;
}

export function browser(): Browser {
  const shared = browserOfTabs();
  return {
    openChannel: shared.openChannel,
    messages: shared.messages,
    stranger: () => {
      const channel = shared.openChannel('fleet:a-fleet-of-the-tests');
      const { signal } = new AbortController();
      const life = new AbortController();
      const dead = new Promise<void>((resolve) => life.signal.addEventListener('abort', () => resolve()));
      void shared.locks.request('fleet-sweep:2:a-fleet-of-the-tests', { signal }, () => dead);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
      return { say: (message) => channel.postMessage({ version: 2, from: 'stranger', message }), die: () => life.abort() };
    },
    tab: ({ pace = 'auto', visible = true, fleetId = 'a-fleet-of-the-tests', onStatus = () => undefined } = {}) => {
      tabs += 1;
      const host = new FleetHost({ ...shared, fleetId, id: `tab ${tabs}`, now: Date.now, random: () => 0.5, sleep, onStatus }, { pace, visible });
      open.push(host);
      return host;
    },
  };
}

/** Lets everything happen that takes no time by the clock: answers, messages, the disk. */
async function turn(): Promise<void> {
  for (let i = 0; i < 12; i += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** Lets so many milliseconds pass. */
export async function pass(ms: number): Promise<void> {
  await turn();
  for (let left = ms; left > 0; left -= 1_000) {
    await vi.advanceTimersByTimeAsync(Math.min(left, 1_000));
    await turn();
  }
}

/** Lets time pass until this holds; a minute and a half of it at the most. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 3_000; i += 1) {
    if (holds()) return turn();
    await vi.advanceTimersByTimeAsync(30);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  throw new Error('It never came to that.');
}

/** True once a whole picture is there and nothing is being read. */
export function complete(tab: FleetHost): boolean {
  const { coverage } = tab.status();
  return coverage.completeAt !== null && coverage.reading === null;
}

export const ask = (tab: FleetHost, q = ''): Promise<ViewResult> => tab.view({ q, sort: [], list: null, start: 0, size: 50, limits: STUCK_AFTER });
export const total = async (tab: FleetHost, q = ''): Promise<number> => (await ask(tab, q)).total;
