import { undefused } from '#lib/csv.ts';
import { fold } from '#lib/text.ts';
import type { Columns } from './columns.ts';
import type { ListResult } from './view.ts';

export interface PastedRows extends ListResult {
  /** By row: 1 for those of the list. */
  readonly marked: Uint8Array;
}

/**
 * The rows that a pasted list means. What is the sid of a device means that device alone, whatever others are named; anything
 * else means those whose name it is as written, or else those whose name one of our own files writes like that (`'-3`, `="00123"`: see
 * `lib/csv.ts`), or else those whose name differs from it in case and accents alone. `found` counts entries, each once.
 */
export function pastedRows(list: readonly string[], columns: Columns): PastedRows {
  const entries = new Set(list);
  const found = new Set<string>();
  const marked = new Uint8Array(columns.end);
  const mark = (row: number, entry: string): void => {
    marked[row] = 1;
    found.add(entry);
  };
  markExact(entries, columns, mark);
  const written = new Map<string, string[]>();
  for (const entry of entries) {
    const name = found.has(entry) ? entry : undefused(entry);
    if (name !== entry) written.set(name, [...(written.get(name) ?? []), entry]);
  }
  if (written.size > 0) markExact(new Set(written.keys()), columns, (row, name) => written.get(name)?.forEach((entry) => mark(row, entry)));
  const loose = new Map<string, string[]>();
  for (const entry of entries) {
    if (found.has(entry)) continue;
    const folded = fold(entry);
    loose.set(folded, [...(loose.get(folded) ?? []), entry]);
  }
  if (loose.size > 0) markLoose(loose, columns, mark);
  return { marked, found: found.size, unknown: [...entries].filter((entry) => !found.has(entry)) };
}

type Mark = (row: number, entry: string) => void;

function markExact(entries: ReadonlySet<string>, columns: Columns, mark: Mark): void {
  const named = new Set(entries);
  for (const entry of entries) {
    const row = columns.rowOf(entry.replace(/^uv/iu, 'UV'));
    if (row === undefined) continue;
    mark(row, entry);
    named.delete(entry);
  }
  const { names, end } = columns;
  for (let row = 0; row < end; row += 1) {
    const name = names[row] ?? null;
    if (name !== null && named.has(name)) mark(row, name);
  }
}

function markLoose(loose: ReadonlyMap<string, readonly string[]>, columns: Columns, mark: Mark): void {
  const markAll = (row: number, folded: string): void => {
    for (const entry of loose.get(folded) ?? []) mark(row, entry);
  };
  for (const folded of loose.keys()) {
    const row = columns.rowOf(folded.replace(/^uv/u, 'UV'));
    if (row !== undefined) markAll(row, folded);
  }
  const { folded: names, end } = columns;
  for (let row = 0; row < end; row += 1) {
    const name = names[row] ?? null;
    if (name !== null) markAll(row, name);
  }
}
