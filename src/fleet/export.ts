import type { App } from '#api/schema.ts';
import { alignmentKind, attention, driftAge, factsOf, type Facts, type StuckAfter } from './health.ts';
import type { Coverage, FleetRow, Selection, SortKey } from './view.ts';

/**
 * A view as a file: CSV for a spreadsheet, JSON for a program. Pure, and in pieces: head, any number of chunks of rows, tail.
 * The head can be written last (only then are count and completeness known) and put in front.
 */

export interface ExportHead {
  readonly selection: Selection;
  readonly total: number;
  readonly coverage: Coverage;
  /** When it was exported, by the API's clock: ages are counted to then. */
  readonly now: number;
}

/** What the rows are judged by: as they were chosen. */
export interface ExportContext {
  /** By sid, for their names. */
  readonly apps: ReadonlyMap<string, Pick<App, 'unique_name'>>;
  /** Whether these are all that the account lists. */
  readonly appsKnown: boolean;
  readonly limits: StuckAfter;
  readonly now: number;
}

/** Begins, writes rows (`first`: nothing was written before them) and ends a file. */
export interface ExportFormat {
  readonly extension: 'csv' | 'json';
  readonly type: string;
  head(head: ExportHead): string;
  rows(rows: readonly FleetRow[], context: ExportContext, first: boolean): string;
  readonly tail: string;
}

type Cell = string | number | boolean | null;

/** The columns in order, in the API's own words where it has some. What the API wrote stands there as it wrote it. */
const COLUMNS: readonly (readonly [name: string, value: (row: FleetRow, context: ExportContext, facts: Facts) => Cell])[] = [
  ['name', ({ device }) => device.unique_name],
  ['sid', ({ device }) => device.sid],
  ['alignment', (_, __, facts) => alignmentKind(facts)],
  ['drift_seconds', (_, { now }, facts) => driftSeconds(facts, now)],
  ['needs_attention', (_, context, facts) => attentionOf(facts, context)],
  ['update_status', ({ device }) => device.app?.update_status ?? null],
  ['update_error_code', ({ device }) => device.app?.update_error_code ?? null],
  ['running_app', ({ device }, { apps }) => nameOf(apps, device.app?.reported_sid ?? null)],
  ['running_app_sid', ({ device }) => device.app?.reported_sid ?? null],
  ['target_app', ({ device }, { apps }) => nameOf(apps, device.app?.target_sid ?? null)],
  ['target_app_sid', ({ device }) => device.app?.target_sid ?? null],
  ['date_targeted', ({ device }) => device.app?.date_targeted ?? null],
  ['date_reported', ({ device }) => device.app?.date_reported ?? null],
  ['logging_enabled', ({ device }) => device.logging?.enabled ?? null],
  ['logging_expires', ({ device }) => device.logging?.date_expires ?? null],
  ['date_created', ({ device }) => device.date_created],
  ['date_updated', ({ device }) => device.date_updated],
  ['read_at', ({ at }) => iso(at)],
  ['not_listed_since', ({ missingSince }) => (missingSince === null ? null : iso(missingSince))],
];

/** Whole seconds since the target was set, for what does not run its target. */
function driftSeconds(facts: Facts, now: number): number | null {
  const kind = alignmentKind(facts);
  const age = kind === 'drifting' || kind === 'never-reported' ? driftAge(facts, now) : null;
  return age === null ? null : Math.floor(age / 1000);
}

function attentionOf(facts: Facts, { apps, appsKnown, limits, now }: ExportContext): string | null {
  const listed = !appsKnown || facts.target === null ? null : apps.has(facts.target);
  return attention(facts, listed, now, limits);
}

function nameOf(apps: ExportContext['apps'], sid: string | null): string | null {
  return sid === null ? null : (apps.get(sid)?.unique_name ?? null);
}

/** In UTC as the API writes it, without milliseconds. */
function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** The cells of a row, in the order of the columns. */
function cellsOf(row: FleetRow, context: ExportContext): Cell[] {
  const facts = factsOf(row.device);
  return COLUMNS.map(([, value]) => value(row, context, facts));
}

const sortText = ({ field, down }: SortKey): string => `${down ? '-' : ''}${field}`;

function completeness({ completeAt, held }: Coverage): string {
  return completeAt === null ? `no (${held.toLocaleString('en')} read so far)` : 'yes';
}

/** What is to be read was chosen at one moment, and written piece by piece; the fleet may be read again in between. */
const ROWS = 'each as it was read at its read_at; one that was read after the export began may no longer match the query';

/**
 * RFC 4180 with a byte order mark (without one Excel takes UTF-8 for something else) and, before the header, lines that
 * begin with `#`.
 */
export const CSV: ExportFormat = {
  extension: 'csv',
  type: 'text/csv;charset=utf-8',
  head: ({ selection: { q, sort, list }, total, coverage, now }) => {
    const notes = [
      `# query: ${q.trim() === '' ? 'all devices' : q}`,
      `# sort: ${sort.length === 0 ? 'as the API lists them' : sort.map(sortText).join(', ')}`,
      ...(list === null ? [] : [`# list: ${list.length} pasted names and SIDs`]),
      `# as of: ${coverage.completeAt === null ? 'see read_at' : iso(coverage.completeAt)}`,
      `# complete: ${completeness(coverage)}`,
      `# devices: ${total}`,
      `# exported: ${iso(now)}`,
      `# rows: ${ROWS}`,
    ];
    return `\u{FEFF}${[...notes.map((note) => quoted(defused(note), QUOTE)), COLUMNS.map(([name]) => name).join(',')].join(LINE)}${LINE}`;
  },
  rows: (rows, context) => rows.map((row) => cellsOf(row, context).map(csvCell).join(',') + LINE).join(''),
  tail: '',
};

const LINE = '\r\n';

/** Everything as it came: a lone surrogate is written as its escape, a name with `=` in front without an apostrophe. */
export const JSON_FILE: ExportFormat = {
  extension: 'json',
  type: 'application/json',
  head: ({ selection: { q, sort, list }, total, coverage, now }) => {
    const asOf = coverage.completeAt === null ? null : iso(coverage.completeAt);
    const about = { query: q, sort: sort.map(sortText), list, asOf, complete: asOf !== null, read: coverage.held, count: total, exported: iso(now), rows: ROWS };
    return `${JSON.stringify(about).slice(0, -1)},"devices":[\n`;
  },
  rows: (rows, context, first) => rows.map((row, index) => `${first && index === 0 ? '' : ',\n'}${jsonObject(cellsOf(row, context))}`).join(''),
  tail: '\n]}\n',
};

function jsonObject(cells: readonly Cell[]): string {
  return `{${cells.map((cell, index) => `"${COLUMNS[index]?.[0]}":${JSON.stringify(cell)}`).join(',')}}`;
}

/** Most cells: nothing in them means anything to a spreadsheet. Only here for speed. */
const PLAIN = /^[A-Za-z0-9][\w.:-]*$/u;

/** Not only what RFC 4180 wants quoted: some spreadsheets split at semicolons and tabs, or strip spaces. */
const QUOTE = /[",;\t\r\n]|^\s|\s$/u;

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

const two = (n: number): string => String(n).padStart(2, '0');

/** `devices-2026-11-23-1402-is-stuck.csv`: local time, and what can be kept of the query in a file's name. */
export function exportName({ q, list }: Selection, at: Date, extension: string): string {
  const when = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}-${two(at.getHours())}${two(at.getMinutes())}`;
  const words = q.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40).replaceAll(/^-+|-+$|\p{Cs}/gu, '');
  return ['devices', when, words, list === null ? '' : 'list'].filter((part) => part !== '').join('-') + `.${extension}`;
}
