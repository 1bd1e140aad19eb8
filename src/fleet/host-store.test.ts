import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deleteDB, openDB } from 'idb';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { ask, browser, complete, endOfDay, newDay, pass, total, until } from './host-stand.ts';

beforeEach(newDay);
afterEach(endOfDay);

const NAME = 'microvisor-fleet:a-fleet-of-the-tests';
const STILL = Array.from({ length: 1500 }, (_, at) => ({ uniqueName: `still-${at}` }));

function api(): Simulator {
  const simulator = createSimulator({ seedDevices: STILL, now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  return simulator;
}

/** Has the fleet read and kept, and leaves. */
async function visit(): Promise<Simulator> {
  const simulator = api();
  const tab = browser().tab();
  await until(() => complete(tab));
  await pass(500);
  tab.close();
  return simulator;
}

const names = async (): Promise<(string | undefined)[]> => (await indexedDB.databases()).map(({ name }) => name);

describe('the next visit', () => {
  test('finds the whole fleet at once, with its age, while the API is down', async () => {
    const { world } = await visit();
    const left = Date.now();
    await pass(3600_000);
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const tab = browser().tab();
    const found = await ask(tab, `sid:${world.rows[1499]?.sid}`);
    expect(found).toMatchObject({ total: 1, rows: [{ device: { unique_name: 'still-1499' } }] });
    expect((found.coverage.completeAt ?? 0) - left).toBeLessThan(2_000);
    // The Apps of the last visit give names, but do not say what is listed today.
    expect(tab.status().appsKnown).toBe(false);
    expect(await total(tab, 'is:orphan')).toBe(0);
    await until(() => tab.status().trouble !== null);
    expect(tab.status()).toMatchObject({ trouble: { trouble: 'network' }, coverage: { held: 1500 } });
  });

  test('reads anew at once, and knows how large the fleet was', async () => {
    const { world } = await visit();
    const { requests } = world.counters;
    for (const { sid } of world.rows.slice(10)) world.remove(sid);
    const tab = browser().tab();
    await until(() => tab.status().shrunk !== null);
    expect(tab.status().shrunk).toEqual({ from: 1500, to: 10 });
    expect(world.counters.requests).toBe(requests + 2);
  });

  test('of somebody who reads seldom does not read on every reload', async () => {
    const { world } = await visit();
    const { requests } = world.counters;
    const tab = browser().tab({ pace: 'less' });
    await pass(300_000);
    expect(world.counters.requests).toBe(requests);
    await pass(301_000);
    expect(complete(tab)).toBe(true);
    expect(world.counters.requests).toBe(requests + 3);
  });

  test('knows what was seen to change before', async () => {
    const simulator = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    const [row] = simulator.world.rows;
    await pass(5_000);
    if (row) simulator.world.change(row, { uniqueName: 'renamed' });
    await pass(125_000);
    tab.close();
    const seen = await browser().tab().history(row?.sid ?? '');
    expect(seen).toMatchObject([{ what: 'name', to: 'renamed' }]);
  });
});

/** Whether the new name is on disk. */
const stored = async (): Promise<boolean> => {
  const other = browser().tab({ pace: 'manual', visible: false });
  const { total: count } = await ask(other, 'name:renamed');
  other.close();
  return count === 1;
};

describe('what is written', () => {
  test('is the picture after the first sweep, then every two minutes if something changed, or when the tab is put away', async () => {
    const simulator = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    await pass(500);
    const [row] = simulator.world.rows;
    if (row) simulator.world.change(row, { uniqueName: 'renamed' });
    await pass(62_000);
    expect(await total(tab, 'name:renamed')).toBe(1);
    expect(await stored()).toBe(false);
    tab.set({ visible: false });
    await pass(500);
    expect(await stored()).toBe(true);
  });
});

describe('a store that', () => {
  const SPOILT = [
    ['holds nonsense', 'picture', { kind: 'nonsense' }],
    ['holds half a journal', 'journal', { kind: 'journal 1', sids: 'UV' }],
    ['lost its meta', 'meta', 7],
  ] as const;
  test.each(SPOILT)('%s is thrown away with a word, and the fleet read anew', async (_, key, value) => {
    const simulator = await visit();
    const db = await openDB(NAME);
    await db.put('values', value, key);
    db.close();
    simulator.world.faults.set('latency:ms=3000');
    const tab = browser().tab();
    expect(await total(tab)).toBe(0);
    expect(tab.status().notKept).toContain('could not be used');
    await until(() => complete(tab));
    await pass(1_000);
    expect(tab.status().notKept).toBeNull();
    tab.close();
    expect(await total(browser().tab())).toBe(1500);
  });

  test('cannot be opened costs the memory, not the fleet', async () => {
    api();
    vi.stubGlobal('indexedDB', { open: () => { throw new DOMException('The user denied permission.', 'SecurityError'); } });
    const tab = browser().tab();
    await until(() => complete(tab));
    await pass(500);
    expect(await total(tab)).toBe(1500);
    expect(tab.status().notKept).toBe('The picture of the fleet is not kept for the next visit: The user denied permission.');
  });

  test('is not there at all costs the memory, not the fleet', async () => {
    api();
    vi.stubGlobal('indexedDB', undefined);
    const tab = browser().tab();
    await until(() => complete(tab));
    expect(tab.status().notKept).not.toBeNull();
  });

  test('does not answer is not waited for', async () => {
    api();
    vi.stubGlobal('indexedDB', { open: () => Object.create(IDBRequest.prototype, { addEventListener: { value: () => undefined }, removeEventListener: { value: () => undefined } }) });
    const tab = browser().tab();
    await until(() => complete(tab));
    expect(await total(tab)).toBe(1500);
    expect(tab.status().notKept).toContain('does not answer');
  });

  test('is full says so, and is tried again', async () => {
    api();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => { throw new DOMException('Quota', 'QuotaExceededError'); });
    const tab = browser().tab();
    await until(() => complete(tab));
    await pass(500);
    expect(tab.status().notKept).toBe('The picture of the fleet is not kept for the next visit: the browser’s storage is full.');
    put.mockRestore();
    await pass(62_000);
    expect(tab.status().notKept).toBeNull();
  });

  test('another tab deletes is let go of, and made anew', async () => {
    api();
    const tab = browser().tab();
    await until(() => complete(tab));
    await pass(500);
    await deleteDB(NAME);
    expect(await names()).toEqual([]);
    await pass(62_000);
    expect(tab.status().notKept).toBeNull();
    expect(await names()).toEqual([NAME]);
  });
});

describe('“Forget”', () => {
  test('deletes what is kept of every fleet, nothing else, and reads afresh in every tab', async () => {
    const { world } = api();
    await (await openDB('microvisor-fleet:an-older-fleet', 1)).close();
    await (await openDB('of-somebody-else', 1)).close();
    const { tab } = browser();
    const [first, second] = [tab(), tab()];
    await until(() => complete(first) && complete(second));
    await pass(500);
    const { requests } = world.counters;
    world.faults.set('latency:ms=400');
    const forgotten = second.forget();
    await until(() => second.status().coverage.held === 0 && first.status().coverage.held === 0);
    await forgotten;
    expect(await names()).not.toContain('microvisor-fleet:an-older-fleet');
    expect(await names()).toContain('of-somebody-else');
    await until(() => complete(first) && complete(second));
    expect(await Promise.all([total(first), total(second)])).toEqual([1500, 1500]);
    expect(world.counters.requests).toBe(requests + 3);
  });

  test('also counts as a wish to read for somebody who reads by hand', async () => {
    await visit();
    const tab = browser().tab({ pace: 'manual' });
    expect(await total(tab)).toBe(1500);
    void tab.forget();
    await until(() => tab.status().coverage.held === 0);
    await until(() => complete(tab));
    expect(await total(tab)).toBe(1500);
  });

  test('that does not delete says so, and reads afresh all the same', async () => {
    api();
    const tab = browser().tab();
    await until(() => complete(tab));
    await pass(500);
    // A page of another build that does not let go.
    const other = await openDB(NAME);
    const forgotten = tab.forget();
    const failed = expect(forgotten).rejects.toThrow('does not answer');
    await pass(4_000);
    await failed;
    other.close();
    await until(() => complete(tab));
    expect(await total(tab)).toBe(1500);
  });

  test('is not undone by what was on its way from the disk', async () => {
    await visit();
    const { tab, stranger } = browser();
    const byHand = tab({ pace: 'manual' });
    stranger().say({ kind: 'forget' });
    expect(await total(byHand)).toBe(0);
    await pass(1_000);
    expect(byHand.status().coverage).toMatchObject({ held: 0, completeAt: null });
  });
});

describe('of other fleets', () => {
  test('the newest two are kept, for 30 days', async () => {
    const days: [string, number | null][] = [['yesterday', 1], ['last-week', 7], ['two-weeks-ago', 14], ['never-said', null]];
    for (const [fleet, ago] of days) {
      const db = await openDB(`microvisor-fleet:${fleet}`, 1, { upgrade: (made) => void made.createObjectStore('values') });
      if (ago !== null) await db.put('values', Date.now() - ago * 24 * 3600_000, 'used');
      db.close();
    }
    await (await openDB('of-somebody-else', 1)).close();
    await visit();
    expect((await names()).toSorted()).toEqual([NAME, 'microvisor-fleet:last-week', 'microvisor-fleet:yesterday', 'of-somebody-else'].toSorted());
    vi.setSystemTime(Date.now() + 25 * 24 * 3600_000);
    await visit();
    expect((await names()).toSorted()).toEqual([NAME, 'microvisor-fleet:yesterday', 'of-somebody-else'].toSorted());
  });
});
