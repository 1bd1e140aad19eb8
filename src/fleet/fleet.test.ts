import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { STUCK_AFTER } from './health.ts';
import { browser, endOfDay, newDay, pass, until } from './host-stand.ts';
import type { FleetHost } from './host.ts';
import type { Link, LinkOptions } from './link.ts';
import type { FleetStatus, Selection, ViewRequest } from './view.ts';

/** In place of a Worker: a host in this very thread, behind the same link. */
const links: { readonly options: LinkOptions; readonly host: FleetHost; readonly fail: (error: Error) => void }[] = [];
let broken: Error | null = null;

const terminate = vi.hoisted(() => vi.fn<() => void>());
vi.mock('./start-worker.ts', () => ({ startWorker: () => ({ worker: { terminate }, failure: new Promise(() => undefined) }) }));
vi.mock('./link.ts', () => ({
  openLink: (_started: unknown, options: LinkOptions): Promise<Link> => {
    if (broken) return Promise.reject(broken);
    // As in the Worker not within the call that caused it.
    const host: FleetHost = browser().tab({ ...options, onStatus: () => queueMicrotask(() => options.onStatus(host.status())) });
    const remote = new Proxy(host, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        return async (...given: unknown[]): Promise<unknown> => (typeof method === 'function' ? structuredClone(await Reflect.apply(method, target, structuredClone(given))) : undefined);
      },
    });
    const end = new AbortController();
    const ended = new Promise<never>((_, reject) => end.signal.addEventListener('abort', () => reject(end.signal.reason)));
    ended.catch(() => undefined);
    const fail = (error: Error): void => {
      end.abort(error);
      options.onEnd(error);
    };
    links.push({ options, host, fail });
    const ask: Link['ask'] = (question) => Promise.race([question(remote as never), ended]);
    return Promise.resolve({ ask, tell: (what) => void ask(what).catch(() => undefined) });
  },
}));

const ALL: Selection = { q: '', sort: [], list: null };
const VIEW: ViewRequest = { ...ALL, start: 0, size: 50, limits: STUCK_AFTER };
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });

let face: typeof import('./fleet.ts');
let simulator: Simulator;

beforeEach(async () => {
  newDay();
  vi.resetModules();
  links.length = 0;
  broken = null;
  page.visibilityState = 'visible';
  vi.stubGlobal('document', page);
  simulator = createSimulator({ devices: 2500, now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  (await import('#api/session.ts')).adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
  face = await import('./fleet.ts');
});
afterEach(endOfDay);

const whole = (): boolean => face.fleet.status().coverage.completeAt !== null && face.fleet.status().coverage.reading === null;

describe('the Worker', () => {
  test('is not started for a reading, but by the first question, once', async () => {
    const { fetchDevice } = await import('#api/devices.ts');
    await fetchDevice(simulator.world.rows[0]?.sid ?? '');
    expect(links).toHaveLength(0);
    const client = new QueryClient();
    await Promise.all([client.fetchQuery(face.fleetQueries.view(VIEW)), client.fetchQuery(face.fleetQueries.vocabulary())]);
    face.fleet.start();
    await pass(3_000);
    expect(links).toHaveLength(1);
  });

  test('is told the pace and whether the page is looked at, also what was chosen before it ran', async () => {
    face.fleet.setPace('manual');
    face.fleet.start();
    await pass(3_000);
    expect(links[0]?.options).toMatchObject({ pace: 'manual', visible: true });
    expect(simulator.world.counters.requests).toBe(0);
    face.fleet.setPace('auto');
    await until(whole);
    const set = vi.spyOn(links[0]?.host ?? Object.create(null), 'set');
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    await pass(10);
    expect(set).toHaveBeenCalledWith({ visible: false });
  });

  test('that does not start is told of, rejects what is asked, and is tried again by the next question', async () => {
    broken = new Error('The part of the console that reads the whole fleet could not be started.');
    terminate.mockClear();
    await expect(face.fleet.refresh([])).rejects.toBe(broken);
    expect(terminate, 'no Worker is left that nobody talks to').toHaveBeenCalledTimes(1);
    expect(face.fleet.status()).toMatchObject({ trouble: { trouble: 'worker', message: broken.message, retryAt: null }, coverage: { held: 0 } });
    await expect(face.fleet.forget()).rejects.toBe(broken);
    expect(face.fleet.status().version, 'no reason to ask everything again').toBe(0);
    broken = null;
    face.fleet.start();
    await pass(3_000);
    await until(whole);
    expect(face.fleet.status()).toMatchObject({ trouble: null, coverage: { held: 2500 } });
  });

  test('that crashes leaves nobody waiting, and no version behind', async () => {
    face.fleet.start();
    await pass(3_000);
    await until(whole);
    const { version } = face.fleet.status();
    const [first] = links;
    vi.spyOn(first?.host ?? Object.create(null), 'sids').mockReturnValue(new Promise(() => undefined));
    const asked = face.fleet.sids(ALL, STUCK_AFTER);
    await pass(10_000);
    first?.fail(new Error('It has crashed.'));
    await expect(asked).rejects.toThrow('It has crashed.');
    expect(face.fleet.status().version).toBeGreaterThan(version);
    const crashed = face.fleet.status().version;
    first?.host.close();
    expect(await face.fleet.sids(ALL, STUCK_AFTER)).toHaveLength(2500);
    expect(links).toHaveLength(2);
    expect(face.fleet.status().version).toBeGreaterThan(crashed);
  });

  test('hears of what this page reads for itself', async () => {
    face.fleet.setPace('manual');
    face.fleet.start();
    await pass(3_000);
    const { fetchDevice } = await import('#api/devices.ts');
    const sid = simulator.world.rows[7]?.sid ?? '';
    await fetchDevice(sid);
    await pass(10);
    expect(await face.fleet.sids(ALL, STUCK_AFTER)).toEqual([sid]);
  });
});

describe('an export', () => {
  test('hands out every row, in order, and what the file’s head needs', async () => {
    face.fleet.start();
    await pass(3_000);
    await until(whole);
    const sorted: Selection = { ...ALL, sort: [{ field: 'name', down: true }] };
    const rows: string[] = [];
    const told: number[] = [];
    const end = await face.fleet.exportRows(sorted, STUCK_AFTER, (chunk, done, total, apps) => {
      rows.push(...chunk.map(({ device }) => device.sid));
      told.push(done);
      expect(total).toBe(2500);
      expect(apps.known).toBe(true);
      expect(apps.named?.map(({ sid }) => sid).toSorted()).toEqual(simulator.world.apps.filter(({ deleted }) => !deleted).map(({ sid }) => sid).toSorted());
    }, new AbortController().signal);
    expect(rows).toEqual(await face.fleet.sids(sorted, STUCK_AFTER));
    expect(told.at(-1)).toBe(2500);
    expect(end).toMatchObject({ total: 2500, coverage: { held: 2500 } });
  });

  test('ends with a word when the Worker was started anew in the middle', async () => {
    face.fleet.start();
    await pass(3_000);
    await until(whole);
    let chunks = 0;
    const end = face.fleet.exportRows(ALL, STUCK_AFTER, async () => {
      chunks += 1;
      links[0]?.fail(new Error('It has crashed.'));
      links[0]?.host.close();
      // Another export begins in the new one.
      await links.at(-1)?.host.freeze(ALL, STUCK_AFTER);
      await face.fleet.sids(ALL, STUCK_AFTER);
      await links.at(-1)?.host.freeze(ALL, STUCK_AFTER);
    }, new AbortController().signal);
    await expect(end).rejects.toThrow('no longer there');
    expect(chunks).toBe(1);
  });

  test('that is cancelled stops, and lets go of its list', async () => {
    face.fleet.start();
    await pass(3_000);
    await until(whole);
    const thaw = vi.spyOn(links[0]?.host ?? Object.create(null), 'thaw');
    const stop = new AbortController();
    const end = face.fleet.exportRows(ALL, STUCK_AFTER, () => stop.abort('enough'), stop.signal);
    await expect(end).rejects.toBe('enough');
    await pass(10);
    expect(thaw).toHaveBeenCalledTimes(1);
  });
});

describe('a question on show', () => {
  test('is asked again when the answer would differ, at most four times a second, and keeps what is the same', async () => {
    simulator.world.faults.set('latency:ms=100');
    const { keepFresh } = await import('./fresh.ts');
    const client = new QueryClient();
    const stop = keepFresh(client);
    const second = keepFresh(client);
    const totals: number[] = [];
    const observer = new QueryObserver(client, face.fleetQueries.view(VIEW));
    const leave = observer.subscribe(({ data }) => {
      if (data !== undefined && data.total !== totals.at(-1)) totals.push(data.total);
    });
    await until(whole);
    await pass(1_000);
    expect(totals.at(-1)).toBe(2500);
    const before = observer.getCurrentResult().data?.rows[0]?.device;
    const updates = client.getQueryCache().find(face.fleetQueries.view(VIEW))?.state.dataUpdateCount ?? 0;
    second();
    const last = simulator.world.rows.at(-1);
    if (last) simulator.world.change(last, { uniqueName: 'renamed' });
    void face.fleet.refresh([]);
    await pass(2_000);
    expect(client.getQueryCache().find(face.fleetQueries.view(VIEW))?.state.dataUpdateCount).toBeGreaterThan(updates);
    expect(observer.getCurrentResult().data?.rows[0]?.device).toBe(before);
    leave();
    stop();
  });

  test('that was left is asked again when somebody comes back to it after a change', async () => {
    const { keepFresh } = await import('./fresh.ts');
    const client = new QueryClient();
    const first = keepFresh(client);
    await client.fetchQuery(face.fleetQueries.view(VIEW));
    first();
    await until(whole);
    const second = keepFresh(client);
    await pass(300);
    expect((await client.fetchQuery(face.fleetQueries.view(VIEW))).total).toBe(2500);
    second();
  });
});

const untouched: FleetStatus['coverage'] = { completeAt: null, reading: null, held: 0, malformed: 0 };
test('before anything is known the status says so', () => {
  expect(face.fleet.status()).toMatchObject({ coverage: untouched, version: 0, sweeper: 'none', trouble: null });
});
