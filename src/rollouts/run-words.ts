import { count, number, plural, t } from '#texts/t.ts';
import { duration } from '#lib/time.ts';
import type { Nearness } from './halts.ts';
import { isWatching, sumOf, type Counts, type HaltReason, type ItemState, type Ledger, type Note, type PauseReason } from './ledger.ts';
import type { HaltRules, Plan } from './plan.ts';
import type { Doing } from './terms.ts';

/** A run in words, the same in the list, on its page, in the tray and in its report. Pure. Times: browser clock. */

/** What an outcome is called. `landing`: in a rollout, what is sent has still to be reported. */
export function outcomeName(state: ItemState, landing: boolean): string {
  switch (state) {
    case 'waiting':
      return t`not sent`;
    case 'sending':
      return t`on its way`;
    case 'pending':
      return t`pending`;
    case 'done':
      return landing ? t`updated` : t`done`;
    case 'failed':
      return t`failed`;
    case 'stuck':
      return t`stuck`;
    case 'unknown':
      return t`unknown`;
    case 'skipped':
      return t`skipped`;
  }
}

export function noteWords(note: Note | null): string {
  if (note === null) return '';
  const code = note.code === undefined || note.code === null ? '' : ` (${note.code})`;
  switch (note.why) {
    case 'gone':
      return t`The API knows this device no more.`;
    case 'changed':
      return t`It was changed meanwhile by somebody else, or by another run; it was left alone.`;
    case 'already':
      return t`It was so already.`;
    case 'refused':
      return note.message ? t`The API refused it${code}: ${note.message}` : t`The API refused it${code}.`;
    case 'unchanged':
      return t`It was sent, and the device, read again, is unchanged${code}.`;
    case 'not-applied':
      return t`The API accepted it, but did not apply it: the device was read again and does not show it.`;
    case 'not-shown':
      return t`The API accepted it, but nothing shows whether it was applied${code}.`;
    case 'no-answer':
      return t`It was sent, and no answer came${code}; reading the device again did not tell.`;
    case 'unreadable':
      return t`It could not be read${code}, although the API answers; nothing was sent.`;
    case 'update-error':
      return t`The device reported an error${code}.`;
    case 'deadline':
      return t`It did not report within its deadline. It may still update when it checks in.`;
    case 'landed':
      return note.took === null || note.took === undefined ? t`Updated.` : t`Updated within ${duration(note.took)}.`;
  }
}

/** Which rule said stop, and at which figure. */
export function haltWords(reason: HaltReason): string {
  switch (reason.rule) {
    case 'error-rate':
      return t`${percent(reason.percent)} of ${count(reason.of, 'outcome')} were errors`;
    case 'stuck-rate':
      return t`${percent(reason.percent)} of ${count(reason.of, 'outcome')} were stuck`;
    case 'errors':
      return t`${count(reason.count, 'device')} failed`;
    case 'api-failures':
      return t`the API could not be asked ${count(reason.count, 'time')} in a row`;
  }
}

/** The rule that is nearest to halting, with its figures: `error rate 3.1 % of 64 outcomes, halts over 5 %`. */
export function nearWords({ reason, bound }: Nearness, after: number): string {
  switch (reason.rule) {
    case 'error-rate':
    case 'stuck-rate': {
      const outcomes = count(reason.of, 'outcome');
      const [rate, most] = [percent(reason.percent), percent(bound)];
      const near = reason.rule === 'error-rate' ? t`error rate ${rate} of ${outcomes}, halts over ${most}` : t`stuck rate ${rate} of ${outcomes}, halts over ${most}`;
      return reason.of < after ? t`${near} once ${count(after, 'outcome')} are in` : near;
    }
    case 'errors':
      return t`${count(reason.count, 'failure')}, halts at ${number(bound)}`;
    case 'api-failures':
      return t`${count(reason.count, 'API failure')} in a row, halts at ${number(bound)}`;
  }
}

/** The rules that are switched on. */
export function rulesWords({ errorPercent, errors, stuckPercent, apiFailures, after }: HaltRules): string {
  const rules = [
    errorPercent === null ? '' : t`an error rate over ${percent(errorPercent)}`,
    stuckPercent === null ? '' : t`a stuck rate over ${percent(stuckPercent)}`,
    errors === null ? '' : count(errors, 'failure'),
    apiFailures === null ? '' : t`${count(apiFailures, 'API failure')} in a row`,
  ].filter(Boolean);
  if (rules.length === 0) return t`nothing halts it`;
  const all = rules.join(', ');
  return errorPercent === null && stuckPercent === null ? all : plural(after, '{0}; rates count once # outcome is in', '{0}; rates count once # outcomes are in', all);
}

/** The same as a sentence, with where the rule's bound was. */
function haltSentence(halt: HaltReason, rules: HaltRules): string {
  const words = haltWords(halt);
  const limit = limitOf(halt, rules);
  const sentence = limit === null ? `${words}.` : t`${words}; the limit is ${limit}.`;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

function limitOf({ rule }: HaltReason, { errorPercent, stuckPercent, errors, apiFailures }: HaltRules): string | null {
  switch (rule) {
    case 'error-rate':
      return errorPercent === null ? null : percent(errorPercent);
    case 'stuck-rate':
      return stuckPercent === null ? null : percent(stuckPercent);
    case 'errors':
      return errors === null ? null : number(errors);
    case 'api-failures':
      return apiFailures === null ? null : number(apiFailures);
  }
}

function percent(value: number): string {
  return t`${number(value, { maximumFractionDigits: 1 })} %`;
}

const PAUSED: Readonly<Record<PauseReason, string>> = {
  operator: t`Somebody paused it.`,
  interrupted: t`The tab that drove it was closed or loaded again.`,
  'sign-in': t`The API rejected the credentials (401).`,
  rights: t`The credentials lack the rights for this (403).`,
  session: t`The console’s server was restarted with other settings; load this page again.`,
  'read-only': t`The console was started read-only.`,
  guard: t`The console’s own server refused to pass it on; what it prints says why.`,
  journal: t`This browser could not write its journal, and without it nothing is sent.`,
  broken: t`Something in the console itself went wrong.`,
};

export function pauseWords(why: PauseReason | null): string {
  return why === null ? '' : PAUSED[why];
}

/** Exactly what was done and what is still under way: `Sending stopped. 38 updated, 12 pending will still update when they check in, 381 untouched.` */
export function stoppedWords({ landing }: Pick<Plan, 'landing'>, counts: Counts): string {
  const left = counts.pending + counts.stuck;
  const parts = [
    landing === null ? t`${number(counts.done)} done` : t`${number(counts.done)} updated`,
    left > 0 ? plural(left, '# pending will still update when it checks in', '# pending will still update when they check in') : '',
    counts.failed > 0 ? t`${number(counts.failed)} failed` : '',
    counts.unknown > 0 ? t`${number(counts.unknown)} unknown` : '',
    counts.sending > 0 ? plural(counts.sending, '# still on its way', '# still on their way') : '',
    counts.skipped > 0 ? t`${number(counts.skipped)} skipped` : '',
    counts.waiting > 0 ? t`${number(counts.waiting)} untouched` : '',
  ];
  return t`Sending stopped. ${parts.filter(Boolean).join(', ')}.`;
}

/** Of what is over when the API has accepted it. */
function acceptedWords({ kind }: Plan['change'], devices: number): string {
  const accepted = plural(devices, 'The API accepted it.', 'The API accepted it for all # devices.');
  if (kind === 'restart') return t`${accepted} A restart leaves no trace, so there is no way to see whether it was carried out.`;
  return kind === 'deploy' ? t`${accepted} The run did not track which devices updated.` : accepted;
}

/** Of a run of which all was sent, and some devices have not reported. */
function watchingWords({ landing }: Pick<Plan, 'landing'>, counts: Counts): readonly string[] {
  const left = counts.pending + counts.stuck;
  return [
    plural(left, '# device has the new target and has not reported it yet. It updates when it checks in.', '# devices have the new target and have not reported it yet. They update when they check in.'),
    t`Nothing more is sent. While the console is open it looks every 15 seconds which devices have reported, for ${duration(landing?.deadline ?? 0)} after each was sent.`,
  ];
}

function finishedWords({ landing, change }: Pick<Plan, 'landing' | 'change'>, counts: Counts): string {
  const all = sumOf(counts);
  const parts = (['done', 'failed', 'stuck', 'unknown', 'skipped'] as const).filter((state) => counts[state] > 0);
  if (parts.length === 1 && counts.done === all) return landing === null ? acceptedWords(change, all) : plural(all, 'The device has updated.', 'All # devices have updated.');
  return t`${count(all, 'device')} gone through: ${parts.map((state) => `${number(counts[state])} ${outcomeName(state, landing !== null)}`).join(', ')}.`;
}

/** What became of the writes that were on their way when the tab was closed; empty when there were none. */
function lostWords(ledger: Ledger): string {
  const { lost } = ledger;
  if (lost.length === 0) return '';
  const of = (...states: readonly ItemState[]): number => lost.filter((index) => states.includes(ledger.state(index))).length;
  const parts: readonly (readonly [devices: number, words: (n: string) => string])[] = [
    [of('done', 'pending', 'stuck', 'failed'), (n) => t`${n} had been carried out`],
    [of('waiting'), (n) => t`${n} had not`],
    [of('skipped'), (n) => t`${n} left alone`],
    [of('unknown'), (n) => t`${n} cannot be told`],
    [of('sending'), (n) => t`${n} still to be read`],
  ];
  const told = parts.filter(([devices]) => devices > 0).map(([devices, words]) => words(number(devices)));
  return plural(lost.length, '# was on its way; read again, {0}.', '# were on their way; read again, {0}.', told.join(', '));
}

/** Of the failed, those that the API accepted and did not apply: counted apart, since nothing was refused. Empty when there are none. */
function ignoredWords(ledger: Ledger): string {
  const devices = ledger.indexes('failed').filter((index) => ledger.note(index)?.why === 'not-applied').length;
  return devices === 0 ? '' : plural(devices, 'The API accepted # of the failed changes but did not apply it.', 'The API accepted # of the failed changes but did not apply them.');
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
  const ignored = ignoredWords(ledger);
  const stopped = [stoppedWords(plan, counts), ignored].filter(Boolean);
  if (isWatching(ledger, counts) && counts.pending + counts.stuck > 0) return { cause: '', what: [...watchingWords(plan, counts), ignored].filter(Boolean) };
  if (interrupted) return { cause: pauseWords('interrupted'), what: [lostWords(ledger), ...stopped].filter(Boolean) };
  switch (status) {
    case 'ready':
    case 'running':
      return { cause: '', what: [] };
    case 'paused':
      return { cause: pauseWords(why), what: stopped };
    case 'halted':
      return { cause: halt === null ? '' : haltSentence(halt, plan.settings.halt), what: stopped };
    case 'stopped':
    case 'closed':
      return { cause: '', what: stopped };
    case 'finished':
      return { cause: '', what: [finishedWords(plan, counts), ignored].filter(Boolean) };
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
      return t`Sending`;
    case 'landing':
      return t`Waiting for what was sent to be reported`;
    case 'holding':
      return t`The API cannot be asked; next try in ${duration(Math.max(1_000, doing.until - now))}`;
    case 'soaking':
      return t`Enough has landed; the next wave begins in ${duration(Math.max(1_000, doing.until - now))}`;
    case 'gate':
      return doing.enough ? t`Waiting for somebody to open the next wave` : t`Too few of this wave have landed: somebody has to decide`;
    case 'idle':
      return '';
  }
}
