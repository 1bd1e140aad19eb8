/**
 * Lists in pages, as the service gives them: `PageSize`, an opaque `PageToken` and a `Page` that is only echoed.
 *
 * A token names the row that the page comes after (`PA…`) or before (`PB…`), so paging on while devices come and go
 * neither repeats nor skips the others.
 */
import { PAGE_SIZE } from '#api/schema.ts';

import { ApiError } from './errors.ts';
import { hash32 } from './random.ts';

interface Anchor {
  readonly side: 'after' | 'before';
  readonly order: number;
}

interface PageQuery {
  readonly page: number;
  readonly pageSize: number;
  readonly anchor: Anchor | null;
}

/** Moves orders below zero (devices added later) out of the way. */
const ZERO = 0x4000_0000;

function check(list: string, side: string, order: number): string {
  return hash32(`${list} ${side} ${order}`).toString(16).padStart(8, '0');
}

function tokenFor(list: string, { side, order }: Anchor): string {
  const digits = (order + ZERO).toString(16).padStart(8, '0');
  return `${side === 'after' ? 'PA' : 'PB'}${check(list, side, order)}${digits}`;
}

function anchorOf(list: string, token: string): Anchor {
  const [, letter, sum, digits] = /^P([AB])([0-9a-f]{8})([0-9a-f]{8})(?:[0-9a-f]{2})*$/u.exec(token) ?? [];
  const side = letter === 'B' ? 'before' : 'after';
  const order = Number.parseInt(digits ?? '', 16) - ZERO;
  if (sum === undefined || sum !== check(list, side, order)) {
    throw new ApiError('pageToken', `Invalid PageToken '${token.slice(0, 80)}'`);
  }
  return { side, order };
}

function integer(name: string, text: string, low: number, high: number): number {
  const value = /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) throw new ApiError('invalid', `${name} must be an integer from ${low} to ${high}`);
  return value;
}

/**
 * What a list request asks for.
 * @param list the list's own name: a token of another list or account is refused
 * @throws ApiError invalid for a PageSize outside 1..1000, pageToken for a token that this list never gave
 */
export function readPageQuery(list: string, query: URLSearchParams): PageQuery {
  const size = query.get('PageSize');
  const page = query.get('Page');
  const token = query.get('PageToken');
  return {
    pageSize: size === null ? PAGE_SIZE.default : integer('PageSize', size, PAGE_SIZE.min, PAGE_SIZE.max),
    page: page === null ? 0 : integer('Page', page, 0, Number.MAX_SAFE_INTEGER),
    anchor: token === null || token === '' ? null : anchorOf(list, token),
  };
}

/** Index of the first row whose order is at least this. */
function lowerBound(rows: readonly { readonly order: number }[], order: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && row.order < order) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows of a page, and its `meta`. @param url the list's absolute URL without a query. @param rows by order */
export function pageOf<Row extends { readonly order: number }>(
  list: { readonly name: string; readonly key: string; readonly url: string },
  rows: readonly Row[],
  { page, pageSize, anchor }: PageQuery,
): { rows: Row[]; meta: Record<string, string | number | null> } {
  let start = 0;
  if (anchor?.side === 'after') start = lowerBound(rows, anchor.order + 1);
  if (anchor?.side === 'before') start = Math.max(0, lowerBound(rows, anchor.order) - pageSize);
  const slice = rows.slice(start, start + pageSize);
  const first = slice[0];
  const last = slice.at(-1);

  const link = (number: number, target: Anchor | null): string => {
    const token = target === null ? '' : `&PageToken=${tokenFor(list.name, target)}`;
    return `${list.url}?PageSize=${pageSize}&Page=${number}${token}`;
  };
  const more = last !== undefined && start + slice.length < rows.length;
  const before = first?.order ?? (start > 0 && anchor ? anchor.order + 1 : undefined);
  return {
    rows: slice,
    meta: {
      page,
      page_size: pageSize,
      first_page_url: link(0, null),
      previous_page_url:
        start > 0 && before !== undefined ? link(Math.max(0, page - 1), { side: 'before', order: before }) : null,
      url: link(page, anchor),
      next_page_url: more ? link(page + 1, { side: 'after', order: last.order }) : null,
      key: list.key,
    },
  };
}
