import type { Device } from '#api/schema.ts';
import { HOUR, MINUTE, parseDate } from '#lib/time.ts';
import { t } from '#texts/t.ts';

/**
 * What can be said of a device from its resource alone. Two axes that are never folded into one: *alignment* compares
 * what a device should run with what it reported, the *update result* is what the service says of the last deployment.
 * Pure; `now` is always the API's clock, in milliseconds.
 */

/** The thresholds, in milliseconds: when an update is stuck, and when logging has been left on. */
export interface StuckAfter {
  readonly usual: number;
  /** By the sid of the target App, where it has a threshold of its own. */
  readonly perApp: Readonly<Record<string, number>>;
  /** Logging that has been on for as long as this is called left on: see `isLeftOn`. At most `LEASE`. */
  readonly logging: number;
}

/** "Logs will be enabled or extended for 24 hours" (the Device resource page). */
export const LEASE = 24 * HOUR;

export const STUCK_AFTER: StuckAfter = { usual: 60 * MINUTE, perApp: {}, logging: LEASE / 2 };

/** How long a device may drift towards this App before it is stuck, in milliseconds. */
export function stuckAfter(limits: StuckAfter, target: string | null): number {
  return target !== null && Object.hasOwn(limits.perApp, target) ? (limits.perApp[target] ?? limits.usual) : limits.usual;
}

/** What the rules look at: read from a device, or filled in from the columns of the index. Instants in milliseconds, null when unknown. */
export interface Facts {
  target: string | null;
  reported: string | null;
  targeted: number | null;
  /** `update_status` as it came. */
  word: string | null;
  /** `update_error_code` as it came. */
  code: number | string | null;
  updated: number | null;
  logging: boolean | null;
  loggingEnds: number | null;
}

export function factsOf(device: Device): Facts {
  const { app, logging } = device;
  return {
    target: app?.target_sid ?? null,
    reported: app?.reported_sid ?? null,
    targeted: parseDate(app?.date_targeted ?? null),
    word: app?.update_status ?? null,
    code: app?.update_error_code ?? null,
    updated: parseDate(device.date_updated),
    logging: logging?.enabled ?? null,
    loggingEnds: parseDate(logging?.date_expires ?? null),
  };
}

export type Alignment =
  | { readonly kind: 'aligned' }
  /** It runs something else than it should; `age` since the target was set, null when the API gives no date. */
  | { readonly kind: 'drifting'; readonly age: number | null; readonly stuck: boolean }
  | { readonly kind: 'never-reported'; readonly age: number | null; readonly stuck: boolean }
  | { readonly kind: 'no-target' };

/** The kind of alignment alone: `target_sid` against `reported_sid`. */
export function alignmentKind({ target, reported }: Pick<Facts, 'target' | 'reported'>): Alignment['kind'] {
  if (target === null) return 'no-target';
  if (target === reported) return 'aligned';
  return reported === null ? 'never-reported' : 'drifting';
}

/** Milliseconds since the target was set, never below 0; null when the API gives no date. */
export function driftAge({ targeted }: Pick<Facts, 'targeted'>, now: number): number | null {
  return targeted === null ? null : Math.max(0, now - targeted);
}

/** Alignment of a device, with the age of its drift. */
export function alignment(device: Device, now: number, limits: StuckAfter = STUCK_AFTER): Alignment {
  return alignmentOf(factsOf(device), now, limits);
}

export function alignmentOf(facts: Facts, now: number, limits: StuckAfter): Alignment {
  const kind = alignmentKind(facts);
  if (kind === 'aligned' || kind === 'no-target') return { kind };
  const age = driftAge(facts, now);
  return { kind, age, stuck: age !== null && age > stuckAfter(limits, facts.target) };
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
  return updateResultOf(factsOf(device));
}

export function updateResultOf({ word, code }: Pick<Facts, 'word' | 'code'>): UpdateResult {
  return { family: familyOf(word), word, code: errorCode(code) };
}

/** The family of an `update_status`. */
export function familyOf(word: string | null): UpdateFamily {
  if (word === 'up-to-date' || word === 'error') return word;
  return word === 'pending' || word === 'scheduled' ? 'pending' : 'unknown';
}

/** An `update_error_code` that says something: null for 0, null and a text without anything in it. */
export function errorCode(code: number | string | null): number | string | null {
  return code === 0 || code === '0' || (typeof code === 'string' && code.trim() === '') ? null : code;
}

/**
 * Whether and how the two axes contradict each other. Drifting and pending is normal, drifting and error is a failed
 * deployment; aligned and error, or drifting and up-to-date, is odd.
 */
export function oddity(facts: Facts): 'aligned-error' | 'drifting-done' | 'unknown-status' | null {
  const kind = alignmentKind(facts);
  const family = familyOf(facts.word);
  if (kind === 'aligned' && family === 'error') return 'aligned-error';
  if ((kind === 'drifting' || kind === 'never-reported') && family === 'up-to-date') return 'drifting-done';
  return family === 'unknown' && facts.word !== null ? 'unknown-status' : null;
}

/** The contradiction of a device as a sentence; null when there is none. */
export function contradiction(facts: Facts): string | null {
  switch (oddity(facts)) {
    case 'aligned-error':
      return t`It runs what it should, yet the last update is reported as an error.`;
    case 'drifting-done':
      return t`The update is reported as up to date, yet the device does not run its target.`;
    case 'unknown-status':
      return t`The API reports a status this console does not know: “${facts.word ?? ''}”.`;
    case null:
      return null;
  }
}

/** A deployment that ended in an error: the status says so, and the device does not run its target. */
export function isFailed(facts: Facts): boolean {
  return familyOf(facts.word) === 'error' && alignmentKind(facts) !== 'aligned';
}

/** Drifting for longer than the limit. A device that has never reported is no drifter: it is a class of its own. */
export function isStuck(facts: Facts, now: number, limits: StuckAfter): boolean {
  const age = driftAge(facts, now);
  return alignmentKind(facts) === 'drifting' && age !== null && age > stuckAfter(limits, facts.target);
}

/** Why a device needs attention; the first that holds is the one it is listed under. */
export const ATTENTION = ['failed', 'stuck', 'odd', 'orphan', 'never', 'logging'] as const;
export type AttentionClass = (typeof ATTENTION)[number];

/** `listed`: whether the account lists the target App; null while the Apps are not known, and nothing is an orphan then. */
export function attention(facts: Facts, listed: boolean | null, now: number, limits: StuckAfter): AttentionClass | null {
  if (isFailed(facts)) return 'failed';
  if (isStuck(facts, now, limits)) return 'stuck';
  if (oddity(facts) !== null) return 'odd';
  if (facts.target !== null && listed === false) return 'orphan';
  if (alignmentKind(facts) === 'never-reported') return 'never';
  return isLeftOn(facts, now, limits) ? 'logging' : null;
}

/** What a device is in one word. */
export type Status = Exclude<AttentionClass, 'logging'> | 'updating' | 'up-to-date' | 'no-target';

/**
 * The status of a device, one of all that hold, by precedence: failed, stuck, odd, orphan (its target is unknown), never reported,
 * updating, up to date. @param listed whether the account lists the target App; null while that is not known, and nothing is an orphan then
 */
export function statusOf(facts: Facts, listed: boolean | null, now: number, limits: StuckAfter): Status {
  const kind = attention(facts, listed, now, limits);
  if (kind !== null && kind !== 'logging') return kind;
  if (facts.target === null) return 'no-target';
  return facts.target === facts.reported ? 'up-to-date' : 'updating';
}

/**
 * Whether logging has been left on. The API does not say when it was turned on; it says when the lease ends, and a lease lasts
 * 24 hours from when it was turned on or last extended. So it has been on since `loggingEnds` − 24 h, and is left on once that is
 * as long ago as the threshold; a lease that is still on after its end is, whatever the threshold. Without an end nobody can tell.
 */
export function isLeftOn({ logging, loggingEnds }: Pick<Facts, 'logging' | 'loggingEnds'>, now: number, limits: StuckAfter): boolean {
  return logging === true && loggingEnds !== null && loggingEnds <= leftOnBy(now, limits);
}

/** Logging that is on, and ends no later than this, has been left on. An instant in milliseconds. */
export function leftOnBy(now: number, { logging }: StuckAfter): number {
  // With the longest threshold only those count that are on after their end; one that ended since it was read must not appear for a moment.
  return logging < LEASE ? now + LEASE - logging : now - JUST_ENDED;
}

/** A lease that ended no longer ago than this has most likely ended since the device was read: the next reading tells. */
export const JUST_ENDED = 2 * MINUTE;

/**
 * Since when that has been so: since the target was set, for what is odd since the device was last updated, for logging
 * since it was turned on or last extended. An instant in milliseconds; null when no date tells.
 */
export function attentionSince(kind: AttentionClass, facts: Facts): number | null {
  if (kind === 'logging') return facts.loggingEnds === null ? null : facts.loggingEnds - LEASE;
  return kind === 'odd' ? facts.updated : facts.targeted;
}

/** For how long, in milliseconds, never below 0; null when no date tells. */
export function attentionAge(kind: AttentionClass, facts: Facts, now: number): number | null {
  const since = attentionSince(kind, facts);
  return since === null ? null : Math.max(0, now - since);
}

export type Lease =
  | { readonly kind: 'off' }
  | { readonly kind: 'unknown' }
  /** `left`: milliseconds until it ends, null when the API gives no end. */
  | { readonly kind: 'on'; readonly left: number | null }
  /** The API says enabled, its own date says it is over. */
  | { readonly kind: 'expired'; readonly since: number };

/** Logging is a lease of 24 hours that ends by itself. */
export function loggingLease({ logging, loggingEnds: ends }: Pick<Facts, 'logging' | 'loggingEnds'>, now: number): Lease {
  if (logging === null) return { kind: 'unknown' };
  if (!logging) return { kind: 'off' };
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
