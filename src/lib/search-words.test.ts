import { expect, test } from 'vitest';
import { foldedWords, holdsWords } from './search-words.ts';

test('words are parted at every kind of space, and nothing that cannot be seen is one', () => {
  expect(foldedWords(' \u200bZürich\u00a0HB \t\u2060 x ')).toEqual(['zurich', 'hb', 'x']);
  expect(foldedWords('\ufeff \u00ad')).toEqual([]);
});

test.each([
  ['Zürich-1.2', 'zurich', true],
  ['Zürich-1.2', 'ZÜRICH 1.2', true],
  ['zurich', 'Zürich', true],
  ['Łódź ‑ Øre', 'ore lodz -', true],
  ['パブ', 'ハブ', false],
  ['Zürich-1.2', 'zurich bern', false],
  ['anything', ' ', true],
])('%j holds %j: %s', (text, q, held) => {
  expect(holdsWords(text, foldedWords(q))).toBe(held);
});
