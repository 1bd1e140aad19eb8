import * as z from 'zod/mini';
import type { Secret } from '#api/schema.ts';
import { DAY, parseDate } from '#lib/time.ts';
import { preference } from './preference.ts';

/** After how many days without a rotation a Secret is called stale. */
export const STALE = { least: 1, most: 3_650, usual: 365 } as const;

/** As it is chosen, in days. Kept in this browser. */
export const staleAfter = preference('stale-after-days', z.int().check(z.gte(STALE.least), z.lte(STALE.most)), STALE.usual);

/** Whether a Secret was not rotated for longer than so many days. One whose date cannot be read is not called anything. `now`: API clock. */
export function isStale({ date_rotated }: Pick<Secret, 'date_rotated'>, days: number, now: number): boolean {
  const at = parseDate(date_rotated);
  return at !== null && now - at > days * DAY;
}
