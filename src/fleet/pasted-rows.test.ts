import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceSchema } from '#api/schema.ts';
import { csvLine, writtenForms } from '#lib/csv.ts';
import { visible, withoutUnseen } from '#lib/text.ts';
import { Columns } from './columns.ts';
import { parsePasted } from './pasted.ts';
import { pastedRows } from './pasted-rows.ts';

const sidOf = (n: number): string => `UV${n.toString(16).padStart(32, '0')}`;

/** As a text looks. */
const seen = (text: string): string => withoutUnseen(text).replaceAll('\u00a0', ' ').replaceAll('\u2011', '-').normalize('NFC');

/** What a pasted text means in a fleet of devices with these names: the names it selects, what it does not know, and what it offers for that. */
function pasted(text: string, names: readonly (string | null)[]): { readonly selected: (string | null)[]; readonly unknown: readonly string[]; readonly near: Record<string, readonly string[]> } {
  const columns = new Columns();
  for (const [n, unique_name] of names.entries()) columns.put(columns.add(sidOf(n)), deviceSchema.parse({ sid: sidOf(n), unique_name }));
  const { marked, unknown, near } = pastedRows(parsePasted(text).entries, columns);
  return { selected: names.filter((_, row) => marked[row] === 1), unknown, near: Object.fromEntries(near.map((one) => [one.entry, one.names])) };
}

describe('a pasted list selects the devices that stand on it, and no other', () => {
  test.each([
    ['another case', 'FREEZER-1', ['freezer-1', 'Freezer-1']],
    ['an accent left out', 'Zurich', ['Zürich']],
    ['an accent too much', 'zürich', ['zurich']],
    ['a character in the name that cannot be seen', 'berlin', ['ber\u200blin']],
    ['a dash for a hyphen', 'berlin–1', ['berlin-1']],
    ['a space at an end of the name', 'trail', ['trail ', '\u00a0Trail']],
  ])('%s: it is offered, not selected', (_, text, names) => {
    expect(pasted(text, names)).toEqual({ selected: [], unknown: [text], near: { [text]: names } });
  });

  test.each([
    ['kana that are voiced in another way', 'パブ-1', 'ハブ-1'],
    ['й and и', 'Бойлер', 'Боилер'],
    ['a nukta', 'सड़क', 'सडक'],
    ['a beginning', 'freezer', 'freezer-1'],
  ])('%s: it is not even offered', (_, text, name) => {
    expect(pasted(text, [name])).toEqual({ selected: [], unknown: [text], near: {} });
  });

  test('the name as it is comes before one that is only nearly it', () => {
    expect(pasted('freezer-1\nZurich', ['FREEZER-1', 'freezer-1', 'Zürich', 'Zurich']).selected).toEqual(['freezer-1', 'Zurich']);
  });

  test('a name in other code points for the same letters is that name, unless several are', () => {
    expect(pasted('Zu\u0308rich\n\u30cf\u309a', ['Zürich', 'パ', 'ハ']).selected).toEqual(['Zürich', 'パ']);
    expect(pasted('Zürich', ['Zu\u0308rich']).selected).toEqual(['Zu\u0308rich']);
    expect(pasted('Zürich', ['Zu\u0308rich', 'Zürich']).selected).toEqual(['Zürich']);
    expect(pasted('\u00c5', ['\u212b', 'A\u030a'])).toEqual({ selected: [], unknown: ['\u00c5'], near: { '\u00c5': ['\u212b', 'A\u030a'] } });
  });

  test('a SID is a device in whatever letters, with whatever cannot be seen in it', () => {
    expect(pasted(`${sidOf(10).toLowerCase()}\n\u200b${sidOf(0)}\u2060`, Array.from({ length: 11 }, (_, n) => `n${n}`)).selected).toEqual(['n0', 'n10']);
  });

  test('what is the SID of a device, however it is written, means that device alone, whatever others are named', () => {
    const meant = sidOf(0xa1);
    const names = [...Array.from({ length: 0xa1 }, (_, n) => `n${n}`), 'one', meant, meant.toLowerCase(), meant.replace('UV', 'uv')];
    for (const entry of [meant, meant.toLowerCase(), meant.toUpperCase(), `="${meant}"`]) expect(pasted(entry, names).selected).toEqual(['one']);
  });

  test('of the names for which our own file has the same cell, one alone is that cell; of several none is selected, and all are offered', () => {
    const cell = "'\t'=";
    const names = ['\t=', "'\t=", "\t'="];
    for (const name of names) expect(pasted(`"${cell}"`, [name, '='])).toEqual({ selected: [name], unknown: [], near: {} });
    expect(pasted(`"${cell}"`, names)).toEqual({ selected: [], unknown: [cell], near: { [cell]: names } });
    expect(pasted(`"${cell}"`, [...names, cell]).selected).toEqual([cell]);
    expect(pasted(";'=;'=", [";'=;=", 'a']).selected).toEqual([";'=;="]);
  });

  test('whatever is pasted, what is selected stands in it', () => {
    const letter = fc.constantFrom('a', 'A', 'ä', 'a\u0308', 'ハ', 'パ', 'ガ', 'カ\u3099', 'и', 'й', '-', ' ', ';', '|', '\u200b', '\u00a0', '\u2011', "'", '"', '`', '=', '1');
    const name = fc.array(letter, { minLength: 1, maxLength: 4 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), fc.array(fc.oneof(name, fc.constantFrom('\n', ',', '; ', ' ')), { maxLength: 8 }), (names, pieces) => {
        const text = pieces.join('');
        for (const one of pasted(text, names).selected) expect([...writtenForms(one ?? '')].some((cell) => text.includes(cell)) || [text, text.normalize('NFC'), seen(text)].some((whole) => whole.includes(one ?? '') || whole.includes((one ?? '').normalize('NFC')))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a pasted list is taken', () => {
  const NAMES = ['berlin 1; cellar', 'berlin 2', 'a', 'b', 'c', '-3', '00123', 'o’brien', 'x\u200by', '\u00a0odd', 'non\u2011breaking', 'c|d'];

  test.each([
    ['from a chat, with characters that cannot be seen', '\u200bberlin\u00a02\u2060\n\u202aa\u202c\n\ufeffb', ['berlin 2', 'a', 'b']],
    ['with such that belong to the name', 'x\u200by\n\u00a0odd\nnon\u2011breaking', ['x\u200by', '\u00a0odd', 'non\u2011breaking']],
    ['as this console shows such a name', 'x<U+200B>y', ['x\u200by']],
    ['with quotes as a phone writes them', '“berlin 2”\n‘a’\n„b“\n«c»\no’brien', ['berlin 2', 'a', 'b', 'c', 'o’brien']],
    ['as code and in bold letters', '`berlin 2`\n**a**', ['berlin 2', 'a']],
    ['at semicolons, in quotes, too', 'a;b; "berlin 2"', ['berlin 2', 'a', 'b']],
    ['at bars', '| a | b | c |', ['a', 'b', 'c']],
    ['at spaces', 'a b  c', ['a', 'b', 'c']],
    ['out of our own file, where a formula is defused', "'-3\n'00123", ['-3', '00123']],
    ['out of a file that a spreadsheet can open', '"=""00123"""\n="-3"', ['-3', '00123']],
    ['where a name has what a list is parted by', 'berlin 1; cellar\nc|d', ['berlin 1; cellar', 'c|d']],
    ['with the SID of a device in a line of more', `SID: ${sidOf(3)} (Berlin)\na,${sidOf(4)}`, ['a', 'b', 'c']],
    ['as the items of a list', '- a\n* b\n1. c\n12) berlin 2\n•\u00a0`o’brien`\n- [x] -3', ['a', 'b', 'c', 'berlin 2', 'o’brien', '-3']],
    ['as items of a list with several in one', '- a b c', ['a', 'b', 'c']],
    ['in JSON', ' [\n"a", "berlin 1; cellar",\n"x\\u200by"\n]\n', ['a', 'berlin 1; cellar', 'x\u200by']],
    ['in JSON, one alone', '["a"]', ['a']],
    ['as names and SIDs in a line', `a ${sidOf(3)} c`, ['a', 'b', 'c']],
  ])('%s', (_, text, selected) => {
    const answer = pasted(text, NAMES);
    expect(answer.selected.toSorted()).toEqual(selected.toSorted());
    expect(answer.unknown).toEqual([]);
  });

  test('and what looks like an item of a list, or like JSON, is the device of that name where there is one', () => {
    const names = ['- a', '1. b', '["c"]', 'a', 'b', 'c'];
    expect(pasted('- a\n1. b\n["c"]', names).selected).toEqual(['- a', '1. b', '["c"]']);
    expect(pasted('-a\n1.b\n["c"', ['a', 'b', 'c']).selected).toEqual([]);
    expect(pasted('- FREEZER-1', ['freezer-1']).near).toEqual({ '- FREEZER-1': ['freezer-1'] });
  });

  test('and of a line of several, what is unknown is told', () => {
    expect(pasted('a; b; nobody', NAMES)).toEqual({ selected: ['a', 'b'], unknown: ['nobody'], near: {} });
  });

  test('but a name that is gone is not taken for the devices that its words name', () => {
    expect(pasted('a nobody', NAMES)).toEqual({ selected: [], unknown: ['a nobody'], near: { 'a nobody': ['a'] } });
    expect(pasted('a; x y; z', NAMES)).toEqual({ selected: [], unknown: ['a; x y; z'], near: { 'a; x y; z': ['a'] } });
  });

  test('as our own file writes any name, and as this console shows it', () => {
    const units = fc.oneof(fc.constantFrom('=', '+', '-', '@', '＝', '"', "'", ',', ';', '|', '`', '\t', '\n', ' ', '\u200b', '\u00a0', 'é', 'e\u0301'), fc.string({ minLength: 1, maxLength: 1 }));
    const name = fc.string({ unit: units, minLength: 1, maxLength: 8 }).filter((text) => withoutUnseen(text).trim() !== '' && !/\p{Cs}/u.test(text));
    fc.assert(
      fc.property(name, fc.constantFrom(',' as const, ';' as const), fc.boolean(), (text, separator, spreadsheet) => {
        expect([text, pasted(csvLine([text], { separator, spreadsheet }).slice(0, -2), [text]).selected]).toEqual([text, [text]]);
        if (!/[,\r\n\t"]|^\s|\s$|\u00a0/u.test(text)) expect([text, pasted(visible(text), [text]).selected]).toEqual([text, [text]]);
      }),
      { numRuns: 500 },
    );
  });
});
