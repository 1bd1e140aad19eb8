import { describe, expect, test } from 'vitest';
import { BULK_SETTINGS } from '#rollouts/plan.ts';
import { paceOf, paceWords, parsePace, USUAL_PACE } from './pace-draft.ts';

describe('the pace of a bulk action', () => {
  test('is the usual one until somebody types another', () => {
    const { concurrency, rate, halt } = BULK_SETTINGS;
    expect(paceOf(USUAL_PACE)).toEqual({ concurrency, rate, halt });
    expect(paceWords(USUAL_PACE)).toBe('5 at a time, 100 in 10 s, halts over 10 % errors');
  });

  test('never halts when the percentage is left empty', () => {
    expect(paceOf({ ...USUAL_PACE, percent: ' ' })?.halt.errorPercent).toBeNull();
    expect(paceWords({ ...USUAL_PACE, percent: '' })).toBe('5 at a time, 100 in 10 s, never halts by itself');
  });

  test.each([
    ['concurrency', '0'], ['concurrency', '21'], ['concurrency', ''], ['rate', '0'], ['rate', '2001'], ['rate', '1.5'], ['percent', '100'], ['percent', '-1'], ['after', '0'],
  ] as const)('is refused with %s %j', (field, text) => {
    expect(parsePace(field, text)).toMatch(/^A whole number/u);
    expect(paceOf({ ...USUAL_PACE, [field]: text })).toBeNull();
  });
});
