import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deviceQueries, type DeviceChange, type DevicesPage } from '#api/devices.ts';
import { deviceSchema, type Device } from '#api/schema.ts';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import type { DeviceSeed } from '../../simulator/seed.ts';
import { gatewayFetch, settled } from '../../simulator/test-gateway.ts';
import { ChangedMeanwhile, updateDevice, type UpdateRequest } from './update.ts';

const SESSION = { token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' };
const ONE = `UV${'1'.padStart(32, '0')}`;
const TWO = `UV${'2'.padStart(32, '0')}`;
const FW2 = `KA${'1'.padStart(32, '0')}`;
const FW1 = `KA${'2'.padStart(32, '0')}`;

/** Each test has a day of its own, so that a pause that the API asked for in one does not reach the next. */
let day = Date.parse('2026-03-01T12:00:00Z');

interface Stand {
  readonly simulator: Simulator;
  readonly client: QueryClient;
  /** When a POST left this browser. */
  readonly posts: number[];
  readonly seen: () => Device;
  readonly send: (change: DeviceChange, more?: Partial<UpdateRequest>) => ReturnType<typeof updateDevice>;
}

/** A browser, a gateway that gives up after 20 s, and the simulated API with these faults once the device was looked at. */
async function stand(faults = '', seeds: readonly DeviceSeed[] = [{ uniqueName: 'one', logging: 3600 }, { uniqueName: 'two' }]): Promise<Stand> {
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }], seedDevices: seeds, now: Date.now });
  const posts: number[] = [];
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => posts.push(Date.now())));
  const client = new QueryClient();
  const seen = deviceSchema.parse(await (await fetch(`/api/v1/Devices/${ONE}`, {})).json());
  simulator.world.faults.set(faults);
  return { simulator, client, posts, seen: () => seen, send: (change, more) => settled(updateDevice(client, { seen, change, ...more })) };
}

const restarts = ({ simulator }: Stand): number => simulator.world.counters.restartsBySid.get(ONE) ?? 0;
const writes = ({ simulator }: Stand): number => simulator.world.counters.writesBySid.get(ONE) ?? 0;

/** Somebody else changes the device. */
function meddle({ simulator }: Stand, change: Parameters<Simulator['world']['change']>[1]): void {
  const row = simulator.world.device(ONE);
  if (row) simulator.world.change(row, change);
}

const RENAME: DeviceChange = { kind: 'rename', name: 'Zürich & Söhne' };
const DEPLOY: DeviceChange = { kind: 'deploy', app: 'fw-1' };
const RESTART: DeviceChange = { kind: 'restart' };
const IDEMPOTENT: [string, DeviceChange, object][] = [
  ['a rename', RENAME, { unique_name: 'Zürich & Söhne' }],
  ['a cleared name', { kind: 'rename', name: '' }, { unique_name: null }],
  ['a deploy by name', DEPLOY, { app: { target_sid: FW1 } }],
  ['a deploy by SID', { kind: 'deploy', app: FW1 }, { app: { target_sid: FW1 } }],
  ['logging on', { kind: 'logging', on: true }, { logging: { enabled: true } }],
  ['logging off', { kind: 'logging', on: false }, { logging: { enabled: false } }],
];

beforeEach(() => {
  day += 24 * 3600_000;
  vi.useFakeTimers({ now: day, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  vi.stubGlobal('document', { querySelector: () => ({ content: JSON.stringify(SESSION) }) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('a change that goes well', () => {
  test.each([...IDEMPOTENT, ['a restart', RESTART, { unique_name: 'one' }] satisfies [string, DeviceChange, object]])(
    '%s is one write, and what the API answered',
    async (_, change, result) => {
      const each = await stand();
      expect(await each.send(change)).toMatchObject({ kind: 'done', reread: false, reading: { device: { sid: ONE, ...result } } });
      expect([each.posts.length, writes(each)]).toEqual([1, 1]);
    },
  );

  test('reaches every copy that the browser holds, and no other device', async () => {
    const each = await stand();
    const two = { ...each.seen(), sid: TWO };
    const page: DevicesPage = { devices: [two, each.seen()], malformed: 0, token: null, page: 0, next: null, previous: null, at: 0, sent: 0, received: 0 };
    const key = deviceQueries.page({ pageSize: 50, page: 0, token: null }).queryKey;
    const old = { device: each.seen(), raw: {}, at: 0, sent: 0, received: 0 };
    const other = { device: two, raw: {}, at: 0, sent: 0, received: 0 };
    each.client.setQueryData(key, page);
    each.client.setQueryData(deviceQueries.one('one').queryKey, old);
    each.client.setQueryData(deviceQueries.one('two').queryKey, other);
    await each.send(RENAME);
    const name = 'Zürich & Söhne';
    expect(each.client.getQueryData(key)?.devices.map((row) => row.unique_name)).toEqual(['one', name]);
    expect(each.client.getQueryData(deviceQueries.one('one').queryKey)?.device.unique_name).toBe(name);
    expect(each.client.getQueryData(deviceQueries.one(ONE).queryKey)?.device.unique_name).toBe(name);
    expect(each.client.getQueryData(deviceQueries.one('two').queryKey)).toEqual(other);
  });
});

describe('a change whose answer got lost', () => {
  test.each(IDEMPOTENT)('%s that was carried out is found by reading again, and not sent twice', async (_, change, result) => {
    const each = await stand('timeout-after-write:count=1');
    expect(await each.send(change)).toMatchObject({ kind: 'done', reread: true, reading: { device: result } });
    expect([each.posts.length, writes(each)]).toEqual([1, 1]);
  });

  test.each(IDEMPOTENT)('%s that was not carried out is sent again', async (_, change, result) => {
    const each = await stand('500:count=2,on=POST');
    expect(await each.send(change)).toMatchObject({ kind: 'done', reread: false, reading: { device: result } });
    expect([each.posts.length, writes(each)]).toEqual([3, 1]);
  });

  test('is sent again twice at the most, and then it has failed', async () => {
    const each = await stand('reset:on=POST');
    await expect(each.send(RENAME)).rejects.toMatchObject({ name: 'UpdateFailed', kind: 'unchanged', error: { code: 'upstream_unreachable' } });
    expect([each.posts.length, writes(each)]).toEqual([3, 0]);
  });

  test('is found although the first reading fails as well', async () => {
    const each = await stand('reset-after-write:count=1; 503:on=one,every=2,count=1');
    expect(await each.send(RENAME)).toMatchObject({ kind: 'done', reread: true });
    expect(each.posts).toHaveLength(1);
  });

  test('is unknown when the device cannot be read afterwards, and not sent again', async () => {
    const each = await stand();
    each.simulator.world.faults.set('reset-after-write');
    const original = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      if (each.posts.length > 0) each.simulator.world.faults.set('503');
      return original(url, init);
    });
    expect(await each.send(DEPLOY)).toMatchObject({ kind: 'unknown', error: { outcomeUnknown: true } });
    expect([each.posts.length, writes(each)]).toEqual([1, 1]);
  });

  test('is unknown when its App, given by name, cannot be found out', async () => {
    const each = await stand('500-after-write:count=1; 503:on=apps');
    expect(await each.send(DEPLOY)).toMatchObject({ kind: 'unknown', error: { status: 500 } });
    expect([each.posts.length, writes(each)]).toEqual([1, 1]);
  });

  test('is not taken for done when the same App was the target before', async () => {
    const failed = { uniqueName: 'one', target: 'fw-2', reported: 'fw-1', status: 'error', errorCode: 118 };
    const each = await stand('500:count=1,on=POST', [failed]);
    expect(await each.send({ kind: 'deploy', app: FW2 })).toMatchObject({ kind: 'done', reread: false });
    expect([each.posts.length, each.simulator.world.counters.deploysBySid.get(ONE)]).toEqual([2, 1]);
  });

  test('cannot be cancelled any more: that would be a lie', async () => {
    const each = await stand('429:retry-after=1,count=1,on=POST; timeout-after-write:count=1');
    const abort = new AbortController();
    const sent = each.send(RENAME, { signal: abort.signal, onWait: () => setTimeout(() => abort.abort(), 5000) });
    expect(await sent).toMatchObject({ kind: 'done', reread: true });
    expect([abort.signal.aborted, each.posts.length, writes(each)]).toEqual([true, 2, 1]);
  });

  test('is not sent again once it was cancelled and is known not to have been carried out', async () => {
    const each = await stand('429:retry-after=1,count=1,on=POST; timeout:count=1,on=POST');
    const abort = new AbortController();
    const sent = each.send(RENAME, { signal: abort.signal, onWait: () => setTimeout(() => abort.abort('cancelled'), 5000) });
    await expect(sent).rejects.toBe('cancelled');
    expect([each.posts.length, writes(each)]).toEqual([2, 0]);
  });
});

describe('a restart', () => {
  test.each([
    ['timeout-after-write', 1],
    ['500-after-write', 1],
    ['reset-after-write', 1],
    ['truncated-json:on=POST', 1],
    ['timeout:on=POST', 0],
    ['500:on=POST', 0],
    ['503:on=POST', 0],
    ['reset:on=POST', 0],
    ['html:on=POST', 0],
  ])('is never sent twice after %s, and its outcome is unknown', async (faults, done) => {
    const each = await stand(faults);
    expect(await each.send(RESTART)).toMatchObject({ kind: 'unknown', error: { outcomeUnknown: true } });
    expect([each.posts.length, restarts(each)]).toEqual([1, done]);
  });

  test('is sent again after a 429, which was never processed, and not before the pause is over', async () => {
    const each = await stand('429:retry-after=7,count=2,on=POST');
    const onWait = vi.fn<(ms: number) => void>();
    expect(await each.send(RESTART, { onWait })).toMatchObject({ kind: 'done', reread: false });
    expect(onWait.mock.calls).toEqual([[7000], [7000]]);
    const [first = 0, second = 0, third = 0] = each.posts;
    expect(Math.min(second - first, third - second)).toBeGreaterThanOrEqual(7000);
    expect([each.posts.length, restarts(each)]).toEqual([3, 1]);
  });

  test('is sent again when it never left the gateway', async () => {
    const each = await stand('refused:count=1,on=POST');
    expect(await each.send(RESTART)).toMatchObject({ kind: 'done' });
    expect([each.posts.length, restarts(each)]).toEqual([2, 1]);
  });
});

describe('a change that the API does not take', () => {
  test('because it is asked too much is given up after six times, and was not carried out', async () => {
    const each = await stand('429:on=POST');
    const onWait = vi.fn<(ms: number) => void>();
    await expect(each.send(RENAME, { onWait })).rejects.toMatchObject({ trouble: 'slow-down' });
    expect(onWait.mock.calls.flat()).toEqual([250, 500, 1000, 2000, 4000]);
    expect([each.posts.length, writes(each)]).toEqual([6, 0]);
  });

  test.each([
    ['a name that is taken', { kind: 'rename', name: 'two' }, '', { status: 409, trouble: 'refused' }],
    ['an App that does not exist', { kind: 'deploy', app: 'fw-9' }, '', { status: 400, trouble: 'refused' }],
    ['a credential that is rejected', RESTART, '401:on=POST', { status: 401 }],
  ] satisfies [string, DeviceChange, string, object][])('for %s is not sent again', async (_, change, faults, error) => {
    const each = await stand(faults);
    await expect(each.send(change)).rejects.toMatchObject(error);
    expect([each.posts.length, writes(each)]).toEqual([1, 0]);
  });

  test('because the device is gone is never sent', async () => {
    const each = await stand();
    each.simulator.world.remove(ONE);
    await expect(each.send(RESTART)).rejects.toMatchObject({ status: 404, trouble: 'refused' });
    expect(each.posts).toEqual([]);
  });

  test('can be cancelled while it waits', async () => {
    const each = await stand('429:retry-after=60,on=POST');
    const abort = new AbortController();
    await expect(each.send(RESTART, { signal: abort.signal, onWait: () => abort.abort('cancelled') })).rejects.toBe('cancelled');
    expect([each.posts.length, writes(each)]).toEqual([1, 0]);
  });
});

describe('when somebody else was faster', () => {
  test.each([
    ['a rename', RENAME, { uniqueName: 'theirs' }],
    ['a deploy', DEPLOY, { targetApp: FW1 }],
  ] satisfies [string, DeviceChange, Parameters<typeof meddle>[1]][])('%s is not sent, and what they did is shown', async (_, change, theirs) => {
    const each = await stand();
    meddle(each, theirs);
    const error = await each.send(change).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChangedMeanwhile);
    const shown = each.client.getQueryData(deviceQueries.one(ONE).queryKey)?.device;
    expect(error).toMatchObject({ reading: { device: shown } });
    expect(shown).not.toEqual(each.seen());
    expect(each.posts).toEqual([]);
  });

  test('while an answer was lost, their name is not overwritten', async () => {
    const each = await stand('reset:count=1,on=POST');
    const original = globalThis.fetch;
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      const answer = await original(url, init);
      if (init.method === 'POST') meddle(each, { uniqueName: 'theirs' });
      return answer;
    });
    await expect(each.send(RENAME)).rejects.toBeInstanceOf(ChangedMeanwhile);
    expect([each.posts.length, each.simulator.world.device(ONE)?.uniqueName]).toEqual([1, 'theirs']);
  });

  test('with something else, the change is sent', async () => {
    const each = await stand();
    meddle(each, { targetApp: FW1, loggingEnabled: true });
    expect(await each.send(RENAME)).toMatchObject({ kind: 'done' });
    expect(await each.send(RESTART)).toMatchObject({ kind: 'done' });
    expect(each.posts).toHaveLength(2);
  });
});

describe('when the device cannot be read first', () => {
  test('a failure that passes does not keep the change from being sent', async () => {
    const each = await stand('503:count=3,on=one');
    expect(await each.send(RESTART)).toMatchObject({ kind: 'done' });
    expect(restarts(each)).toBe(1);
  });

  test('nothing is sent, and the error says so', async () => {
    const each = await stand('500:on=one');
    await expect(each.send(RESTART)).rejects.toMatchObject({ name: 'UpdateFailed', kind: 'nothing-sent', error: { status: 500 } });
    expect(each.posts).toEqual([]);
  });
});

describe('a reading that began before the change, and whose answer comes after it', () => {
  const one = deviceQueries.one(ONE);

  test.each([['of what was read before', true], ['the first one', false]])('%s, does not put the old state back', async (_, readBefore) => {
    // A byte at a time: it tells how the device was when it was asked for.
    const each = await stand('slow-drip:ms=5,count=1,on=one');
    if (readBefore) each.client.setQueryData(one.queryKey, { device: each.seen(), raw: null, at: 0, sent: 0, received: 0 });
    const early = each.client.fetchQuery({ ...one, staleTime: 0 }).catch(() => null);
    await each.send(RENAME);
    expect(each.client.getQueryData(one.queryKey)?.device.unique_name).toBe('Zürich & Söhne');
    await settled(early);
    await vi.advanceTimersByTimeAsync(19_000);
    expect(each.client.getQueryData(one.queryKey)?.device.unique_name).toBe('Zürich & Söhne');
  });
});
