import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matrixLayout } from './matrix-layout.ts';

const cell = (target: string | null, reported: string | null, count: number) => ({ target, reported, count, term: `${target} ${reported}` });
const sum = (some: readonly { readonly count: number }[]): number => some.reduce((total, { count }) => total + count, 0);

test('the Apps with the most devices come first, in rows and columns alike, no target and never reported among them', () => {
  const layout = matrixLayout([cell('a', 'a', 5), cell('b', 'a', 4), cell('b', null, 3), cell(null, null, 1)], 12);
  expect(layout.targets).toEqual(['a', 'b', null]);
  expect(layout.running).toEqual(['a', null]);
  expect(layout.cell('b', null)?.count).toBe(3);
  expect(layout.cell('a', null)).toBeUndefined();
  expect(layout.hidden).toEqual({ cells: 0, devices: 0 });
});

test('what does not fit is counted, and nothing is lost', () => {
  const sids = fc.option(fc.constantFrom(...'abcdefgh'));
  const fleets = fc.uniqueArray(fc.record({ target: sids, reported: sids, count: fc.integer({ min: 1, max: 9 }) }), { selector: ({ target, reported }) => `${target} ${reported}` });
  fc.assert(
    fc.property(fleets, fc.integer({ min: 1, max: 9 }), (all, most) => {
      const cells = all.map(({ target, reported, count }) => cell(target, reported, count));
      const { targets, running, cell: at, hidden } = matrixLayout(cells, most);
      const shown = targets.flatMap((target) => running.flatMap((reported) => at(target, reported) ?? []));
      expect(Math.max(targets.length, running.length)).toBeLessThanOrEqual(most);
      expect(shown.length + hidden.cells).toBe(cells.length);
      expect(sum(shown) + hidden.devices).toBe(sum(cells));
    }),
  );
});
