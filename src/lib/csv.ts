import { fileTime } from './time.ts';

/**
 * Cells and lines of a CSV file (RFC 4180) that a spreadsheet shows as they are and never runs. A file begins with a byte
 * order mark (without one Excel takes UTF-8 for something else) and, before its header, lines that begin with `#`.
 */

export type Cell = string | number | boolean | null;

const MARK = '\u{FEFF}';
const LINE = '\r\n';

/** Most cells: nothing in them means anything to a spreadsheet. Only here for speed. */
const PLAIN = /^[A-Za-z0-9][\w.:-]*$/u;

/** Not only what RFC 4180 wants quoted: some spreadsheets split at semicolons and tabs, or strip spaces. */
const QUOTE = /[",;\t\r\n]|^\s|\s$/u;

/** The beginning of a file. `notes`: each a line that begins with `#`. */
export function csvHead(notes: readonly string[], columns: readonly string[]): string {
  return `${MARK}${[...notes.map((note) => quoted(defused(note), QUOTE)), columns.join(',')].join(LINE)}${LINE}`;
}

export function csvLine(cells: readonly Cell[]): string {
  return cells.map(csvCell).join(',') + LINE;
}

function csvCell(value: Cell): string {
  if (value === null) return '';
  const plain = String(value);
  if (PLAIN.test(plain)) return plain;
  const text = defused(plain);
  // A device called `#1` must not be taken for one of the notes at the top.
  return text.includes('#') ? quoted(text) : quoted(text, QUOTE);
}

function quoted(text: string, when = /^/u): string {
  return when.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A cell that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet, and names are written by whoever can name a
 * device: such a cell begins with an apostrophe instead, which makes it text (OWASP, "CSV Injection"). So does one that
 * begins so after spaces or invisible characters, which some programs strip; with the full-width forms, which some take for
 * the plain ones; or with a tab or line break. And since a spreadsheet may split at semicolons, tabs and line breaks
 * whatever is quoted, the same holds after each of these.
 */
export function defused(text: string): string {
  const inner = text.replace(/([;\t\r\n])(?=[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/gu, "$1'");
  return /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u.test(inner) ? `'${inner}` : inner;
}

/** `devices-2026-11-23-1402-is-stuck.csv`: the time in the chosen zone, and what can be kept of the words in a file's name. */
export function fileName(kind: string, at: Date, words: readonly string[], extension: string): string {
  const slugs = words.map((text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40).replaceAll(/^-+|-+$|\p{Cs}/gu, ''));
  return [kind, fileTime(at.getTime()), ...slugs].filter((part) => part !== '').join('-') + `.${extension}`;
}
