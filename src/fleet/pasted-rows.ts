import { writtenForms } from '#lib/csv.ts';
import { fold } from '#lib/text.ts';
import type { Columns } from './columns.ts';
import { partsOf, readingsOf, sidsIn } from './pasted-readings.ts';
import type { ListResult, NearEntry } from './view.ts';

export interface PastedRows extends ListResult {
  /** By row: 1 for those of the list. */
  readonly marked: Uint8Array;
}

/** So many names that are nearly an entry are offered in its place. */
const OFFERED = 3;

/**
 * The rows that a pasted list means. What is the sid of a device, in whatever letters, means that device alone, whatever others are named;
 * anything else means those whose name it is, exactly, or else those whose name, one alone, one of our own files writes like that (`'-3`, `="00123"`: see
 * `lib/csv.ts`). An entry that is neither stands for its parts, where it is several names in a line, or
 * for the sids in it. What is only nearly the name of a device means nothing, and is offered. `found` counts entries, each once.
 */
export function pastedRows(list: readonly string[], columns: Columns): PastedRows {
  const entries = new Set(list);
  const named = namedRows([...entries].concat([...entries].flatMap((entry) => partsOf(entry).flat())), columns);
  const meanings = new Map<string, readonly number[]>();
  const meant = (text: string): readonly number[] => {
    let rows = meanings.get(text);
    if (rows === undefined) meanings.set(text, (rows = rowsOf(text, columns, named)));
    return rows;
  };
  const marked = new Uint8Array(columns.end);
  const found = new Set<string>();
  const unknown = new Map<string, readonly string[]>();
  const take = (text: string, known: readonly string[] = []): void => {
    const rows = meant(text);
    if (rows.length === 0) unknown.set(text, known);
    else found.add(text);
    for (const row of rows) marked[row] = 1;
  };
  for (const entry of entries) {
    if (meant(entry).length > 0) {
      take(entry);
      continue;
    }
    const parts = partsOf(entry);
    const several = parts.find((some) => areNames(some, meant)) ?? sidsIn(entry);
    for (const part of several) take(part);
    if (several.length === 0) take(entry, [...(named.written.get(entry) ?? []).map((row) => columns.names[row] ?? ''), ...parts.flat().filter((part) => meant(part).length > 0)]);
  }
  return { marked, found: found.size, unknown: [...unknown.keys()], near: nearEntries(unknown, columns) };
}

/** Whether a line that is no name is several of them: at least two devices are named by it, and no more than as many parts name none. */
function areNames(parts: readonly string[], meant: (text: string) => readonly number[]): boolean {
  const known = parts.filter((part) => meant(part).length > 0).length;
  return known >= 2 && known * 2 >= parts.length;
}

interface Named {
  /** Rows by their names as they are. */
  readonly exact: ReadonlyMap<string, readonly number[]>;
  /** Rows by their names, of which Unicode says that they are the same text. */
  readonly same: ReadonlyMap<string, readonly number[]>;
  /** Rows by what one of our files has for their names. */
  readonly written: ReadonlyMap<string, readonly number[]>;
}

/** What a cell of our files may be that is not the name itself. */
const MAY_BE_WRITTEN = /'|^="/u;

/** Where these texts are names: one walk over the fleet. */
function namedRows(texts: readonly string[], { names, end }: Columns): Named {
  const wanted = new Set(texts.flatMap((text) => [...readingsOf(text)]));
  const same = new Set([...wanted].map((text) => text.normalize('NFC')));
  const written = [...wanted].some((text) => MAY_BE_WRITTEN.test(text));
  const [exactly, alike, inFiles] = [new Map<string, number[]>(), new Map<string, number[]>(), new Map<string, number[]>()];
  for (let row = 0; row < end; row += 1) {
    const name = names[row] ?? null;
    if (name === null) continue;
    if (wanted.has(name)) put(exactly, name, row);
    const composed = name.normalize('NFC');
    if (same.has(composed)) put(alike, composed, row);
    if (written) for (const text of writtenForms(name)) if (wanted.has(text)) put(inFiles, text, row);
  }
  return { exact: exactly, same: alike, written: inFiles };
}

function put(rows: Map<string, number[]>, text: string, row: number): void {
  const before = rows.get(text);
  if (before === undefined) rows.set(text, [row]);
  else before.push(row);
}

/** The rows that a text means; none where it is neither sid nor name. Written in other code points it is a name only where that is one device, and as in a file where that is one name. */
function rowsOf(text: string, columns: Columns, { exact, same, written }: Named): readonly number[] {
  const readings = readingsOf(text);
  for (const reading of readings) {
    const row = columns.rowOf(reading.replace(/^uv/iu, 'UV'));
    if (row !== undefined) return [row];
  }
  for (const reading of readings) {
    const rows = exact.get(reading) ?? same.get(reading.normalize('NFC')) ?? [];
    if (rows.length === 1 || exact.has(reading)) return rows;
    const inFiles = written.get(reading) ?? [];
    if (inFiles.length > 0) return new Set(inFiles.map((row) => columns.names[row])).size === 1 ? inFiles : [];
  }
  return [];
}

/** For what means nothing: names that differ from it in case, accents, spaces at their ends and what cannot be seen alone, and those that stand in it. */
function nearEntries(unknown: ReadonlyMap<string, readonly string[]>, { names, folded, end }: Columns): readonly NearEntry[] {
  if (unknown.size === 0) return [];
  const byFold = new Map<string, string[]>();
  const offers = new Map<string, Set<string>>();
  for (const [entry, known] of unknown) {
    offers.set(entry, new Set(known));
    for (const text of new Set([...readingsOf(entry)].map((reading) => fold(reading).trim()))) byFold.set(text, [...(byFold.get(text) ?? []), entry]);
  }
  for (let row = 0; row < end; row += 1) {
    const text = folded[row]?.trim() ?? '';
    if (text === '') continue;
    for (const entry of byFold.get(text) ?? []) offers.get(entry)?.add(names[row] ?? '');
  }
  return [...offers].flatMap(([entry, all]) => (all.size === 0 ? [] : { entry, names: [...all].slice(0, OFFERED) }));
}
