import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { STUCK_AFTER } from '#fleet/health.ts';
import { DAY, HOUR, MINUTE } from '#lib/time.ts';
import { draftOf, limitsOf, parseSpan, spanOf } from './threshold-draft.ts';
import { stuckAfterSchema } from './stuck-after-schema.ts';

const A = `KA${'a'.repeat(32)}`;

test.each([
  [MINUTE, '1', 'minutes'],
  [90 * MINUTE, '90', 'minutes'],
  [60 * MINUTE, '1', 'hours'],
  [36 * HOUR, '36', 'hours'],
  [365 * DAY, '365', 'days'],
])('%d ms is typed as %s %s', (ms, text, unit) => {
  expect(spanOf(ms)).toEqual({ text, unit });
});

test.each([['', 'minutes'], ['0', 'minutes'], ['-5', 'hours'], ['1.5', 'hours'], ['1e3', 'minutes'], ['366', 'days'], ['9999999', 'minutes'], ['two', 'days']] as const)(
  '“%s” %s is no threshold, and says what is',
  (text, unit) => {
    expect(parseSpan({ text, unit })).toContain('from 1 minute to 365 days');
    expect(limitsOf({ usual: spanOf(HOUR), perApp: [{ sid: A, span: { text, unit } }] })).toBeNull();
  },
);

test('what is kept comes back as it was', () => {
  const minutes = fc.integer({ min: 1, max: 365 * 24 * 60 }).map((n) => n * MINUTE);
  fc.assert(
    fc.property(minutes, fc.option(minutes), (usual, own) => {
      const limits = { usual, perApp: own === null ? {} : { [A]: own } };
      expect(limitsOf(draftOf(limits))).toEqual(limits);
      expect(stuckAfterSchema.parse(limits)).toEqual(limits);
    }),
  );
  expect(limitsOf(draftOf(STUCK_AFTER))).toEqual(STUCK_AFTER);
});

test.each([{ usual: 0, perApp: {} }, { usual: HOUR, perApp: { freezer: HOUR } }, { usual: HOUR, perApp: { [A]: 400 * DAY } }, { usual: '60', perApp: {} }, null])(
  'a store that holds %j is not believed',
  (stored) => {
    expect(stuckAfterSchema.safeParse(stored).success).toBe(false);
  },
);
