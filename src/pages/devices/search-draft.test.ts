import { expect, test } from 'vitest';
import { arrived, draftOf, left, typed } from './search-draft.ts';

const typing = (...texts: string[]): ReturnType<typeof draftOf> => texts.reduce(typed, draftOf(''));

test('letters are not undone by a page that is behind', () => {
  const draft = typing('a', 'ab', 'abc');
  expect(arrived(draft, 'a').text).toBe('abc');
  expect(arrived(arrived(draft, 'a'), 'abc').text).toBe('abc');
});

test('nor by one that has skipped some of them', () => {
  const draft = arrived(typing('a', 'ab', 'abc'), 'abc');
  expect(draft).toEqual({ text: 'abc', seen: 'abc', sent: [] });
});

test('what was typed, taken back and typed again is not taken for something else', () => {
  const draft = arrived(typing('a', '', 'a', 'ab'), 'a');
  expect(arrived(draft, '').text).toBe('ab');
});

test.each(['ab ', ' ab', 'ab\ud83d'])('an address that cannot hold %j does not change it', (text) => {
  const address = new URLSearchParams({ q: text }).get('q') ?? '';
  expect(arrived(typing(text), address.trim()).text).toBe(text);
});

test('a chip, a link or the back button changes the box', () => {
  expect(arrived(typing('a'), 'log:on')).toEqual(draftOf('log:on'));
  expect(arrived(arrived(typing('a'), 'a'), '')).toEqual(draftOf(''));
});

test('once the box is left, a text that was typed before is taken over like any other', () => {
  expect(arrived(left(typing('a', '')), 'a').text).toBe('a');
});
