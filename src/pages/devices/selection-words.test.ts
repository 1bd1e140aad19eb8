import { describe, expect, test } from 'vitest';
import type { Coverage } from '#fleet/view.ts';
import { allWords, awayWords } from './selection-words.ts';

const WHOLE: Coverage = { completeAt: 1, reading: null, held: 2_000, malformed: 0 };
const PART: Coverage = { completeAt: null, reading: 4_000, held: 4_000, malformed: 0 };
const NOWHERE = { elsewhere: 0, hidden: 0, gone: 0 };
const SEARCHED = { q: 'berlin', list: null };

describe('where the selected devices are that are not on the page', () => {
  test.each([
    [NOWHERE, SEARCHED, WHOLE, ''],
    [{ ...NOWHERE, elsewhere: 1_204 }, { q: '', list: null }, WHOLE, '1,204 of them not on this page'],
    [{ elsewhere: 5, hidden: 3, gone: 1 }, SEARCHED, WHOLE, '5 of them not on this page, 3 hidden by the filter, 1 no longer in the fleet'],
    [{ ...NOWHERE, hidden: 3 }, { q: ' ', list: ['a'] }, WHOLE, '3 of them not in this list'],
    [{ ...NOWHERE, hidden: 3 }, { q: 'berlin', list: ['a'] }, WHOLE, '3 of them hidden by the filter'],
    [{ ...NOWHERE, gone: 2 }, SEARCHED, PART, '2 of them not read so far'],
  ])('%j', (away, selection, coverage, expected) => {
    expect(awayWords(away, selection, coverage)).toBe(expected);
  });
});

describe('the button that selects all', () => {
  test.each([
    [1_204, WHOLE, 'Select all 1,204 that match'],
    [4_000, PART, 'Select all 4,000 read so far'],
    [37, PART, 'Select all 37 read so far that match'],
  ])('of %d', (total, coverage, expected) => {
    expect(allWords(total, coverage)).toBe(expected);
  });
});
