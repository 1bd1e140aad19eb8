import type { Counts, Ledger } from './ledger.ts';
import type { Doing } from './terms.ts';

/** What a wave waits for once all of it was sent, and when the next begins. Pure. */

export type Next =
  /** Nothing to be done but to wait; `until` is null when that depends on devices, or on somebody. */
  | { readonly kind: 'wait'; readonly doing: Doing; readonly until: number | null }
  /** Enough of the wave has landed. */
  | { readonly kind: 'pass' }
  | { readonly kind: 'next-wave' }
  | { readonly kind: 'finish' };

/** @param told somebody said to go on with the next wave, whatever it waits for */
export function afterSending({ plan, wave, passedAt, ...ledger }: Pick<Ledger, 'plan' | 'wave' | 'passedAt'> & { readonly waves: readonly Counts[] }, now: number, told: boolean): Next {
  const counts = ledger.waves;
  if (wave === plan.waves.length - 1) {
    const pending = counts.some((each) => each.pending > 0);
    return pending ? { kind: 'wait', doing: { kind: 'landing' }, until: null } : { kind: 'finish' };
  }
  if (plan.landing === null || told) return { kind: 'next-wave' };
  if (passedAt === null) {
    const { enough, left } = passing(counts[wave], plan.landing.enough);
    if (enough) return { kind: 'pass' };
    return { kind: 'wait', doing: left ? { kind: 'landing' } : { kind: 'gate', enough: false }, until: null };
  }
  const until = passedAt + plan.landing.soak;
  if (now < until) return { kind: 'wait', doing: { kind: 'soaking', until }, until };
  if (plan.landing.gate === 'by-hand') return { kind: 'wait', doing: { kind: 'gate', enough: true }, until: null };
  return { kind: 'next-wave' };
}

/**
 * Whether enough of a wave has landed, of those that were sent to; and whether more may still land in time. A wave of which
 * all were so already has nothing to wait for.
 */
export function passing(counts: Counts | undefined, percent: number): { readonly enough: boolean; readonly left: boolean } {
  if (counts === undefined) return { enough: true, left: false };
  const sent = counts.done + counts.failed + counts.stuck + counts.pending + counts.unknown;
  // All that it had was left alone, because somebody else was there: nothing is known of the change.
  if (sent === 0 && counts.skipped > (counts.already ?? 0)) return { enough: false, left: false };
  return { enough: counts.done * 100 >= percent * sent, left: counts.pending > 0 };
}
