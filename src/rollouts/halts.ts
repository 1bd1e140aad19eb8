import type { Counts, HaltReason } from './ledger.ts';
import type { HaltRules } from './plan.ts';

/** When a run stops by itself. Pure. */

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
  const rate = (rule: 'error-rate' | 'stuck-rate', bad: number, bound: number | null): Nearness[] => {
    if (bound === null) return [];
    const percent = outcomes === 0 ? 0 : (100 * bad) / outcomes;
    const early = outcomes < rules.after;
    // Over the bound, compared in whole devices: 5 % of 20 is exactly one, and not over.
    const over = bad * 100 > bound * outcomes;
    const part = bound === 0 ? Number(bad > 0) : percent / bound;
    return [{ reason: { rule, percent, of: outcomes }, bound, nearness: over && !early ? Math.max(1, part) : Math.min(part, 0.99) * (early ? outcomes / Math.max(1, rules.after) : 1) }];
  };
  const number = (rule: 'errors' | 'api-failures', n: number, bound: number | null): Nearness[] =>
    bound === null ? [] : [{ reason: { rule, count: n }, bound, nearness: n / bound }];
  return [
    ...rate('error-rate', counts.failed, rules.errorPercent),
    ...number('errors', counts.failed, rules.errors),
    ...rate('stuck-rate', counts.stuck, rules.stuckPercent),
    ...number('api-failures', apiFailures, rules.apiFailures),
  ].toSorted((a, b) => b.nearness - a.nearness);
}

/** The rule that says stop; null when none does. */
export function haltedBy(rules: HaltRules, counts: Counts, apiFailures: number): HaltReason | null {
  const [first] = nearness(rules, counts, apiFailures);
  return first !== undefined && first.nearness >= 1 ? first.reason : null;
}
