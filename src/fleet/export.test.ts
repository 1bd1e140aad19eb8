import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defused } from '#lib/csv.ts';
import { CSV, csvFile, exportName, JSON_FILE, type ExportContext, type ExportFormat, type ExportHead } from './export.ts';
import { STUCK_AFTER } from './health.ts';
import type { FleetRow, Selection } from './view.ts';

const NOW = Date.parse('2026-11-23T14:02:11Z');
const TARGET = `KA${'1'.repeat(32)}`;
const OTHER = `KA${'2'.repeat(32)}`;
const CONTEXT: ExportContext = { apps: new Map([[TARGET, { unique_name: 'fw-2' }], [OTHER, { unique_name: null }]]), appsKnown: true, limits: STUCK_AFTER, now: NOW };
const ALL: Selection = { q: '', sort: [], list: null };
const COMPLETE = { completeAt: NOW - 60_000, reading: null, held: 2, malformed: 0 };

function row(name: string | null, more: Partial<FleetRow> = {}): FleetRow {
  const device = {
    sid: `UV${'a'.repeat(32)}`,
    unique_name: name,
    account_sid: null,
    app: { target_sid: TARGET, target_hash: null, date_targeted: '2026-11-23T12:02:11Z', update_status: 'pending', update_error_code: 0, reported_sid: OTHER, date_reported: 'yesterday' },
    logging: { enabled: true, date_expires: null },
    date_created: '2025-01-01T00:00:00Z',
    date_updated: null,
    url: null,
    links: null,
  };
  return { device, at: NOW - 5_000, missingSince: null, ...more };
}

function file(format: ExportFormat, rows: readonly FleetRow[], head: Partial<ExportHead> = {}): string {
  const chunks = rows.map((each, index) => format.rows([each], CONTEXT, index === 0));
  return [format.head({ selection: ALL, total: rows.length, coverage: COMPLETE, now: NOW, link: null, appsKnown: true, ...head }), ...chunks, format.tail].join('');
}

/** A byte order mark, then RFC 4180, and nothing else: quotes only around a whole cell, CRLF between lines. */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let at = 1;
  expect(text[0]).toBe('\u{FEFF}');
  while (at < text.length) {
    const [whole, quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?=,|\r\n)/u.exec(text.slice(at)) ?? [];
    if (whole === undefined) throw new Error(`No cell at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (text[at] === ',') at += 1;
    else {
      lines.push(cells);
      cells = [];
      at += 2;
    }
  }
  return lines;
}

/** What a file holds once it is written as UTF-8 and read again; the mark at its front stays to be seen. */
const written = (text: string): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));

const anyName = fc.string({ unit: fc.oneof(fc.constantFrom('=', '+', '-', '@', '＝', '"', "'", ',', ';', '\t', '\r', '\n', ' ', '\u{200B}', '😀', '\uD800', 'é'), fc.string({ minLength: 1, maxLength: 1, unit: 'binary' })) });

describe('the CSV of a view', () => {
  test('says what it holds, and of when, before the rows', () => {
    const selection: Selection = { q: 'is:stuck', sort: [{ field: 'targeted', down: true }, { field: 'name', down: false }], list: null };
    const link = 'https://console.example/devices?q=is%3Astuck';
    expect(JSON.parse(file(JSON_FILE, [], { selection, link }))).toMatchObject({ link });
    const [url, query, sort, ...rest] = parseCsv(file(CSV, [row('a'), row('b')], { selection, link }));
    expect(url).toEqual([`# link: ${link}`]);
    expect(query).toEqual(['# query: is:stuck']);
    expect(sort).toEqual(['# sort: -targeted, name']);
    expect(rest.slice(0, 4)).toEqual([['# as of: 2026-11-23T14:01:11Z'], ['# complete: yes'], ['# devices: 2'], ['# exported: 2026-11-23T14:02:11Z']]);
  });

  test('says that what was read again while it was written may match no longer, as the JSON does', () => {
    const words = 'each as it was read at its read_at; one that was read after the export began may no longer match the query';
    expect(parseCsv(file(CSV, []))).toContainEqual([`# rows: ${words}`]);
    expect(JSON.parse(file(JSON_FILE, []))).toMatchObject({ rows: words });
  });

  test('says when the fleet is not read whole, and how many devices a pasted list had', () => {
    const text = file(CSV, [], { selection: { ...ALL, list: ['a', 'b', 'c'] }, coverage: { ...COMPLETE, completeAt: null, held: 4_000 } });
    expect(parseCsv(text)).toEqual(expect.arrayContaining([['# list: 3 pasted names and SIDs'], ['# as of: see read_at'], ['# complete: no (4,000 read so far)']]));
  });

  test('gives each device with both Apps by name, what the API wrote as it wrote it, and what follows from it', () => {
    const lines = parseCsv(file(CSV, [row('freezer'), row(null, { missingSince: NOW })]));
    const [header = [], first = [], second = []] = lines.slice(-3);
    const named = Object.fromEntries(header.map((name, index) => [name, first[index]]));
    expect(named).toEqual({
      name: 'freezer', sid: `UV${'a'.repeat(32)}`, alignment: 'drifting', drift_seconds: '7200', needs_attention: 'stuck',
      update_status: 'pending', update_error_code: '0', running_app: '', running_app_sid: OTHER, target_app: 'fw-2', target_app_sid: TARGET,
      date_targeted: '2026-11-23T12:02:11Z', date_reported: 'yesterday', logging_enabled: 'true', logging_expires: '',
      date_created: '2025-01-01T00:00:00Z', date_updated: '', read_at: '2026-11-23T14:02:06Z', not_listed_since: '',
    });
    expect(second[0]).toBe('');
    expect(second.at(-1)).toBe('2026-11-23T14:02:11Z');
  });

  test('reads back as it was, whatever the names are, but for the apostrophes', () => {
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 5 }), fc.string({ unit: 'binary' }), (names, q) => {
        const lines = parseCsv(written(file(CSV, names.map((name) => row(name)), { selection: { ...ALL, q } })));
        expect(lines.slice(lines.length - names.length).map(([name]) => name)).toEqual(names.map((name) => written(defused(name))));
        expect(new Set(lines.slice(-names.length - 1).map((line) => line.length))).toEqual(new Set([19]));
      }),
    );
  });

  test('holds no cell that begins like a formula, however a spreadsheet splits it', () => {
    fc.assert(
      fc.property(anyName, anyName, (name, q) => {
        const text = file(CSV, [row(name)], { selection: { ...ALL, q } });
        for (const cell of parseCsv(text).flat()) {
          expect(cell).not.toMatch(/^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]/u);
          expect(cell).not.toMatch(/[;\t\r\n][\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]/u);
          expect(cell).not.toMatch(/^[\t\r\n]/u);
        }
      }),
    );
  });

  test.each([
    ['=1+1', "'=1+1"], ['  -2', "'  -2"], ['＠SUM(A1)', "'＠SUM(A1)"], ['\t=x', "'\t'=x"], ['a;=x', "a;'=x"], ['freezer-2;a.b', 'freezer-2;a.b'], ['', ''],
  ])('defuses %j to %j', (text, cell) => {
    expect(defused(text)).toBe(cell);
  });
});

test('says where the Apps have not been read, because unknown targets are not told then', () => {
  const words = 'not read, so needs_attention does not tell unknown targets';
  expect(parseCsv(file(CSV, [], { appsKnown: false }))).toContainEqual([`# apps: ${words}`]);
  expect(file(CSV, [])).not.toContain('# apps');
  expect(JSON.parse(file(JSON_FILE, [], { appsKnown: false }))).toMatchObject({ apps: words });
  expect(JSON.parse(file(JSON_FILE, []))).toMatchObject({ apps: 'read' });
});

test('calls nothing an orphan while only the names of Apps are known', () => {
  const context = { ...CONTEXT, apps: new Map(), limits: { ...STUCK_AFTER, usual: 24 * 3600_000 } };
  expect(JSON.parse(JSON_FILE.rows([row('freezer')], context, true))).toMatchObject({ needs_attention: 'orphan' });
  expect(JSON.parse(JSON_FILE.rows([row('freezer')], { ...context, appsKnown: false }, true))).toMatchObject({ needs_attention: null });
});

describe('the JSON of a view', () => {
  test('is one document, whatever the names are, in as many pieces as it came', () => {
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 4 }), anyName, (names, q) => {
        const parsed: unknown = JSON.parse(written(file(JSON_FILE, names.map((name) => row(name)), { selection: { ...ALL, q } })));
        expect(parsed).toMatchObject({ query: q, sort: [], list: null, complete: true, count: names.length, devices: names.map((name) => ({ name, update_error_code: 0 })) });
      }),
    );
  });

  test('says when the fleet is not read whole', () => {
    const text = file(JSON_FILE, [], { coverage: { ...COMPLETE, completeAt: null, held: 4_000 }, selection: { ...ALL, list: ['a'] } });
    expect(JSON.parse(text)).toMatchObject({ asOf: null, complete: false, read: 4_000, list: ['a'], devices: [] });
  });
});

test('the name of the file says when and what, and which form of CSV it is', () => {
  const at = new Date(2026, 10, 23, 14, 2);
  expect(exportName({ ...ALL, q: 'is:stuck' }, at, CSV)).toBe('devices-2026-11-23-1402-is-stuck.csv');
  expect(exportName({ ...ALL, q: 'is:stuck' }, at, csvFile({ separator: ';', spreadsheet: true }))).toBe('devices-2026-11-23-1402-is-stuck-spreadsheet.csv');
  expect(exportName({ ...ALL, q: '../"é 😀\uD800', list: ['a'] }, at, JSON_FILE)).toBe('devices-2026-11-23-1402-é-list.json');
});
