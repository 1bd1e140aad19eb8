import * as z from 'zod/mini';
import { APP_SID } from '#api/schema.ts';
import { stuckAfter, STUCK_AFTER, type StuckAfter } from '#fleet/health.ts';
import { DAY, duration, MINUTE } from '#lib/time.ts';
import { preference, usePreference } from './preference.ts';

/** A threshold may be anything from a minute to a year, in milliseconds. */
export const SHORTEST = MINUTE;
export const LONGEST = 365 * DAY;

const limitSchema = z.int().check(z.gte(SHORTEST), z.lte(LONGEST));
export const stuckAfterSchema = z.object({
  usual: limitSchema,
  perApp: z.record(z.string().check(z.regex(APP_SID)), limitSchema),
});

/** From when on a drift is called stuck: for the whole fleet, and for single Apps (by sid). Kept in this browser. */
export const stuckAfterPreference = preference('stuck-after', stuckAfterSchema, STUCK_AFTER);

/** The thresholds as they are chosen now; the same object until somebody changes them. */
export function useStuckAfter(): StuckAfter {
  return usePreference(stuckAfterPreference)[0];
}

/** The threshold for devices with this target in words: `1 h`, `2 d`. */
export function stuckAfterWords(limits: StuckAfter, target: string | null): string {
  return duration(stuckAfter(limits, target));
}
