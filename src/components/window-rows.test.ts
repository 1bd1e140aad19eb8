import { assert, integer, nat, option, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { rowsToDraw } from './window-rows.ts';

const sight = record({ first: nat(2000), visible: integer({ min: 1, max: 60 }) });
const list = record({ count: nat(1500), spare: nat(120), kept: option(integer({ min: -1, max: 1600 })) });

test('rows are drawn once each, in their order, and none that there is not', () => {
  assert(
    property(sight, list, (seen, of) => {
      const rows = rowsToDraw(seen, of);
      expect(rows).toEqual([...new Set(rows)].toSorted((a, b) => a - b));
      expect(rows.every((row) => row >= 0 && row < of.count)).toBe(true);
    }),
  );
});

test('every row that can be seen is drawn, the spare ones on either side, and the one with the focus', () => {
  assert(
    property(sight, list, ({ first, visible }, { count, spare, kept }) => {
      const rows = new Set(rowsToDraw({ first, visible }, { count, spare, kept }));
      // A browser scrolls no further than to the end.
      const from = Math.max(0, Math.min(first, count - visible));
      for (let row = Math.max(0, from - spare); row < Math.min(count, from + visible + spare); row += 1) expect(rows.has(row)).toBe(true);
      if (kept !== null && kept >= 0 && kept < count) expect(rows.has(kept)).toBe(true);
      expect(rows.size).toBeLessThanOrEqual(visible + 2 * spare + 1);
    }),
  );
});
