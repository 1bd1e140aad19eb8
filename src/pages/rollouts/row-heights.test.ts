import { array, assert, double, integer, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { RowHeights } from './row-heights.ts';

const USUAL = 37;
const rows = array(tuple(nat(2000), integer({ min: 20, max: 400 })), { maxLength: 200 });

/** The heights of the first 2,001 rows, one by one. */
function plain(measured: readonly (readonly [number, number])[]): number[] {
  const all = Array.from({ length: 2001 }, () => USUAL);
  for (const [position, height] of measured) all[position] = height;
  return all;
}

test('a row begins where all before it end, however they were measured', () => {
  assert(
    property(rows, nat(2001), (measured, position) => {
      const heights = new RowHeights(USUAL);
      for (const [at, height] of measured) heights.measured(at, height);
      expect(heights.top(position)).toBeCloseTo(plain(measured).slice(0, position).reduce((sum, height) => sum + height, 0));
    }),
  );
});

test('any place within a row is found to be that row', () => {
  assert(
    property(rows, nat(2000), double({ min: 0, max: 0.99, noNaN: true }), (measured, position, part) => {
      const heights = new RowHeights(USUAL);
      for (const [at, height] of measured) heights.measured(at, height);
      expect(heights.at(heights.top(position) + (plain(measured)[position] ?? 0) * part)).toBe(position);
    }),
  );
});

test('above the first row it is the first, and far below those that were measured one of the usual height', () => {
  const heights = new RowHeights(USUAL);
  expect(heights.measured(0, 90)).toBe(true);
  expect(heights.measured(0, 90)).toBe(false);
  expect(heights.measured(5, USUAL)).toBe(false);
  expect(heights.at(-500)).toBe(0);
  expect(heights.at(90 + 1_000_000 * USUAL)).toBe(1_000_001);
});
