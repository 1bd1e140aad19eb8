import type { PageRequest } from '#api/devices.ts';
import { PAGE_SIZE, PAGE_TOKEN } from '#api/schema.ts';
import type { Selection, SortKey } from '#fleet/view.ts';
import { listSearch, paths, splitOnce } from '../../paths.ts';
import { parseSort, sortText } from './list-sort.ts';

/** The sizes on offer; the API takes any from 1 to 1000. */
export const PAGE_SIZES = [20, 50, 100, 250, 500, 1000] as const;

/** More is cut off: a query of this length says nothing any more. */
const LONGEST_QUERY = 2_000;

/** The address of the list, taken apart. `page` and `token` are the API's own; `number` is the page of what the index has, from 1. */
export interface ListView extends PageRequest {
  /** In the search language, as it was typed; empty for all. */
  readonly q: string;
  readonly sort: readonly SortKey[];
  /** Names and SIDs that were pasted; null when the list is not limited to them. */
  readonly list: readonly string[] | null;
  readonly number: number;
  /** The columns on show as `name,sid,…`; null when the link does not say. */
  readonly columns: string | null;
}

/** Reads the list's address, search part and hash (`?q=…&sort=…&size=100&page=2&token=…&columns=…#list=…`). What makes no sense is left out. */
export function parseListSearch(address: string): ListView {
  const [search, hash = ''] = splitOnce(address, '#');
  const params = new URLSearchParams(search);
  const size = Number(params.get('size'));
  const token = params.get('token');
  const page = Number(params.get('page'));
  const valid = token !== null && PAGE_TOKEN.test(token);
  const number = Number.isSafeInteger(page) && page >= 0 ? page : 0;
  return {
    q: (params.get('q') ?? '').slice(0, LONGEST_QUERY),
    sort: parseSort(params.get('sort')),
    list: parseList(hash),
    pageSize: PAGE_SIZES.find((offered) => offered === size) ?? PAGE_SIZE.default,
    page: valid ? number : 0,
    token: valid ? token : null,
    number: token === null || valid ? Math.max(1, number) : 1,
    columns: params.get('columns'),
  };
}

function parseList(hash: string): readonly string[] | null {
  if (!hash.startsWith('list=')) return null;
  const entries = hash.slice('list='.length).split(',').flatMap((entry) => decoded(entry) || []);
  return entries.length === 0 ? null : entries;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/**
 * Whether the rows come from the index: searched, sorted, limited to a pasted list, or a later page by its number, which the API does not know.
 * Else they are the API's own pages.
 */
export function fromIndex(view: ListView): boolean {
  return !isPlain(view) || (view.number > 1 && view.token === null);
}

/** Whether it is the list as such: neither searched nor sorted, nor limited to a pasted list. */
export function isPlain({ q, sort, list }: ListView): boolean {
  return q.trim() === '' && sort.length === 0 && list === null;
}

/** Which devices a view shows, and in which order. */
export function selectionOf({ q, sort, list }: ListView): Selection {
  return { q, sort, list };
}

/** The address of a view, search part and hash. */
export function searchOf(view: ListView): string {
  const { pageSize: size, number, sort, token, ...rest } = view;
  const indexed = fromIndex(view);
  return listSearch({ ...rest, size, sort: sortText(sort), token: indexed ? null : token, page: indexed ? number : view.page });
}

/** The path of a view with some of it changed. Whatever changes the rows begins at the first page, unless a page is named. */
export function viewPath(view: ListView, change: Partial<ListView> = {}): string {
  const first = Object.keys(change).every((key) => key === 'columns') ? {} : { page: 0, token: null, number: 1 };
  return `${paths.devices()}${searchOf({ ...view, ...first, ...change })}`;
}

/** The path of the list that an address (search part and hash) belongs to; whatever else stands in it is dropped. */
export function listPath(address: string): string {
  return viewPath(parseListSearch(address));
}
