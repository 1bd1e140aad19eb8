import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Coverage } from '#fleet/view.ts';
import { asOf, HOUR } from '#lib/time.ts';
import { fleetWords, listWords } from './list-words.ts';
import { spokenWords } from './spoken-words.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const AT = NOW - 20_000;
const OLD = NOW - 20 * HOUR;
const of = (some: Partial<Coverage>): Coverage => ({ completeAt: null, reading: null, held: 0, malformed: 0, ...some });
const COMPLETE = of({ completeAt: AT, held: 12_431 });
const READING = of({ reading: 4_000, held: 4_000 });
const words = (coverage: Coverage, total: number | null, filtered = false, sorted = false): string => listWords({ total, unchecked: false, coverage, filtered, sorted }, NOW);

describe('the line above the rows', () => {
  test('says how many devices there are, as of when', () => {
    expect(words(COMPLETE, 12_431)).toBe(`12,431 devices, complete as of ${asOf(AT, NOW)}`);
    expect(words(COMPLETE, 12_431, false, true)).toBe(`12,431 devices, complete as of ${asOf(AT, NOW)}`);
    expect(words(COMPLETE, 37, true)).toBe(`37 of 12,431 match, complete as of ${asOf(AT, NOW)}`);
    expect(words(COMPLETE, 1, true)).toBe(`1 of 12,431 matches, complete as of ${asOf(AT, NOW)}`);
    expect(words(COMPLETE, null, true)).toBe(`Complete as of ${asOf(AT, NOW)}`);
  });

  test('says of how many that is true while they are read', () => {
    expect(words(READING, 4_000)).toBe('4,000 read so far');
    expect(words(READING, 37, true)).toBe('37 match in the 4,000 read so far');
    expect(words(READING, 4_000, false, true)).toBe('Sorted over the 4,000 read so far');
    expect(words(READING, 37, true, true)).toBe('37 match in the 4,000 read so far; only these are sorted');
    expect(words(of({ held: 4_000 }), 37, true)).toBe('37 match in the 4,000 read so far; the rest has not been read');
  });

  test('does not say that nothing matches where that depends on Apps that are not known', () => {
    const untold = { total: 0, unchecked: true, filtered: true, sorted: false };
    expect(listWords({ ...untold, coverage: COMPLETE }, NOW)).toBe(`Not known yet; complete as of ${asOf(AT, NOW)}`);
    expect(listWords({ ...untold, coverage: READING }, NOW)).toBe('Not known yet; 4,000 read so far');
    expect(spokenWords({ ...untold, coverage: COMPLETE })).toBe('Not known yet: the Apps of this account have not been read');
    expect(listWords({ ...untold, coverage: COMPLETE, total: 7 }, NOW)).toContain('7 of 12,431 match');
  });

  test('says before the first page that there is nothing yet', () => {
    expect(words(of({}), 0)).toBe('Not read yet');
    expect(words(of({ reading: 0 }), 0, true)).toBe('Reading the fleet');
  });

  test('says that an old picture is being read again, and nothing of a young one', () => {
    const old = of({ completeAt: OLD, reading: 4_000, held: 12_431 });
    expect(words(old, 37, true)).toBe(`37 of 12,431 match, complete as of ${asOf(OLD, NOW)}; reading again, 4,000 so far`);
    expect(words({ ...COMPLETE, reading: 4_000 }, 37, true)).toBe(`37 of 12,431 match, complete as of ${asOf(AT, NOW)}`);
  });
});

const heard = (coverage: Coverage, total: number | null, filtered = false): string => spokenWords({ total, unchecked: false, coverage, filtered, sorted: false });

test('what is heard says how many and of how much, and nothing again because time has passed', () => {
  expect(heard(COMPLETE, 37, true)).toBe('37 of 12,431 devices match');
  expect(heard({ ...COMPLETE, completeAt: OLD, reading: 3 }, 37, true)).toBe(heard(COMPLETE, 37, true));
  expect(heard(COMPLETE, 12_431)).toBe('12,431 devices');
  expect(heard(READING, 0, true)).toBe('0 match in the 4,000 read so far');
  expect(heard(of({}), 0, true)).toBe('');
  expect(heard(READING, null, true)).toBe('');
});

test('beside a page of the API it is the count alone, with its age once it has one', () => {
  expect(fleetWords(of({}), NOW)).toBe('');
  expect(fleetWords(of({ reading: 0 }), NOW)).toBe('');
  expect(fleetWords(READING, NOW)).toBe('4,000 read so far');
  expect(fleetWords(COMPLETE, NOW)).toBe('12,431 devices in all');
  expect(fleetWords(of({ completeAt: OLD, held: 7, reading: 0 }), NOW)).toBe(`7 devices in all, complete as of ${asOf(OLD, NOW)}; reading again`);
});

test('nothing is complete before it was, whatever else is asked', () => {
  const any = fc.record({ completeAt: fc.constant(null), reading: fc.option(fc.nat(100_000)), held: fc.nat(100_000), malformed: fc.nat(9) });
  fc.assert(
    fc.property(any, fc.option(fc.nat(100_000)), fc.boolean(), fc.boolean(), (coverage, total, filtered, sorted) => {
      expect(words(coverage, total, filtered, sorted)).not.toMatch(/complete|devices,| of \d/u);
      expect(fleetWords(coverage, NOW)).not.toMatch(/complete|in all/u);
    }),
  );
});
