import type { Device } from '#api/schema.ts';
import { MINUTE, parseDate } from '#lib/time.ts';

/**
 * What can be said of a device from its resource alone. Two axes that are never folded into one: *alignment* compares
 * what a device should run with what it reported, the *update result* is what the service says of the last deployment.
 * Pure; `now` is always the API's clock, in milliseconds.
 */

/** A drift longer than this is stuck. */
export const STUCK_AFTER = 60 * MINUTE;

export type Alignment =
  | { readonly kind: 'aligned' }
  /** It runs something else than it should; `age` since the target was set, null when the API gives no date. */
  | { readonly kind: 'drifting'; readonly age: number | null; readonly stuck: boolean }
  | { readonly kind: 'never-reported'; readonly age: number | null; readonly stuck: boolean }
  | { readonly kind: 'no-target' };

/** Alignment: `target_sid` against `reported_sid`. */
export function alignment(device: Device, now: number): Alignment {
  const target = device.app?.target_sid ?? null;
  const reported = device.app?.reported_sid ?? null;
  if (target === null) return { kind: 'no-target' };
  if (target === reported) return { kind: 'aligned' };
  const targeted = parseDate(device.app?.date_targeted ?? null);
  const age = targeted === null ? null : Math.max(0, now - targeted);
  const stuck = age !== null && age > STUCK_AFTER;
  return { kind: reported === null ? 'never-reported' : 'drifting', age, stuck };
}

export type UpdateFamily = 'up-to-date' | 'pending' | 'error' | 'unknown';

/** The update result: `word` exactly as it came, the family it belongs to, and the error code unless it is 0 or null. */
export interface UpdateResult {
  readonly family: UpdateFamily;
  readonly word: string | null;
  readonly code: number | string | null;
}

/** The documentation's status table says `scheduled` where the properties say `pending`; both are accepted. */
export function updateResult(device: Device): UpdateResult {
  const word = device.app?.update_status ?? null;
  const code = device.app?.update_error_code ?? null;
  return { family: familyOf(word), word, code: code === 0 || code === '0' ? null : code };
}

function familyOf(word: string | null): UpdateFamily {
  if (word === 'up-to-date' || word === 'error') return word;
  return word === 'pending' || word === 'scheduled' ? 'pending' : 'unknown';
}

/**
 * Why the two axes contradict each other, as a sentence; null when they do not. Drifting and pending is normal, drifting
 * and error is a failed deployment; aligned and error, or drifting and up-to-date, is odd.
 */
export function contradiction(device: Device, now: number): string | null {
  const { kind } = alignment(device, now);
  const { family, word } = updateResult(device);
  if (kind === 'aligned' && family === 'error') return 'It runs what it should, yet the last update is reported as an error.';
  if ((kind === 'drifting' || kind === 'never-reported') && family === 'up-to-date') {
    return 'The update is reported as up to date, yet the device does not run its target.';
  }
  if (family === 'unknown' && word !== null) return `The API reports a status this console does not know: “${word}”.`;
  return null;
}

export type Lease =
  | { readonly kind: 'off' }
  | { readonly kind: 'unknown' }
  /** `left`: milliseconds until it ends, null when the API gives no end. */
  | { readonly kind: 'on'; readonly left: number | null }
  /** The API says enabled, its own date says it is over. */
  | { readonly kind: 'expired'; readonly since: number };

/** Logging is a lease of 24 hours that ends by itself. */
export function loggingLease(device: Device, now: number): Lease {
  if (device.logging === null || device.logging.enabled === null) return { kind: 'unknown' };
  if (!device.logging.enabled) return { kind: 'off' };
  const ends = parseDate(device.logging.date_expires);
  if (ends === null) return { kind: 'on', left: null };
  return ends > now ? { kind: 'on', left: ends - now } : { kind: 'expired', since: now - ends };
}

/** How a deployment that was under way in `before` ended in `after`; null while it has not, or when it was another one. */
export function landing(before: Device, after: Device): { readonly kind: 'landed' | 'failed'; readonly took: number | null } | null {
  const target = after.app?.target_sid ?? null;
  const underWay = updateResult(before).family === 'pending' && before.app?.target_sid === target;
  if (target === null || !underWay || before.app?.date_targeted !== after.app?.date_targeted) return null;
  if (updateResult(after).family === 'error') return { kind: 'failed', took: null };
  if (after.app?.reported_sid !== target || updateResult(after).family === 'pending') return null;
  const from = parseDate(after.app.date_targeted);
  const to = parseDate(after.app.date_reported);
  return { kind: 'landed', took: from === null || to === null || to < from ? null : to - from };
}
