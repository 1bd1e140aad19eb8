import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareAsPeopleCount } from './naive-stand.ts';
import { naturalKey } from './natural.ts';
import { NONE, sortByKey } from './radix.ts';
import { TextOrder } from './text-order.ts';
import { atOnce, compare, sortTexts } from './text-sort.ts';

const names = fc.oneof(
  fc.array(fc.constantFrom('unit ', 'a', '0', '00', '7', '10', '9', '123456789', '-', 'é', '\uD83D'), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
  // The same up to where they are packed into numbers, and not beyond.
  fc.constantFrom('', 'y', 'z', '0').map((end) => `${'long '.repeat(8)}${end}`),
);

test('names stand in the order in which people count, whatever is in them', () => {
  fc.assert(
    fc.property(names, names, (a, b) => {
      expect(compare(naturalKey(a), naturalKey(b))).toBe(compareAsPeopleCount(a, b));
    }),
    { numRuns: 2_000 },
  );
  const counted = ['unit 0', 'unit 1', 'unit 2', 'unit 10', 'unit 10a', 'unit 11', 'unit 123456789', 'unit 1234567890', 'unit a'];
  expect(counted.toReversed().toSorted((a, b) => compare(naturalKey(a), naturalKey(b)))).toEqual(counted);
});

test('texts are sorted as their keys are, equals as they came', () => {
  fc.assert(
    fc.property(fc.array(names), (texts) => {
      const rows = [...texts.keys()].toReversed();
      const keyOf = (row: number): string => naturalKey(texts[row] ?? '');
      const sorted = atOnce(sortTexts(Uint32Array.from(rows), (row) => texts[row] ?? '', texts.length));
      expect([...sorted.rows]).toEqual(rows.toSorted((a, b) => compare(keyOf(a), keyOf(b))));
      for (const a of rows) for (const b of rows.slice(0, 5)) expect(sorted.same(a, b)).toBe(keyOf(a) === keyOf(b));
    }),
  );
});

test('rows are sorted by number either way, what has none last, equals as they came', () => {
  const keys = fc.oneof(fc.nat(5), fc.integer({ min: 0, max: NONE }), fc.constantFrom(NONE, NONE - 1, 0));
  fc.assert(
    fc.property(fc.array(keys), fc.boolean(), fc.boolean(), (all, down, none) => {
      const rows = Uint32Array.from(all.keys()).toReversed();
      const before = [...rows];
      const isLast = (key: number): boolean => none && key === NONE;
      const order = (a: number, b: number): number => {
        if (isLast(a) || isLast(b)) return Number(isLast(a)) - Number(isLast(b));
        return down ? b - a : a - b;
      };
      expect([...sortByKey(rows, Uint32Array.from(all), down, none)]).toEqual(before.toSorted((a, b) => order(all[a] ?? 0, all[b] ?? 0)));
      expect([...rows]).toEqual(before);
    }),
  );
});

test('an order that is kept up to date is the one that a new one would be', () => {
  const changes = fc.array(fc.tuple(fc.nat(59), fc.option(fc.constantFrom('a', 'b', 'unit 1', 'unit 2', 'unit 10', 'z'))), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.option(names), { minLength: 40, maxLength: 60 }), fc.array(changes, { maxLength: 6 }), (texts, rounds) => {
      const keyOf = (row: number): string | null => texts[row] ?? null;
      const kept = new TextOrder(keyOf);
      for (const round of [[], ...rounds]) {
        for (const [row, text] of round) {
          while (texts.length < row) texts.push(null);
          texts[row] = text;
          kept.touch(row);
        }
        expect(kept.places(texts.length)).toEqual(new TextOrder(keyOf).places(texts.length));
      }
    }),
  );
});
