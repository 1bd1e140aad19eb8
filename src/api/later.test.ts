import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { byDate, isBehind, isLater } from './later.ts';
import { deviceSchema, type Device } from './schema.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const device = (date_updated: unknown, sid = '1'): Device => deviceSchema.parse({ sid: `UV${sid.repeat(32)}`, date_updated });

const read = (date: string | null, at: number) => ({ device: device(date), at });

test.each([
  ['2026-03-01T11:59:59Z', '2026-03-01T12:00:00Z', true],
  ['2026-03-01T12:00:00+01:00', '2026-03-01T11:30:00Z', true],
  ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z', false],
  ['2026-03-01T12:00:00Z', '2026-03-01T11:59:59Z', false],
  [null, '2026-03-01T12:00:00Z', false],
  ['2026-03-01T12:00:00Z', null, false],
  ['yesterday', '2026-03-01T12:00:00Z', false],
  ['2026-02-30T12:00:00Z', '2026-03-01T12:00:00Z', false],
  ['2026-03-01T11:00:00', '2026-03-01T12:00:00Z', false],
  // What is dated in the future of the API's clock holds nothing up.
  ['2026-03-01T12:00:00Z', '2026-03-01T12:02:00Z', false],
  ['2026-03-01T12:00:00Z', '9999-12-31T23:59:59Z', false],
  ['2026-03-01T12:00:00Z', '2026-03-01T12:00:59Z', true],
])('a device dated %s is behind one dated %s: %s', (date, held, behind) => {
  expect(isBehind(read(date, NOW), read(held, NOW - 9))).toBe(behind);
});

test('a device is never behind another device', () => {
  expect(isBehind({ device: device('2026-03-01T11:00:00Z', '1'), at: NOW }, { device: device('2026-03-01T12:00:00Z', '2'), at: NOW })).toBe(false);
});

test('of two readings the one of the later date counts, else the later one', () => {
  const [early, late] = ['2026-03-01T11:00:00Z', '2026-03-01T11:30:00Z'];
  expect([isLater(read(late, NOW), read(early, NOW + 9)), isLater(read(early, NOW + 9), read(late, NOW))]).toEqual([true, false]);
  const hour = 3600_000;
  expect([isLater(read(early, NOW + hour), read(late, NOW)), isLater(read(early, NOW + hour + 1), read(late, NOW))]).toEqual([false, true]);
  expect([isLater(read(late, NOW + 9), read(late, NOW)), isLater(read(null, NOW + 9), read(late, NOW)), isLater(read(null, NOW), read(late, NOW))]).toEqual([true, true, false]);
});

test('two dates are never each later than the other, and what lies in the past is compared like numbers', () => {
  const ms = fc.oneof(fc.integer({ min: NOW - 100_000, max: NOW + 200_000 }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(ms, ms, (one, other) => {
      const [order, back] = [byDate(one, other, NOW, 9), byDate(other, one, NOW, -9)];
      expect(order + back).toBe(0);
      if (one <= NOW && other <= NOW) expect(Math.sign(order)).toBe(Math.sign(one - other));
      if (one > NOW + 60_000 || Number.isNaN(other)) expect(order).toBe(0);
      expect(byDate(one, other, NOW, 3600_001)).toBe(0);
    }),
  );
});
