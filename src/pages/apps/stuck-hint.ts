import { LONGEST } from '#components/stuck-after-schema.ts';
import type { AppManifest } from '#api/manifest.ts';
import { stuckAfter, type StuckAfter } from '#fleet/health.ts';

/** What a manifest means for the question after how long a drift is stuck. Pure; durations in milliseconds. */
export interface StuckHint {
  /** How long a healthy device may take to look for an update and to install it, as far as the manifest says. */
  readonly normal: number;
  /** The threshold that counts for this App now. */
  readonly limit: number;
  /** It is this App's own, and not that of all. */
  readonly own: boolean;
  /** What it might be instead; null where it need not be changed, or cannot be so long. */
  readonly proposed: number | null;
}

/** Null where the manifest gives no reason to wait: the device stays connected, and installs at once. */
export function stuckHint({ checkIn, politeness }: Pick<AppManifest, 'checkIn' | 'politeness'>, limits: StuckAfter, sid: string): StuckHint | null {
  const normal = ((checkIn ?? 0) + (politeness ?? 0)) * 1_000;
  if (normal === 0) return null;
  const limit = stuckAfter(limits, sid);
  // As long again as is waited for one that stays connected.
  const proposed = normal + limits.usual;
  return { normal, limit, own: Object.hasOwn(limits.perApp, sid), proposed: limit >= normal || proposed > LONGEST ? null : proposed };
}

/** The thresholds with one of its own for this App; without, for null. */
export function withOwn(limits: StuckAfter, sid: string, ms: number | null): StuckAfter {
  const others = Object.entries(limits.perApp).filter(([each]) => each !== sid);
  return { ...limits, perApp: Object.fromEntries(ms === null ? others : [...others, [sid, ms]]) };
}
