import { describe, expect, test } from 'vitest';

import type { Device } from '#api/schema.ts';

import { createSimulator } from './app.ts';
import { appNames, testClient } from './test-client.ts';

async function everyDevice(devices: number, seed = 1): Promise<{ all: Device[]; listed: Set<string | null> }> {
  const client = testClient({ devices, seed });
  const all: Device[] = [];
  for (let url: string | null = '/v1/Devices?PageSize=1000'; url !== null; ) {
    const page: Awaited<ReturnType<typeof client.page>> = await client.page(url);
    all.push(...page.devices);
    url = page.meta.next_page_url;
  }
  const apps = client.simulator.world.apps.filter((app) => !app.deleted);
  return { all, listed: new Set(apps.map((app) => app.sid)) };
}

const aligned = ({ app }: Device): boolean => app?.target_sid !== null && app?.target_sid === app?.reported_sid;
const AT = Date.parse('2026-03-01T12:00:00Z');
const driftHours = ({ app }: Device): number => (AT - Date.parse(app?.date_targeted ?? '')) / 3_600_000;

const reported = ({ app }: Device): boolean => app?.reported_sid !== null;
const expired = ({ logging }: Device): boolean => Date.parse(logging?.date_expires ?? '') <= AT;

describe('the seeded fleet', () => {
  test('is the same for the same seed, and another for another', async () => {
    const first = (await everyDevice(300)).all;
    expect((await everyDevice(300)).all).toEqual(first);
    const other = (await everyDevice(300, 2)).all;
    expect(new Set([...first, ...other].map((device) => device.sid)).size).toBe(600);
  });

  test('keeps a device when the fleet grows', async () => {
    const small = (await everyDevice(100)).all;
    expect((await everyDevice(200)).all.slice(0, 100)).toEqual(small);
  });

  test('is about 90 % aligned, and the rest is everything an operator meets', async () => {
    const { all, listed } = await everyDevice(2000);
    const count = (condition: (device: Device) => boolean): number => all.filter(condition).length;
    expect(count(aligned) / 2000).toBeGreaterThan(0.88);
    expect(count(aligned) / 2000).toBeLessThan(0.93);

    const drifting = (device: Device): boolean => !aligned(device) && device.app?.target_sid !== null;
    expect(count((device) => drifting(device) && device.app?.update_status === 'pending')).toBeGreaterThan(20);
    expect(count((device) => drifting(device) && device.app?.update_status === 'scheduled')).toBeGreaterThan(20);
    expect(count((device) => drifting(device) && reported(device) && driftHours(device) > 1)).toBeGreaterThan(20);
    expect(count((device) => drifting(device) && reported(device) && driftHours(device) > 24 * 7)).toBeGreaterThan(5);
    expect(count((device) => device.app?.target_sid === null)).toBeGreaterThan(5);
    expect(count((device) => drifting(device) && !reported(device))).toBeGreaterThan(5);
    expect(count((device) => aligned(device) && device.app?.update_status === 'error')).toBeGreaterThan(2);
    expect(count(({ app }) => app?.target_sid !== null && !listed.has(app?.target_sid ?? null))).toBeGreaterThan(5);

    const codes = all.filter(({ app }) => app?.update_status === 'error').map(({ app }) => app?.update_error_code);
    expect(new Set(codes).size).toBeGreaterThan(3);
    expect(codes).not.toContain(0);

    expect(count((device) => device.logging?.enabled === true && !expired(device))).toBeGreaterThan(50);
    expect(count((device) => device.logging?.enabled === false && expired(device))).toBeGreaterThan(20);
    expect(count((device) => device.logging?.enabled === true && expired(device))).toBeGreaterThan(2);
  });

  test('lands what is under way while somebody watches', async () => {
    const client = testClient({ devices: 1000 });
    const { world } = client.simulator;
    const soon = world.rows.filter((row) => row.landing && row.landing.at <= AT + 30_000);
    expect(soon.length).toBeGreaterThan(15);
    expect(Math.min(...soon.map((row) => row.landing?.at ?? 0))).toBeGreaterThanOrEqual(AT + 5000);
    client.clock.pass(30);
    for (const { sid } of soon) {
      const { app } = await client.device(sid);
      expect(app).toMatchObject({ update_status: 'up-to-date', reported_sid: app?.target_sid });
    }
  });

  test('has names that differ, some null, some UTF-8, some awkward', async () => {
    const { all } = await everyDevice(3000);
    const names = all.map((device) => device.unique_name).filter((name) => name !== null);
    expect(new Set(names).size).toBe(names.length);
    expect(all.length - names.length).toBeGreaterThan(100);
    for (const text of ['Zürich', 'Łódź', '東京', 'Kraków', '%', ';', '.']) {
      expect(names.some((name) => name.includes(text)), text).toBe(true);
    }
    expect(names).toContain('berlin-mitte-0001 freezer-1');
    expect(names.filter((name) => /[/?]/u.test(name))).toEqual([]);
  });

  test('never reports a date later than now, nor a landing before its order', async () => {
    const { all } = await everyDevice(2000);
    for (const device of all) {
      for (const date of [device.date_created, device.date_updated, device.app?.date_targeted, device.app?.date_reported]) {
        if (date) expect(Date.parse(date), device.sid).toBeLessThanOrEqual(AT);
      }
      if (aligned(device)) {
        expect(Date.parse(device.app?.date_reported ?? '')).toBeGreaterThanOrEqual(Date.parse(device.app?.date_targeted ?? ''));
      }
    }
  });

  test('has a dozen listed Apps of several kinds, newest first, some without a name', async () => {
    const names = await appNames(testClient());
    expect(names.length).toBeGreaterThanOrEqual(12);
    expect(names).toContain('freezer-2.4.1');
    expect(names).toContain(null);
    expect(names).not.toContain('freezer-2.3.9');
  });

  test('refuses seeds that contradict each other', () => {
    expect(() => createSimulator({ seedDevices: [{ uniqueName: 'x' }, { uniqueName: 'x' }] })).toThrow('called x');
    expect(() => createSimulator({ seedDevices: [{ target: 'nothing' }] })).toThrow('"nothing"');
  });
});
