import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEASE, STUCK_AFTER } from '#fleet/health.ts';
import { DAY, HOUR, MINUTE } from '#lib/time.ts';
import { draftOf, limitsOf, parseLogging, parseSpan, spanOf } from './threshold-draft.ts';
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
    expect(limitsOf({ ...draftOf(STUCK_AFTER), perApp: [{ sid: A, span: { text, unit } }] })).toBeNull();
    expect(parseLogging({ text, unit })).toContain('from 1 minute to 24 hours');
    expect(limitsOf({ ...draftOf(STUCK_AFTER), logging: { text, unit } })).toBeNull();
  },
);

test('what is kept comes back as it was', () => {
  const minutes = fc.integer({ min: 1, max: 365 * 24 * 60 }).map((n) => n * MINUTE);
  fc.assert(
    fc.property(minutes, fc.option(minutes), fc.integer({ min: 1, max: 24 * 60 }).map((n) => n * MINUTE), (usual, own, logging) => {
      const limits = { usual, perApp: own === null ? {} : { [A]: own }, logging };
      expect(limitsOf(draftOf(limits))).toEqual(limits);
      expect(stuckAfterSchema.parse(limits)).toEqual(limits);
    }),
  );
  expect(limitsOf(draftOf(STUCK_AFTER))).toEqual(STUCK_AFTER);
});

test('logging is left on after 24 h at the latest, which is as long as a lease lasts', () => {
  expect(parseLogging({ text: '24', unit: 'hours' })).toBe(LEASE);
  expect(parseLogging({ text: '1', unit: 'days' })).toBe(LEASE);
  expect(parseLogging({ text: '25', unit: 'hours' })).toContain('to 24 hours');
});

test('thresholds that were kept before there was one for logging keep theirs, and get the usual one for it', () => {
  expect(stuckAfterSchema.parse({ usual: 5 * MINUTE, perApp: { [A]: DAY } })).toEqual({ usual: 5 * MINUTE, perApp: { [A]: DAY }, logging: 12 * HOUR });
});

test.each([{ usual: 0, perApp: {} }, { usual: HOUR, perApp: { freezer: HOUR } }, { usual: HOUR, perApp: { [A]: 400 * DAY } }, { usual: HOUR, perApp: {}, logging: 25 * HOUR }, { usual: '60', perApp: {} }, null])(
  'a store that holds %j is not believed',
  (stored) => {
    expect(stuckAfterSchema.safeParse(stored).success).toBe(false);
  },
);
