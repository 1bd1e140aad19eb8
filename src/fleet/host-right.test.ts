import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { deviceSchema, type Device } from '#api/schema.ts';
import { ask, browser, complete, endOfDay, newDay, pass, total, until } from './host-stand.ts';
import type { TabMessage } from './tab-messages.ts';

beforeEach(newDay);
afterEach(endOfDay);

const STILL = Array.from({ length: 2500 }, (_, at) => ({ uniqueName: `still-${at}` }));

function api(latencyMs = 0): Simulator & { readonly calls: () => number } {
  const simulator = createSimulator({ seedDevices: STILL, latencyMs, now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  return { ...simulator, calls: () => simulator.world.counters.requests };
}

/** The next so many calls are refused by the gateway itself. */
function refuse(count: number): void {
  const through = globalThis.fetch;
  let left = count;
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    left -= 1;
    return left < 0 ? through(url, init) : Promise.resolve(Response.json({ code: 'cross_site', message: 'no', more_info: null, status: 403 }, { status: 403 }));
  });
}

const page = (sweep: string, devices: Device[] = []): TabMessage => ({ kind: 'page', sweep, devices, malformed: 0, unread: [], first: false, sent: Date.now(), received: Date.now() });
const device = (name: string): Device => deviceSchema.parse({ sid: `UV${'7'.repeat(32)}`, unique_name: name });

describe('what is chosen while a tab begins', () => {
  test('holds: it is shown, or is to read by hand', async () => {
    const { calls } = api();
    const tab = browser().tab({ visible: false });
    tab.set({ visible: true });
    await until(() => complete(tab));
    const before = calls();
    const byHand = browser().tab();
    byHand.set({ pace: 'manual' });
    await pass(90_000);
    expect(byHand.status().sweeper).toBe('none');
    expect(calls()).toBe(before + 4);
  });
});

describe('a tab that its gateway refuses', () => {
  test('lets the others read, and does not try again by itself', async () => {
    const { calls } = api();
    const { tab } = browser();
    const [stale, other] = [tab(), tab()];
    await until(() => complete(stale) && complete(other));
    await pass(40_000);
    // The Apps, and the first page.
    refuse(2);
    await until(() => other.status().sweeper === 'here' && calls() === 8);
    await pass(1_000);
    expect(other.status().trouble).toBeNull();
    expect(stale.status()).toMatchObject({ sweeper: 'elsewhere', trouble: null, coverage: other.status().coverage });
    other.close();
    await pass(200_000);
    expect(calls()).toBe(8);
    expect(stale.status()).toMatchObject({ sweeper: 'none', trouble: { trouble: 'guard', retryAt: null } });
    void stale.refresh([]);
    await pass(2_000);
    expect(stale.status().trouble).toBeNull();
    expect(calls()).toBe(12);
  });
});

describe('a refresh', () => {
  test('by hand, hidden for long in the middle, ends with a whole picture', async () => {
    const { calls } = api(500);
    const tab = browser().tab({ pace: 'manual' });
    const refreshed = tab.refresh([]);
    await until(() => tab.status().coverage.held === 1000);
    tab.set({ visible: false });
    await pass(90_000);
    const before = calls();
    tab.set({ visible: true });
    await until(() => complete(tab));
    await refreshed;
    expect(calls() - before).toBeLessThanOrEqual(4);
    expect(tab.status().sweeper).toBe('none');
  });

  test('by hand that met trouble, hidden for long, goes on when it is shown', async () => {
    const { world } = api();
    world.faults.set('503:on=paged,count=1');
    const tab = browser().tab({ pace: 'manual' });
    void tab.refresh([]);
    await until(() => tab.status().trouble !== null);
    tab.set({ visible: false });
    await pass(90_000);
    tab.set({ visible: true });
    await until(() => complete(tab));
  });

  test('that gave way to another tab is read here when that one is closed', async () => {
    const { world } = api(500);
    const { tab, stranger } = browser();
    const byHand = tab({ pace: 'manual' });
    const refreshed = byHand.refresh([]);
    await until(() => byHand.status().coverage.held === 1000);
    byHand.set({ visible: false });
    const { say, die } = stranger();
    await pass(100);
    say({ kind: 'reader', on: true });
    say({ kind: 'begin', sweep: 's 1' });
    await pass(100);
    byHand.set({ visible: true });
    die();
    await until(() => complete(byHand));
    await refreshed;
    expect(await total(byHand)).toBe(world.rows.length);
  });

  test('goes on whatever is heard of sweeps that are over', async () => {
    const { calls } = api(500);
    const { tab, openChannel } = browser();
    const reading = tab();
    let settled = false;
    void reading.refresh([]).then(() => (settled = true));
    await until(() => reading.status().coverage.held === 1000);
    const late = openChannel('fleet:a-fleet-of-the-tests');
    const said: TabMessage[] = [{ kind: 'begin', sweep: 'x 1' }, page('x 1'), { kind: 'break', sweep: 'x 1' }, { kind: 'end', sweep: 'x 1', at: Date.now(), pages: 1, force: true }, { kind: 'reader', on: true }];
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
    for (const message of said) late.postMessage({ version: 2, from: 'x', message });
    await pass(0);
    expect(settled).toBe(false);
    await until(() => complete(reading));
    expect(calls()).toBe(4);
    expect(await total(reading)).toBe(2500);
  });
});

describe('a tab that follows', () => {
  test('asks for the picture when it missed a page', async () => {
    api();
    const { tab, stranger, messages } = browser();
    const { say } = stranger();
    const following = tab();
    await pass(1_000);
    const gives = (): number => messages.filter((message) => JSON.stringify(message).includes('"give"')).length;
    for (const [pages, asked] of [[1, 0], [2, 1]] as const) {
      say({ kind: 'begin', sweep: `s ${pages}` });
      say(page(`s ${pages}`, [device('one')]));
      await pass(100);
      say({ kind: 'end', sweep: `s ${pages}`, at: Date.now(), pages, force: false });
      await pass(100);
      expect(gives()).toBe(asked);
    }
    expect(await total(following)).toBe(1);
  });

  test('notices that the one that read was closed in the middle, also when it reads by hand itself', async () => {
    const { calls } = api();
    const { tab, stranger } = browser();
    const { say, die } = stranger();
    const byHand = tab({ pace: 'manual' });
    await pass(1_000);
    say({ kind: 'begin', sweep: 's 1' });
    say(page('s 1', [device('one')]));
    await pass(30_000);
    expect(byHand.status()).toMatchObject({ sweeper: 'elsewhere', coverage: { reading: 1 } });
    die();
    await pass(11_000);
    expect(byHand.status()).toMatchObject({ sweeper: 'none', coverage: { reading: null, held: 1 } });
    expect(calls()).toBe(0);
  });

  test('and takes over shows nothing of a sweep that died', async () => {
    const { calls } = api();
    const { tab, stranger } = browser();
    const { say, die } = stranger();
    const next = tab();
    await pass(3_000);
    say({ kind: 'progress', progress: { lastEnd: Date.now(), broken: 0, final: false, trouble: null, shrunk: null, believed: null } });
    say({ kind: 'begin', sweep: 's 1' });
    say(page('s 1', [device('one')]));
    await pass(100);
    die();
    await pass(100);
    expect(next.status()).toMatchObject({ sweeper: 'here', coverage: { reading: null } });
    expect(calls()).toBe(0);
  });
});

describe('a row that cannot be read', () => {
  test('is in the list: its device is neither missing nor removed, in any tab', async () => {
    const { world } = api();
    const { tab } = browser();
    const [first, second] = [tab(), tab()];
    await until(() => complete(first) && complete(second));
    const { sid } = world.rows[1700] ?? { sid: '' };
    const through = globalThis.fetch;
    vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
      const text = await (await through(url, init)).text();
      return new Response(text.replace(`"sid":"${sid}"`, `"logging":7,"sid":"${sid}"`).replace(new RegExp(`("sid":"${sid}".*?)"logging":\\{[^}]*\\}`, 'u'), '$1"date_seen":null'));
    });
    await pass(190_000);
    for (const each of [first, second]) {
      expect(each.status().coverage).toMatchObject({ held: 2500, malformed: 1 });
      expect(await total(each, 'is:missing')).toBe(0);
    }
  });
});

describe('after a change', () => {
  test('of which something is about to land, the fleet is read in 20 s', async () => {
    const { calls } = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    const [row] = (await ask(tab)).rows;
    if (row === undefined) throw new Error('There is no device.');
    await pass(5_000);
    const app = { target_sid: `KA${'1'.repeat(32)}`, update_status: 'pending', date_targeted: `${new Date().toISOString().slice(0, 19)}Z` };
    tab.saw([deviceSchema.parse({ ...row.device, app })], { sent: Date.now(), received: Date.now() });
    await pass(17_000);
    expect(calls()).toBeGreaterThan(4);
  });
});

describe('the Apps', () => {
  test('are read once more where a target is not among them, and not again while it is not', async () => {
    const { world, calls } = api();
    const through = globalThis.fetch;
    let asked = 0;
    vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
      const reply = await through(url, init);
      asked += url.includes('/Apps') ? 1 : 0;
      // The App comes between the first reading and the second.
      return url.includes('/Apps') && asked === 1 ? Response.json({ apps: [], meta: { next_page_url: null, previous_page_url: null } }) : reply;
    });
    const tab = browser().tab();
    await until(() => complete(tab));
    expect(calls()).toBe(5);
    expect(await total(tab, 'is:orphan')).toBe(0);
    expect(world.rows).toHaveLength(2500);
  });

  test('are read once more where that failed', async () => {
    const { world } = api();
    world.faults.set('500:count=1');
    const tab = browser().tab();
    await until(() => complete(tab));
    expect(tab.status().appsKnown).toBe(true);
  });
});
