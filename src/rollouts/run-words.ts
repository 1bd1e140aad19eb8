import { count } from '#lib/text.ts';
import { duration } from '#lib/time.ts';
import type { Counts, HaltReason, ItemState, Note, PauseReason, RunStatus } from './ledger.ts';
import type { Plan } from './plan.ts';
import type { Doing } from './terms.ts';

/** A run in words, the same in the list, on its page, in the tray and in its report. Pure. Times: browser clock. */

/** What a run is in, seen from whoever wants to know whether all is well. */
export type RunLook = 'running' | 'waiting' | 'halted' | 'partial' | 'complete' | 'draft';

export interface StatusWords {
  readonly look: RunLook;
  readonly text: string;
}

const n = (value: number): string => value.toLocaleString('en');

/** @param interrupted it is running by its journal, and no tab drives it */
export function statusWords(status: RunStatus | 'draft', counts: Counts, interrupted: boolean): StatusWords {
  switch (status) {
    case 'draft':
      return { look: 'draft', text: 'Draft' };
    case 'ready':
    case 'running':
      return interrupted ? { look: 'halted', text: 'Interrupted' } : { look: 'running', text: 'Running' };
    case 'paused':
      return { look: 'waiting', text: 'Paused' };
    case 'halted':
      return { look: 'halted', text: 'Halted' };
    case 'stopped':
      return { look: 'partial', text: 'Stopped' };
    case 'closed':
      return { look: 'partial', text: 'Closed as partial' };
    case 'finished': {
      const rest = counts.failed + counts.stuck + counts.unknown + counts.waiting;
      return rest === 0 ? { look: 'complete', text: 'Complete' } : { look: 'partial', text: 'Finished, partial' };
    }
  }
}

/** What an outcome is called. `landing`: in a rollout, what is sent has still to be reported. */
export function outcomeName(state: ItemState, landing: boolean): string {
  switch (state) {
    case 'waiting':
      return 'not sent';
    case 'sending':
      return 'on its way';
    case 'pending':
      return 'pending';
    case 'done':
      return landing ? 'landed' : 'done';
    default:
      return state;
  }
}

export function noteWords(note: Note | null): string {
  if (note === null) return '';
  const code = note.code === undefined || note.code === null ? '' : ` (${note.code})`;
  switch (note.why) {
    case 'gone':
      return 'The API knows this device no more.';
    case 'changed':
      return 'Somebody else changed it meanwhile; it was left alone.';
    case 'already':
      return 'It was so already.';
    case 'refused':
      return `The API refused it${code}${note.message ? `: ${note.message}` : '.'}`;
    case 'unchanged':
      return `It was sent, and the device, read again, is unchanged${code}.`;
    case 'no-answer':
      return `It was sent, and no answer came${code}; reading the device again did not tell.`;
    case 'update-error':
      return `The device reported an error${code}.`;
    case 'deadline':
      return 'It did not report within its deadline. It may still update when it checks in.';
    case 'landed':
      return note.took === null || note.took === undefined ? 'Landed.' : `Landed within ${duration(note.took)}.`;
  }
}

/** Which rule said stop, and at which figure. */
export function haltWords(reason: HaltReason): string {
  switch (reason.rule) {
    case 'error-rate':
      return `${percent(reason.percent)} of ${count(reason.of, 'outcome')} were errors`;
    case 'stuck-rate':
      return `${percent(reason.percent)} of ${count(reason.of, 'outcome')} were stuck`;
    case 'errors':
      return `${count(reason.count, 'device')} failed`;
    case 'api-failures':
      return `the API could not be asked ${count(reason.count, 'time')} in a row`;
  }
}

function percent(value: number): string {
  return `${value.toLocaleString('en', { maximumFractionDigits: 1 })} %`;
}

const PAUSED: Readonly<Record<PauseReason, string>> = {
  operator: 'Somebody paused it.',
  interrupted: 'The tab that drove it was closed or loaded again. What was on its way was read again since.',
  'sign-in': 'The API rejected the credentials (401).',
  rights: 'The credentials lack the rights for this (403).',
  session: 'The console’s server was restarted with other settings; load this page again.',
  'read-only': 'The console was started read-only.',
  journal: 'This browser could not write its journal, and without it nothing is sent.',
  broken: 'Something in the console itself went wrong.',
};

export function pauseWords(why: PauseReason | null): string {
  return why === null ? '' : PAUSED[why];
}

/** Exactly what was done and what is still under way: `Sending stopped. 38 updated, 12 pending will still update when they check in, 381 untouched.` */
export function stoppedWords({ landing }: Pick<Plan, 'landing'>, counts: Counts): string {
  const parts = [
    `${n(counts.done)} ${landing === null ? 'done' : 'updated'}`,
    counts.pending + counts.stuck > 0 ? `${n(counts.pending + counts.stuck)} pending will still update when they check in` : '',
    counts.failed > 0 ? `${n(counts.failed)} failed` : '',
    counts.unknown + counts.sending > 0 ? `${n(counts.unknown + counts.sending)} unknown` : '',
    counts.skipped > 0 ? `${n(counts.skipped)} skipped` : '',
    `${n(counts.waiting)} untouched`,
  ];
  return `Sending stopped. ${parts.filter(Boolean).join(', ')}.`;
}

/** What it is doing just now. */
export function doingWords(doing: Doing, now: number): string {
  switch (doing.kind) {
    case 'sending':
      return 'Sending';
    case 'landing':
      return 'Waiting for what was sent to be reported';
    case 'holding':
      return `The API cannot be asked; next try in ${duration(Math.max(1_000, doing.until - now))}`;
    case 'soaking':
      return `Enough has landed; the next wave begins in ${duration(Math.max(1_000, doing.until - now))}`;
    case 'gate':
      return doing.enough ? 'Waiting for somebody to open the next wave' : 'Too few of this wave have landed: somebody has to decide';
    case 'idle':
      return '';
  }
}
