import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { appQueries, listApps } from '#api/apps.ts';
import { fetchConfig } from '#api/configs.ts';
import { deviceQueries, fetchDevice, type DeviceChange } from '#api/devices.ts';
import { fetchSecret } from '#api/secrets.ts';
import { adoptSession } from '#api/session.ts';
import { deviceSchema, type Device } from '#api/schema.ts';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import type { DeviceSeed } from '../../simulator/seed.ts';
import { gatewayFetch, settled } from '../../simulator/test-gateway.ts';
import { addConfig, addSecret, removeConfig, removeSecret, renewSecret, saveConfig } from './keyed.ts';
import { removeApp } from './remove-app.ts';
import { ChangedMeanwhile, sendChange, updateDevice } from './update.ts';

/** Changes that the API accepts, with an answer that is not what was asked for. */

const ONE = `UV${'1'.padStart(32, '0')}`;
const TWO = `UV${'2'.padStart(32, '0')}`;
const FW2 = `KA${'1'.padStart(32, '0')}`;
const FW1 = `KA${'2'.padStart(32, '0')}`;
const DAY = 24 * 3600;

/** Each test has a day of its own, so that a pause that the API asked for in one does not reach the next. */
let day = Date.parse('2026-03-01T12:00:00Z');

interface Stand {
  readonly world: Simulator['world'];
  readonly client: QueryClient;
  readonly seen: Device;
  /** The changes that left this browser. */
  readonly sent: () => number;
  readonly send: (change: DeviceChange) => ReturnType<typeof updateDevice>;
}

/** A browser that has looked at a device, and the simulated API with these faults since then. */
async function stand(faults: string, seed: DeviceSeed = {}): Promise<Stand> {
  const simulator = createSimulator({
    seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }],
    seedDevices: [{ uniqueName: 'one', target: 'fw-2', targetedAgo: DAY, ...seed }, { uniqueName: 'two' }],
    seedConfigs: [{ key: 'host', value: 'a', updatedAgo: DAY }],
    seedSecrets: [{ key: 'token', value: 'old', rotatedAgo: DAY }],
    now: Date.now,
  });
  let sent = 0;
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => (sent += 1)));
  const client = new QueryClient();
  const { device: seen } = await settled(fetchDevice(ONE));
  simulator.world.faults.set(faults);
  return { world: simulator.world, client, seen, sent: () => sent, send: (change) => settled(updateDevice(client, { seen, change })) };
}

beforeEach(() => {
  day += DAY * 1000;
  vi.useFakeTimers({ now: day, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const LOGS: DeviceSeed = { logging: 3600 };
const CHANGES: [string, DeviceChange, DeviceSeed, object][] = [
  ['a rename', { kind: 'rename', name: 'new' }, {}, { unique_name: 'new' }],
  ['a cleared name', { kind: 'rename', name: '' }, {}, { unique_name: null }],
  ['a deployment by SID', { kind: 'deploy', app: FW1 }, {}, { app: { target_sid: FW1 } }],
  ['a deployment by name', { kind: 'deploy', app: 'fw-1' }, {}, { app: { target_sid: FW1 } }],
  ['the same App once more', { kind: 'deploy', app: FW2 }, {}, { app: { target_sid: FW2 } }],
  ['logging that is turned on', { kind: 'logging', on: true }, {}, { logging: { enabled: true } }],
  ['logging that is extended', { kind: 'logging', on: true }, LOGS, { logging: { enabled: true } }],
  ['logging that is turned off', { kind: 'logging', on: false }, LOGS, { logging: { enabled: false } }],
];

describe('a change of a device that the API accepts', () => {
  test.each(CHANGES)('and does not apply, %s, is not done, and not sent again', async (_, change, seed) => {
    const each = await stand('ignored-write', seed);
    await expect(each.send(change)).rejects.toMatchObject({ name: 'NotApplied', change, reading: { device: { unique_name: 'one' } } });
    expect([each.sent(), each.world.counters.writes]).toEqual([1, 0]);
  });

  test.each(CHANGES)('and answers as it was before, %s, is found by reading the device again', async (_, change, seed, result) => {
    const each = await stand('stale-answer', seed);
    expect(await each.send(change)).toMatchObject({ kind: 'done', reread: true, reading: { device: result } });
    expect([each.sent(), each.world.counters.writes]).toEqual([1, 1]);
    expect(each.client.getQueryData(deviceQueries.one(ONE).queryKey)?.device).toMatchObject(result);
  });

  test.each(CHANGES)('and cannot be read again, %s, has an unknown outcome', async (_, change, seed) => {
    const each = await stand('stale-answer', seed);
    const original = globalThis.fetch;
    vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
      const answer = await original(url, init);
      if (init.method === 'POST') each.world.faults.set('503:on=one');
      return answer;
    });
    expect(await each.send(change)).toMatchObject({ kind: 'unknown', accepted: true, error: { status: 503 } });
    expect(each.sent()).toBe(1);
  });

  test('and keeps in another form is not what was asked for: the name that it has now is told', async () => {
    const each = await stand('normalized-text');
    await expect(each.send({ kind: 'rename', name: ' Lobby 1 ' })).rejects.toMatchObject({ name: 'NotApplied', reading: { device: { unique_name: 'lobby 1' } } });
    expect(each.sent()).toBe(1);
    expect(each.client.getQueryData(deviceQueries.one(ONE).queryKey)?.device.unique_name).toBe('lobby 1');
  });

  test('is done where the same App or lease was set in the same second, which no date can tell apart', async () => {
    const each = await stand('');
    for (const change of [{ kind: 'deploy', app: FW1 }, { kind: 'logging', on: true }] satisfies DeviceChange[]) {
      expect(await each.send(change)).toMatchObject({ kind: 'done', reread: false });
      const { device: seen } = await settled(fetchDevice(ONE));
      expect(await settled(updateDevice(each.client, { seen, change }))).toMatchObject({ kind: 'done', reread: false });
    }
    expect(each.sent()).toBe(4);
  });

  test('and says nothing of in its data has an unknown outcome', async () => {
    const each = await stand('');
    const original = globalThis.fetch;
    vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
      const device = deviceSchema.parse(await (await original(url, init)).json());
      return Response.json({ ...device, app: null, logging: null });
    });
    for (const change of [{ kind: 'logging', on: true }, { kind: 'deploy', app: FW1 }] satisfies DeviceChange[]) {
      const seen = { ...each.seen, app: null, logging: null };
      expect(await settled(updateDevice(each.client, { seen, change }))).toMatchObject({ kind: 'unknown', accepted: true, error: { code: 'untold' } });
    }
    expect(each.sent()).toBe(2);
  });

  test('a restart leaves no trace that could be compared', async () => {
    const each = await stand('ignored-write');
    expect(await each.send({ kind: 'restart' })).toMatchObject({ kind: 'done' });
  });
});

describe('a device of which the API answers with another', () => {
  test.each(CHANGES)('%s is not sent to either', async (_, change, seed) => {
    const each = await stand('about-another:on=one', seed);
    await expect(each.send(change)).rejects.toMatchObject({ name: 'UpdateFailed', kind: 'nothing-sent', error: { code: 'bad_reply' } });
    expect([each.sent(), each.world.counters.writes]).toEqual([0, 0]);
  });

  test('a change goes to the SID that was chosen, whatever was read before', async () => {
    const each = await stand('');
    const { device: other } = await settled(fetchDevice(TWO));
    await settled(sendChange(each.client, ONE, other, { kind: 'rename', name: 'new' }, {}));
    expect([each.world.device(ONE)?.uniqueName, each.world.device(TWO)?.uniqueName]).toEqual(['new', 'two']);
  });

  test.each(CHANGES)('in answer to a change: %s is found by reading the one that was chosen', async (_, change, seed, result) => {
    const each = await stand('about-another:on=POST', seed);
    expect(await each.send(change)).toMatchObject({ kind: 'done', reread: true, reading: { device: { sid: ONE, ...result } } });
    expect([each.sent(), each.world.counters.writesBySid.get(ONE)]).toEqual([1, 1]);
  });
});

describe('a first reading that lags behind what was seen', () => {
  const RENAME: DeviceChange = { kind: 'rename', name: 'three' };
  const renamed = async (faults: string): Promise<Stand & { readonly again: () => ReturnType<typeof updateDevice> }> => {
    const each = await stand('');
    vi.setSystemTime(Date.now() + 3_000);
    const row = each.world.device(ONE);
    if (row) each.world.change(row, { uniqueName: 'seen' });
    const { device: seen } = await settled(fetchDevice(ONE));
    each.world.faults.set(faults);
    return { ...each, again: () => settled(updateDevice(each.client, { seen, change: RENAME })) };
  };

  test.each([['once', 1], ['always', 99]])('(%s) is no change by somebody else', async (_, count) => {
    const each = await renamed(`stale-list:on=one,seconds=2,count=${count}`);
    expect(await each.again()).toMatchObject({ kind: 'done', reading: { device: { unique_name: 'three' } } });
    expect([each.sent(), each.world.counters.writes]).toEqual([1, 1]);
  });

  test('is read again: a change by somebody else since is found', async () => {
    const each = await renamed('stale-list:on=one,seconds=2,count=1');
    const row = each.world.device(ONE);
    vi.setSystemTime(Date.now() + 1_000);
    if (row) each.world.change(row, { uniqueName: 'theirs' });
    await expect(each.again()).rejects.toBeInstanceOf(ChangedMeanwhile);
    expect(each.sent()).toBe(0);
  });
});

describe('a change of a key that the API accepts', () => {
  test('and does not apply is not done, and not sent again', async () => {
    const { world, sent } = await stand('');
    const [config, secret] = [await settled(fetchConfig(null, 'host')), await settled(fetchSecret(null, 'token'))];
    world.faults.set('ignored-write');
    const works = [addConfig(null, 'new', 'x'), saveConfig(null, config, 'b'), removeConfig(null, config), renewSecret(null, secret, 'x'), removeSecret(null, secret)];
    const ends = await settled(Promise.allSettled(works));
    expect(ends.map((end) => end.status === 'rejected' && [end.reason.name, end.reason.now?.key ?? null])).toEqual([
      ['KeyNotApplied', null], ['KeyNotApplied', 'host'], ['KeyNotApplied', 'host'], ['KeyNotApplied', 'token'], ['KeyNotApplied', 'token'],
    ]);
    expect([sent(), world.counters.writes]).toEqual([5, 0]);
  });

  test('and answers as it was before is found by reading the key again', async () => {
    const { world } = await stand('');
    const [config, secret] = [await settled(fetchConfig(null, 'host')), await settled(fetchSecret(null, 'token'))];
    world.faults.set('stale-answer');
    expect(await settled(addConfig(null, 'new', 'x'))).toMatchObject({ kind: 'done', reread: true, row: { value: 'x' } });
    expect(await settled(saveConfig(null, config, 'b'))).toMatchObject({ kind: 'done', reread: true, row: { value: 'b' } });
    expect(await settled(renewSecret(null, secret, 'x'))).toMatchObject({ kind: 'done', reread: true });
    expect(world.counters.writes).toBe(3);
  });

  test('and keeps in another form is not what was sent', async () => {
    await stand('normalized-text');
    await expect(settled(saveConfig(null, await settled(fetchConfig(null, 'host')), 'B\n'))).rejects.toMatchObject({ name: 'KeyNotApplied', now: { value: 'b' } });
  });

  test('and cannot be read again has an unknown outcome, be it a deletion', async () => {
    const { world } = await stand('');
    const config = await settled(fetchConfig(null, 'host'));
    world.faults.set('stale-answer; 503:on=configs,method=GET');
    expect(await settled(addConfig(null, 'new', 'x'))).toMatchObject({ kind: 'unknown', accepted: true, error: { status: 503 } });
    const original = globalThis.fetch;
    world.faults.set('');
    vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
      const answer = await original(url, init);
      if (init.method === 'DELETE') world.faults.set('503');
      return answer;
    });
    expect(await settled(removeConfig(null, config))).toMatchObject({ kind: 'unknown', accepted: true, error: { status: 503 } });
  });

  test('an empty value that comes as null is what was sent', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ key: 'new', value: null })));
    expect(await settled(addConfig(null, 'new', ''))).toMatchObject({ kind: 'done', reread: false });
  });

  test('a Secret that is made tells nothing that could be compared', async () => {
    const { world } = await stand('');
    expect(await settled(addSecret(null, 'new', 'x'))).toMatchObject({ kind: 'done', reread: false });
    expect(world.secrets(null).holds('new', 'x')).toBe(true);
  });
});

test('an App whose deletion is accepted and not carried out is kept in every list', async () => {
  const { client, world } = await stand('');
  const { queryKey } = appQueries.all();
  client.setQueryData(queryKey, await settled(listApps(new AbortController().signal)));
  world.faults.set('ignored-write');
  expect(await settled(removeApp(client, { sid: FW1, unique_name: 'fw-1' }))).toEqual({ kind: 'kept' });
  expect([...(client.getQueryData(queryKey)?.keys() ?? [])]).toContain(FW1);
});

test.each(['html:status=404', 'foreign-error'])('%s is no word that a key or an App is gone', async (fault) => {
  const { client, world } = await stand('');
  const config = await settled(fetchConfig(null, 'host'));
  const { queryKey } = appQueries.all();
  client.setQueryData(queryKey, await settled(listApps(new AbortController().signal)));
  world.faults.set(fault);
  await expect(settled(removeConfig(null, config))).rejects.toMatchObject({ name: 'UpdateFailed', kind: 'nothing-sent' });
  await expect(settled(removeApp(client, { sid: FW1, unique_name: 'fw-1' }))).rejects.toMatchObject({ name: 'NotLookedAt' });
  world.faults.set(`${fault}${fault.includes(':') ? ',' : ':'}on=DELETE`);
  await expect(settled(removeConfig(null, config))).rejects.toMatchObject({ name: 'UpdateFailed', kind: 'unchanged' });
  expect(await settled(removeApp(client, { sid: FW1, unique_name: 'fw-1' }))).toMatchObject({ kind: 'there' });
  expect([world.configs(null).get('host')?.value, client.getQueryData(queryKey)?.has(FW1)]).toEqual(['a', true]);
});

test.each(['html:status=429,on=POST', 'foreign-error:status=429,on=POST'])('a 429 that is not the API’s own (%s) does not say that nothing was done: a restart is not sent again', async (fault) => {
  const { send, sent } = await stand(fault);
  expect(await send({ kind: 'restart' })).toMatchObject({ kind: 'unknown', error: { status: 429, trouble: 'server' } });
  expect(sent()).toBe(1);
});
