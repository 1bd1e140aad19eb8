import type { Counts, HaltReason } from './ledger.ts';
import type { HaltRules } from './plan.ts';

/** When a run stops by itself. Pure. */

/** At its bound, which a rate has to pass. */
const NEARLY = 0.99;

/** How near each rule is to halting: 1 and above halts. */
export interface Nearness {
  readonly reason: HaltReason;
  /** The bound that it would pass, or reach. */
  readonly bound: number;
  readonly nearness: number;
}

/**
 * The rules that are switched on, nearest first. A rate halts when it is *over* its bound, and only once there are enough
 * outcomes; a count when it is reached. `counts`: without the devices that were in error before.
 */
export function nearness(rules: HaltRules, counts: Counts, apiFailures: number): readonly Nearness[] {
  const outcomes = counts.done + counts.failed + counts.stuck;
  return [
    ...rate('error-rate', counts.failed, outcomes, rules.errorPercent, rules.after),
    ...number('errors', counts.failed, rules.errors),
    ...rate('stuck-rate', counts.stuck, outcomes, rules.stuckPercent, rules.after),
    ...number('api-failures', apiFailures, rules.apiFailures),
  ].toSorted((a, b) => b.nearness - a.nearness);
}

function rate(rule: 'error-rate' | 'stuck-rate', bad: number, of: number, bound: number | null, after: number): Nearness[] {
  if (bound === null) return [];
  const percent = of === 0 ? 0 : (100 * bad) / of;
  const early = of < after;
  // Compared in whole devices: 5 % of 20 is exactly one, and not over.
  const over = bad * 100 > bound * of;
  const part = bound === 0 ? Number(bad > 0) : percent / bound;
  const near = over && !early ? Math.max(1, part) : Math.min(part, NEARLY) * (early ? of / Math.max(1, after) : 1);
  return [{ reason: { rule, percent, of }, bound, nearness: near }];
}

function number(rule: 'errors' | 'api-failures', count: number, bound: number | null): Nearness[] {
  return bound === null ? [] : [{ reason: { rule, count }, bound, nearness: count / bound }];
}

/** The rule that says stop; null when none does. */
export function haltedBy(rules: HaltRules, counts: Counts, apiFailures: number): HaltReason | null {
  const [first] = nearness(rules, counts, apiFailures);
  return first !== undefined && first.nearness >= 1 ? first.reason : null;
}
