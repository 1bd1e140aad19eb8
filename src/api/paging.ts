import { t } from '#texts/t.ts';
import { ApiError, localError } from './error.ts';
import { PAGE_TOKEN, type PageMeta } from './schema.ts';

/** Where a page is: its token carries the position, its number is "simply for client state". The first page has neither. */
export interface PageRef {
  readonly page: number;
  readonly token: string | null;
}

export const FIRST_PAGE: PageRef = { page: 0, token: null };

/**
 * Whether an error means that the API no longer knows the token that it was asked with: its own word (it has a number) that there is no such
 * page. Which status and code go with that is published nowhere.
 */
export function isExpired(error: unknown, token: string | null): boolean {
  return token !== null && error instanceof ApiError && typeof error.code === 'number' && [400, 404, 410].includes(error.status);
}

/**
 * The page a `meta` URL points to, null when there is none. The URL is taken apart, never followed: whatever host it
 * names, only `Page` and `PageToken` are read. Throws a `bad_reply` ApiError that names the field when it makes no sense.
 */
export function pageRef(meta: PageMeta, field: 'next_page_url' | 'previous_page_url'): PageRef | null {
  const text = meta[field];
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const token = url?.searchParams.get('PageToken') ?? null;
  const page = url?.searchParams.get('Page') ?? '';
  if (url === null || (token !== null && !PAGE_TOKEN.test(token)) || (field === 'next_page_url' && token === null)) {
    throw localError('bad_reply', t`The API sent a page whose meta.${field} cannot be read.`, 502);
  }
  const guess = (meta.page ?? 0) + (field === 'next_page_url' ? 1 : -1);
  return { page: /^\d{1,9}$/u.test(page) ? Number(page) : Math.max(0, guess), token };
}
