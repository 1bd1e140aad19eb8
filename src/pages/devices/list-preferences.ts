import * as z from 'zod/mini';
import { preference } from '#components/preference.ts';

/** Every column but the name, which always stands first, in the order they have unless chosen otherwise. */
export const COLUMN_IDS = [
  'alignment', 'update', 'runs', 'target', 'sid', 'targeted', 'reported', 'logging', 'updated', 'created',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

/** Where a row is two lines, and these columns stand in the second one, under the name. */
export const PHONE = '(max-width: 639px)';
export const IN_NAME: ReadonlySet<ColumnId> = new Set<ColumnId>(['alignment', 'update']);

/** The columns on show, in order. Unknown and repeated ids are dropped; null when nothing valid is left. */
export function parseColumns(text: string | null): readonly ColumnId[] | null {
  if (text === null) return null;
  const words = new Set(text.split(','));
  const ids = [...words].flatMap((word) => COLUMN_IDS.find((id) => id === word) ?? []);
  return ids.length === 0 && !words.has('name') ? null : ids;
}

/** How columns are written into a link; null for the usual ones. */
export function columnsText(ids: readonly ColumnId[]): string | null {
  const text = ['name', ...ids].join(',');
  return text === ['name', ...COLUMN_IDS].join(',') ? null : text;
}

export const columnsPreference = preference('devices.columns', z.string(), COLUMN_IDS.join(','));
