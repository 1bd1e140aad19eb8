import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { deviceQueries, type DeviceReading, type DevicesPage } from '#api/devices.ts';
import { deviceSchema, type Device } from '#api/schema.ts';
import { pageOf } from './device-stand.ts';
import { FleetIndex } from './fleet-index.ts';
import { ask, browser, complete, endOfDay, newDay, pass, until } from './host-stand.ts';
import type { FleetHost } from './host.ts';
import { Picture } from './picture.ts';
import { remember } from './update.ts';

/** A list that is behind: it tells of an earlier state of a device than was read of it already. */

const NOW = Date.now();
const SID = `UV${'1'.repeat(32)}`;
const clock = { now: NOW, skew: 0 };
const iso = (minutes: number): string => `${new Date(NOW + minutes * 60_000).toISOString().slice(0, 19)}Z`;
const device = (name: string, date_updated: string | null): Device => deviceSchema.parse({ sid: SID, unique_name: name, date_updated });
const at = (seconds: number) => ({ sent: NOW + seconds * 1000, received: NOW + seconds * 1000 });

const indexWith = (held: Device): FleetIndex => {
  const index = new FleetIndex();
  index.saw(held, at(0), clock);
  return index;
};
const nameIn = (index: FleetIndex): string | null | undefined => index.rows([SID], clock)[0]?.device.unique_name;

describe('the index', () => {
  test.each([
    ['an earlier date', iso(-10), iso(-20), 'held'],
    ['the same date', iso(-10), iso(-10), 'listed'],
    ['a later date', iso(-10), iso(-5), 'listed'],
    ['no date', iso(-10), null, 'listed'],
    ['a date, after none', null, iso(-20), 'listed'],
    ['an earlier date, after one in the future', iso(2), iso(-20), 'listed'],
    ['a date in the future', iso(-10), iso(2), 'listed'],
    ['an earlier date, 50 minutes later', iso(-10), iso(-20), 'held', 50],
    ['an earlier date, 61 minutes later: no list lags for so long', iso(-10), iso(-20), 'listed', 61],
  ])('on a later page with %s', (_, held, listed, counts, minutes = 1) => {
    const index = indexWith(device('held', held));
    index.beginSweep();
    const changes = index.addPage(pageOf([device('listed', listed)], at(minutes * 60)), clock);
    expect(nameIn(index)).toBe(counts);
    // Nothing was observed of what is not taken, and it is as old as its reading.
    expect(changes.map(({ to }) => to)).toEqual(counts === 'held' ? [] : ['listed']);
    expect(index.rows([SID], clock)[0]?.at).toBe(at(counts === 'held' ? 0 : minutes * 60).received);
    expect(index.endSweep({ at: NOW })).toEqual({ removed: [], missing: 0 });
  });

  test('takes a later state from an answer that was asked for earlier, and says that the change was before it', () => {
    const index = indexWith(device('behind', iso(-20)));
    expect(index.saw(device('later', iso(-10)), at(-5), clock)).toMatchObject([{ from: 'behind', to: 'later', after: at(-5).received, before: at(-5).received }]);
    expect(nameIn(index)).toBe('later');
  });

  test('shows what a list that is behind names as listed, though it was missing', () => {
    const index = indexWith(device('held', iso(-10)));
    index.beginSweep();
    expect(index.endSweep({ at: NOW })).toMatchObject({ missing: 1 });
    index.saw(device('behind', iso(-20)), at(60), clock);
    expect(index.rows([SID], clock)[0]).toMatchObject({ device: { unique_name: 'held' }, missingSince: null });
  });

  test('keeps to it when it was kept on disk in between', () => {
    const index = FleetIndex.restore(structuredClone(indexWith(device('held', iso(-10))).snapshot()));
    index.saw(device('behind', iso(-20)), at(60), clock);
    expect(nameIn(index)).toBe('held');
    index.saw(device('later', iso(-5)), at(60), clock);
    expect(nameIn(index)).toBe('later');
  });
});

const pictureWith = (...devices: Device[]): Picture => {
  const picture = new Picture();
  picture.begin('s', true);
  picture.page(pageOf(devices, at(0), { first: true }));
  picture.end(NOW, false);
  return picture;
};

test('a picture that is given by another tab brings no earlier state of a device', () => {
  const two = (name: string, date: string): Device => ({ ...device(name, date), sid: `UV${'2'.repeat(32)}` });
  const picture = pictureWith(device('written', iso(-1)), two('before', iso(-20)));
  const given = pictureWith(device('behind', iso(-20)), two('after', iso(-1)));
  picture.replace(structuredClone(given.index.snapshot()), given.journal.snapshot());
  expect(picture.index.rows([SID, `UV${'2'.repeat(32)}`], clock).map((row) => row.device.unique_name)).toEqual(['written', 'after']);
});

function api(): Simulator {
  const simulator = createSimulator({ seedDevices: Array.from({ length: 1200 }, (_, n) => ({ uniqueName: `still-${n}` })), now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  return simulator;
}

/** The first device is renamed elsewhere, and the page reads it. */
async function renamed({ world }: Simulator, tab: FleetHost, to: string): Promise<void> {
  await pass(2_000);
  const [row] = world.rows;
  if (row) world.change(row, { uniqueName: to });
  const sent = Date.now();
  const read = deviceSchema.parse(await (await fetch(`/api/v1/Devices/${row?.sid}`)).json());
  tab.saw([read], { sent, received: Date.now() });
  await pass(100);
}
const firstOf = async (tab: FleetHost): Promise<string | null | undefined> => (await ask(tab)).rows[0]?.device.unique_name;

test('what a write is answered, or read after it, takes no later state out of the caches of pages and devices', async () => {
  const client = new QueryClient();
  const reading = (name: string, date: string): DeviceReading => ({ device: device(name, date), raw: null, at: NOW, ...at(0) });
  const page: DevicesPage = { devices: [device('held', iso(-10))], malformed: 0, token: null, page: 0, next: null, previous: null, at: NOW, ...at(0) };
  const { one, page: listed } = deviceQueries;
  const first = listed({ page: 0, token: null, pageSize: 50 }).queryKey;
  client.setQueryData(one(SID).queryKey, reading('held', iso(-10)));
  client.setQueryData(one('held').queryKey, reading('held', iso(-10)));
  client.setQueryData(first, page);
  const shown = (): unknown[] => [client.getQueryData(one(SID).queryKey)?.device.unique_name, client.getQueryData(one('held').queryKey)?.device.unique_name, client.getQueryData(first)?.devices[0]?.unique_name];
  await remember(client, reading('behind', iso(-20)));
  expect(shown()).toEqual(['held', 'held', 'held']);
  await remember(client, reading('written', iso(0)));
  expect(shown()).toEqual(['written', 'written', 'written']);
});

describe('a tab', () => {
  beforeEach(newDay);
  afterEach(endOfDay);

  test('shows, remembers and tells the others what it read of a device, whatever a later list says of earlier', async () => {
    const simulator = api();
    const { tab } = browser();
    const [one, other] = [tab(), tab()];
    await until(() => complete(one) && complete(other));
    const sid = simulator.world.rows[0]?.sid ?? '';
    simulator.world.faults.set('stale-list:seconds=600');
    await renamed(simulator, one, 'renamed');
    const before = one.status().coverage.completeAt;
    await until(() => one.status().coverage.completeAt !== before && other.status().coverage.completeAt !== before);
    expect([await firstOf(one), await firstOf(other)]).toEqual(['renamed', 'renamed']);
    const news = (await one.history(sid)).filter(({ what }) => what === 'name').map(({ to }) => to);
    expect(news).toEqual(['renamed']);
    // So long that it is kept on disk once more.
    await pass(150_000);
    one.close();
    other.close();
    const later = browser().tab({ pace: 'manual' });
    expect(await firstOf(later)).toBe('renamed');
    void later.refresh([]);
    await pass(2_000);
    expect(await firstOf(later)).toBe('renamed');
    // The list has caught up: it is believed again.
    simulator.world.faults.clear();
    const [row] = simulator.world.rows;
    await pass(2_000);
    if (row) simulator.world.change(row, { uniqueName: 'renamed again' });
    void later.refresh([]);
    await pass(2_000);
    expect(await firstOf(later)).toBe('renamed again');
  });

  test('is not held up for ever by a date that the API took back, when its clock was set back', async () => {
    const simulator = api();
    const tab = browser().tab();
    await until(() => complete(tab));
    simulator.world.advance(3600);
    await renamed(simulator, tab, 'in an hour');
    simulator.world.advance(-3600);
    const [row] = simulator.world.rows;
    await pass(1_000);
    if (row) simulator.world.change(row, { uniqueName: 'now' });
    await pass(61_000);
    expect(await firstOf(tab)).toBe('now');
  });
});
