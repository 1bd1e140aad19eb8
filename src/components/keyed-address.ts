import { KEYED_SORTS, type KeyedSort } from './keyed-rows.ts';

/** The sizes of a page on offer. */
export const KEYED_SIZES = [50, 100] as const;

/** More is cut off: a search of this length says nothing any more. */
const LONGEST_QUERY = 500;

/** What a list of Configs or Secrets shows, as its address says: `?q=…&sort=-date&size=100&page=2&stale=1&key=…`. */
export interface KeyedView {
  readonly q: string;
  readonly sort: KeyedSort;
  readonly size: number;
  /** From 1. */
  readonly page: number;
  /** Of Secrets: only those that were not rotated for long. */
  readonly stale: boolean;
  /** The key that is open; null when none is. */
  readonly open: string | null;
}

/** Reads the search part of an address. What makes no sense is left out. */
export function parseKeyed(search: string): KeyedView {
  const params = new URLSearchParams(search);
  const page = Number(params.get('page'));
  return {
    q: (params.get('q') ?? '').slice(0, LONGEST_QUERY),
    sort: KEYED_SORTS.find((sort) => sort === params.get('sort')) ?? 'key',
    size: KEYED_SIZES.find((size) => size === Number(params.get('size'))) ?? KEYED_SIZES[0],
    page: Number.isSafeInteger(page) && page > 1 ? page : 1,
    stale: params.get('stale') === '1',
    open: params.get('key'),
  };
}

/** The search part of an address; what is at its default is left out. */
export function keyedSearch({ q, sort, size, page, stale, open }: KeyedView): string {
  const params = new URLSearchParams();
  if (q !== '') params.set('q', q);
  if (sort !== 'key') params.set('sort', sort);
  if (size !== KEYED_SIZES[0]) params.set('size', String(size));
  if (page > 1) params.set('page', String(page));
  if (stale) params.set('stale', '1');
  if (open !== null) params.set('key', open);
  return params.size === 0 ? '' : `?${params}`;
}

/** The view with some of it changed. Whatever changes the rows begins at the first page. */
export function changed(view: KeyedView, change: Partial<KeyedView>): KeyedView {
  const rows = Object.keys(change).some((key) => key !== 'open' && key !== 'page');
  return { ...view, ...(rows && { page: 1 }), ...change };
}
