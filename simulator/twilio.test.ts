/** The official Node library, unchanged, over a real socket: what it can do, this simulator can answer. */
import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { deviceLoggingSchema } from '#api/schema.ts';

import { createSimulator, type Simulator } from './app.ts';
import { type Listener, listen } from './listen.ts';

const ZURICH = 'Zürich HB; Gleis 3.1';
const SID = `UV${'c0ffee00'.repeat(4)}`;
const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';

let listener: Listener;
let simulator: Simulator;

beforeAll(async () => {
  listener = await listen((request) => simulator.fetch(request));
});
afterAll(() => listener.close());

beforeEach(() => {
  simulator = createSimulator({
    accountSid: ACCOUNT,
    authToken: 'right',
    seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1', manifest: 'AAEC/w==' }, { uniqueName: null }],
    seedDevices: [{ uniqueName: ZURICH, sid: SID }, ...Array.from({ length: 44 }, () => ({ target: 'fw-1' }))],
  });
});

/** The library has no option for the base URL, so its requests get another origin on their way out. */
class Redirected extends RequestClient {
  override request<TData>(options: RequestClient.RequestOptions<TData>) {
    const { pathname, search } = new URL(options.uri);
    return super.request({ ...options, uri: listener.origin + pathname + search });
  }
}

function api(token = 'right', options: RequestClient.RequestClientOptions = {}) {
  return twilio(ACCOUNT, token, { httpClient: new Redirected(options) }).microvisor.v1;
}

describe('the official Node library', () => {
  test('lists every device over all pages, by its own paging', async () => {
    const devices = await api().devices.list({ pageSize: 10 });
    expect(devices.map((device) => device.sid)).toEqual(simulator.world.rows.map((row) => row.sid));
    expect(simulator.world.counters.requests).toBe(5);
    expect(devices[0]?.uniqueName).toBe(ZURICH);
    expect(devices[0]?.dateCreated).toBeInstanceOf(Date);
  });

  test('goes a page on and a page back', async () => {
    const first = await api().devices.page({ pageSize: 20 });
    const second = await first.nextPage();
    const back = await second?.previousPage();
    expect(second?.instances[0]?.sid).toBe(simulator.world.rows[20]?.sid);
    expect(back?.instances.map((device) => device.sid)).toEqual(first.instances.map((device) => device.sid));
    expect(second?.previousPageUrl).toContain('PageToken=PB');
    expect(back?.previousPageUrl).toBeUndefined();
  });

  test('fetches a device by SID, and by a name with spaces and UTF-8', async () => {
    const sid = simulator.world.rows[0]?.sid ?? '';
    expect((await api().devices(sid).fetch()).uniqueName).toBe(ZURICH);
    expect((await api().devices(ZURICH).fetch()).sid).toBe(sid);
  });

  test('renames a device', async () => {
    const device = await api().devices(ZURICH).update({ uniqueName: 'Łódź & more; 100% + 1' });
    expect(device.uniqueName).toBe('Łódź & more; 100% + 1');
    expect(simulator.world.device('Łódź & more; 100% + 1')?.sid).toBe(device.sid);
  });

  test('deploys an App by SID and by name', async () => {
    const [newest, older] = simulator.world.apps;
    const byName = await api().devices(ZURICH).update({ targetApp: 'fw-1' });
    expect(byName.app).toMatchObject({ target_sid: older?.sid, reported_sid: newest?.sid });
    expect(['pending', 'scheduled']).toContain(byName.app.update_status);
    const bySid = await api().devices(ZURICH).update({ targetApp: newest?.sid ?? '' });
    expect(bySid.app.target_sid).toBe(newest?.sid);
  });

  test('turns logging on and off', async () => {
    const on = await api().devices(ZURICH).update({ loggingEnabled: true });
    const lease = deviceLoggingSchema.parse(on.logging);
    expect(lease.enabled).toBe(true);
    expect((Date.parse(lease.date_expires ?? '') - Date.now()) / 3_600_000).toBeCloseTo(24, 1);
    const off = await api().devices(ZURICH).update({ loggingEnabled: false });
    expect(off.logging).toEqual({ enabled: false, date_expires: null });
  });

  test('restarts an App once', async () => {
    const device = await api().devices(ZURICH).update({ restartApp: true });
    expect(simulator.world.counters.restartsBySid.get(device.sid)).toBe(1);
  });

  test('lists Apps, and fetches one by SID and by name', async () => {
    const apps = await api().apps.list({ pageSize: 2 });
    expect(apps.map((app) => app.uniqueName)).toEqual(['fw-2', 'fw-1', null]);
    expect((await api().apps('fw-1').fetch()).sid).toBe(apps[1]?.sid);
    expect((await api().apps(apps[2]?.sid ?? '').fetch()).hash).toMatch(/^sha256:/u);
  });

  test('gets 404, 401, 400 and 409 as its own exception', async () => {
    await expect(api().devices('nothing').fetch()).rejects.toMatchObject({
      name: 'Error',
      status: 404,
      code: 20404,
      moreInfo: 'https://www.twilio.com/docs/errors/20404',
    });
    await expect(api('wrong').devices.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    await expect(api().devices(ZURICH).update({ targetApp: 'fw-9' })).rejects.toMatchObject({ status: 400, code: 20422 });
    await expect(api().devices(ZURICH).update({ uniqueName: 'device-2' })).rejects.toMatchObject({
      status: 409,
      code: 20409,
      message: `UniqueName 'device-2' is already used by Device ${simulator.world.rows[1]?.sid}`,
    });
  });

  test('repeats a request after 429, and gives up when there is no end', async () => {
    const retrying = api('right', { autoRetry: true, maxRetries: 3, maxRetryDelay: 5 });
    simulator.world.faults.set('429:count=2');
    expect((await retrying.devices(ZURICH).update({ restartApp: true })).uniqueName).toBe(ZURICH);
    expect(simulator.world.counters).toMatchObject({ requests: 3, writes: 1 });

    simulator.world.faults.set('429');
    await expect(retrying.devices(ZURICH).fetch()).rejects.toMatchObject({ status: 429, code: 20429 });
    expect(simulator.world.counters.requests).toBe(7);
  });
});

/** The same calls at both scopes; the library has a class for each of the four. */
const SCOPES = [
  { scope: 'of the account', sid: null },
  { scope: 'of a device', sid: SID },
] as const;

describe.each(SCOPES)('Configs $scope', ({ sid }) => {
  const configs = () => (sid === null ? api().accountConfigs : api().devices(sid).deviceConfigs);
  // Overloads of two classes cannot be called as one.
  const list = (options: { pageSize?: number; limit?: number } = {}) =>
    sid === null ? api().accountConfigs.list(options) : api().devices(sid).deviceConfigs.list(options);
  const kept = () => simulator.world.configs(sid);

  test('are created, fetched, updated and removed', async () => {
    const prefs = '{"units":"°C","host":"a=b&c+d"}';
    const created = await configs().create({ key: 'prefs for Zürich; v1.2', value: prefs });
    expect(created).toMatchObject({ key: 'prefs for Zürich; v1.2', value: prefs });
    expect(created.dateUpdated).toBeInstanceOf(Date);
    if ('deviceSid' in created) expect(created.deviceSid).toBe(sid);
    expect((await configs()('prefs for Zürich; v1.2').fetch()).value).toBe(prefs);
    expect((await configs()('prefs for Zürich; v1.2').update({ value: '' })).value).toBe('');
    expect(await configs()('prefs for Zürich; v1.2').remove()).toBe(true);
    expect(kept().size).toBe(0);
    expect(simulator.world.counters.keyedWrites.map(({ change, scope }) => [change, scope])).toEqual(['create', 'update', 'delete'].map((change) => [change, sid]));
  });

  test('are listed over all pages, by the library’s own paging', async () => {
    for (let index = 0; index < 25; index += 1) kept().put(`key-${index}`, `value ${index}`);
    const all = await list({ pageSize: 10 });
    expect(all.map(({ key, value }) => `${key}=${value}`)).toEqual(kept().rows.map(({ key, value }) => `${key}=${value}`));
    expect(simulator.world.counters.requests).toBe(3);
    expect((await list({ limit: 3 })).map(({ key }) => key)).toEqual(['key-0', 'key-1', 'key-2']);
  });

  test('have limits, and keys of their own', async () => {
    kept().put('taken', 'x');
    await expect(configs().create({ key: 'taken', value: 'y' })).rejects.toMatchObject({ status: 409, code: 20409 });
    await expect(configs().create({ key: 'k'.repeat(101), value: 'y' })).rejects.toMatchObject({ status: 400, code: 20422 });
    await expect(configs().create({ key: '', value: 'y' })).rejects.toMatchObject({ status: 400, code: 20422 });
    await expect(configs()('taken').update({ value: '🔑'.repeat(4097) })).rejects.toMatchObject({ status: 400, code: 20422 });
    expect((await configs()('taken').update({ value: '🔑'.repeat(4096) })).value).toHaveLength(8192);
    await expect(configs()('none').fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(configs()('none').update({ value: 'y' })).rejects.toMatchObject({ status: 404 });
    await expect(configs()('none').remove()).rejects.toMatchObject({ status: 404 });
    expect(simulator.world.configs(sid === null ? SID : null).size).toBe(0);
  });
});

describe.each(SCOPES)('Secrets $scope', ({ sid }) => {
  const secrets = () => (sid === null ? api().accountSecrets : api().devices(sid).deviceSecrets);
  const list = (options: { pageSize?: number } = {}) =>
    sid === null ? api().accountSecrets.list(options) : api().devices(sid).deviceSecrets.list(options);
  const kept = () => simulator.world.secrets(sid);

  test('are created, fetched, rotated and removed, and never tell their value', async () => {
    const created = await secrets().create({ key: 'private_key', value: 'canary-1' });
    expect(created.key).toBe('private_key');
    expect(created.dateRotated).toBeInstanceOf(Date);
    expect(kept().holds('private_key', 'canary-1')).toBe(true);
    simulator.world.advance(3600);
    const rotated = await secrets()('private_key').update({ value: 'canary-2' });
    expect(rotated.dateRotated.getTime() - created.dateRotated.getTime()).toBeGreaterThanOrEqual(3_600_000);
    expect([kept().holds('private_key', 'canary-1'), kept().holds('private_key', 'canary-2')]).toEqual([false, true]);
    const seen = [created, rotated, await secrets()('private_key').fetch(), await list()];
    expect(JSON.stringify([seen, simulator.world, simulator.world.counters, kept(), kept().rows])).not.toContain('canary');
    expect(await secrets()('private_key').remove()).toBe(true);
    expect(kept().size).toBe(0);
  });

  test('are listed over all pages, and refused like Configs', async () => {
    for (let index = 0; index < 25; index += 1) kept().put(`key-${index}`, 'x');
    expect((await list({ pageSize: 10 })).map(({ key }) => key)).toEqual(kept().rows.map(({ key }) => key));
    await expect(secrets().create({ key: 'key-3', value: 'y' })).rejects.toMatchObject({ status: 409 });
    await expect(secrets()('none').update({ value: 'y' })).rejects.toMatchObject({ status: 404 });
    await expect(secrets()('none').remove()).rejects.toMatchObject({ status: 404 });
    await expect(secrets().create({ key: 'new', value: 'y'.repeat(4097) })).rejects.toMatchObject({ status: 400 });
    await expect(secrets()('none').fetch()).rejects.toMatchObject({ status: 404 });
  });
});

describe('the rest of the App', () => {
  test('its manifest comes as bytes in base64', async () => {
    const manifest = await api().apps('fw-1').appManifests().fetch();
    expect(manifest).toMatchObject({ appSid: simulator.world.apps[1]?.sid, encodedBytes: 'AAEC/w==' });
    expect(manifest.hash).toBe(simulator.world.apps[1]?.hash);
  });

  test('it is removed, and devices keep pointing to it', async () => {
    const sid = simulator.world.apps[1]?.sid ?? '';
    expect(await api().apps(sid).remove()).toBe(true);
    await expect(api().apps(sid).fetch()).rejects.toMatchObject({ status: 404 });
    await expect(api().apps(sid).appManifests().fetch()).rejects.toMatchObject({ status: 404 });
    await expect(api().apps(sid).remove()).rejects.toMatchObject({ status: 404 });
    expect((await api().devices('device-2').fetch()).app).toMatchObject({ target_sid: sid, reported_sid: sid });
    expect(simulator.world.counters.keyedWrites).toEqual([{ what: 'app', change: 'delete', scope: null, key: sid }]);
  });

  test('Configs of a device that is not there are not found', async () => {
    await expect(api().devices(`UV${'0'.repeat(32)}`).deviceConfigs.list()).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});
