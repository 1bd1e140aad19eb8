import { fileTime } from './time.ts';

/**
 * Cells and lines of a CSV file. A file begins with a byte order mark (without one Excel takes UTF-8 for something else) and, before its
 * header, lines that begin with `#`. There are two forms, because one cannot serve both:
 *
 * - For programs (RFC 4180): commas, and every value as it is but for that apostrophe (below). A spreadsheet that opens it makes 123 of `00123` and a date of `2026-11`, quoted or
 *   not, unless whoever imports it says that the column is text.
 * - For spreadsheets: such a text is written as `="00123"`, a formula that is that text. Excel and Google Sheets show 00123 then. So does
 *   LibreOffice where “Evaluate formulas” is ticked as it imports. The separator is the one that Excel expects in the region.
 *
 * In neither does a cell run as a formula that somebody has put into a name; `writtenForms` says what stands for it instead.
 */

export type Cell = string | number | boolean | null;

export interface CsvForm {
  readonly separator: ',' | ';';
  /** Texts that a spreadsheet would take for something else are written as `="00123"`. */
  readonly spreadsheet: boolean;
}

export const PLAIN_CSV: CsvForm = { separator: ',', spreadsheet: false };

const MARK = '\u{FEFF}';
const LINE = '\r\n';

/** Most cells: nothing in them means anything to a spreadsheet. Only here for speed. */
const PLAIN = /^[A-Za-z0-9][\w.:-]*$/u;

/** Not only what RFC 4180 wants quoted: some spreadsheets split at semicolons and tabs, or strip spaces. */
const QUOTE = /[",;\t\r\n]|^\s|\s$/u;

/** The beginning of a file. `notes`: each a line that begins with `#`. */
export function csvHead(notes: readonly string[], columns: readonly string[], form: CsvForm = PLAIN_CSV): string {
  const about = [...notes, form.spreadsheet ? '# texts: written as ="00123" where a spreadsheet would take them for a number, a date or a formula' : '# texts: as they are but for an apostrophe before what a spreadsheet would run as a formula'];
  return `${MARK}${[...about.map((note) => quoted(defused(note, form), QUOTE)), columns.join(form.separator)].join(LINE)}${LINE}`;
}

export function csvLine(cells: readonly Cell[], form: CsvForm = PLAIN_CSV): string {
  return cells.map((cell) => csvCell(cell, form)).join(form.separator) + LINE;
}

function csvCell(value: Cell, form: CsvForm): string {
  if (value === null) return '';
  const plain = String(value);
  if (form.spreadsheet && typeof value === 'number' && Number.isSafeInteger(value)) return plain;
  const text = typeof value === 'boolean' ? plain : written(plain, form);
  // A device called `#1` must not be taken for one of the notes at the top.
  return text.includes('#') ? quoted(text) : quoted(text, QUOTE);
}

function written(text: string, form: CsvForm): string {
  if (form.spreadsheet && isTakenForMore(text)) return forcedText(text, form);
  return PLAIN.test(text) ? text : defused(text, form);
}

function quoted(text: string, when = /^/u): string {
  return when.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Where a number, a time, a sum of money, a formula or an error begins. */
const VALUE = /^[\s\p{Cf}]*[\p{Nd}.,+\-=@＝＋－＠(#%\p{Sc}]/u;
/** A month and a number, in whatever language: `Sep-1`, `MARCH 2026`. Most are none; to write those as text does no harm. */
const MONTH = /^[\s\p{Cf}]*\p{L}{3,10}[\s.,/-]*\p{Nd}{1,4}(?:[\s.,/-]+\p{Nd}{1,4})?\s*$/u;
/** True and false in the languages that spreadsheets speak most. */
const TRUTH = /^\s*(?:true|false|wahr|falsch|vrai|faux|verdadero|falso|vero|verdadeiro|waar|onwaar|prawda|fałsz|sant|falskt|истина|ложь)\s*$/iu;

/** A date as the API writes it, which Excel leaves as it is. */
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u;

/** Whether a spreadsheet would take a text for something else. */
function isTakenForMore(text: string): boolean {
  return (VALUE.test(text) && !INSTANT.test(text)) || MONTH.test(text) || TRUTH.test(text);
}

/** Excel takes no longer text into a formula. */
const LONGEST_FORCED = 250;

/** A formula that is a text; where that cannot be written, or a spreadsheet that splits it would find a formula in it, with an apostrophe in front, which is seen. */
function forcedText(text: string, form: CsvForm): string {
  if (text.length <= LONGEST_FORCED && !/["',;\p{Cc}]/u.test(text)) return `="${text}"`;
  const safe = defused(text, form);
  return safe.startsWith("'") ? safe : `'${safe}`;
}

const FORMULA = String.raw`[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]`;
const FIRST = new RegExp(String.raw`^(?:[\t\r\n]|${FORMULA})`, 'u');
const INNER = { ',': new RegExp(String.raw`([;\t\r\n])(?=${FORMULA})`, 'gu'), ';': new RegExp(String.raw`([;,\t\r\n])(?=${FORMULA})`, 'gu') };

/**
 * A cell that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet, and names are written by whoever can name a
 * device: such a cell begins with an apostrophe instead, which makes it text (OWASP, "CSV Injection"). So does one that
 * begins so after spaces or invisible characters, which some programs strip; with the full-width forms, which some take for
 * the plain ones; or with a tab or line break. And since a spreadsheet may split at semicolons, tabs and line breaks
 * whatever is quoted (at commas, too, where these are not the separator), the same holds after each of these.
 */
export function defused(text: string, { separator }: CsvForm = PLAIN_CSV): string {
  const inner = text.replace(INNER[separator], "$1'");
  return FIRST.test(inner) ? `'${inner}` : inner;
}

/**
 * All that stands for a text in the cells of our own files, in any of their forms: `'-3` for -3, `="00123"` and 00123 for 00123. The way back is not
 * the reverse of that: `'\t'=` is written for three different names.
 */
export function writtenForms(text: string): ReadonlySet<string> {
  return new Set(FORMS.map((form) => written(text, form)));
}

const FORMS: readonly CsvForm[] = [false, true].flatMap((spreadsheet) => ([',', ';'] as const).map((separator) => ({ separator, spreadsheet })));

/** In the name of a file: what tells the form for spreadsheets from the other. */
export function formWord({ spreadsheet }: CsvForm): string {
  return spreadsheet ? 'spreadsheet' : '';
}

/** `devices-2026-11-23-1402-is-stuck.csv`: the time in the chosen zone, and what can be kept of the words in a file's name. */
export function fileName(kind: string, at: Date, words: readonly string[], extension: string): string {
  const slugs = words.map((text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40).replaceAll(/^-+|-+$|\p{Cs}/gu, ''));
  return [kind, fileTime(at.getTime()), ...slugs].filter((part) => part !== '').join('-') + `.${extension}`;
}
