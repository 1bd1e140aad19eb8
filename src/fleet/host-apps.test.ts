import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSimulator } from '../../simulator/app.ts';
import { gatewayFetch, settled } from '../../simulator/test-gateway.ts';
import { browser, complete, endOfDay, newDay, pass, total, until } from './host-stand.ts';

beforeEach(newDay);
afterEach(endOfDay);

const seedApps = [{ uniqueName: 'old' }, { uniqueName: 'new' }, { uniqueName: 'gone', deleted: true }];

test('what is to run an App that came since the Apps were read is no orphan, in any tab, while they cannot be read again', async () => {
  const simulator = createSimulator({ seedApps, seedDevices: [{}, { target: 'gone' }], now: Date.now });
  const through = gatewayFetch(simulator, () => undefined);
  let lists = 0;
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    if (!url.includes('/Apps')) return through(url, init);
    lists += 1;
    if (lists > 4) return through(url, init);
    if (lists > 2) return Response.json({ code: 20500, message: 'no', more_info: null, status: 500 }, { status: 500 });
    // The App is not there yet.
    const list = await (await through(url, init)).text();
    return new Response(list.replaceAll(simulator.world.apps[1]?.sid ?? '', `KA${'9'.repeat(32)}`));
  });
  const { tab } = browser();
  const tabs = [tab(), tab()];
  await until(() => tabs.every(complete));
  expect(await Promise.all(tabs.map((each) => total(each, 'is:orphan')))).toEqual([1, 1]);
  simulator.world.add({ target: 'new' });
  await pass(62_000);
  expect(lists).toBe(4);
  expect(tabs.map((each) => each.status())).toMatchObject([{ appsKnown: false, coverage: { held: 3 } }, { appsKnown: false, coverage: { held: 3 } }]);
  expect(await Promise.all(tabs.map((each) => total(each, 'is:orphan')))).toEqual([0, 0]);
  await pass(62_000);
  expect(tabs.map((each) => each.status().appsKnown)).toEqual([true, true]);
  expect(await Promise.all(tabs.map((each) => total(each, 'is:orphan')))).toEqual([1, 1]);
});

test('an App that was deleted in one tab is listed no more in any, and what is to run it is an orphan', async () => {
  const simulator = createSimulator({ seedApps, seedDevices: [{ target: 'old' }, { target: 'new' }], now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  const { tab } = browser();
  const tabs = [tab(), tab()];
  await until(() => tabs.every(complete));
  expect(await Promise.all(tabs.map((each) => total(each, 'is:orphan')))).toEqual([0, 0]);
  tabs[1]?.dropApp(simulator.world.apps[1]?.sid ?? '');
  await pass(0);
  expect(await Promise.all(tabs.map((each) => total(each, 'is:orphan')))).toEqual([1, 1]);
  expect(tabs.map((each) => each.status().appsKnown)).toEqual([true, true]);
});

test('of names that were kept one can be dropped, and still nobody knows which Apps are listed', async () => {
  const simulator = createSimulator({ seedApps, seedDevices: [{ target: 'old' }], now: Date.now });
  const through = gatewayFetch(simulator, () => undefined);
  vi.stubGlobal('fetch', through);
  const shared = browser();
  const first = shared.tab();
  await until(() => complete(first));
  await pass(1_000);
  first.close();
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => (url.includes('/Apps') ? Promise.reject(new Error('no')) : through(url, init)));
  const second = shared.tab({ pace: 'manual' });
  const names = async (): Promise<unknown> => (await second.vocabulary(null)).apps.map(({ unique_name: name }) => name);
  await pass(5_000);
  expect(await names()).toEqual(['old', 'new']);
  second.dropApp(simulator.world.apps[1]?.sid ?? '');
  expect(await names()).toEqual(['old']);
  expect([second.status().appsKnown, await total(second, 'is:orphan')]).toEqual([false, 0]);
});

const word = (code: string): Response => Response.json({ code, message: 'no', more_info: null, status: 502 }, { status: 502 });
/** Each page of the Apps names another one, and brings nothing. */
const endless = (nth: number): Response => Response.json({ apps: [], meta: { next_page_url: `https://x/v1/Apps?PageToken=t${nth}` } });

test.each([
  ['a list of theirs without an end', endless, 'broken_list'],
  ['an answer to them alone that is no JSON', () => word('bad_json'), 'bad_json'],
  ['a refusal of them alone', () => Response.json({ code: 20403, message: 'no', more_info: null, status: 403 }, { status: 403 }), 20403],
])('that the Apps could not be read for %s is told in every tab, until they are', async (_, answer, code) => {
  const simulator = createSimulator({ seedApps, seedDevices: [{ target: 'old' }, { target: 'gone' }], now: Date.now });
  const through = gatewayFetch(simulator, () => undefined);
  let lists = 0;
  let well = false;
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    if (!url.includes('/Apps') || well) return through(url, init);
    lists += 1;
    return Promise.resolve(answer(lists));
  });
  const { tab } = browser();
  const tabs = [tab(), tab()];
  await until(() => tabs.every(complete));
  await until(() => tabs.every((each) => each.status().appsTrouble !== null));
  expect(tabs.map((each) => each.status())).toMatchObject([{ appsKnown: false, trouble: null, appsTrouble: { code } }, { appsKnown: false, trouble: null, appsTrouble: { code } }]);
  const late = tab();
  await until(() => complete(late) && late.status().appsTrouble !== null);
  expect(late.status().appsTrouble).toMatchObject({ code });
  well = true;
  await pass(62_000);
  expect([...tabs, late].map((each) => [each.status().appsKnown, each.status().appsTrouble])).toEqual([[true, null], [true, null], [true, null]]);
});

test('a list of the Apps without an end is followed once with each reading of the fleet', async () => {
  const through = gatewayFetch(createSimulator({ seedApps, seedDevices: [{ target: 'old' }, { target: 'gone' }], now: Date.now }), () => undefined);
  let lists = 0;
  let pages = 0;
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    if (!url.includes('/Apps')) return through(url, init);
    pages += 1;
    if (!url.includes('PageToken')) lists += 1;
    return Promise.resolve(endless(pages));
  });
  const tab = browser().tab({ pace: 'manual' });
  for (let rounds = 1; rounds <= 3; rounds += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one reading after the other
    await settled(tab.refresh([]));
    expect([lists, complete(tab), tab.status().appsTrouble?.code]).toEqual([rounds, true, 'broken_list']);
  }
});
