import { headOf } from './head.ts';
import type { Head } from './journal-schema.ts';
import { isSent, isWatching, type Ledger } from './ledger.ts';
import type { Run } from './run.ts';
import type { Command, Pulse } from './run-tabs.ts';

/** A run as one tab knows it. */

/** What a page is told of it. */
export interface LiveRun {
  readonly ledger: Ledger;
  readonly driver: 'here' | 'elsewhere' | 'nobody';
  /** Null while nobody drives it. */
  readonly pulse: Pulse | null;
}

export interface HeldRun {
  ledger: Ledger;
  /** Lines that the ledger has taken in. */
  lines: number;
  /** Lines that are known to be there. */
  known: number;
  /** As the tab that drives has told it last. */
  pulse: Pulse | null;
  run: Run | null;
  /** When other tabs were last told that the list has changed. */
  listedAt: number;
}

/** What a run was told while its tab was on its way to it, or from it. */
export interface Told {
  readonly command: Command;
  readonly wave: number;
}

/** One that this tab does not drive, as its journal tells it. */
export function asRead(kept: { readonly ledger: Ledger; readonly lines: number }): HeldRun {
  return { ...kept, known: kept.lines, pulse: null, run: null, listedAt: 0 };
}

/** What the list says of a run, as fresh as this tab knows it. */
export function headNow(kept: Head, held: HeldRun | undefined): Head {
  return held === undefined || kept.status === 'draft' ? kept : headOf(held.ledger);
}

export const IDLE: Pulse = { doing: { kind: 'idle' }, limit: 0, apiFailures: 0 };

export function pulseOf(run: Run): Pulse {
  return { doing: run.doing, limit: run.limit, apiFailures: run.apiFailures };
}

/** @param wave the one to begin, for `next-wave` */
export function obey(run: Run, command: Command, wave: number): void {
  if (command === 'pause') void run.pause();
  else if (command === 'stop') void run.stop();
  else if (command === 'close') void run.close();
  else if (command === 'next-wave') run.nextWave(wave);
  else run.resume();
}

/** Whether something of a run is still to be sent, or on its way: closing the tab that drives it would stop that. */
export function isSending(ledger: Ledger): boolean {
  const counts = ledger.counts();
  return counts.sending > 0 || (ledger.status === 'running' && !isSent(counts));
}

/** Whether something about it is still to be found out, by reads: of one that has ended, too, what was on its way as its tab went. */
export function isUnsettled(ledger: Ledger): boolean {
  const { sending, pending, stuck } = ledger.counts();
  return sending > 0 || (ledger.open && (ledger.status === 'running' || ledger.status === 'ready' || (ledger.plan.landing !== null && pending + stuck > 0)));
}

/** What a run that nobody drives needs, by reads only. `open`: its journal is to be read first. @param ledger where it is open here */
export function needOf(head: Head, ledger: Ledger | undefined): 'open' | 'look' | null {
  if (head.status === 'draft') return null;
  if (ledger === undefined) return isWatching(head, head.counts) ? 'open' : null;
  return isUnsettled(ledger) ? 'look' : null;
}
