import type { Head } from './journal-schema.ts';
import type { Ledger } from './ledger.ts';
import { isRollout, type Plan } from './plan.ts';

/** What the list of runs says of one, and who drives it. Pure. */

export function headOf(ledger: Ledger): Head {
  const { plan } = ledger;
  return { ...draftHead(plan), status: ledger.status, why: ledger.why, halt: ledger.halt, counts: ledger.counts(), endedAt: ledger.endedAt };
}

/** Of a plan that has not been started. */
export function draftHead(plan: Plan): Head {
  const { id, createdAt, title, change, items, landing, parent, exception } = plan;
  return {
    id, createdAt, title, change, parent, exception,
    rollout: isRollout(plan),
    reports: landing !== null,
    devices: items.length,
    status: 'draft',
    counts: { waiting: items.length, sending: 0, pending: 0, done: 0, failed: 0, stuck: 0, skipped: 0, unknown: 0 },
    endedAt: null,
  };
}

/** Whether a run may still do something to a device: those are told of before another run is begun. */
export function isOpen({ status }: Pick<Head, 'status'>): boolean {
  return status === 'ready' || status === 'running' || status === 'paused' || status === 'halted';
}

/** A new id: when, and something that no other tab has. It is part of an address, so it is short. */
export function newId(now: number, random: () => number): string {
  return `${Math.floor(now / 1000).toString(36)}${Math.floor(random() * 36 ** 5).toString(36).padStart(5, '0')}`;
}
