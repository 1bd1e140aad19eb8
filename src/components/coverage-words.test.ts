import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Coverage } from '#fleet/view.ts';
import { asOf } from '#lib/time.ts';
import { coverageWords, extent, malformedWords, noMatchWords, readingWords, soFar, totalWords } from './coverage-words.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const AT = NOW - 20_000;
const AS_OF = asOf(AT, NOW);
const coverage = (some: Partial<Coverage>): Coverage => ({ completeAt: null, reading: null, held: 0, malformed: 0, ...some });

const COMPLETE = coverage({ completeAt: AT, held: 12_431 });
const READING = coverage({ reading: 4_000, held: 4_000 });
const BROKEN = coverage({ held: 4_000 });
const NOTHING = coverage({});

describe('the words for how much has been read', () => {
  test.each([
    [COMPLETE, 'complete', `complete as of ${AS_OF}`, `12 devices, complete as of ${AS_OF}`, `No device matches, complete as of ${AS_OF}`, ''],
    [READING, 'partly', '4,000 read so far', '12 of the 4,000 read so far', 'No match in the 4,000 read so far', 'so far'],
    [BROKEN, 'partly', '4,000 read so far; the rest has not been read', '12 of the 4,000 read so far; the rest has not been read', 'No match in the 4,000 read so far', 'so far'],
  ])('are those of what there is', (of, kind, whole, twelve, none, behind) => {
    expect([extent(of), coverageWords(of, NOW), totalWords(12, of, NOW), noMatchWords(of, NOW), soFar(of)]).toEqual([kind, whole, twelve, none, behind]);
  });

  test('before the first page say that nothing was read', () => {
    expect(coverageWords(NOTHING, NOW)).toBe('not read yet');
    expect(coverageWords(coverage({ reading: 0 }), NOW)).toBe('reading the fleet');
    expect(noMatchWords(NOTHING, NOW)).toBe('No device has been read yet');
  });

  test('do not count everything as a part of itself', () => {
    expect(totalWords(4_000, READING, NOW)).toBe('4,000 read so far');
    expect(totalWords(1, COMPLETE, NOW)).toBe(`1 device, complete as of ${AS_OF}`);
  });

  test('keep the date of the complete picture while it is read again', () => {
    const again = coverage({ completeAt: AT, reading: 3_000, held: 12_431 });
    const later = AT + 120_001;
    expect(coverageWords(again, NOW)).toBe(`complete as of ${AS_OF}`);
    expect(readingWords(again, later)).toBe('reading again, 3,000 so far');
    expect(readingWords({ ...again, reading: 0 }, later)).toBe('reading again');
    expect(readingWords(COMPLETE, later)).toBeNull();
    expect(readingWords(READING, later)).toBeNull();
  });

  test('make no words of reading a new picture again', () => {
    expect(readingWords(coverage({ completeAt: AT, reading: 3_000, held: 12_431 }), AT + 120_000)).toBeNull();
  });

  test('count what is no device', () => {
    expect(malformedWords(COMPLETE)).toBeNull();
    expect(malformedWords(coverage({ malformed: 1 }))).toBe('1 row set aside: it could not be read');
  });
});

test('nothing is called complete, and nothing absent, before all of it has been read once', () => {
  const any = fc.record({ completeAt: fc.constant(null), reading: fc.option(fc.nat(100_000)), held: fc.nat(100_000), malformed: fc.nat(9) });
  fc.assert(
    fc.property(any, fc.nat(100_000), (of, total) => {
      expect(`${coverageWords(of, NOW)} ${totalWords(total, of, NOW)}`).not.toContain('complete');
      expect(noMatchWords(of, NOW)).not.toMatch(/^No device matches/u);
      expect(soFar(of)).toBe('so far');
    }),
  );
});
