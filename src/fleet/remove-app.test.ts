import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { appQueries, listApps } from '#api/apps.ts';
import { adoptSession } from '#api/session.ts';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch, settled } from '../../simulator/test-gateway.ts';
import { fleet } from './fleet.ts';
import { findOut, removeApp, type Removal } from './remove-app.ts';

const FW1 = `KA${'1'.padStart(32, '0')}`;

/** Each test has a day of its own, so that a pause that the API asked for in one does not reach the next. */
let day = Date.parse('2026-03-01T12:00:00Z');

interface Stand {
  readonly simulator: Simulator;
  readonly client: QueryClient;
  /** The DELETEs that left this browser. */
  readonly sent: string[];
  readonly remove: (name?: string | null) => Promise<Removal>;
}

/** A browser that has read the Apps, and then the simulated API with these faults. */
async function stand(faults = ''): Promise<Stand> {
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }], seedDevices: [], now: Date.now });
  const sent: string[] = [];
  const through = gatewayFetch(simulator, () => undefined);
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    if (init.method === 'DELETE') sent.push(url);
    return through(url, init);
  });
  const client = new QueryClient();
  client.setQueryData(appQueries.all().queryKey, await listApps(new AbortController().signal), { updatedAt: 1_000 });
  simulator.world.faults.set(faults);
  return { simulator, client, sent, remove: (name = 'fw-1') => settled(removeApp(client, { sid: FW1, unique_name: name })) };
}
const deleted = ({ simulator }: Stand): number => simulator.world.counters.keyedWrites.filter(({ what, change }) => what === 'app' && change === 'delete').length;
const listed = ({ client }: Stand): unknown => [...(client.getQueryData(appQueries.all().queryKey)?.values() ?? [])].map(({ unique_name: name }) => name);

beforeEach(() => {
  day += 24 * 3600_000;
  vi.useFakeTimers({ now: day, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('an App', () => {
  test('is deleted by one DELETE, and every copy follows', async () => {
    const each = await stand();
    const dropped = vi.spyOn(fleet, 'dropApp');
    expect(await each.remove()).toEqual({ kind: 'gone', by: 'here' });
    expect([each.sent, deleted(each), listed(each)]).toEqual([[`/api/v1/Apps/${FW1}`], 1, ['fw-2']]);
    expect(dropped).toHaveBeenCalledExactlyOnceWith(FW1);
    expect(each.client.getQueryState(appQueries.all().queryKey)?.dataUpdatedAt).toBe(1_000);
  });

  test('that somebody else has deleted is gone, and nothing is sent', async () => {
    const each = await stand();
    const app = each.simulator.world.app(FW1);
    if (app) each.simulator.world.removeApp(app);
    expect(await each.remove()).toEqual({ kind: 'gone', by: 'before' });
    expect([each.sent, listed(each)]).toEqual([[], ['fw-2']]);
  });

  test('that is called something else by now is left alone', async () => {
    const each = await stand();
    await expect(each.remove('fw-0')).rejects.toMatchObject({ name: 'AppChanged', app: { unique_name: 'fw-1' } });
    expect(each.sent).toEqual([]);
  });

  test('that cannot be looked at first is left alone', async () => {
    const each = await stand('503:on=apps');
    await expect(each.remove()).rejects.toMatchObject({ name: 'NotLookedAt' });
    expect(each.sent).toEqual([]);
  });
});

describe('a deletion whose answer got lost', () => {
  test.each(['500-after-write:on=DELETE', 'timeout-after-write:on=DELETE', 'reset-after-write:on=DELETE'])('%s is found to be carried out', async (faults) => {
    const each = await stand(faults);
    expect(await each.remove()).toEqual({ kind: 'gone', by: 'lost' });
    expect([each.sent.length, deleted(each), listed(each)]).toEqual([1, 1, ['fw-2']]);
  });

  test('and that was not carried out is found out, too, and not sent again', async () => {
    const each = await stand('500:on=DELETE');
    expect(await each.remove()).toMatchObject({ kind: 'there' });
    expect([each.sent.length, deleted(each), listed(each)]).toEqual([1, 0, ['fw-1', 'fw-2']]);
  });

  test('has an unknown outcome while nothing can be read, and can be found out later', async () => {
    const each = await stand('500-after-write:on=DELETE');
    const through = globalThis.fetch;
    let broken = false;
    vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
      if (broken) return Promise.reject(new TypeError('Failed to fetch'));
      broken = init.method === 'DELETE';
      return through(url, init);
    });
    const first = await each.remove();
    expect(first).toMatchObject({ kind: 'unknown' });
    expect(listed(each)).toEqual(['fw-1', 'fw-2']);
    broken = false;
    if (first.kind === 'unknown') expect(await settled(findOut(each.client, FW1, first))).toEqual({ kind: 'gone', by: 'lost' });
    expect(each.sent.length).toBe(1);
  });
});

/** The API answers the readings after the DELETE in this way: `list` of the Apps, `one` of the one that was to go; undefined: as it is. */
function afterwards(list: () => Response | undefined, one: () => Response | undefined = () => undefined): void {
  const through = globalThis.fetch;
  let deletedBy = false;
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    deletedBy ||= init.method === 'DELETE';
    const other = deletedBy && init.method === undefined ? (url.includes('/Apps?') ? list() : one()) : undefined;
    return other === undefined ? through(url, init) : Promise.resolve(other);
  });
}
const apps = (...rows: object[]): Response => Response.json({ apps: rows, meta: {} });
const refused = (status: number): Response => Response.json({ code: status * 100, message: 'no', more_info: null, status }, { status });
const down = (): Response => Response.json({ code: 'bad_json', message: '', more_info: null, status: 502 }, { status: 502 });

describe('a deletion that the API accepted', () => {
  test.each([
    ['still shows the App', () => apps({ sid: FW1, unique_name: 'fw-1' })],
    ['holds a row of it that cannot be read', () => apps({ sid: FW1, unique_name: {} })],
    ['holds a row of it that is too large', () => apps({ sid: FW1, oversized: true })],
    ['cannot be read', down],
  ])('and whose list %s is told as what the App itself shows: there, gone, or unknown where it cannot be read', async (_, list) => {
    const kept = await stand('ignored-write');
    afterwards(list);
    expect([await kept.remove(), listed(kept)]).toEqual([{ kind: 'kept' }, ['fw-1', 'fw-2']]);

    const gone = await stand();
    afterwards(list);
    expect([await gone.remove(), listed(gone)]).toEqual([{ kind: 'gone', by: 'here' }, ['fw-2']]);

    for (const answer of [() => refused(403), down]) {
      // oxlint-disable-next-line no-await-in-loop -- one browser after the other
      const each = await stand();
      afterwards(list, answer);
      // oxlint-disable-next-line no-await-in-loop
      expect([await each.remove(), listed(each)]).toMatchObject([{ kind: 'unknown', accepted: true, error: { status: answer().status } }, ['fw-1', 'fw-2']]);
      expect(each.sent.length).toBe(1);
    }
  });

  test.each([['', { kind: 'gone', by: 'here' }], ['ignored-write', { kind: 'kept' }]])('and of which nobody could tell (%s) is found out later', async (faults, end) => {
    const each = await stand(faults);
    const plain = globalThis.fetch;
    afterwards(down, down);
    const first = await each.remove();
    expect(first).toMatchObject({ kind: 'unknown', accepted: true });
    vi.stubGlobal('fetch', plain);
    expect(first.kind === 'unknown' && (await settled(findOut(each.client, FW1, first)))).toEqual(end);
  });
});

test('a refusal is told as it came, and a limit is no reason to send it twice', async () => {
  const each = await stand('429:on=DELETE,count=1');
  await expect(each.remove()).rejects.toMatchObject({ trouble: 'slow-down' });
  expect([each.sent.length, deleted(each)]).toEqual([1, 0]);
});
