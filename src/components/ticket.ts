import type { App, Device } from '#api/schema.ts';
import { attentionAge, contradiction, driftAge, factsOf, isLeftOn, loggingLease, statusOf, stuckAfter, updateResultOf, type Facts, type Status, type StuckAfter } from '#fleet/health.ts';
import type { ObservedChange } from '#fleet/view.ts';
import { duration, parseDate, utc } from '#lib/time.ts';
import { plural, t } from '#texts/t.ts';
import { paths } from '../paths.ts';
import { LONGEST_MEANING, runbookLink, type CodeEntry } from './code-dictionary.ts';
import { STATUS_WORDS } from './status-words.ts';
import { code as span, link, plain, quoted } from './ticket-markdown.ts';

/** A device as Markdown, for a ticket in another system: what is known of it, as of when, and the way back. Pure. */

/** So many of the observed changes stand in it, the latest. */
const CHANGES = 10;
/** Characters of a name or a word of the API. */
export const LONG = 200;
export const SHORT = 80;

/** What a ticket is told in the light of. */
export interface TicketContext {
  /** By sid, all that the account lists; undefined while they are not known. */
  readonly apps: ReadonlyMap<string, Pick<App, 'unique_name'>> | undefined;
  readonly limits: StuckAfter;
  /** The operator's own words for an error code. */
  readonly meaning: (code: number | string | null) => CodeEntry | null;
  /** The address of a page of this console for somebody else. */
  readonly permalink: (path: string) => string;
}

interface TicketSubject {
  readonly device: Device;
  /** When it was read, by the API's clock; all ages are as of then. */
  readonly at: number;
  /** What this browser saw change, newest first; null when that is not known. */
  readonly changes: readonly ObservedChange[] | null;
  /** What was noted of it in this browser; empty for nothing, null when that is not known. */
  readonly note: string | null;
  /** The API knows it no more: this is how it was when it was read last. */
  readonly gone: boolean;
}

/** One device. Ends with a line feed. */
export function ticketText({ device, at, changes, note, gone }: TicketSubject, context: TicketContext): string {
  const facts = factsOf(device);
  const targeted = dateText(device.app?.date_targeted ?? null);
  const status = statusOf(facts, listed(facts.target, context), at, context.limits);
  const odd = status === 'odd' ? null : contradiction(facts);
  const lines = [
    `**${span(device.unique_name || device.sid, LONG)}**`,
    '',
    `- ${t`SID: ${span(device.sid, SHORT)}`}`,
    ...(gone ? [`- ${t`Gone: the API no longer knows it (404)`}`] : []),
    `- ${t`Status: ${statusText(facts, at, context)}`}`,
    ...(odd === null ? [] : [`- ${t`Inconsistent: ${plain(odd, LONG)}`}`]),
    `- ${targeted === null ? t`Target App: ${app(facts.target, context)}` : t`Target App: ${app(facts.target, context)}, targeted ${targeted}`}`,
    `- ${t`Running App: ${app(facts.reported, context)}`}`,
    `- ${t`Last report: ${dateText(device.app?.date_reported ?? null) ?? t`none`}`}`,
    `- ${t`Update result: ${resultText(facts, context)}`}`,
    `- ${t`Logging: ${loggingText(facts, device, at, context.limits)}`}`,
    ...noteLines(note),
    ...changeLines(changes, context),
    `- ${t`As of ${utc(at)}, by the API’s clock`}`,
    `- ${link(context.permalink(paths.device(device.sid)))}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The name of an App and its sid; its sid alone where it has none; `none`. */
function app(sid: string | null, { apps }: Pick<TicketContext, 'apps'>): string {
  if (sid === null) return t`none`;
  const name = apps?.get(sid)?.unique_name;
  return name ? `${span(name, LONG)} (${span(sid, SHORT)})` : span(sid, SHORT);
}

/** In UTC; as it came, where it is no date; null for none. */
export function dateText(date: string | null, table = false): string | null {
  if (date === null || date === '') return null;
  const at = parseDate(date);
  return at === null ? span(date, SHORT, table) : utc(at);
}

/** Whether the account lists a target App; null where that is not known. */
export function listed(target: string | null, { apps }: Pick<TicketContext, 'apps'>): boolean | null {
  return target === null || apps === undefined ? null : apps.has(target);
}

/** The one status, with for how long, or why; and that it may be another where the Apps are not known. */
function statusText(facts: Facts, at: number, context: TicketContext): string {
  const { limits } = context;
  const known = listed(facts.target, context);
  const status = statusOf(facts, known, at, limits);
  const said = statusWords(status, facts, at, limits);
  const unsure = known === null && facts.target !== null && statusOf(facts, false, at, limits) !== status;
  return unsure ? t`${said} (the Apps have not been read, so it is not known whether the target App exists)` : said;
}

function statusWords(status: Status, facts: Facts, at: number, limits: StuckAfter): string {
  const ms = driftAge(facts, at);
  const age = ms === null ? null : duration(ms);
  switch (status) {
    case 'failed':
      return age === null ? STATUS_WORDS.failed : t`failed, targeted ${age} ago`;
    case 'stuck':
      return t`stuck, updating for ${age ?? ''}, longer than ${duration(stuckAfter(limits, facts.target))}`;
    case 'odd':
      return t`inconsistent: ${plain(contradiction(facts) ?? '', LONG)}`;
    case 'orphan':
      return t`unknown target, not in this account’s list of Apps`;
    case 'never':
      return age === null ? STATUS_WORDS.never : t`never reported, targeted ${age} ago`;
    case 'updating':
      return age === null ? t`updating, for an unknown time` : t`updating for ${age}`;
    default:
      return STATUS_WORDS[status];
  }
}

/** What was noted, as it was written. */
function noteLines(note: string | null): string[] {
  if (note === null) return [`- ${t`Note: not known, this browser could not look it up`}`];
  return note === '' ? [] : [`- ${t`Note:`}`, ...quoted(note)];
}

/** The API's word, its code, and what the operators say of that. */
function resultText(facts: Facts, { meaning }: Pick<TicketContext, 'meaning'>): string {
  const { word, code } = updateResultOf(facts);
  const said = word === null ? t`no status` : span(word, SHORT);
  if (code === null) return said;
  const entry = meaning(code);
  if (entry === null) return t`${said}, code ${span(String(code), SHORT)}`;
  const href = runbookLink(entry.link);
  const words = t`${said}, code ${span(String(code), SHORT)}: ${plain(entry.meaning, LONGEST_MEANING)}`;
  return href === null ? words : `${words} ${link(href)}`;
}

function loggingText(facts: Facts, device: Device, at: number, limits: StuckAfter): string {
  const said = leaseText(facts, device, at);
  const age = isLeftOn(facts, at, limits) ? attentionAge('logging', facts, at) : null;
  return age === null ? said : t`${said}, left on for ${duration(age)}`;
}

function leaseText(facts: Facts, device: Device, at: number): string {
  const lease = loggingLease(facts, at);
  const ends = dateText(device.logging?.date_expires ?? null);
  switch (lease.kind) {
    case 'off':
      return t`off`;
    case 'unknown':
      return t`unknown`;
    case 'on':
      return lease.left === null || ends === null ? t`on, without an end` : t`on until ${ends} (${duration(lease.left)} left)`;
    case 'expired':
      return t`on, although it ended ${ends ?? ''}`;
  }
}

function changeLines(changes: readonly ObservedChange[] | null, context: TicketContext): string[] {
  if (changes === null) return [`- ${t`Observed changes: not known, this browser could not look them up`}`];
  if (changes.length === 0) return [`- ${t`Observed changes: none so far by this browser; the API has no history`}`];
  const rest = changes.length - CHANGES;
  return [
    `- ${t`Observed changes, by this browser between two readings (the API has no history):`}`,
    ...changes.slice(0, CHANGES).map((change) => `  - ${changeText(change, context)}`),
    ...(rest > 0 ? [`  - ${plural(rest, 'and # earlier one', 'and # earlier ones')}`] : []),
  ];
}

function changeText(change: ObservedChange, context: TicketContext): string {
  const { what, from, to, after, before, took } = change;
  const words = t`${utc(after)} to ${utc(before)}: ${WHAT[what]} ${value(what, from, context)} → ${value(what, to, context)}`;
  return took === null ? words : t`${words}, updated ${duration(took)} after it was targeted`;
}

const WHAT: Readonly<Record<ObservedChange['what'], string>> = {
  status: t`update result`,
  target: t`target App`,
  running: t`running App`,
  name: t`name`,
  logging: t`logging`,
};

function value(what: ObservedChange['what'], text: string | null, context: TicketContext): string {
  if (what === 'target' || what === 'running') return app(text, context);
  return text === null ? t`none` : span(text, SHORT);
}
