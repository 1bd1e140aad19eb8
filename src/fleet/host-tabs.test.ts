import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call } from '#api/client.ts';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { ask, browser, complete, endOfDay, newDay, pass, total, until } from './host-stand.ts';

beforeEach(newDay);
afterEach(endOfDay);

const STILL = Array.from({ length: 2500 }, (_, at) => ({ uniqueName: `still-${at}` }));

function api(latencyMs = 0): Simulator & { readonly calls: () => number } {
  const simulator = createSimulator({ seedDevices: STILL, latencyMs, now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  return { ...simulator, calls: () => simulator.world.counters.requests };
}

describe('several tabs', () => {
  test('cost the API what one does, and each knows everything', async () => {
    const { calls } = api();
    const { tab } = browser();
    const tabs = [tab(), tab(), tab()];
    await until(() => tabs.every(complete));
    expect(await Promise.all(tabs.map((each) => total(each)))).toEqual([2500, 2500, 2500]);
    expect(tabs.map((each) => each.status().sweeper)).toEqual(['here', 'elsewhere', 'elsewhere']);
    expect(tabs.map((each) => each.status().appsKnown)).toEqual([true, true, true]);
    await pass(125_000);
    expect(calls()).toBe(3 * 4);
  });

  test('a tab that comes later is given the picture, and asks the API for nothing', async () => {
    const { calls, world } = api();
    const { tab } = browser();
    const first = tab();
    await until(() => complete(first));
    const [row] = world.rows;
    await pass(10_000);
    if (row) world.change(row, { uniqueName: 'renamed' });
    await pass(52_000);
    const before = calls();
    const second = tab();
    // What was kept a minute ago comes first, and then what the other tab has.
    await until(() => second.status().coverage.completeAt === first.status().coverage.completeAt);
    expect(await ask(second)).toEqual(await ask(first));
    expect(second.status().appsKnown).toBe(true);
    expect(await second.history(row?.sid ?? '')).toEqual(await first.history(row?.sid ?? ''));
    expect(calls()).toBe(before);
  });

  test('a tab that finds on disk what the others have learns from them which Apps are listed', async () => {
    const { calls } = api();
    const { tab } = browser();
    const first = tab();
    await until(() => complete(first));
    await pass(1_000);
    const second = tab();
    await pass(1_000);
    expect(second.status()).toMatchObject({ appsKnown: true, coverage: first.status().coverage });
    expect(calls()).toBe(4);
  });

  test('a tab that comes in the middle of a sweep knows as much as the others, then and at its end', async () => {
    api(2_000);
    const { tab } = browser();
    const first = tab();
    await until(() => first.status().coverage.held === 1000);
    const second = tab();
    await until(() => second.status().coverage.held === 1000);
    expect(second.status().coverage).toMatchObject({ completeAt: null });
    await until(() => complete(first));
    await pass(1_000);
    expect(second.status().coverage).toEqual(first.status().coverage);
    expect(await total(second, 'is:missing')).toBe(0);
  });

  test('when the one that reads is closed another takes over, at the time when it would have gone on', async () => {
    const { calls } = api();
    const { tab } = browser();
    const [first, second] = [tab(), tab()];
    await until(() => complete(first) && complete(second));
    await pass(30_000);
    first.close();
    await pass(28_000);
    expect(second.status().sweeper).toBe('here');
    expect(calls()).toBe(4);
    await pass(4_000);
    expect(calls()).toBe(8);
  });

  test('when the one that reads is hidden in the middle of a sweep, a visible one reads the fleet', async () => {
    const { calls } = api(500);
    const { tab } = browser();
    const [first, second] = [tab(), tab()];
    await until(() => first.status().coverage.held === 1000);
    first.set({ visible: false });
    await until(() => complete(second));
    await pass(500);
    expect(first.status()).toMatchObject({ sweeper: 'elsewhere', coverage: second.status().coverage });
    const before = calls();
    first.set({ visible: true });
    await pass(5_000);
    expect(calls()).toBe(before);
  });

  test('all hidden, none reads; whoever is seen first goes on', async () => {
    const { calls } = api();
    const { tab } = browser();
    const [first, second] = [tab(), tab({ visible: false })];
    await until(() => complete(first) && complete(second));
    first.set({ visible: false });
    await pass(300_000);
    expect(calls()).toBe(4);
    second.set({ visible: true });
    await pass(3_000);
    expect(second.status().sweeper).toBe('here');
    expect(calls()).toBe(8);
    expect(first.status().coverage).toEqual(second.status().coverage);
  });

  test('a refresh in one that follows is one sweep by the one that reads', async () => {
    const { calls } = api();
    const { tab } = browser();
    const [first, second] = [tab(), tab()];
    await until(() => complete(first) && complete(second));
    await pass(20_000);
    const refreshed = second.refresh([]);
    await pass(2_000);
    await refreshed;
    // Not the Apps: they are not a minute old.
    expect(calls()).toBe(7);
    expect(second.status().coverage).toEqual(first.status().coverage);
  });

  test('what one reads of a single device, each shows', async () => {
    const { world } = api();
    const { tab } = browser();
    const [first, second] = [tab(), tab()];
    await until(() => complete(first) && complete(second));
    const [row] = (await ask(first)).rows;
    if (row === undefined) throw new Error('There is no device.');
    await pass(1_000);
    second.saw([{ ...row.device, unique_name: 'renamed' }], { sent: Date.now(), received: Date.now() });
    await pass(100);
    expect(await total(first, 'name:renamed')).toBe(1);
    expect(world.counters.reads).toBe(4);
  });

  test('each tells of the trouble, of the shrunken list, and of the answer to it', async () => {
    const { world } = api();
    const { tab } = browser();
    const [first, second] = [tab(), tab()];
    await until(() => complete(first) && complete(second));
    world.faults.set('503:on=list,count=1');
    await until(() => second.status().trouble !== null);
    expect(second.status().trouble).toEqual(first.status().trouble);
    await until(() => complete(first) && first.status().trouble === null);
    expect(second.status().trouble).toBeNull();
    for (const { sid } of world.rows.slice(100)) world.remove(sid);
    await pass(62_000);
    expect(second.status().shrunk).toEqual({ from: 2500, to: 100 });
    second.answerShrink(true);
    await pass(2_000);
    for (const each of [first, second]) expect(each.status()).toMatchObject({ shrunk: null, coverage: { held: 100 } });
  });

  test('read by hand, one that asks while another reads has that reading', async () => {
    const { calls } = api(500);
    const { tab } = browser();
    const [first, second] = [tab({ pace: 'manual' }), tab({ pace: 'manual' })];
    await pass(1_000);
    void first.refresh([]);
    await until(() => second.status().coverage.held === 1000);
    const refreshed = second.refresh([]);
    await until(() => complete(first) && complete(second));
    await refreshed;
    await pass(30_000);
    expect(calls()).toBe(4);
    expect([first, second].map((each) => each.status().sweeper)).toEqual(['none', 'none']);
  });

  test('copies no page for nobody', async () => {
    api();
    const { tab, messages } = browser();
    const first = tab();
    await until(() => complete(first));
    expect(messages.filter((message) => JSON.stringify(message).includes('"page"'))).toEqual([]);
  });

  test('tabs of different fleets have nothing to do with each other', async () => {
    const { calls } = api();
    const { tab } = browser();
    const [first, second] = [tab(), tab({ fleetId: 'another-fleet-of-the-tests' })];
    await until(() => complete(first) && complete(second));
    expect([first, second].map((each) => each.status().sweeper)).toEqual(['here', 'here']);
    expect(calls()).toBe(8);
  });

  test('a pause that one was asked for holds in each, and is told with the error that asked for it', async () => {
    const { world, calls } = api();
    const { tab, messages, stranger } = browser();
    const own = tab();
    await until(() => complete(own));
    world.faults.set('503:retry-after=9,count=1');
    void own.refresh([]);
    await until(() => own.status().trouble !== null);
    expect(own.status().trouble).toMatchObject({ trouble: 'server', code: 20503, status: 503 });
    expect(messages).toContainEqual(expect.objectContaining({ message: { kind: 'hold', until: expect.any(Number), cause: expect.objectContaining({ code: 20503, status: 503 }) } }));
    await until(() => own.status().trouble === null);
    const asked = calls();
    stranger().say({ kind: 'hold', until: Date.now() + 7_000, cause: { code: 'upstream_auth', message: 'no', more_info: null, status: 401 } });
    await pass(0);
    await expect(call('/Devices')).rejects.toMatchObject({ held: true, code: 'upstream_auth', status: 401 });
    expect(calls()).toBe(asked);
  });

  test('what makes no sense on the channel changes nothing', async () => {
    api();
    const { tab, openChannel } = browser();
    const first = tab();
    await until(() => complete(first));
    const before = first.status();
    const stranger = openChannel('fleet:a-fleet-of-the-tests');
    const messages = [
      null,
      5,
      { kind: 'forget' },
      { version: 0, from: 'x', message: { kind: 'forget' } },
      { version: 1, from: 'x', message: { kind: 'forget' } },
      { version: 2, from: 'x', message: { kind: 'page', sweep: 's', devices: [{ sid: 'x' }] } },
      { version: 2, from: 'x', message: { kind: 'given', to: 'tab 1', picture: { kind: 'nonsense' }, journal: null, apps: null, sweep: null } },
    ];
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
    for (const message of messages) stranger.postMessage(message);
    await pass(500);
    expect(first.status()).toEqual(before);
  });
});
