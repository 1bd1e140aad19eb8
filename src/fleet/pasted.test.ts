import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paths } from '../paths.ts';
import { CSV } from './export.ts';
import { STUCK_AFTER } from './health.ts';
import { parsePasted, pastedText } from './pasted.ts';
import { MOST_LISTED } from './view.ts';

const SID = `UV${'aB'.repeat(16)}`;
const entries = (text: string): readonly string[] => parsePasted(text).entries;
const decoded = (text: string): string => text.replaceAll(/%2C/gu, ',');

const row = (name: string | null, sid: string) => ({
  device: { sid, unique_name: name, account_sid: null, app: { target_sid: `KA${'1'.repeat(32)}`, target_hash: null, date_targeted: '2026-11-23T12:02:11Z', update_status: 'pending', update_error_code: 0, reported_sid: null, date_reported: null }, logging: null, date_created: null, date_updated: null, url: null, links: null },
  at: Date.parse('2026-11-23T14:02:11Z'),
  missingSince: null,
});
/** What a file has between semicolons is found in its cells by the index. */
const sidsOf = (text: string): string[] => entries(text).map((entry) => /UV\d{32}/u.exec(entry)?.[0] ?? entry);

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
    ['nothing that can be seen', '\ufeff\n \u200b \u2060,\u00a0', []],
    ['a link to a device, opened from a list', `https://console.example${paths.device(SID, '?q=a,b#list=other,another')}`, [SID]],
    ['links in a sentence', `see <https://a.example:4300/fleet/devices/${SID}>, and /devices/berlin%201%3B%20cellar?from=`, [SID, 'berlin 1; cellar']],
    ['a link to a list', `https://a.example${paths.devices({ q: 'x', list: ['a, b', SID, '50%'] })}`, ['a, b', SID, '50%']],
    ['a table', `| Name | SID |\n|---|:--|\n| a | ${SID} |\n| b | c |`, ['Name | SID', SID, 'b | c']],
    ['a row that a ticket was shown as', `berlin\t${SID}\tfw-2\tfw-1\tpending`, [SID]],
    ['a mixed list in a row', `berlin, ${SID}, paris`, ['berlin', SID, 'paris']],
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

  test('is written as a text that is read back, whatever is in it', () => {
    const texts = fc.uniqueArray(fc.string({ unit: fc.oneof(fc.constantFrom(',', '\t', '\n', '"', '|', '#', '`', 'é', '\u200b'), fc.string({ minLength: 1, maxLength: 1 })) }).filter((text) => text.trim() !== '' && !/^uv/iu.test(text)));
    fc.assert(
      fc.property(texts, (list) => {
        expect(entries(pastedText(list))).toEqual(list);
      }),
    );
  });

  test.each([',', ';', '\t'])('that is one of our files, or some of its rows, is the SIDs in it (cells parted by %j)', (separator) => {
    const sids = [1, 2, 3].map((n) => `UV${String(n).repeat(32)}`);
    const names = ['berlin 1', null, "'-3; x"];
    const now = Date.parse('2026-11-23T14:02:11Z');
    const context = { apps: new Map(), appsKnown: true, limits: STUCK_AFTER, now };
    const body = CSV.rows(sids.map((sid, index) => row(names[index] ?? null, sid)), context, true).replaceAll('"', '');
    const head = CSV.head({ selection: { q: 'a, b', sort: [], list: null }, total: 3, coverage: { completeAt: now, reading: null, held: 3, malformed: 0 }, now, link: null, appsKnown: true });
    const cut = (text: string): string => text.replaceAll(',', separator);
    expect(sidsOf(head.replace(/name,sid.*/u, cut) + cut(body))).toEqual(sids);
    expect(sidsOf(cut(body))).toEqual(sids);
  });

  test('never throws, and names nothing that is not in the text', () => {
    const piece = fc.constantFrom('a', ',', ';', '|', '\n', '\t', ' ', '"', '`', '- ', '**', '#', SID, `\`${SID}\``, '/devices/', 'https://x', '#list=', '%2C', '%', '<', '>', '---', '\u200b');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }).map((all) => all.join('')), (text) => {
        for (const entry of entries(text)) expect([text, decoded(text)].some((whole) => whole.includes(entry)) || entry.includes('"') || entry.includes('|')).toBe(true);
      }),
    );
  });

  test.each([
    ['quotes', '"'.repeat(50_001) + ' '.repeat(50_000), 1],
    ['bars', '|'.repeat(100_000), 1],
    ['the beginnings of links', 'https://'.repeat(15_000), 1],
    ['links', '/devices/x '.repeat(10_000), 1],
    ['lines of a ticket', `- \`${SID}\`\n`.repeat(5_000), 1],
  ])('ends in good time, whatever is pasted: %s', (_, text, many) => {
    expect(entries(text)).toHaveLength(many);
  });
});
