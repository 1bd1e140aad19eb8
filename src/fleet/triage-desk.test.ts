import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { STUCK_AFTER, type AttentionClass } from './health.ts';
import { browser, complete, endOfDay, newDay, pass, total, until } from './host-stand.ts';
import type { FleetHost } from './host.ts';
import type { TriageAbout, TriageDone } from './triage-view.ts';

beforeEach(newDay);
afterEach(endOfDay);

const NAME = 'microvisor-triage:a-fleet-of-the-tests';
const stuck = (uniqueName: string, more: object = {}) => ({ uniqueName, target: 'fw-2', reported: 'fw-1', targetedAgo: 7_200, ...more });
const DEVICES = [stuck('a'), stuck('b'), stuck('c'), stuck('failed', { status: 'error', errorCode: 118 }), { uniqueName: 'well', target: 'fw-1' }];

function api(): Simulator & { readonly sid: (name: string) => string } {
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }], seedDevices: DEVICES, now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  return { ...simulator, sid: (name) => simulator.world.device(name)?.sid ?? '' };
}

const act = async (tab: FleetHost, sids: readonly string[], what: { until: number | null } | 'back' = { until: null }, as: AttentionClass | null = null): Promise<TriageDone> =>
  (await tab.triage()).act({ of: { sids }, do: what, as, limits: STUCK_AFTER });
const about = async (tab: FleetHost, sid: string, received = Date.now()): Promise<TriageAbout> => {
  const [row] = await tab.rows([sid]);
  if (row === undefined) throw new Error('It is not held.');
  return (await tab.triage()).about({ device: row.device, received }, STUCK_AFTER);
};
const numbers = (tab: FleetHost, ...terms: string[]): Promise<number[]> => Promise.all(terms.map((term) => total(tab, term)));
const queue = async (tab: FleetHost): Promise<(readonly [string, number, string[]])[]> =>
  (await tab.overview({ limits: STUCK_AFTER, rows: 9 })).queue.map(({ kind, count, rows }) => [kind, count, rows.map(({ device, cleared }) => `${device.unique_name}${cleared === null ? '' : ' cleared'}`)]);

describe('what is put aside', () => {
  test('leaves the queue, is found by how it is aside, and comes back when it is brought back', async () => {
    const { sid } = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    expect(await queue(tab)).toEqual([['failed', 1, ['failed']], ['stuck', 3, ['a', 'b', 'c']]]);
    const acked = await act(tab, [sid('a'), sid('failed'), sid('well'), `UV${'9'.repeat(32)}`]);
    expect(acked).toMatchObject({ done: 2, left: 2 });
    const snoozed = await act(tab, [sid('b')], { until: Date.now() + 3_600_000 });
    expect(await queue(tab)).toEqual([['stuck', 1, ['c']]]);
    expect(await numbers(tab, 'is:acked', 'is:snoozed', 'is:aside', 'needs:stuck', 'needs:stuck -is:aside', 'needs:failed is:acked')).toEqual([2, 1, 3, 3, 1, 1]);
    const { classes } = await tab.overview({ limits: STUCK_AFTER, rows: 0 });
    expect(classes.map(({ kind, count, first, acked: { count: n }, snoozed: { count: m } }) => [kind, count, first, n, m])).toEqual([['failed', 0, null, 1, 0], ['stuck', 1, sid('c'), 1, 1]]);
    (await tab.triage()).undo(acked.undo);
    expect(await numbers(tab, 'is:acked', 'is:snoozed')).toEqual([0, 1]);
    expect((await act(tab, [sid('b'), sid('c')], 'back')).done).toBe(1);
    expect(await numbers(tab, 'is:aside')).toEqual([0]);
    // To take back that something was brought back puts it aside again.
    (await tab.triage()).undo((await act(tab, [sid('b')], 'back')).undo);
    (await tab.triage()).undo(snoozed.undo);
    await expect(async () => (await tab.triage()).undo(snoozed.undo)).rejects.toThrow('too long ago');
  });

  test('is taken back only where nothing else was said since', async () => {
    const { sid } = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    const both = await act(tab, [sid('a'), sid('b')]);
    const later = await act(tab, [sid('b')], { until: Date.now() + 3_600_000 });
    (await tab.triage()).undo(both.undo);
    expect(await numbers(tab, 'is:acked', 'is:snoozed')).toEqual([0, 1]);
    await act(tab, [sid('b')], 'back');
    await expect(async () => (await tab.triage()).undo(later.undo)).rejects.toThrow('Something else');
    expect(await numbers(tab, 'is:acked', 'is:snoozed')).toEqual([0, 0]);
  });

  test('is what it was on the screen: what became something else is left alone', async () => {
    const { sid } = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    expect(await act(tab, [sid('a'), sid('failed')], { until: null }, 'stuck')).toMatchObject({ done: 1, left: 1 });
    expect(await numbers(tab, 'is:acked')).toEqual([1]);
  });

  test('is judged by the later reading, of the page or of the index', async () => {
    const { sid, world } = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    const [row] = await tab.rows([sid('a')]);
    if (row === undefined) throw new Error('It is not held.');
    Object.assign(world.device('a') ?? {}, { status: 'error', errorCode: 7 });
    await pass(62_000);
    const desk = await tab.triage();
    expect(desk.about({ device: row.device, received: row.at }, STUCK_AFTER).kind).toBe('failed');
    expect(desk.about({ device: row.device, received: Date.now() + 1 }, STUCK_AFTER).kind).toBe('stuck');
  });

  test('comes back when its time is up, by the clock of the API', async () => {
    const { sid } = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    await act(tab, [sid('a')], { until: Date.now() + 3_600_000 });
    await pass(3_590_000);
    expect(await numbers(tab, 'is:snoozed', 'needs:stuck -is:aside')).toEqual([1, 2]);
    await pass(11_000);
    expect(await numbers(tab, 'is:snoozed', 'needs:stuck -is:aside')).toEqual([0, 3]);
    expect(await about(tab, sid('a'))).toMatchObject({ kind: 'stuck', aside: null, entry: { aside: { value: { as: 'stuck' } } } });
  });

  test('comes back when it becomes something else, and is not aside for the old matter any more', async () => {
    const { sid, world } = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    await act(tab, [sid('a')]);
    const device = world.device('a');
    Object.assign(device ?? {}, { status: 'error', errorCode: 7 });
    await pass(62_000);
    expect(await numbers(tab, 'is:aside', 'needs:failed -is:aside')).toEqual([0, 2]);
    Object.assign(device ?? {}, { status: 'pending', errorCode: 0 });
    await pass(62_000);
    expect(await numbers(tab, 'is:aside', 'needs:stuck -is:aside')).toEqual([0, 3]);
  });

  test('is nothing that is remembered of a device that was well in between; its note is', async () => {
    const { sid, world } = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    await act(tab, [sid('a')]);
    (await tab.triage()).note(sid('a'), ' called the site ');
    const device = world.device('a');
    const was = { ...device };
    Object.assign(device ?? {}, { reported: device?.target, status: 'up-to-date' });
    await pass(62_000);
    // It had not been in the queue, so it is not shown as cleared there.
    expect(await queue(tab)).toEqual([['failed', 1, ['failed']], ['stuck', 2, ['b', 'c']]]);
    Object.assign(device ?? {}, was);
    await pass(62_000);
    expect(await numbers(tab, 'is:aside', 'needs:stuck -is:aside', 'is:noted')).toEqual([0, 3, 1]);
    expect((await tab.triage()).summary()).toEqual({ aside: 0, notes: 1, dropped: 0, notKept: null });
    expect((await tab.triage()).notes([sid('b'), sid('a')])).toEqual({ [sid('a')]: 'called the site' });
    (await tab.triage()).note(sid('a'), '  ');
    expect(await numbers(tab, 'is:noted')).toEqual([0]);
  });
});

test('a device that is well again is shown as cleared where it stood, until the next complete sweep', async () => {
  const { world } = api();
  const tab = browser().tab();
  await until(() => complete(tab));
  const device = world.device('b');
  Object.assign(device ?? {}, { reported: device?.target, status: 'up-to-date' });
  await pass(62_000);
  expect(await queue(tab)).toEqual([['failed', 1, ['failed']], ['stuck', 2, ['a', 'b cleared', 'c']]]);
  await pass(62_000);
  expect(await queue(tab)).toEqual([['failed', 1, ['failed']], ['stuck', 2, ['a', 'c']]]);
});

describe('what is said', () => {
  test('is there at the next visit, and after a picture was kept', async () => {
    const { sid } = api();
    const first = browser().tab();
    await until(() => complete(first));
    await act(first, [sid('a')]);
    (await first.triage()).note(sid('b'), 'seen to');
    await pass(2_000);
    first.close();
    const second = browser().tab({ pace: 'manual' });
    await pass(2_000);
    expect(await numbers(second, 'is:acked', 'is:noted')).toEqual([1, 1]);
  });

  test('is said in all tabs, also when two say something of different devices at once', async () => {
    const { sid } = api();
    const { tab } = browser();
    const [first, second] = [tab(), tab()];
    await until(() => complete(first) && complete(second));
    await Promise.all([act(first, [sid('a')]), act(second, [sid('b')])]);
    await pass(1_000);
    expect(await Promise.all([first, second].map((each) => numbers(each, 'is:acked')))).toEqual([[2], [2]]);
    await act(second, [sid('a')], 'back');
    await pass(1_000);
    expect(await numbers(first, 'is:acked')).toEqual([1]);
    const third = tab();
    await pass(3_000);
    expect(await numbers(third, 'is:acked')).toEqual([1]);
  });

  test('is another fleet’s only in that fleet', async () => {
    const { sid } = api();
    const { tab } = browser();
    const [first, second] = [tab(), tab({ fleetId: 'another-fleet' })];
    await until(() => complete(first) && complete(second));
    await act(first, [sid('a')]);
    await pass(1_000);
    expect(await numbers(second, 'is:acked')).toEqual([0]);
  });

  test('can be taken to another browser as a file, and the later word counts there', async () => {
    const { sid } = api();
    const first = browser().tab();
    await until(() => complete(first));
    await act(first, [sid('a'), sid('b')]);
    (await first.triage()).note(sid('a'), 'of the first');
    const file = (await first.triage()).file();
    (await first.triage()).forgotten();
    await pass(2_000);
    const desk = await first.triage();
    expect(await numbers(first, 'is:aside', 'is:noted')).toEqual([0, 0]);
    desk.note(sid('a'), 'said later');
    expect(desk.takeFile(file)).toEqual({ news: 2, known: 0, refused: 0 });
    expect(desk.takeFile(file)).toEqual({ news: 0, known: 2, refused: 0 });
    expect(await numbers(first, 'is:acked', 'is:noted')).toEqual([2, 1]);
    expect((await about(first, sid('a'))).entry?.note?.value).toBe('said later');
  });

  test('is forgotten with the local data, in every tab', async () => {
    const { sid } = api();
    const { tab } = browser();
    const [first, second] = [tab(), tab()];
    await until(() => complete(first) && complete(second));
    await act(first, [sid('a')]);
    await pass(1_000);
    await second.forget();
    await pass(1_000);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(NAME);
    await until(() => complete(first) && complete(second));
    expect(await Promise.all([first, second].map((each) => numbers(each, 'is:acked')))).toEqual([[0], [0]]);
  });
});

describe('what is on the disk', () => {
  test('and makes no sense is left out, and said; the rest counts', async () => {
    const { sid } = api();
    const db = await openDB(NAME, 1, { upgrade: (made) => void made.createObjectStore('values') });
    const good = { sid: sid('a'), aside: null, note: { at: 1, value: 'kept' } };
    await db.put('values', [good, { sid: 'nonsense' }, null], sid('a').slice(-2));
    await db.put('values', 'not even a list', 'zz');
    db.close();
    const tab = browser().tab();
    await until(() => complete(tab));
    expect((await tab.triage()).summary()).toEqual({ aside: 0, notes: 1, dropped: 3, notKept: null });
    expect(await numbers(tab, 'is:noted')).toEqual([1]);
    const next = browser().tab({ pace: 'manual' });
    await pass(1_000);
    expect((await next.triage()).summary()).toEqual({ aside: 0, notes: 1, dropped: 0, notKept: null });
  });

  test('cannot be written costs the memory of it, and is said', async () => {
    const { sid } = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => { throw new DOMException('Quota', 'QuotaExceededError'); });
    await act(tab, [sid('a')]);
    await pass(1_000);
    expect(await numbers(tab, 'is:acked')).toEqual([1]);
    expect((await tab.triage()).summary().notKept).toBe('Acknowledgements and notes are not kept for the next visit: the browser’s storage is full.');
  });

  test('of other fleets goes after half a year', async () => {
    api();
    for (const [fleet, days] of [['yesterday', 1], ['last-year', 200]] as const) {
      const db = await openDB(`microvisor-triage:${fleet}`, 1, { upgrade: (made) => void made.createObjectStore('values') });
      await db.put('values', Date.now() - days * 24 * 3600_000, 'used');
      db.close();
    }
    const tab = browser().tab();
    await until(() => complete(tab));
    await pass(1_000);
    const names = (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.startsWith('microvisor-triage:'));
    expect(names).toEqual(['microvisor-triage:yesterday']);
  });
});
