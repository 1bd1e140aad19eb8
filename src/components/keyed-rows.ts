import { foldedWords } from '#lib/search-words.ts';
import { fold } from '#lib/text.ts';
import { parseDate } from '#lib/time.ts';

/** Keys found, put in order and cut into pages: what a list of Configs or Secrets shows. Pure. */

export type KeyedSort = 'key' | '-key' | 'date' | '-date';
export const KEYED_SORTS: readonly KeyedSort[] = ['key', '-key', 'date', '-date'];

/** What a press on the head of a column leads to: keys from a to z first, dates from the newest. */
export function nextSort(sort: KeyedSort, field: 'key' | 'date'): KeyedSort {
  if (field === 'key') return sort === 'key' ? '-key' : 'key';
  return sort === '-date' ? 'date' : '-date';
}

/** How a kind of row is read. */
export interface KeyedKind<Row> {
  /** The date that it is listed with, as the API wrote it. */
  readonly date: (row: Row) => string | null;
  /** What a search looks at, besides its key. */
  readonly text: (row: Row) => string;
}

const folded = new WeakMap<object, string>();

/** Key and text as a search sees them: made once for each row, since it is another object once it has changed. */
function foldedOf<Row extends { readonly key: string }>(row: Row, kind: KeyedKind<Row>): string {
  const known = folded.get(row);
  if (known !== undefined) return known;
  const made = fold(`${row.key}\n${kind.text(row)}`);
  folded.set(row, made);
  return made;
}

/** Those in which every word of `q` stands, anywhere. */
export function matching<Row extends { readonly key: string }>(rows: readonly Row[], q: string, kind: KeyedKind<Row>): readonly Row[] {
  const words = foldedWords(q);
  return words.length === 0 ? rows : rows.filter((row) => words.every((word) => foldedOf(row, kind).includes(word)));
}

let collator: Intl.Collator | null = null;

/** Keys as people sort them: `unit 2` before `unit 10`; those that are the same to people, by their characters. */
export function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a.key, b.key) || (a.key < b.key ? -1 : Number(a.key > b.key));
}

/** In the order that is asked for; by date, those without one that can be read come last either way. */
export function sorted<Row extends { readonly key: string }>(rows: readonly Row[], sort: KeyedSort, kind: KeyedKind<Row>): readonly Row[] {
  if (sort === 'key') return rows.toSorted(byKey);
  if (sort === '-key') return rows.toSorted((a, b) => byKey(b, a));
  const down = sort === '-date';
  const dated = rows.map((row) => ({ row, at: parseDate(kind.date(row)) ?? Number.NaN }));
  const sided = (a: number, b: number): number => (Number.isNaN(a) || Number.isNaN(b) ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : down ? b - a : a - b);
  return dated.toSorted((a, b) => sided(a.at, b.at) || byKey(a.row, b.row)).map(({ row }) => row);
}

export interface KeyedPage<Row> {
  readonly rows: readonly Row[];
  /** From 1: the one that was asked for, or the last there is. */
  readonly number: number;
  readonly pages: number;
}

/** One page of them; an empty list has one page without rows. */
export function pageOf<Row>(rows: readonly Row[], number: number, size: number): KeyedPage<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const at = Math.min(Math.max(1, number), pages);
  return { rows: rows.slice((at - 1) * size, at * size), number: at, pages };
}
