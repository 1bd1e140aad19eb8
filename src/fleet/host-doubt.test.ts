import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { deviceSchema } from '#api/schema.ts';
import { browser, complete, endOfDay, newDay, pass, total, until } from './host-stand.ts';

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

/** Removes the devices after the first `keep`. */
function shrink({ world }: Simulator, keep: number): void {
  for (const { sid } of world.rows.slice(keep)) world.remove(sid);
}

describe('what is not to be believed', () => {
  test('a device that one complete sweep misses is “not listed since”, and gone after the second', async () => {
    const simulator = api({ seedDevices: STILL });
    const tab = browser().tab({ pace: 'manual' });
    void tab.refresh([]);
    await until(() => complete(tab));
    const sid = simulator.world.rows[1700]?.sid ?? '';
    simulator.world.remove(sid);
    void tab.refresh([]);
    await pass(1_000);
    expect((await tab.rows([sid]))[0]?.missingSince).not.toBeNull();
    void tab.refresh([]);
    await pass(1_000);
    expect(await tab.rows([sid])).toEqual([]);
  });

  test('a sweep that breaks off removes nothing, and is tried again sooner than usual', async () => {
    const simulator = api({ seedDevices: STILL });
    const tab = browser().tab();
    await until(() => complete(tab));
    shrink(simulator, 2000);
    simulator.world.faults.set('wrong-shape:shape=array,on=paged');
    await pass(62_000);
    expect(tab.status()).toMatchObject({ trouble: { trouble: 'server' }, coverage: { held: 2500, reading: null } });
    expect(await total(tab, 'is:missing')).toBe(0);
    simulator.world.faults.set('');
    await pass(21_000);
    expect(tab.status().trouble).toBeNull();
    expect(await total(tab, 'is:missing')).toBe(500);
  });

  test('a credential that is refused is tried once a minute, a gateway that refuses not at all', async () => {
    const simulator = api({ seedDevices: STILL });
    const tab = browser().tab();
    await until(() => complete(tab));
    const through = globalThis.fetch;
    let asked = 0;
    const refuse = (code: string, status: number): void => {
      vi.stubGlobal('fetch', (url: string) => {
        asked += url.includes('/Devices') ? 1 : 0;
        return Promise.resolve(Response.json({ code, message: 'no', more_info: null, status }, { status }));
      });
    };
    refuse('upstream_auth', 401);
    await pass(190_000);
    expect(asked).toBe(3);
    expect(tab.status()).toMatchObject({ trouble: { trouble: 'sign-in', retryAt: expect.any(Number) }, coverage: { held: 2500 } });
    refuse('cross_site', 403);
    await pass(600_000);
    expect(asked).toBe(4);
    expect(tab.status().trouble).toMatchObject({ trouble: 'guard', retryAt: null });
    vi.stubGlobal('fetch', through);
    void tab.refresh([]);
    await pass(2_000);
    expect(tab.status().trouble).toBeNull();
    expect(simulator.world.rows).toHaveLength(2500);
  });

  test.each([[1200], [1], [0]])('a list that shrinks to %i of 2,500 changes nothing until somebody says so', async (left) => {
    const simulator = api({ seedDevices: STILL });
    const tab = browser().tab({ pace: 'manual' });
    void tab.refresh([]);
    await until(() => complete(tab));
    const { completeAt } = tab.status().coverage;
    await pass(10_000);
    shrink(simulator, left);
    void tab.refresh([]);
    await pass(1_000);
    expect(tab.status()).toMatchObject({ shrunk: { from: 2500, to: left }, coverage: { held: 2500, completeAt, reading: null } });
    expect(await total(tab, 'is:missing')).toBe(0);
    tab.answerShrink(false);
    expect(tab.status().shrunk).toBeNull();
    void tab.refresh([]);
    await pass(1_000);
    expect(tab.status().shrunk).toEqual({ from: 2500, to: left });
    tab.answerShrink(true);
    await pass(1_000);
    expect(tab.status()).toMatchObject({ shrunk: null, coverage: { held: left, reading: null } });
    expect(await total(tab)).toBe(left);
  });

  test('a “yes” is said to that list, and not to any that comes later', async () => {
    const simulator = api({ seedDevices: STILL });
    const { rows } = simulator.world;
    const tab = browser().tab({ pace: 'manual' });
    void tab.refresh([]);
    await until(() => complete(tab));
    const [first] = rows;
    shrink(simulator, 10);
    void tab.refresh([]);
    await pass(1_000);
    // Before it is read anew it has shrunk once more.
    shrink(simulator, 0);
    tab.answerShrink(true);
    await pass(1_000);
    expect(tab.status().shrunk).toEqual({ from: 2500, to: 0 });
    for (let n = 0; n < 10; n += 1) simulator.world.add({ uniqueName: `new ${n}` });
    void tab.refresh([]);
    await pass(1_000);
    expect(tab.status()).toMatchObject({ shrunk: { from: 2500, to: 10 } });
    expect(await tab.rows([first?.sid ?? ''])).toHaveLength(1);
  });

  test('a list that lost less than half is believed', async () => {
    const simulator = api({ seedDevices: STILL });
    const tab = browser().tab({ pace: 'manual' });
    void tab.refresh([]);
    await until(() => complete(tab));
    shrink(simulator, 1250);
    void tab.refresh([]);
    await pass(1_000);
    expect(tab.status().shrunk).toBeNull();
    expect(await total(tab, 'is:missing')).toBe(1250);
  });

  test('a “no” to a shrunken list is not asked about every minute', async () => {
    const simulator = api({ seedDevices: STILL });
    const tab = browser().tab();
    await until(() => complete(tab));
    shrink(simulator, 10);
    await pass(62_000);
    expect(tab.status().shrunk).toEqual({ from: 2500, to: 10 });
    tab.answerShrink(false);
    await pass(62_000);
    expect(tab.status()).toMatchObject({ shrunk: null, coverage: { held: 2500 } });
    shrink(simulator, 9);
    await pass(62_000);
    expect(tab.status().shrunk).toEqual({ from: 2500, to: 9 });
  });

  test('an answer that was asked for before a later one came changes nothing', async () => {
    const simulator = api({ seedDevices: STILL.slice(0, 3) });
    const tab = browser().tab({ pace: 'manual' });
    const sent = Date.now();
    const old = deviceSchema.parse(await (await fetch(`/api/v1/Devices/${simulator.world.rows[0]?.sid}`, {})).json());
    await pass(5_000);
    const [row] = simulator.world.rows;
    if (row) simulator.world.change(row, { uniqueName: 'new name' });
    void tab.refresh([]);
    await until(() => complete(tab));
    tab.saw([old], { sent, received: Date.now() });
    expect((await tab.rows([old.sid]))[0]?.device.unique_name).toBe('new name');
  });

  test('what changed between two readings is in the journal', async () => {
    const simulator = api({ seedDevices: STILL.slice(0, 3) });
    const tab = browser().tab({ pace: 'manual' });
    void tab.refresh([]);
    await until(() => complete(tab));
    await pass(5_000);
    const [row] = simulator.world.rows;
    if (row) simulator.world.change(row, { uniqueName: 'renamed', loggingEnabled: true });
    void tab.refresh([]);
    await pass(1_000);
    const seen = await tab.history(row?.sid ?? '');
    expect(seen).toContainEqual(expect.objectContaining({ what: 'name', from: 'still-0', to: 'renamed' }));
    expect(seen).toContainEqual(expect.objectContaining({ what: 'logging', from: 'off', to: 'on' }));
  });
});
