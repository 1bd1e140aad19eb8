import { describe, expect, test } from 'vitest';
import { guardFor, isCount, isName, nameToType } from './guard.ts';

describe('the guard grows with what is at risk', () => {
  test.each([
    [1, 1, 'plain'],
    [10, 1_000, 'plain'],
    [11, 1_000, 'review'],
    [100, 5_000, 'review'],
    [101, 5_000, 'type'],
    [2, 12, 'type'],
  ] as const)('%i of a fleet of %i: %s', (devices, fleet, guard) => {
    expect(guardFor(devices, fleet)).toBe(guard);
  });
});

describe('the name of an App to be typed', () => {
  const SID = `KA${'1'.repeat(32)}`;

  test('is its sid where the name is missing, too long, or cannot be seen whole', () => {
    expect(nameToType(SID, 'hvac-4.0.0')).toBe('hvac-4.0.0');
    expect([null, ' ', 'x'.repeat(61), 'hvac\u200B-4'].map((name) => nameToType(SID, name))).toEqual([SID, SID, SID, SID]);
  });

  test('is taken in any case, and with blanks around it; nothing else is', () => {
    expect(['hvac-4.0.0', ' HVAC-4.0.0 '].map((text) => isName(text, 'hvac-4.0.0'))).toEqual([true, true]);
    expect(isName('zurich-1', 'Zürich-1')).toBe(true);
    expect(['', 'hvac', 'hvac-4.0.00', 'hvac-4-0-0'].map((text) => isName(text, 'hvac-4.0.0'))).toEqual([false, false, false, false]);
  });
});

test.each(['1500', '1,500', '1.500', '1 500', '1’500', ' 1\u00a0500 ', '1\u202f500', '\u200b1500\u2060'])('%j is the count 1,500, however it is written', (text) => {
  expect(isCount(text, 1_500)).toBe(true);
});

test.each(['', '150', '15000', '1500x', '-1500', '\u200b'])('%j is not', (text) => {
  expect(isCount(text, 1_500)).toBe(false);
});
