import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '#lib/time.ts';
import { stuckHint, withOwn } from './stuck-hint.ts';

const [A, B] = ['a', 'b'].map((digit) => `KA${digit.repeat(32)}`) as [string, string];
const LIMITS = { usual: HOUR, perApp: { [B]: DAY }, logging: 12 * HOUR };

test.each([
  ['a device that stays connected', { checkIn: 0, politeness: 0 }, null],
  ['a manifest that says nothing', { checkIn: null, politeness: null }, null],
  ['a check-in within the limit', { checkIn: 900, politeness: null }, { normal: 15 * MINUTE, limit: HOUR, own: false, proposed: null }],
  ['a check-in every 6 h', { checkIn: 21_600, politeness: 0 }, { normal: 6 * HOUR, limit: HOUR, own: false, proposed: 7 * HOUR }],
  ['an App that may put it off as well', { checkIn: 3_600, politeness: 3_600 }, { normal: 2 * HOUR, limit: HOUR, own: false, proposed: 3 * HOUR }],
  ['more than a threshold may be', { checkIn: 2 ** 32 - 1, politeness: null }, { normal: (2 ** 32 - 1) * 1_000, limit: HOUR, own: false, proposed: null }],
])('%s', (_, manifest, hint) => expect(stuckHint(manifest, LIMITS, A)).toEqual(hint));

test('a threshold of its own counts', () => {
  expect(stuckHint({ checkIn: 21_600, politeness: null }, LIMITS, B)).toEqual({ normal: 6 * HOUR, limit: DAY, own: true, proposed: null });
});

test('one App gets a threshold of its own, and gives it back', () => {
  const own = withOwn(LIMITS, A, 2 * HOUR);
  expect(own).toEqual({ ...LIMITS, perApp: { [A]: 2 * HOUR, [B]: DAY } });
  expect(withOwn(own, A, null)).toEqual(LIMITS);
});
