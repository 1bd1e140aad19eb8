import { describe, expect, test } from 'vitest';

import { createSimulator } from './app.ts';
import { errorOf, testClient } from './test-client.ts';

const seedApps = [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }];

describe('a world that a test describes', () => {
  test('holds a device that is stuck for two hours, and stays so', async () => {
    const client = testClient({ seedApps, seedDevices: [{ uniqueName: 'X', reported: 'fw-1', targetedAgo: 7200 }] });
    const { app } = await client.device('X');
    expect(app).toMatchObject({ date_targeted: '2026-03-01T10:00:00Z', update_error_code: 0 });
    expect(['pending', 'scheduled']).toContain(app?.update_status);
    client.clock.pass(30 * 86_400);
    expect((await client.device('X')).app).toEqual(app);
  });

  test('lands or fails what is under way at its second, seen in the list as on its own', async () => {
    const client = testClient({
      seedApps,
      seedDevices: [
        { uniqueName: 'lands', reported: 'fw-1', landsIn: 10 },
        { uniqueName: 'fails', reported: 'fw-1', landsIn: 10, failsWith: 118 },
      ],
    });
    client.clock.pass(9);
    const before = await client.page('/v1/Devices');
    expect(before.devices.map(({ app }) => app?.update_status)).not.toContain('up-to-date');
    client.clock.pass(1);
    const { devices } = await client.page('/v1/Devices');
    expect(devices[0]?.app).toMatchObject({ update_status: 'up-to-date', date_reported: '2026-03-01T12:00:10Z' });
    expect(devices[1]?.app).toMatchObject({ update_status: 'error', update_error_code: 118, reported_sid: seedSid(2) });

    await client.post('/v1/Devices/fails', { TargetApp: 'fw-2' });
    expect((await client.device('fails')).app?.update_error_code).toBe(0);
  });

  test('never targeted, never reported, logging without an end, a lease that lingers', async () => {
    const client = testClient({
      seedDevices: [
        { target: null, reported: null },
        { reported: null },
        { logging: 'endless' },
        { logging: -60, loggingLingers: true },
        { status: 'quarantined', errorCode: 9 },
      ],
    });
    const { devices } = await client.page('/v1/Devices');
    expect(devices[0]?.app).toMatchObject({ target_sid: null, date_targeted: null, update_status: null, date_reported: null });
    expect(devices[1]?.app).toMatchObject({ target_sid: seedSid(1), reported_sid: null, date_reported: null });
    expect(devices[2]?.logging).toEqual({ enabled: true, date_expires: null });
    expect(devices[3]?.logging).toEqual({ enabled: true, date_expires: '2026-03-01T11:59:00Z' });
    expect(devices[4]?.app).toMatchObject({ update_status: 'quarantined', update_error_code: 9 });
  });
});

describe('somebody else', () => {
  test('changes devices behind the back of clients, and is not counted', async () => {
    const client = testClient({ seedApps, seedDevices: [{}, { uniqueName: 'two', reported: 'fw-1', landsIn: 5 }] });
    const { world } = client.simulator;
    client.clock.pass(5);
    const two = world.find((row) => row.status === 'up-to-date' && row.uniqueName === 'two');
    expect(two?.reported).toBe(seedSid(1));
    if (two) world.change(two, { uniqueName: 'renamed', targetApp: 'fw-1', loggingEnabled: true });
    expect((await client.device('renamed')).app?.target_sid).toBe(seedSid(2));

    world.add({ uniqueName: 'three' });
    expect((await client.page('/v1/Devices')).devices.map((device) => device.unique_name)).toEqual(['three', 'device-1', 'renamed']);
    expect(() => world.add({ uniqueName: 'three' })).toThrow('called three');
    expect(world.remove(world.device('three')?.sid ?? '')).toBe(true);
    expect(world.remove('three')).toBe(false);
    expect(await errorOf(await client.send('/v1/Devices/three'))).toEqual([404, 20404]);
    world.add({ uniqueName: 'three' });
    expect(world.counters.writes).toBe(0);
  });

  test('sets the clock forward', () => {
    const { world } = createSimulator({ seedDevices: [], now: () => 1000 });
    world.advance(2.5);
    world.advance(-1);
    expect(world.now()).toBe(2500);
  });
});

function seedSid(number: number): string {
  return `KA${String(number).padStart(32, '0')}`;
}
