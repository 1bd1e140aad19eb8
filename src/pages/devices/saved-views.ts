import { number, t } from '#texts/t.ts';
import * as z from 'zod/mini';
import { paths } from '../../paths.ts';
import { listPath, parseListSearch, viewPath } from './list-search.ts';

/** Views of the device list under names of one's own: what is kept of them, and what they show. Pure. */

export const MOST_VIEWS = 100;
/** So many stand in the bar at the most. */
export const MOST_PINNED = 5;
export const LONGEST_NAME = 80;

const savedViewSchema = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(LONGEST_NAME)),
  /** `/devices?q=…&sort=…#list=…`, without the page. Never used as it is stored or imported, see `ownPath`. */
  path: z.string(),
  pinned: z.boolean(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

export const viewsSchema = z.array(savedViewSchema).check(z.maxLength(MOST_VIEWS));

/** `URL` wants an origin to read a path against; it is never gone to. */
const ANY = 'http://list.invalid';

/**
 * The path of a view of the device list, written anew from what can be read of it; null for an address of anything else.
 * Whatever a file or a stored text holds, it leads nowhere but there. Without page and token: a view begins at its top.
 */
export function ownPath(text: string): string | null {
  if (!/^\/devices(?:[?#]|$)/u.test(text)) return null;
  const { search, hash } = new URL(text, ANY);
  const params = new URLSearchParams(search);
  params.delete('page');
  params.delete('token');
  return listPath(`?${params}${hash}`);
}

/** Whether the page at `here` shows this view; of one that names no columns, in whichever. Both as `ownPath` writes them. */
export function isShown(path: string, here: string): boolean {
  return path === here || (path === withoutColumns(path) && path === withoutColumns(here));
}

function withoutColumns(own: string): string {
  return viewPath(parseListSearch(own.slice(paths.devices().length)), { columns: null });
}

/** What a view shows, in a line: `is:stuck · sorted by -targeted · list of 200`. */
export function aboutView(path: string): string {
  const { search, hash } = new URL(path, ANY);
  const { q, sort, list } = parseListSearch(`${search}${hash}`);
  const parts = [
    q.trim(),
    sort.length === 0 ? '' : t`sorted by ${sort.map(({ field, down }) => `${down ? '-' : ''}${field}`).join(', ')}`,
    list === null ? '' : t`list of ${number(list.length)}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? t`all devices` : parts.join(' · ');
}

/** Those that stand in the bar. */
export function pinnedOf(views: readonly SavedView[]): readonly SavedView[] {
  return views.filter((view) => view.pinned).slice(0, MOST_PINNED);
}
