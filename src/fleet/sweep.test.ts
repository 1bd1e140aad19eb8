import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchPage, type PageBody } from '#api/devices.ts';
import { ApiError, localError } from '#api/error.ts';
import { adoptSession } from '#api/session.ts';
import { sleep } from '#lib/backoff.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator/app.ts';
import { gatewayFetch, settled } from '../../simulator/test-gateway.ts';
import { Gate } from './gate.ts';
import { sweepFleet, type SweepEnd, type SweepTools } from './sweep.ts';

adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });

/** Each test has a day of its own, so that a pause that the API asked for in one does not reach the next. */
let day = Date.parse('2026-05-01T12:00:00Z');

beforeEach(() => {
  day += 24 * 3600_000;
  vi.useFakeTimers({ now: day, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Swept {
  readonly end: SweepEnd;
  readonly sids: Set<string>;
  /** Of the devices that were listed and could not be read. */
  readonly unread: Set<string>;
  /** Milliseconds of each pause that was announced. */
  readonly waits: number[];
  /** What happened, in order. */
  readonly log: string[];
  /** The most calls that were under way at once. */
  readonly atOnce: number;
  readonly requests: number;
  readonly simulator: Simulator;
}

interface Options {
  readonly devices?: number;
  readonly seedDevices?: SimulatorOptions['seedDevices'];
  readonly random?: number;
  readonly signal?: AbortSignal;
  readonly onPage?: (page: number, simulator: Simulator) => void;
}

/** Reads a simulated fleet of 2,500 devices, three pages, with these faults. */
async function swept(faults: string, { devices = 2500, seedDevices, random = 1, signal = new AbortController().signal, onPage }: Options = {}): Promise<Swept> {
  const simulator = createSimulator({ ...(seedDevices ? { seedDevices } : { devices }), now: Date.now, faults });
  const ask = gatewayFetch(simulator, () => undefined);
  const log: string[] = [];
  let under = 0;
  let atOnce = 0;
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    under += 1;
    atOnce = Math.max(atOnce, under);
    log.push('asked');
    return ask(url, init).finally(() => (under -= 1));
  });
  const [sids, unread, listed] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const waits: number[] = [];
  let pages = 0;
  const tools: SweepTools = {
    ask: fetchPage,
    sleep,
    now: Date.now,
    random: () => random,
    gate: () => undefined,
    onPage: (page, first) => {
      pages += 1;
      log.push(first ? 'first' : 'taken');
      if (first) listed.clear();
      const before = listed.size;
      const rows = page.rows();
      for (const { sid } of rows.devices) [listed, sids].forEach((set) => set.add(sid));
      for (const sid of rows.unread) unread.add(sid);
      onPage?.(pages, simulator);
      return listed.size - before;
    },
    onWait: (wait) => wait && waits.push(wait.retryAt - Date.now()),
  };
  const end = await settled(sweepFleet(tools, signal));
  return { end, sids, unread, waits, log, atOnce, requests: simulator.world.counters.requests, simulator };
}

/** 2,500 devices, each with a name of so many letters. */
const fleetWith = (letters: (at: number) => number) => Array.from({ length: 2500 }, (_, at) => ({ uniqueName: `${at}-`.padEnd(letters(at), 'x') }));

describe('a sweep', () => {
  test('reads every device with one call in flight, and has the next page asked for before it looks at one', async () => {
    const { end, sids, atOnce, log } = await swept('');
    expect(end).toEqual({ kind: 'complete' });
    expect(sids.size).toBe(2500);
    expect(atOnce).toBe(1);
    expect(log).toEqual(['asked', 'asked', 'first', 'asked', 'taken', 'taken']);
  });

  test('of an empty fleet is complete', async () => {
    expect(await swept('', { devices: 0 })).toMatchObject({ end: { kind: 'complete' }, requests: 1 });
  });

  test.each(['duplicates', 'short-page:count=3', 'empty-page:count=2', 'short-page:keep=1,count=2; empty-page:count=2; duplicates', 'hostile-next-url:count=2'])(
    'with %s reads every device all the same',
    async (faults) => {
      const { end, sids } = await swept(faults);
      expect(end).toEqual({ kind: 'complete' });
      expect(sids.size).toBe(2500);
    },
  );
});

describe('an API that is busy or sick', () => {
  test('is not asked before its Retry-After is over, and then for the same page', async () => {
    const { end, waits, requests } = await swept('429:retry-after=7,count=1,on=paged');
    expect(end).toEqual({ kind: 'complete' });
    expect(waits).toEqual([7000]);
    expect(requests).toBe(4);
  });

  test('is asked ever more rarely, as the dice say, but not less than every 30 s', async () => {
    const { waits } = await swept('503:count=9,on=paged');
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('is never asked without a pause, whatever the dice and the header say', async () => {
    const least = [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000];
    expect((await swept('429:count=8,on=paged', { random: 0 })).waits).toEqual(least);
    expect((await swept('429:retry-after=0,count=8,on=paged', { random: 0 })).waits).toEqual(least);
  });

  test.each(['429:count=30', '500:count=30', '503:count=30', 'reset:count=30', 'refused:count=30', 'timeout:count=3', 'html:count=3', 'truncated-json:count=3'])('is waited for as long as it takes: %s', async (fault) => {
    const { end, sids } = await swept(`${fault},on=paged`, { random: 0 });
    expect(end).toEqual({ kind: 'complete' });
    expect(sids.size).toBe(2500);
  });
});

describe('a token that is no longer known', () => {
  test('begins the chain anew, and what was read stays', async () => {
    const { end, sids, requests, log } = await swept('expired-token:count=2');
    expect(log.filter((what) => what === 'first')).toHaveLength(3);
    expect(end).toEqual({ kind: 'complete' });
    expect(sids.size).toBe(2500);
    expect(requests).toBe(2 + 2 + 3);
  });

  test.each([[400, 21481], [400, 20001], [404, 20404], [410, 20410]])('in the middle of the list begins it again, whatever the API says: %i, %i', async (status, code) => {
    const { end, sids, requests, log } = await swept(`expired-token:status=${status},code=${code},every=2,count=1`);
    expect(log.filter((what) => what === 'first')).toHaveLength(2);
    expect(end).toEqual({ kind: 'complete' });
    expect(sids.size).toBe(2500);
    expect(requests).toBe(3 + 3);
  });

  test.each([[400, 21481], [404, 20404], [410, 20410]])('for the third time ends the sweep as incomplete, and says how many devices were read: %i, %i', async (status, code) => {
    const { end, sids, requests } = await swept(`expired-token:status=${status},code=${code}`);
    expect(end).toMatchObject({ kind: 'broken', final: false, error: { code: 'broken_list', message: expect.stringContaining('1,000 read') } });
    expect(sids.size).toBe(1000);
    expect(requests).toBe(6);
  });
});

describe('a list that goes on for ever', () => {
  test.each([['same', 1010], ['none', 0]])('with %s rows and a new token each time ends the sweep after fifty pages that bring nothing new', async (rows, read) => {
    const { end, sids, requests } = await swept(`endless-pages:rows=${rows}`, { devices: 1010 });
    expect(end).toMatchObject({ kind: 'broken', final: false, error: { code: 'broken_list', message: expect.stringMatching(new RegExp(`\\(${read.toLocaleString('en')} read\\).*50 pages`, 'u')) } });
    expect(sids.size).toBe(read);
    expect(requests).toBeLessThan(60);
  });

  test('is none when it has many empty and short pages, and an end', async () => {
    const { end, sids } = await swept('empty-page:count=40; short-page:keep=1,every=3,count=40');
    expect(end).toEqual({ kind: 'complete' });
    expect(sids.size).toBe(2500);
  });

  test('is none when it is begun again after many pages, which then bring nothing that was not read before', async () => {
    const { end, sids } = await swept('short-page:keep=20,count=130; expired-token:every=60,count=1');
    expect(end).toEqual({ kind: 'complete' });
    expect(sids.size).toBe(2500);
  });
});

describe('a page that is too large for one answer', () => {
  test('is read in smaller ones, and those after it in whole ones again', async () => {
    const { end, sids, requests, waits } = await swept('', { seedDevices: fleetWith((at) => (at >= 200 && at < 340 ? 65_536 : 8)) });
    expect(end).toEqual({ kind: 'complete' });
    expect(sids.size).toBe(2500);
    expect(waits).toEqual([]);
    expect(requests).toBeLessThan(20);
  });

  test('of long names throughout is read in smaller ones to the end', async () => {
    const { end, sids, requests } = await swept('', { seedDevices: fleetWith(() => 16_000) });
    expect(end).toEqual({ kind: 'complete' });
    expect(sids.size).toBe(2500);
    expect(requests).toBeLessThan(16);
  });

  test('where one device alone is too large goes on without it, and counts it as listed and not read', async () => {
    const { end, sids, unread, requests, waits, simulator } = await swept('', { seedDevices: fleetWith((at) => (at === 1234 ? 9_000_000 : 8)) });
    expect(end).toEqual({ kind: 'complete' });
    expect(sids.size).toBe(2499);
    expect([...unread]).toEqual([simulator.world.rows[1234]?.sid]);
    expect(waits).toEqual([]);
    expect(requests).toBeLessThan(60);
  });
});

describe('a sweep breaks off, and what it read stays read,', () => {
  test.each([
    'wrong-shape:on=paged', 'wrong-shape:shape=array,on=paged', 'wrong-shape:shape=no-meta,on=paged',
    'hostile-next-url:url=http%3A%2F%2Fevil.test%2F%3FPageToken%3D%2500,on=paged', 'hostile-next-url:url=http%3A%2F%2Fevil.test%2F%3FPage%3D1,on=paged',
  ])('at a reply that is no page: %s', async (fault) => {
    const { end, sids, requests } = await swept(fault);
    expect(end).toMatchObject({ kind: 'broken', final: false, error: { code: 'bad_reply' } });
    expect(sids.size).toBeGreaterThanOrEqual(1000);
    expect(requests).toBe(2);
  });

  test('at a mistake of our own', async () => {
    const end = await swept('', {
      onPage: () => {
        throw new TypeError('x is not a function');
      },
    });
    expect(end).toMatchObject({ end: { kind: 'broken', error: { message: 'x is not a function' } } });
  });

  test.each([
    ['upstream_auth', 401], ['upstream_auth', 403], ['session_token', 403], ['cross_site', 403],
  ])('at %s (%s), which asking again does not help', async (code, status) => {
    const asked: unknown[] = [];
    const end = await sweepFleet(chain(() => {
      asked.push(null);
      throw new ApiError({ code, message: 'no', more_info: null, status });
    }), new AbortController().signal);
    expect(end).toMatchObject({ kind: 'broken', final: true });
    expect(asked).toHaveLength(1);
  });

  test('at a refusal of the first page, which holds no token that could have expired', async () => {
    expect(await sweepFleet(chain(() => Promise.reject(new ApiError({ code: 20001, message: 'no', more_info: null, status: 400 }))), new AbortController().signal)).toMatchObject({
      kind: 'broken', final: false, error: { code: 20001 },
    });
  });

  test('where the list leads in a circle', async () => {
    const asked: (string | null)[] = [];
    const end = await sweepFleet(chain(({ token, page }) => {
      asked.push(token);
      return Promise.resolve(body({ page: page + 1, token: `t${page % 3}` }));
    }), new AbortController().signal);
    expect(end).toMatchObject({ kind: 'broken', error: { message: expect.stringContaining('Its pages loop') } });
    expect(asked).toEqual([null, 't0', 't1', 't2']);
  });

  test('where the list has no end', async () => {
    let asked = 0;
    const end = await sweepFleet(chain(({ page }) => {
      asked += 1;
      return Promise.resolve(body({ page: page + 1, token: `t${page}` }));
    }), new AbortController().signal);
    expect(end).toMatchObject({ kind: 'broken', error: { message: expect.stringContaining('5000 pages') } });
    expect(asked).toBe(5000);
  });
});

describe('a sweep that is given up', () => {
  test('between two pages takes nothing more and asks nothing more', async () => {
    const stop = new AbortController();
    const { end, sids, requests } = await swept('', { signal: stop.signal, onPage: () => stop.abort() });
    expect(end).toEqual({ kind: 'aborted' });
    expect(sids.size).toBe(1000);
    expect(requests).toBe(2);
  });

  test('while it waits ends at once', async () => {
    const stop = new AbortController();
    const tools = { ...chain(() => Promise.reject(localError('network', 'gone'))), onWait: () => stop.abort() };
    expect(await sweepFleet(tools, stop.signal)).toEqual({ kind: 'aborted' });
  });

  test('while nobody looks ends at once', async () => {
    const stop = new AbortController();
    const shut = new Gate();
    const end = sweepFleet({ ...chain(() => Promise.resolve(body(null))), gate: (signal) => shut.passed(signal) }, stop.signal);
    stop.abort();
    expect(await end).toEqual({ kind: 'aborted' });
  });
});

function body(next: PageBody['next']): PageBody {
  return { sent: 0, received: 0, at: 0, page: 0, next, previous: null, rows: () => ({ devices: [], malformed: 0, unread: [] }) };
}

function chain(ask: SweepTools['ask']): SweepTools {
  return { ask: async (request, signal) => ask(request, signal), sleep, now: Date.now, random: () => 0, gate: () => undefined, onPage: () => 1, onWait: () => undefined };
}
