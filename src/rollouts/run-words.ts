import { count } from '#texts/t.ts';
import { duration } from '#lib/time.ts';
import type { Nearness } from './halts.ts';
import { sumOf, type Counts, type HaltReason, type ItemState, type Ledger, type Note, type PauseReason, type RunStatus } from './ledger.ts';
import type { HaltRules, Plan } from './plan.ts';
import type { Doing } from './terms.ts';

/** A run in words, the same in the list, on its page, in the tray and in its report. Pure. Times: browser clock. */

/** What a run is in, seen from whoever wants to know whether all is well. */
export type RunLook = 'running' | 'waiting' | 'halted' | 'partial' | 'complete' | 'draft';

export interface StatusWords {
  readonly look: RunLook;
  readonly text: string;
}

const n = (value: number): string => value.toLocaleString('en');
const INTERRUPTED: StatusWords = { look: 'halted', text: 'Interrupted' };

/** @param interrupted by `isInterrupted` */
export function statusWords(status: RunStatus | 'draft', counts: Counts, interrupted: boolean): StatusWords {
  switch (status) {
    case 'draft':
      return { look: 'draft', text: 'Draft' };
    case 'ready':
    case 'running':
      return interrupted ? INTERRUPTED : { look: 'running', text: 'Running' };
    case 'paused':
      return interrupted ? INTERRUPTED : { look: 'waiting', text: 'Paused' };
    case 'halted':
      return { look: 'halted', text: 'Halted' };
    case 'stopped':
      return { look: 'partial', text: 'Stopped' };
    case 'closed':
      return { look: 'partial', text: 'Closed as partial' };
    case 'finished': {
      const rest = counts.failed + counts.stuck + counts.unknown + counts.waiting + counts.skipped - (counts.already ?? 0);
      return rest === 0 ? { look: 'complete', text: 'Complete' } : { look: 'partial', text: 'Finished, partial' };
    }
  }
}

interface Stands {
  readonly status: RunStatus | 'draft';
  readonly why?: PauseReason | null | undefined;
}

/** Whether a run stands still only because its tab is gone. `driven`: some tab drives it, or is about to begin it. */
export function isInterrupted({ status, why = null }: Stands, driven: boolean): boolean {
  return ((status === 'running' || status === 'ready') && !driven) || (status === 'paused' && why === 'interrupted');
}

/** How it stands, in a word or two. */
export function standWords(run: Stands, counts: Counts, driven: boolean): StatusWords {
  return statusWords(run.status, counts, isInterrupted(run, driven));
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
      return 'It was changed meanwhile by somebody else, or by another run; it was left alone.';
    case 'already':
      return 'It was so already.';
    case 'refused':
      return `The API refused it${code}${note.message ? `: ${note.message}` : '.'}`;
    case 'unchanged':
      return `It was sent, and the device, read again, is unchanged${code}.`;
    case 'no-answer':
      return `It was sent, and no answer came${code}; reading the device again did not tell.`;
    case 'unreadable':
      return `It could not be read${code}, although the API answers; nothing was sent.`;
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

/** The rule that is nearest to halting, with its figures: `error rate 3.1 % of 64 outcomes, halts over 5 %`. */
export function nearWords({ reason, bound }: Nearness, after: number): string {
  switch (reason.rule) {
    case 'error-rate':
    case 'stuck-rate': {
      const early = reason.of < after ? ` once ${count(after, 'outcome')} are in` : '';
      return `${reason.rule === 'error-rate' ? 'error rate' : 'stuck rate'} ${percent(reason.percent)} of ${count(reason.of, 'outcome')}, halts over ${percent(bound)}${early}`;
    }
    case 'errors':
      return `${count(reason.count, 'failure')}, halts at ${n(bound)}`;
    case 'api-failures':
      return `${count(reason.count, 'API failure')} in a row, halts at ${n(bound)}`;
  }
}

/** The rules that are switched on. */
export function rulesWords({ errorPercent, errors, stuckPercent, apiFailures, after }: HaltRules): string {
  const rules = [
    errorPercent === null ? '' : `an error rate over ${percent(errorPercent)}`,
    stuckPercent === null ? '' : `a stuck rate over ${percent(stuckPercent)}`,
    errors === null ? '' : count(errors, 'failure'),
    apiFailures === null ? '' : `${count(apiFailures, 'API failure')} in a row`,
  ].filter(Boolean);
  const rates = errorPercent === null && stuckPercent === null ? '' : `; rates count once ${count(after, 'outcome')} ${after === 1 ? 'is' : 'are'} in`;
  return rules.length === 0 ? 'nothing halts it' : `${rules.join(', ')}${rates}`;
}

/** Where the rule's bound was. */
function limitWords({ rule }: HaltReason, { errorPercent, stuckPercent, errors, apiFailures }: HaltRules): string {
  switch (rule) {
    case 'error-rate':
      return errorPercent === null ? '' : `; the limit is ${percent(errorPercent)}`;
    case 'stuck-rate':
      return stuckPercent === null ? '' : `; the limit is ${percent(stuckPercent)}`;
    case 'errors':
      return errors === null ? '' : `; the limit is ${n(errors)}`;
    case 'api-failures':
      return apiFailures === null ? '' : `; the limit is ${n(apiFailures)}`;
  }
}

function percent(value: number): string {
  return `${value.toLocaleString('en', { maximumFractionDigits: 1 })} %`;
}

const PAUSED: Readonly<Record<PauseReason, string>> = {
  operator: 'Somebody paused it.',
  interrupted: 'The tab that drove it was closed or loaded again.',
  'sign-in': 'The API rejected the credentials (401).',
  rights: 'The credentials lack the rights for this (403).',
  session: 'The console’s server was restarted with other settings; load this page again.',
  'read-only': 'The console was started read-only.',
  guard: 'The console’s own server refused to pass it on; what it prints says why.',
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
    counts.pending + counts.stuck > 0 ? `${n(counts.pending + counts.stuck)} pending will still update when ${counts.pending + counts.stuck === 1 ? 'it checks' : 'they check'} in` : '',
    counts.failed > 0 ? `${n(counts.failed)} failed` : '',
    counts.unknown > 0 ? `${n(counts.unknown)} unknown` : '',
    counts.sending > 0 ? `${n(counts.sending)} still on ${counts.sending === 1 ? 'its' : 'their'} way` : '',
    counts.skipped > 0 ? `${n(counts.skipped)} skipped` : '',
    counts.waiting > 0 ? `${n(counts.waiting)} untouched` : '',
  ];
  return `Sending stopped. ${parts.filter(Boolean).join(', ')}.`;
}

function finishedWords({ landing }: Pick<Plan, 'landing'>, counts: Counts): string {
  const all = sumOf(counts);
  const parts = (['done', 'failed', 'stuck', 'unknown', 'skipped'] as const).filter((state) => counts[state] > 0);
  if (parts.length === 1 && counts.done === all) return `${all === 1 ? 'The device' : `All ${n(all)} devices`} ${landing === null ? 'took it' : 'landed'}.`;
  return `${count(all, 'device')} gone through: ${parts.map((state) => `${n(counts[state])} ${outcomeName(state, landing !== null)}`).join(', ')}.`;
}

/** What became of the writes that were on their way when the tab was closed; empty when there were none. */
function lostWords(ledger: Ledger): string {
  const { lost } = ledger;
  if (lost.length === 0) return '';
  const of = (...states: readonly ItemState[]): number => lost.filter((index) => states.includes(ledger.state(index))).length;
  const parts = [
    [of('done', 'pending', 'stuck', 'failed'), 'had been carried out'],
    [of('waiting'), 'had not'],
    [of('skipped'), 'left alone'],
    [of('unknown'), 'cannot be told'],
    [of('sending'), 'still to be read'],
  ] as const;
  const told = parts.filter(([devices]) => devices > 0).map(([devices, words]) => `${n(devices)} ${words}`);
  return `${n(lost.length)} ${lost.length === 1 ? 'was' : 'were'} on ${lost.length === 1 ? 'its' : 'their'} way; read again, ${told.join(', ')}.`;
}

/** What has come of a run that does not go on, in exact words. Both empty while it goes on. */
export interface Happened {
  /** Why it does not; empty where its status says all. */
  readonly cause: string;
  readonly what: readonly string[];
}

export function happenedWords(ledger: Ledger, interrupted: boolean): Happened {
  const { plan, status, halt, why } = ledger;
  const counts = ledger.counts();
  const stopped = stoppedWords(plan, counts);
  if (interrupted) return { cause: pauseWords('interrupted'), what: [lostWords(ledger), stopped].filter(Boolean) };
  switch (status) {
    case 'ready':
    case 'running':
      return { cause: '', what: [] };
    case 'paused':
      return { cause: pauseWords(why), what: [stopped] };
    case 'halted': {
      const words = halt === null ? '' : `${haltWords(halt)}${limitWords(halt, plan.settings.halt)}.`;
      return { cause: `${words.charAt(0).toUpperCase()}${words.slice(1)}`, what: [stopped] };
    }
    case 'stopped':
    case 'closed':
      return { cause: '', what: [stopped] };
    case 'finished':
      return { cause: '', what: [finishedWords(plan, counts)] };
  }
}

/** The same in one line, with its status: `Halted. 7.8 % of 64 outcomes were errors; the limit is 5 %. Sending stopped. …` */
export function happenedLine(ledger: Ledger, status: string, interrupted: boolean): string {
  const { cause, what } = happenedWords(ledger, interrupted);
  return [`${status}.`, cause, ...what].filter(Boolean).join(' ');
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
