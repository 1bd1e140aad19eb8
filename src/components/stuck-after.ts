import { stuckAfter, STUCK_AFTER, type StuckAfter } from '#fleet/health.ts';
import { duration } from '#lib/time.ts';
import { preference, usePreference } from './preference.ts';
import { stuckAfterSchema } from './stuck-after-schema.ts';

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
