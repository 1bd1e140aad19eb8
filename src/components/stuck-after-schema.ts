import * as z from 'zod/mini';
import { APP_SID } from '#api/schema.ts';
import { LEASE, STUCK_AFTER } from '#fleet/health.ts';
import { DAY, MINUTE } from '#lib/time.ts';

/** A threshold may be anything from a minute to a year, in milliseconds. */
export const SHORTEST = MINUTE;
export const LONGEST = 365 * DAY;

const limitSchema = z.int().check(z.gte(SHORTEST), z.lte(LONGEST));

/** Thresholds as they are kept: of an update for the fleet and for single Apps by sid, and of logging, which was added later. */
export const stuckAfterSchema = z.object({
  usual: limitSchema,
  perApp: z.record(z.string().check(z.regex(APP_SID)), limitSchema),
  logging: z._default(z.int().check(z.gte(SHORTEST), z.lte(LEASE)), STUCK_AFTER.logging),
});
