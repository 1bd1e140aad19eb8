import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { deviceSchema } from '#api/schema.ts';
import { FleetIndex } from './fleet-index.ts';
import { ask, browser, complete, endOfDay, newDay, pass, total, until } from './host-stand.ts';
import { STUCK_AFTER } from './health.ts';

beforeEach(newDay);
afterEach(endOfDay);

/** A simulated fleet behind `fetch`; 2,500 devices are three pages. */
function api(options: Parameters<typeof createSimulator>[0] = { devices: 2500 }): Simulator & { readonly calls: () => number } {
  const simulator = createSimulator({ ...options, now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  return { ...simulator, calls: () => simulator.world.counters.requests };
}

/** Devices of which nothing is about to land. */
const STILL = Array.from({ length: 2500 }, (_, at) => ({ uniqueName: `still-${at}` }));

describe('one tab', () => {
  test('reads the Apps and then every device', async () => {
    const { calls } = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    expect(await total(tab)).toBe(2500);
    expect(tab.status()).toMatchObject({ sweeper: 'here', trouble: null, shrunk: null, notKept: null, appsKnown: true, coverage: { held: 2500, malformed: 0 } });
    // Some are meant to run what is not listed: the Apps are asked for once more.
    expect(calls()).toBe(5);
    await pass(41_000);
    expect(calls(), 'twice in three pages, and no word of the Apps').toBe(11);
  });

  test('practises its searches once it has read everything, and not again after the next sweep', async () => {
    api();
    const view = vi.spyOn(FleetIndex.prototype, 'view');
    const tab = browser().tab();
    await until(() => complete(tab));
    await pass(2_000);
    const practised = view.mock.calls.length;
    expect(practised).toBeGreaterThan(4);
    const { completeAt } = tab.status().coverage;
    await pass(61_000);
    expect(tab.status().coverage.completeAt).not.toBe(completeAt);
    expect(view).toHaveBeenCalledTimes(practised);
  });

  test('counts rows that are no devices, and knows the rest', async () => {
    const simulator = api({ seedDevices: STILL.slice(0, 7) });
    simulator.world.faults.set(`bad-sids:sid=${simulator.world.rows[3]?.sid},on=list`);
    const tab = browser().tab();
    await until(() => complete(tab));
    expect(tab.status().coverage).toMatchObject({ held: 6, malformed: 1 });
  });

  test('reads again after a minute, or after 20 s while something lands; the Apps once a minute', async () => {
    const still = api({ seedDevices: STILL });
    const tab = browser().tab();
    await until(() => complete(tab));
    await pass(59_000);
    expect(still.calls()).toBe(4);
    await pass(2_000);
    expect(still.calls()).toBe(8);
    still.world.add({ uniqueName: 'about to land', reported: null, targetedAgo: 10 });
    await pass(61_000);
    expect(still.calls()).toBe(12);
    await pass(21_000);
    expect(still.calls()).toBe(15);
  });

  test('reads seldom, or never by itself, when it is told so', async () => {
    const { calls } = api({ seedDevices: STILL });
    const tab = browser().tab({ pace: 'manual' });
    await pass(120_000);
    expect(calls()).toBe(0);
    expect(tab.status()).toMatchObject({ sweeper: 'none', coverage: { completeAt: null } });
    const refreshed = tab.refresh([]);
    await until(() => complete(tab));
    await refreshed;
    expect(tab.status().sweeper).toBe('none');
    await pass(120_000);
    expect(calls()).toBe(4);
    tab.set({ pace: 'less' });
    await pass(470_000);
    expect(calls()).toBe(4);
    await pass(60_000);
    expect(calls()).toBe(8);
  });

  test('stops between two pages while it is hidden, and goes on where it was', async () => {
    const { calls } = api({ seedDevices: STILL, latencyMs: 500 });
    const tab = browser().tab();
    await until(() => tab.status().coverage.held === 1000);
    tab.set({ visible: false });
    await pass(50_000);
    const held = calls();
    expect(held).toBeLessThan(4);
    expect(complete(tab)).toBe(false);
    tab.set({ visible: true });
    await until(() => complete(tab));
    expect(calls()).toBe(4);
    tab.set({ visible: false });
    await pass(600_000);
    expect(calls()).toBe(4);
    tab.set({ visible: true });
    await pass(3_000);
    expect(calls()).toBe(8);
  });

  test('begins anew when it was hidden for long in the middle: the oldest part would be no news', async () => {
    const { calls } = api({ seedDevices: STILL, latencyMs: 500 });
    const tab = browser().tab();
    await until(() => tab.status().coverage.held === 1000);
    tab.set({ visible: false });
    await pass(90_000);
    const before = calls();
    tab.set({ visible: true });
    await until(() => complete(tab));
    expect(calls() - before).toBe(4);
  });

  test('reads what is on the screen first while that is fewer calls than a sweep', async () => {
    const simulator = api({ seedDevices: STILL });
    const tab = browser().tab({ pace: 'manual' });
    void tab.refresh([]);
    await until(() => complete(tab));
    const [one, two, three] = simulator.world.rows.map(({ sid }) => sid);
    const asked: string[] = [];
    const through = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      asked.push(url.replace(/\?.*$/u, ''));
      return through(url, init);
    });
    await pass(61_000);
    void tab.refresh([one ?? '', two ?? '']);
    await pass(1_000);
    expect(asked).toEqual([`/api/v1/Devices/${one}`, `/api/v1/Devices/${two}`, '/api/v1/Apps', ...Array.from({ length: 3 }, () => '/api/v1/Devices')]);
    asked.length = 0;
    void tab.refresh([one ?? '', two ?? '', three ?? '']);
    await pass(1_000);
    expect(asked.filter((path) => path.includes('UV'))).toEqual([]);
  });

  test('tells why it waits and until when, and forgets the trouble once it is over', async () => {
    const simulator = api();
    simulator.world.faults.set('429:retry-after=9,count=1,on=paged');
    const tab = browser().tab();
    await until(() => tab.status().trouble !== null);
    expect(tab.status()).toMatchObject({ trouble: { trouble: 'slow-down' }, coverage: { reading: 1000 } });
    expect((tab.status().trouble?.retryAt ?? 0) - Date.now()).toBeGreaterThan(8_000);
    await until(() => complete(tab));
    expect(tab.status().trouble).toBeNull();
  });

  test('is not hurried by news, a glance or a new pace where a busy API makes it wait, but is by whoever asks', async () => {
    const simulator = api({ seedDevices: STILL });
    const tab = browser().tab();
    await until(() => complete(tab));
    const [row] = (await ask(tab)).rows;
    simulator.world.faults.set('503:on=paged');
    await pass(75_000);
    void tab.refresh([]);
    await pass(60_000);
    await until(() => (tab.status().trouble?.retryAt ?? 0) - Date.now() > 5_000);
    const before = simulator.calls();
    for (let i = 0; i < 30; i += 1) {
      tab.saw([deviceSchema.parse({ ...row?.device, unique_name: `news ${i}` })], { sent: Date.now(), received: Date.now() });
      await pass(100);
    }
    tab.set({ pace: 'less' });
    tab.set({ visible: false });
    tab.set({ visible: true });
    await pass(500);
    expect(simulator.calls()).toBe(before);
    void tab.refresh([]);
    await pass(100);
    expect(simulator.calls()).toBe(before + 1);
  });

  test.each([
    ['a token expires again and again', 'expired-token:status=404,code=20404', 1000],
    ['the list goes on for ever', 'endless-pages', 1010],
  ])('keeps what it has where %s, says how much of the list was read, and begins again later', async (_, fault, read) => {
    const simulator = api({ seedDevices: STILL.slice(0, 1010) });
    const { tab } = browser();
    const [one, other] = [tab(), tab()];
    await until(() => complete(one) && complete(other));
    simulator.world.faults.set(fault);
    await until(() => one.status().trouble !== null);
    for (const each of [one, other]) {
      expect(each.status()).toMatchObject({ trouble: { code: 'broken_list', message: expect.stringContaining(`(${read.toLocaleString('en')} read)`) }, coverage: { held: 1010, reading: null } });
      expect(await total(each, 'is:missing')).toBe(0);
    }
    expect((one.status().trouble?.retryAt ?? 0) - Date.now()).toBeGreaterThan(15_000);
    simulator.world.faults.clear();
    const { completeAt } = one.status().coverage;
    await until(() => one.status().coverage.completeAt !== completeAt);
    expect(one.status().trouble).toBeNull();
  });

  test('answers from what it has read so far', async () => {
    api({ devices: 2500, latencyMs: 500 });
    const tab = browser().tab();
    await until(() => tab.status().coverage.held === 1000);
    expect(await ask(tab)).toMatchObject({ total: 1000, coverage: { completeAt: null, reading: 1000 } });
  });

  test('hands a frozen selection out in parts, also while devices go', async () => {
    const simulator = api({ seedDevices: STILL });
    const tab = browser().tab({ pace: 'manual' });
    void tab.refresh([]);
    await until(() => complete(tab));
    const { id, total: count } = await tab.freeze({ q: '', sort: [], list: null }, STUCK_AFTER);
    expect(count).toBe(2500);
    simulator.world.remove(simulator.world.rows[2400]?.sid ?? '');
    for (let i = 0; i < 2; i += 1) {
      void tab.refresh([]);
      await pass(1_000);
    }
    const rows = [0, 1000, 2000].flatMap((start) => tab.frozen(id, start, 1000));
    expect(new Set(rows.map(({ device }) => device.sid)).size).toBe(2499);
    tab.thaw(id);
    expect(() => tab.frozen(id, 0, 1000)).toThrow('no longer there');
  });
});
