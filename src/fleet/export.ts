import type { App } from '#api/schema.ts';
import { csvHead, csvLine, fileName, formWord, PLAIN_CSV, type Cell, type CsvForm } from '#lib/csv.ts';
import { alignmentKind, attention, driftAge, factsOf, type Facts, type StuckAfter } from './health.ts';
import type { Coverage, FleetRow, Selection, SortKey } from './view.ts';

/**
 * A view as a file: CSV in either of its forms (`lib/csv.ts`), or JSON. Pure, and in pieces: head, any number of chunks of rows, tail.
 * The head can be written last (only then are count and completeness known) and put in front.
 */

export interface ExportHead {
  readonly selection: Selection;
  readonly total: number;
  readonly coverage: Coverage;
  /** When it was exported, by the API's clock: ages are counted to then. */
  readonly now: number;
  /** The address of exactly this view; null for devices that were selected one by one. */
  readonly link: string | null;
  /** Whether it is known which Apps the account lists. */
  readonly appsKnown: boolean;
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
  /** In the name of the file, to tell it from another form; empty for none. */
  readonly word: string;
  readonly type: string;
  head(head: ExportHead): string;
  rows(rows: readonly FleetRow[], context: ExportContext, first: boolean): string;
  readonly tail: string;
}

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

/** Of a target that is none of them it cannot be told that it is, then. */
const NO_APPS = 'not read, so needs_attention does not tell unknown targets';

/** What is to be read was chosen at one moment, and written piece by piece; the fleet may be read again in between. */
const ROWS = 'each as it was read at its read_at; one that was read after the export began may no longer match the query';

export const csvFile = (form: CsvForm): ExportFormat => ({
  extension: 'csv',
  word: formWord(form),
  type: 'text/csv;charset=utf-8',
  head: ({ selection: { q, sort, list }, total, coverage, now, link, appsKnown }) => {
    const notes = [
      ...(link === null ? [] : [`# link: ${link}`]),
      `# query: ${q.trim() === '' ? 'all devices' : q}`,
      `# sort: ${sort.length === 0 ? 'as the API lists them' : sort.map(sortText).join(', ')}`,
      ...(list === null ? [] : [`# list: ${list.length} pasted names and SIDs`]),
      `# as of: ${coverage.completeAt === null ? 'see read_at' : iso(coverage.completeAt)}`,
      `# complete: ${completeness(coverage)}`,
      `# devices: ${total}`,
      `# exported: ${iso(now)}`,
      ...(appsKnown ? [] : [`# apps: ${NO_APPS}`]),
      `# rows: ${ROWS}`,
    ];
    return csvHead(notes, COLUMNS.map(([name]) => name), form);
  },
  rows: (rows, context) => rows.map((row) => csvLine(cellsOf(row, context), form)).join(''),
  tail: '',
});

/** For programs. */
export const CSV = csvFile(PLAIN_CSV);

/** Everything as it came: a lone surrogate is written as its escape, a name with `=` in front without an apostrophe. */
export const JSON_FILE: ExportFormat = {
  extension: 'json',
  word: '',
  type: 'application/json',
  head: ({ selection: { q, sort, list }, total, coverage, now, link, appsKnown }) => {
    const asOf = coverage.completeAt === null ? null : iso(coverage.completeAt);
    const about = { link, query: q, sort: sort.map(sortText), list, asOf, complete: asOf !== null, read: coverage.held, count: total, exported: iso(now), apps: appsKnown ? 'read' : NO_APPS, rows: ROWS };
    return `${JSON.stringify(about).slice(0, -1)},"devices":[\n`;
  },
  rows: (rows, context, first) => rows.map((row, index) => `${first && index === 0 ? '' : ',\n'}${jsonObject(cellsOf(row, context))}`).join(''),
  tail: '\n]}\n',
};

function jsonObject(cells: readonly Cell[]): string {
  return `{${cells.map((cell, index) => `"${COLUMNS[index]?.[0]}":${JSON.stringify(cell)}`).join(',')}}`;
}

/** `devices-2026-11-23-1402-is-stuck.csv`: local time, and what can be kept of the query in a file's name. */
export function exportName({ q, list }: Selection, at: Date, { extension, word }: Pick<ExportFormat, 'extension' | 'word'>): string {
  return fileName('devices', at, [q, list === null ? '' : 'list', word], extension);
}
