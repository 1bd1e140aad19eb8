import { Ledger, type Entry, type ItemState, type Note } from './ledger.ts';
import { BULK_SETTINGS, ROLLOUT_LANDING, ROLLOUT_SETTINGS, type Plan, type RunItem } from './plan.ts';

/** For tests: plans in a line, and ledgers in which something has happened. */

export const APP = `KA${'a'.repeat(32)}`;
export const OLD = `KA${'b'.repeat(32)}`;
/** When all of it begins: 2026-11-25 12:00:00 UTC. */
export const T0 = Date.parse('2026-11-25T12:00:00Z');

export const sidOf = (n: number): string => `UV${String(n).padStart(32, '0')}`;

export function itemNo(n: number, more: Partial<RunItem> = {}): RunItem {
  return { sid: sidOf(n), broken: false, seen: { name: `device ${n}`, target: OLD, targeted: null, logging: false, expires: null }, ...more };
}

export function bulk(size: number, more: Partial<Plan> = {}): Plan {
  return {
    id: 'r', createdAt: T0, title: `Deploy fw-2 to ${size} devices`, change: { kind: 'deploy', app: APP }, items: Array.from({ length: size }, (_, n) => itemNo(n)), waves: [size],
    settings: BULK_SETTINGS, landing: null, parent: null, ...more,
  };
}

export function rollout(waves: readonly number[], more: Partial<Plan> = {}): Plan {
  return bulk(waves.at(-1) ?? 0, { waves, settings: ROLLOUT_SETTINGS, landing: ROLLOUT_LANDING, ...more });
}

/** A ledger that was told so; it begins at `T0`. */
export function told(plan: Plan, ...entries: readonly Entry[]): Ledger {
  const ledger = new Ledger(plan);
  for (const entry of [{ kind: 'started', at: T0 } as const, { kind: 'wave', at: T0, wave: 0 } as const, ...entries]) ledger.apply(entry);
  return ledger;
}

/** What became of one device. `s`: seconds after the beginning. */
export function became(index: number, state: ItemState, s = 0, note?: Note): Entry {
  return { kind: 'item', at: T0 + s * 1_000, index, state, note };
}

export const at = (s: number): number => T0 + s * 1_000;

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}
