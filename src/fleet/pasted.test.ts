import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePasted } from './pasted.ts';
import { MOST_LISTED } from './view.ts';

const SID = `UV${'aB'.repeat(16)}`;
const entries = (text: string): readonly string[] => parsePasted(text).entries;

describe('a pasted list', () => {
  test.each([
    ['one per line', 'a\nb\r\nc', ['a', 'b', 'c']],
    ['a row of a spreadsheet', 'a\tb\tc', ['a', 'b', 'c']],
    ['with commas', 'a, b,c', ['a', 'b', 'c']],
    ['empty lines and cells', '\n\n a ,,\t, \n', ['a']],
    ['names with spaces and semicolons', 'berlin 1; cellar\nfreezer 2', ['berlin 1; cellar', 'freezer 2']],
    ['quoted cells', '"a, b"\t"say ""hi"""\n"two\nlines", c', ['a, b', 'say "hi"', 'two\nlines', 'c']],
    ['spaces that are quoted belong to the name', '" a "', [' a ']],
    ['a name with a quote of its own', '"a\n19" rack\n"x" y', ['"a', '19" rack', '"x" y']],
    ['half a surrogate pair', 'a\uD800b', ['a\uFFFDb']],
    ['nothing', ' \n ', []],
  ])('%s', (_, text, expected) => {
    expect(entries(text)).toEqual(expected);
  });

  test('counts what comes twice once, a SID in whatever letters', () => {
    expect(parsePasted(`a\nA\na\n${SID}\n${SID.toLowerCase()}`)).toEqual({ entries: ['a', 'A', SID], repeated: 2, beyond: 0 });
  });

  test('takes so many and says how many there were beyond', () => {
    const pasted = parsePasted(Array.from({ length: MOST_LISTED + 3 }, (_, index) => `d-${index}`).join(','));
    expect([pasted.entries.length, pasted.entries.at(-1), pasted.beyond]).toEqual([MOST_LISTED, 'd-4999', 3]);
  });

  test('reads back every list of names that was quoted as a spreadsheet does, whatever the names are', () => {
    const name = fc.string({ unit: fc.oneof(fc.constantFrom(',', '\t', '\n', '"', ' '), fc.string({ minLength: 1, maxLength: 1 })) });
    const names = fc.uniqueArray(name.filter((text) => text.trim() !== '' && !/^uv/iu.test(text)), { maxLength: 8 });
    fc.assert(
      fc.property(names, fc.constantFrom(',', '\t', '\n', '\r\n', ' , '), (list, separator) => {
        expect(entries(list.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator))).toEqual(list);
      }),
    );
  });

  test('ends in good time, whatever is pasted', () => {
    const text = '"'.repeat(50_001) + ' '.repeat(50_000);
    expect(entries(text)).toHaveLength(1);
  });
});
