import { assert, asyncProperty, string } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { deviceSchema } from '#api/schema.ts';

import { errorOf, testClient } from './test-client.ts';

const apps = [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }, { uniqueName: 'fw-0', deleted: true }];
const [FW2, FW1] = ['KA00000000000000000000000000000001', 'KA00000000000000000000000000000002'];
const ONE = '/v1/Devices/one';

function twoDevices(): ReturnType<typeof testClient> {
  return testClient({ seedApps: apps, seedDevices: [{ uniqueName: 'one', target: 'fw-1' }, { uniqueName: 'two' }] });
}

/** `status code` of every device after the whole fleet was sent one App. */
function outcome(): string[] {
  const client = testClient({ devices: 2000 });
  const { world } = client.simulator;
  const target = world.apps[0]?.sid ?? '';
  for (const row of world.rows) world.change(row, { targetApp: target });
  client.clock.pass(31);
  return world.rows.map((row) => `${world.settle(row).status} ${row.errorCode}`);
}

describe('an update', () => {
  test('renames, by any text that a form can carry, byte for byte', { timeout: 20_000 }, async () => {
    const client = testClient({ seedDevices: [{}] });
    await assert(
      asyncProperty(string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), async (name) => {
        const { sid } = client.simulator.world.rows[0] ?? { sid: '' };
        const response = await client.post(`/v1/Devices/${sid}`, { UniqueName: name });
        expect(deviceSchema.parse(await response.json()).unique_name).toBe(name);
        expect(client.simulator.world.device(name)?.sid).toBe(sid);
      }),
      { numRuns: 60 },
    );
  });

  test('reads %20 and + as a space', async () => {
    const client = twoDevices();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await client.send(ONE, { method: 'POST', headers, body: 'UniqueName=a+b%20c%2Bd%26e' });
    expect((await client.device('a b c+d&e')).unique_name).toBe('a b c+d&e');
  });

  test('frees the old name and refuses one that is taken, changing nothing', async () => {
    const client = twoDevices();
    const refused = await client.post(ONE, { UniqueName: 'two', LoggingEnabled: 'true' });
    expect(await errorOf(refused)).toEqual([409, 20409]);
    expect((await client.device('one')).logging).toEqual({ enabled: false, date_expires: null });
    expect(client.simulator.world.counters.writes).toBe(0);

    await client.post(ONE, { UniqueName: 'three' });
    await client.post('/v1/Devices/two', { UniqueName: 'one' });
    expect((await client.device('one')).sid).toBe('UV00000000000000000000000000000002');
    expect(await errorOf(await client.post('/v1/Devices/two', { UniqueName: 'x' }))).toEqual([404, 20404]);
    expect((await client.post('/v1/Devices/three', { UniqueName: 'three' })).status).toBe(200);
  });

  test('clears a name with an empty text', async () => {
    const client = twoDevices();
    await client.post(ONE, { UniqueName: '' });
    expect(client.simulator.world.rows[0]?.uniqueName).toBeNull();
    expect((await client.send(ONE)).status).toBe(404);
    await client.post('/v1/Devices/two', { UniqueName: '' });
    expect(client.simulator.world.rows[1]?.uniqueName).toBeNull();
  });

  test.each([['SID', FW2], ['name', 'fw-2']])('deploys an App by %s: pending at once, landed after 5 to 30 s', async (_, app) => {
    const client = twoDevices();
    const sent = deviceSchema.parse(await (await client.post(ONE, { TargetApp: app })).json());
    expect(sent.app).toMatchObject({
      target_sid: FW2,
      reported_sid: FW1,
      date_targeted: '2026-03-01T12:00:00Z',
      update_error_code: 0,
    });
    expect(['pending', 'scheduled']).toContain(sent.app?.update_status);
    expect(sent.date_updated).toBe('2026-03-01T12:00:00Z');

    client.clock.pass(4.9);
    expect((await client.device('one')).app).toEqual(sent.app);
    client.clock.pass(25.2);
    const { app: landed } = await client.device('one');
    expect(landed).toMatchObject({ update_status: 'up-to-date', reported_sid: FW2, date_targeted: sent.app?.date_targeted });
    const seconds = (Date.parse(landed?.date_reported ?? '') - Date.parse('2026-03-01T12:00:00Z')) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(5);
    expect(seconds).toBeLessThanOrEqual(30);
  });

  test('comes back to up-to-date within seconds when it targets what already runs', async () => {
    const client = twoDevices();
    await client.post(ONE, { TargetApp: 'fw-2' });
    await client.post(ONE, { TargetApp: 'fw-1' });
    client.clock.pass(3);
    expect((await client.device('one')).app).toMatchObject({ update_status: 'up-to-date', target_sid: FW1, reported_sid: FW1 });
    client.clock.pass(60);
    expect((await client.device('one')).app?.reported_sid).toBe(FW1);
  });

  test('fails for about three devices in a hundred, always the same ones, with more than one code', { timeout: 20_000 }, async () => {
    const first = outcome();
    const failed = first.filter((text) => text.startsWith('error'));
    expect(failed.length).toBeGreaterThan(30);
    expect(failed.length).toBeLessThan(90);
    expect(new Set(failed).size).toBeGreaterThan(3);
    expect(first.filter((text) => text === 'up-to-date 0')).toHaveLength(2000 - failed.length);
    expect(outcome()).toEqual(first);
  });

  test('leases logging for 24 hours, extends it, and ends it', async () => {
    const client = twoDevices();
    await client.post(ONE, { LoggingEnabled: 'true' });
    expect((await client.device('one')).logging).toEqual({ enabled: true, date_expires: '2026-03-02T12:00:00Z' });
    client.clock.pass(3600);
    await client.post(ONE, { LoggingEnabled: 'true' });
    expect((await client.device('one')).logging).toEqual({ enabled: true, date_expires: '2026-03-02T13:00:00Z' });
    client.clock.pass(24 * 3600 - 1);
    expect((await client.device('one')).logging?.enabled).toBe(true);
    client.clock.pass(1);
    expect((await client.device('one')).logging).toEqual({ enabled: false, date_expires: '2026-03-02T13:00:00Z' });
    await client.post(ONE, { LoggingEnabled: 'false' });
    expect((await client.device('one')).logging).toEqual({ enabled: false, date_expires: null });
  });

  test('counts a restart and leaves no other trace of it', async () => {
    const client = twoDevices();
    const before = await client.device('one');
    client.clock.pass(60);
    expect(await (await client.post(ONE, { RestartApp: 'true' })).json()).toEqual(before);
    expect(await client.device('one')).toEqual(before);
    await client.post(ONE, { RestartApp: 'false' });
    const { counters } = client.simulator.world;
    expect(counters.restartsBySid.get(before.sid)).toBe(1);
    expect(counters.writesBySid.get(before.sid)).toBe(2);
    expect(counters.deploysBySid.size).toBe(0);
  });

  test.each([
    ['an unknown App', { TargetApp: 'fw-9' }],
    ['a deleted App', { TargetApp: 'fw-0' }],
    ['an empty App', { TargetApp: '' }],
    ['a bad boolean', { LoggingEnabled: 'yes' }],
    ['another bad boolean', { RestartApp: 'TRUE' }],
    ['no parameter', {}],
    ['no known parameter', { uniqueName: 'x' }],
  ])('refuses %s', async (_, form) => {
    const client = twoDevices();
    const before = await client.device('one');
    expect(await errorOf(await client.post(ONE, form))).toEqual([400, 20422]);
    expect(await client.device('one')).toEqual(before);
    expect(client.simulator.world.counters.writes).toBe(0);
  });

  test('reads no parameters from a body that is no form', async () => {
    const response = await twoDevices().send(ONE, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'RestartApp=true',
    });
    expect(await errorOf(response)).toEqual([400, 20422]);
  });
});
