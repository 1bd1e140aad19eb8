import * as z from 'zod/mini';
import { listPath, parseListSearch } from './list-search.ts';

/** Views of the device list under names of one's own: how they are kept, and taken to another browser as a file. Pure. */

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
const fileSchema = z.object({ kind: z.literal('microvisor-fleet-console views'), version: z.literal(1), views: viewsSchema });

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

/** What a view shows, in a line: `is:stuck · sorted by -targeted · list of 200`. */
export function aboutView(path: string): string {
  const { search, hash } = new URL(path, ANY);
  const { q, sort, list } = parseListSearch(`${search}${hash}`);
  const parts = [
    q.trim(),
    sort.length === 0 ? '' : `sorted by ${sort.map(({ field, down }) => `${down ? '-' : ''}${field}`).join(', ')}`,
    list === null ? '' : `list of ${list.length.toLocaleString('en')}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'all devices' : parts.join(' · ');
}

/** The name, or with the first number behind it that makes it a new one: `Freezers (2)`. */
export function freeName(name: string, views: readonly SavedView[]): string {
  const taken = new Set(views.map((view) => view.name));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const candidate = `${name.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Why a view cannot be called so; null when it can. `except`: its own present name. */
export function nameProblem(name: string, views: readonly SavedView[], except?: string): string | null {
  if (name === '') return 'Give it a name.';
  if (name.length > LONGEST_NAME) return `At most ${LONGEST_NAME} characters.`;
  return name !== except && views.some((view) => view.name === name) ? 'There is a view of that name.' : null;
}

export function viewsFile(views: readonly SavedView[]): string {
  return `${JSON.stringify({ kind: 'microvisor-fleet-console views', version: 1, views }, null, 2)}\n`;
}

export interface Imported {
  readonly views: SavedView[];
  readonly added: number;
  /** There already, under the same name. */
  readonly known: number;
  /** Not views of the device list, or more than can be kept. */
  readonly refused: number;
}

/** The views with those of a file behind them. Throws, with a sentence, when it is no such file. */
export function importViews(text: string, views: readonly SavedView[]): Imported {
  const file = parseFile(text);
  const result = [...views];
  let [known, refused] = [0, 0];
  for (const { name, path, pinned } of file) {
    const own = ownPath(path);
    if (own === null) refused += 1;
    else if (result.some((view) => view.name === name && ownPath(view.path) === own)) known += 1;
    else if (result.length === MOST_VIEWS) refused += 1;
    else result.push({ name: freeName(name, result), path: own, pinned: pinned && pinnedOf(result).length < MOST_PINNED });
  }
  return { views: result, added: result.length - views.length, known, refused };
}

function parseFile(text: string): readonly SavedView[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('It is not JSON: this file was not written by “Export” here, or was changed since.');
  }
  const file = fileSchema.safeParse(json);
  if (file.success) return file.data.views;
  const at = file.error.issues[0]?.path.join('.') ?? '';
  throw new Error(`It is not a file of saved views${at === '' ? '' : ` (at “${at}”)`}.`);
}

export function pinnedOf(views: readonly SavedView[]): readonly SavedView[] {
  return views.filter((view) => view.pinned).slice(0, MOST_PINNED);
}
