import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deleteDB, openDB } from 'idb';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { ask, browser, complete, endOfDay, newDay, pass, total, until } from './host-stand.ts';

/** A disk that stalls: it is there, but lets nobody at what is kept. */

const stalls: (() => void)[] = [];
beforeEach(newDay);
afterEach(() => {
  for (const end of stalls.splice(0)) end();
  endOfDay();
});

const NAME = 'microvisor-fleet:a-fleet-of-the-tests';
const STILL = Array.from({ length: 1500 }, (_, at) => ({ uniqueName: `still-${at}` }));

function api(latencyMs = 0): Simulator & { readonly calls: () => number } {
  const simulator = createSimulator({ seedDevices: STILL, latencyMs, now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  return { ...simulator, calls: () => simulator.world.counters.requests };
}

/** Holds all that is kept until it is told to end. */
async function stall(): Promise<() => void> {
  const db = await openDB(NAME, 1, { upgrade: (made) => void made.createObjectStore('values') });
  const { store } = db.transaction('values', 'readwrite');
  const life = new AbortController();
  const end = (): void => life.abort();
  stalls.push(end);
  const hold = async (): Promise<void> => {
    while (!life.signal.aborted) await store.get('nothing');
    db.close();
  };
  void hold();
  return end;
}

/** How many devices the next visit would find. */
async function stored(): Promise<number> {
  const other = browser().tab({ pace: 'manual', visible: false });
  const count = await total(other);
  other.close();
  return count;
}

describe('a disk that stalls', () => {
  test('before the first look costs the memory of the last visit, not the fleet', async () => {
    const { calls } = api();
    const end = await stall();
    const tab = browser().tab();
    let answered = false;
    void total(tab).then(() => (answered = true));
    await pass(6_000);
    expect(answered).toBe(true);
    expect(tab.status().notKept).toContain('does not answer');
    await until(() => complete(tab));
    expect(calls()).toBe(3);
    expect(await total(tab)).toBe(1500);
    end();
    await pass(125_000);
    expect(tab.status().notKept).toBeNull();
    expect(await stored()).toBe(1500);
  });

  test('while the picture is written stops no reading, says so, and is tried again', async () => {
    const simulator = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    await pass(500);
    const end = await stall();
    const [row] = simulator.world.rows;
    if (row) simulator.world.change(row, { uniqueName: 'renamed' });
    const before = simulator.calls();
    await pass(185_000);
    expect(simulator.calls() - before).toBe(9);
    expect(tab.status().notKept).toContain('does not answer');
    await tab.refresh([]);
    end();
    await pass(130_000);
    expect(tab.status().notKept).toBeNull();
    const next = browser().tab({ pace: 'manual', visible: false });
    expect(await ask(next, 'name:renamed')).toMatchObject({ total: 1 });
  });

  test('is not given one picture after the other to write', async () => {
    api();
    const tab = browser().tab();
    await until(() => complete(tab));
    await pass(500);
    await stall();
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    for (let i = 0; i < 5; i += 1) {
      void tab.refresh([]);
      await pass(2_000);
    }
    expect(begun).toHaveBeenCalledOnce();
  });

  test('and opens only when it is no longer waited for keeps nobody from forgetting', async () => {
    api();
    const other = await openDB(NAME, 1);
    const deleted = deleteDB(NAME);
    const tab = browser().tab({ pace: 'manual' });
    await pass(4_000);
    expect(tab.status().notKept).toContain('does not answer');
    other.close();
    await deleted;
    await pass(1_000);
    let forgotten = false;
    void tab.forget().then(() => (forgotten = true));
    await pass(4_000);
    expect(forgotten).toBe(true);
  });

  test('with the picture when all is forgotten keeps the next one as soon as it is there', async () => {
    api(500);
    const tab = browser().tab();
    await until(() => tab.status().coverage.held === 1000);
    const end = await stall();
    await until(() => complete(tab));
    void tab.forget();
    await pass(500);
    end();
    await until(() => tab.status().coverage.held > 0 && complete(tab));
    await pass(1_000);
    expect(await stored()).toBe(1500);
  });
});
