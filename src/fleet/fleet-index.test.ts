import { expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { FleetIndex } from './fleet-index.ts';
import { STUCK_AFTER } from './health.ts';

const sid = (n: number): string => `UV${n.toString(16).padStart(32, '0')}`;
const device = (n: number, name: string | null, app: object | null = null): Device => deviceSchema.parse({ sid: sid(n), unique_name: name, app });
const clock = { now: Date.parse('2026-03-01T12:00:00Z'), skew: 0 };
const names = (index: FleetIndex, q: string, sort: string[] = []): (string | null)[] =>
  index
    .view({ q, sort: sort.map((each) => ({ field: 'name', down: each === '-name' })), list: null, start: 0, size: 50, limits: STUCK_AFTER }, clock)
    .rows.map((row) => row.device.unique_name);

test('a fleet is found, sorted and counted from its first page on', () => {
  const index = new FleetIndex();
  index.beginSweep();
  index.addPage([device(1, 'unit 10'), device(2, null), device(3, 'Unit 2'), device(4, 'Zürich')], 0, { sent: 1, received: 2 }, clock);
  expect(names(index, '')).toEqual(['unit 10', null, 'Unit 2', 'Zürich']);
  expect(names(index, '', ['name'])).toEqual(['Unit 2', 'unit 10', 'Zürich', null]);
  expect(names(index, '', ['-name'])).toEqual(['Zürich', 'unit 10', 'Unit 2', null]);
  expect(names(index, 'zurich')).toEqual(['Zürich']);
  expect(names(index, 'UV -unit')).toEqual([null, 'Zürich']);
  expect(index.swept).toBe(4);
});
