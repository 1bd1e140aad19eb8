import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvHead, csvLine, PLAIN_CSV, writtenForms, type CsvForm } from './csv.ts';

const EXCEL: CsvForm = { separator: ';', spreadsheet: true };
const FORMS: readonly CsvForm[] = [PLAIN_CSV, { separator: ';', spreadsheet: false }, { separator: ',', spreadsheet: true }, EXCEL];

/** The cells of one line, as RFC 4180 has them. */
function cellsOf(line: string, { separator }: CsvForm): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const [whole = '', quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"|([^"\r\n]*?))(?=[,;]|\r\n$)/u.exec(line.slice(at)) ?? [];
    const end = line[at + whole.length];
    if (quoted === undefined && end !== undefined && end !== separator && end !== '\r') throw new Error(`A cell with ${end} in it is not quoted: ${line}`);
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += whole.length + 1;
    if (end !== separator) return cells;
  }
}
const cellOf = (value: string | number | boolean | null, form: CsvForm): string | undefined => cellsOf(csvLine([value, 'x'], form), form)[0];

/**
 * What a spreadsheet makes of a cell, by the rules that Excel, Google Sheets and LibreOffice share: a formula is worked out, a number or date is
 * converted, all else is text. Null where it would be anything but a text.
 */
function shown(cell: string): string | null {
  const [, text] = /^="((?:[^"]|"")*)"$/u.exec(cell) ?? [];
  if (text !== undefined) return text.replaceAll('""', '"');
  if (/^\s*[=+\-@]/u.test(cell)) return null;
  const isNumber = /^\s*[\d.,(]+(?:[ .,/:-]*[\d.,%)]+)*(?:e[+-]?\d+)?\s*$/iu.test(cell);
  const isDate = /^\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s.,/-]*\d{1,4}(?:[\s.,/-]+\d{1,4})?\s*$/iu.test(cell) || /^\s*\d+[\s./-]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/iu.test(cell);
  return isNumber || isDate || /^\s*(?:true|false)\s*$/iu.test(cell) || cell.startsWith('#') ? null : cell;
}

describe('names that look like something else', () => {
  const names = ['00123', '356938035643809', '2026-11', '1-2', '1E5', '12:30', '1/2', '50%', '1,234', 'Sep-1', 'MARCH 3', 'true', 'FALSE', '-3', '+49 30 1', '=1+1', '@SUM(A1)', '#N/A', '(7)', '$5', '.5', ' 007', '007 ', '２０２６'];

  test.each(names)('%j is what a spreadsheet shows of the file for spreadsheets', (name) => {
    for (const separator of [',', ';'] as const) {
      const cell = cellOf(name, { separator, spreadsheet: true }) ?? '';
      const text = shown(cell);
      expect(text === name || text === `'${name}`).toBe(true);
      expect([name, ...writtenForms(name)]).toEqual(expect.arrayContaining([cell, text]));
    }
  });

  test.each(['00123', '356938035643809', '2026-11', '1E5', 'true', 'Sep-1'])('%j stands in the file for programs as it is', (name) => {
    expect(csvLine([name, 1], PLAIN_CSV)).toBe(`${name},1\r\n`);
  });

  test('are a formula that is a text in the file for spreadsheets; other names, numbers and what is empty are not', () => {
    expect(csvLine(['00123', 'freezer', null, 7200, -1, true, 'UV0123', '2026-11-23T12:02:11Z'], EXCEL)).toBe('"=""00123""";freezer;;7200;-1;true;UV0123;2026-11-23T12:02:11Z\r\n');
  });

  test.each([
    ['freezer;=1', "freezer;'=1"], ['freezer,=1', "freezer,'=1"], ['1,=cmd', "'1,'=cmd"], ['1"2', `'1"2`], [`=${'1'.repeat(400)}`, `'=${'1'.repeat(400)}`], ['\t=x', "'\t'=x"],
  ])('where that cannot be written, or could be split, %j is text with an apostrophe that is seen', (name, cell) => {
    expect(cellOf(name, EXCEL)).toBe(cell);
    expect(writtenForms(name)).toContain(cell);
  });
});

test('each form of the file says what it does to texts', () => {
  expect(csvHead(['# query: a;b'], ['name', 'sid'], EXCEL)).toBe('\u{FEFF}"# query: a;b"\r\n"# texts: written as =""00123"" where a spreadsheet would take them for a number, a date or a formula"\r\nname;sid\r\n');
  expect(csvHead([], ['name', 'sid'])).toBe('\u{FEFF}# texts: as they are but for an apostrophe before what a spreadsheet would run as a formula\r\nname,sid\r\n');
});

describe('whatever a name is', () => {
  const unit = fc.oneof(fc.constantFrom('=', '+', '-', '@', '＝', '"', "'", ',', ';', '\t', '\r', '\n', ' ', '\u{200B}', '1', '0', '.', '/', 'Sep', 'true', '#', '😀'), fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }));
  const names = fc.string({ unit, maxLength: 12 });

  test('its cell is one of those that are written for it, in every form', () => {
    fc.assert(
      fc.property(names, fc.constantFrom(...FORMS), (name, form) => {
        expect(writtenForms(name)).toContain(cellOf(name, form));
      }),
      { numRuns: 3_000 },
    );
  });

  test('no cell is a formula but one that is a text, however a spreadsheet splits it', () => {
    fc.assert(
      fc.property(names, fc.constantFrom(...FORMS), (name, form) => {
        const cell = cellOf(name, form) ?? '';
        if (form.spreadsheet && cell.startsWith('="')) {
          expect(cell).toMatch(/^="[^"',;\p{Cc}]*"$/u);
          return;
        }
        expect(cell).not.toMatch(/^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]/u);
        expect(cell).not.toMatch(/^[\t\r\n]/u);
        expect(cell).not.toMatch(/[;\t\r\n][\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]/u);
        if (form.separator === ';') expect(cell).not.toMatch(/,[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]/u);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a spreadsheet shows it as a text', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(shown(cellOf(name, EXCEL) ?? '')).not.toBeNull();
      }),
      { numRuns: 3_000 },
    );
  });
});
