import type { Coverage } from '#fleet/view.ts';
import { MINUTE } from '#lib/time.ts';
import { t } from '#texts/t.ts';

/** What has to hold before an App is deleted. Pure; instants by the API's clock, in milliseconds. */

/** A picture of the fleet that is older says nothing of now. */
const FRESH = 5 * MINUTE;

/**
 * Whether what is known of the fleet may decide: read whole, and not long ago. A reading that was begun since the dialog was opened will do,
 * however long it took: a very large fleet is never read within a few minutes.
 */
export function knowsFleet({ completeAt }: Pick<Coverage, 'completeAt'>, openedAt: number, now: number): boolean {
  return completeAt !== null && (completeAt >= openedAt || now - completeAt <= FRESH);
}

interface Facts {
  readonly readOnly: boolean;
  /** See `knowsFleet`; also false while the index has not answered. */
  readonly known: boolean;
  /** So many should run it. */
  readonly targeted: number;
  /** So many run it, or may. */
  readonly left: number;
  /** Open runs that send it; null while they are being read. */
  readonly runs: number | null;
  /** Open runs that could not be read. */
  readonly unreadable: number;
  /** Somebody has said yes to as many as that. */
  readonly accepted: boolean;
  /** Somebody has typed what is asked for. */
  readonly typed: boolean;
}

/** Why it cannot be deleted, as a sentence; null when it can. */
export function deleteBlocked({ readOnly, known, targeted, left, runs, unreadable, accepted, typed }: Facts): string | null {
  if (readOnly) return t`Read-only: this console was started so that nothing can be changed.`;
  if (!known) return t`The fleet has to be read whole first: nobody knows what still runs this App.`;
  if (targeted > 0) return t`Devices should still run it: give them another App first.`;
  if (runs === null) return t`The rollouts of this browser are still being read.`;
  if (runs > 0) return t`An open rollout sends it: end that first.`;
  if (unreadable > 0) return t`An open rollout cannot be read, and may send it: end that first.`;
  if (left > 0 && !accepted) return t`Say first that devices which run it may be left without it.`;
  return typed ? null : t`Type its name first.`;
}
