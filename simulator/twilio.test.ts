/** The official Node library, unchanged, over a real socket: what it can do, this simulator can answer. */
import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { deviceLoggingSchema } from '#api/schema.ts';

import { createSimulator, type Simulator } from './app.ts';
import { type Listener, listen } from './listen.ts';

const ZURICH = 'Zürich HB; Gleis 3.1';
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
    seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }, { uniqueName: null }],
    seedDevices: [{ uniqueName: ZURICH }, ...Array.from({ length: 44 }, () => ({ target: 'fw-1' }))],
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
