import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { deviceQueries, fetchDevice, fetchPage, onRead, postDevice, type Asked, type DevicesPage } from './devices.ts';
import type { PageRef } from './paging.ts';
import { adoptSession } from './session.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const ONE = `UV${'1'.padStart(32, '0')}`;
const FIRST = { page: 0, token: null, pageSize: 2 };

let simulator: Simulator;
let told: { readonly sids: string[]; readonly asked: Asked }[];

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
  simulator = createSimulator({ seedDevices: [{}, {}, {}], now: Date.now });
  const ask = gatewayFetch(simulator, () => undefined);
  // Every call takes a second.
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    vi.setSystemTime(Date.now() + 1000);
    return ask(url, init);
  });
  told = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const { signal } = new AbortController();
const listening = (): (() => void) => onRead((devices, asked) => told.push({ sids: devices.map(({ sid }) => sid), asked }));

test('whoever listens is told of every device that is read, and when it was asked for', async () => {
  const stop = listening();
  await fetchDevice(ONE);
  const page = await new QueryClient().fetchQuery(deviceQueries.page(FIRST));
  stop();
  await fetchDevice(ONE);
  expect(told).toEqual([
    { sids: [ONE], asked: { sent: NOW, received: NOW + 1000 } },
    { sids: page.devices.map(({ sid }) => sid), asked: { sent: NOW + 1000, received: NOW + 2000 } },
  ]);
  expect(page).toMatchObject({ sent: NOW + 1000, received: NOW + 2000, malformed: 0, token: null });
});

test('the answer to a change is later than anything that was asked for before it came', async () => {
  listening();
  const reading = await postDevice(ONE, { kind: 'rename', name: 'new' });
  expect(reading).toMatchObject({ sent: NOW + 1000, received: NOW + 1000, device: { unique_name: 'new' } });
  expect(told).toHaveLength(1);
});

test('a page of a sweep is checked when it is looked at, each row alone, and nobody is told', async () => {
  listening();
  simulator.world.faults.set(`bad-sids:sid=${ONE},on=list`);
  const page = await fetchPage(FIRST, signal);
  expect(page).toMatchObject({ sent: NOW, received: NOW + 1000, page: 0, next: { page: 1 } });
  expect(page.rows()).toMatchObject({ devices: [{}], malformed: 1, unread: [] });
  expect(told).toEqual([]);
});

test.each(['a page of the list', 'the device alone'])('%s that is read again and tells of an earlier state of a device leaves the later one that is held', async (what) => {
  const client = new QueryClient();
  const names = async (): Promise<unknown> => {
    if (what === 'the device alone') return (await client.fetchQuery(deviceQueries.one(ONE))).device.unique_name;
    return (await client.fetchQuery(deviceQueries.page(FIRST))).devices.map((device) => device.unique_name);
  };
  const shown = (name: string): unknown => (what === 'the device alone' ? name : [name, 'device-2']);
  const rename = (uniqueName: string): void => {
    const row = simulator.world.device(ONE);
    if (row) simulator.world.change(row, { uniqueName });
  };
  rename('renamed');
  expect(await names()).toEqual(shown('renamed'));
  simulator.world.faults.set('stale-list:seconds=600,on=GET');
  expect(await names()).toEqual(shown('renamed'));
  simulator.world.faults.clear();
  rename('renamed again');
  expect(await names()).toEqual(shown('renamed again'));
});

test('a page of the list that is too large for one answer comes with fewer devices, and the next one goes on behind them', async () => {
  simulator = createSimulator({ seedDevices: Array.from({ length: 300 }, (_, at) => ({ uniqueName: `${at}-`.padEnd(65_536, 'x') })), now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  const client = new QueryClient();
  const names: (string | null | undefined)[] = [];
  let request: PageRef & { pageSize: number } | null = { ...FIRST, pageSize: 250 };
  while (request !== null) {
    // oxlint-disable-next-line no-await-in-loop -- each names the next
    const page: DevicesPage = await client.fetchQuery(deviceQueries.page(request));
    expect(page.devices.length).toBeLessThanOrEqual(125);
    names.push(...page.devices.map((device) => device.unique_name?.split('-')[0]));
    request = page.next && { ...page.next, pageSize: 250 };
  }
  expect(names).toEqual(Array.from({ length: 300 }, (_, at) => String(at)));
});

test('a row that is a device by its sid alone is set aside, but known to be listed', async () => {
  const url = 'https://api.test/v1/Devices';
  const meta = { page: 0, page_size: 50, url, first_page_url: url, next_page_url: null, previous_page_url: null };
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ devices: [{ sid: ONE, logging: { enabled: 'yes' } }, { sid: 'UV1' }, null], meta })));
  expect((await fetchPage(FIRST, signal)).rows()).toEqual({ devices: [], malformed: 3, unread: [ONE] });
});

test.each([
  ['by its SID', ONE],
  ['by its name', 'device-1'],
])('an answer about another device than the one that was asked for %s is none, and nobody is told of it', async (_, id) => {
  listening();
  simulator.world.faults.set('about-another');
  await expect(fetchDevice(id)).rejects.toMatchObject({ code: 'bad_reply', trouble: 'server', isNotFound: false });
  expect(told).toEqual([]);
});

test('a change whose answer is about another device has an unknown outcome', async () => {
  listening();
  simulator.world.faults.set('about-another');
  await expect(postDevice(ONE, { kind: 'rename', name: 'new' })).rejects.toMatchObject({ code: 'bad_reply', outcomeUnknown: true });
  expect([told, simulator.world.device(ONE)?.uniqueName]).toEqual([[], 'new']);
});

test('a device that is called like the SID that was asked for is another one', async () => {
  const name = `UV${'f'.repeat(32)}`;
  const row = simulator.world.device(ONE);
  if (row) simulator.world.change(row, { uniqueName: name });
  await expect(fetchDevice(name)).rejects.toMatchObject({ code: 'bad_reply' });
});

test('a SID is the same with its digits in either case', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ sid: `UV${'ab'.repeat(16)}`, unique_name: 'x' })));
  expect((await fetchDevice(`UV${'AB'.repeat(16)}`)).device.sid).toBe(`UV${'ab'.repeat(16)}`);
  await expect(fetchDevice(`UV${'AC'.repeat(16)}`)).rejects.toMatchObject({ code: 'bad_reply' });
  await expect(fetchDevice('X')).rejects.toMatchObject({ code: 'bad_reply' });
});
