import { expect, test } from 'vitest';
import { firstOpen, isOpen } from './home-place.ts';

const failed = (...terms: string[]) => terms.map((term) => ({ kind: 'failed' as const, term }));
const place = (first: readonly string[], opened: readonly (readonly [string, boolean])[] = []) => ({ first, opened: new Map(opened), more: new Set<string>(), all: new Set<never>() });

test('the two largest groups are open, and stay so when others grow past them', () => {
  const first = firstOpen([], failed('a', 'b', 'c'));
  expect(first).toEqual(['a', 'b']);
  expect(firstOpen(first, failed('c', 'd', 'a', 'b'))).toBe(first);
});

test('while the fleet is read, the second is opened when it comes', () => {
  const first = firstOpen([], failed('a'));
  expect(firstOpen(first, failed('b', 'a'))).toEqual(['a', 'b']);
});

test('nothing but failures comes in groups', () => {
  const none: readonly string[] = [];
  expect(firstOpen(none, [{ kind: 'stuck', term: 'needs:stuck' }])).toBe(none);
});

test('what was opened or closed by hand is so', () => {
  const arranged = place(['a', 'b'], [['a', false], ['c', true]]);
  expect(['a', 'b', 'c', 'd'].map((term) => isOpen(arranged, term))).toEqual([false, true, true, false]);
});
