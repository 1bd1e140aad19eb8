import { expect, test } from 'vitest';
import type { DevicesPage } from '#api/devices.ts';
import { deviceSchema } from '#api/schema.ts';
import type { FleetRow } from '#fleet/view.ts';
import { oldest, overlaid, steady } from './list-rows.ts';

const sid = (n: number): string => `UV${String(n).padStart(32, '0')}`;
const row = (n: number, name: string, at: number, missingSince: number | null = null): FleetRow => ({
  device: deviceSchema.parse({ sid: sid(n), unique_name: name }),
  at,
  missingSince,
});
const page = (at: number, ...names: string[]): DevicesPage => ({
  devices: names.map((name, n) => row(n, name, at).device),
  malformed: 0, token: null, page: 0, next: null, previous: null, at, sent: at, received: at,
});

test('a page of the API shows what was read later, by the page or by the index', () => {
  const rows = overlaid(page(100, 'a', 'b', 'c'), [row(1, 'renamed', 150), row(0, 'before', 50)]);
  expect(rows.map(({ device, at }) => [device.unique_name, at])).toEqual([['a', 100], ['renamed', 150], ['c', 100]]);
  expect(oldest(rows)).toBe(100);
  expect(oldest([])).toBeUndefined();
});

const dated = (date_updated: string, from: FleetRow): FleetRow => ({ ...from, device: { ...from.device, date_updated } });

test('of a page of the API that is behind with a device its later state shows, as of when that was read', () => {
  const [early, late] = ['2026-03-01T11:00:00Z', '2026-03-01T11:30:00Z'];
  const now = Date.parse('2026-03-01T12:00:00Z');
  const listed = (date: string): DevicesPage => ({ ...page(now, 'listed'), devices: [dated(date, row(0, 'listed', now)).device] });
  const names = (rows: readonly FleetRow[]): unknown[] => rows.map(({ device, at, missingSince }) => [device.unique_name, at - now, missingSince]);
  expect(names(overlaid(listed(early), [dated(late, row(0, 'renamed', now - 9, now - 5))]))).toEqual([['renamed', -9, null]]);
  expect(names(overlaid(listed(late), [dated(early, row(0, 'behind', now + 9))]))).toEqual([['listed', 0, null]]);
});

test('a device that the API has listed since is not missing', () => {
  expect(overlaid(page(100, 'a'), [row(0, 'a', 50, 90)])[0]?.missingSince).toBeNull();
  expect(overlaid(page(100, 'a'), [row(0, 'a', 50, 120)])[0]?.missingSince).toBe(120);
});

test('rows that say the same keep their identity, wherever they stand', () => {
  const before = [row(1, 'a', 1), row(2, 'b', 1)];
  const after = steady(before, [row(2, 'b', 2), row(3, 'c', 2), row(1, 'x', 2)]);
  expect(after.map((each) => before.indexOf(each))).toEqual([1, -1, -1]);
  expect(steady(before, [row(1, 'a', 9), row(2, 'b', 9)])).toBe(before);
  expect(steady(before, [row(1, 'a', 9, 5), row(2, 'b', 9)])).not.toBe(before);
});
