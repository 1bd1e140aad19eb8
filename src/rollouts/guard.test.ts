import { expect, test } from 'vitest';
import { isCount } from './guard.ts';

test.each(['1500', '1,500', '1.500', '1 500', '1’500', ' 1\u00a0500 ', '1\u202f500', '\u200b1500\u2060'])('%j is the count 1,500, however it is written', (text) => {
  expect(isCount(text, 1_500)).toBe(true);
});

test.each(['', '150', '15000', '1500x', '-1500', '\u200b'])('%j is not', (text) => {
  expect(isCount(text, 1_500)).toBe(false);
});
