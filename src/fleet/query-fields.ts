import { nearest } from '#lib/nearest.ts';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { ATTENTION } from './health.ts';
import { parseAge } from './query-age.ts';

/** What can stand before a colon, what may follow it, and what is said when something else does. */

export const IS_VALUES = ['drifting', 'stuck', 'failed', 'odd', 'orphan', 'never', 'aligned', 'no-target', 'missing', 'acked', 'snoozed', 'aside', 'noted'] as const;
export type IsValue = (typeof IS_VALUES)[number];
export const NEEDS_VALUES = [...ATTENTION, 'any', 'none'] as const;
export const LOG_VALUES = ['on', 'off', 'expiring', 'expired'] as const;

/** In the order in which they are offered; each with what comes after its colon, in words (not before they are wanted: the Worker runs this, too). */
export const FIELDS = {
  is: () => either(IS_VALUES),
  needs: () => either(NEEDS_VALUES),
  status: () => t`the update status: up-to-date, pending, error, any other word of the API, or none`,
  app: () => t`the App it should run: part of its name or SID, =“all of it”, or none`,
  runs: () => t`the App it runs: part of its name or SID, =“all of it”, or none`,
  age: () => t`how long it has not run what it should: >90m, <2d, >1h30m (s, m, h, d, w)`,
  err: () => t`an error code such as 118, any, or none`,
  log: () => either(LOG_VALUES),
  name: () => t`part of the device’s name, =“all of it”, or none`,
  sid: () => t`part of the device’s SID, or =all of it`,
} as const;
export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS).filter(isField);

export function isField(word: string): word is Field {
  return Object.hasOwn(FIELDS, word);
}

/** Words that others use for a field; null for what no field says. */
const MEANT: Readonly<Record<string, Field | null>> = {
  alignment: 'is', attention: 'needs', state: 'status', update: 'status', target: 'app', targeted: 'app', reported: 'runs', running: 'runs',
  error: 'err', code: 'err', logging: 'log', logs: 'log', since: 'age', drift: 'age', device: 'name', unique_name: 'name', id: 'sid', uv: 'sid',
  updated: null, created: null,
};

/** Whether a word before a colon may have been meant as a field that it is not; not so of what is like none: that is text, such as the name `gw:17`. */
export function isLikeField(typed: string): boolean {
  const word = typed.toLowerCase();
  return !isField(word) && (Object.hasOwn(MEANT, word) || nearest(word, FIELD_NAMES) !== null);
}

/** The field that was probably meant by such a word with that after its colon; null where there is none. Of the fields only `age` takes an age. */
export function meantField(typed: string, value: string): Field | null {
  if (!isLikeField(typed)) return null;
  const word = typed.toLowerCase();
  const meant = Object.hasOwn(MEANT, word) ? (MEANT[word] ?? null) : nearest(word, FIELD_NAMES);
  return meant !== null && isField(meant) && (meant === 'age' || parseAge(value) === null) ? meant : null;
}

/** `part` is the text of it, as it stands there; so below. */
export function unknownField(part: string, field: string, meant: Field | null): string {
  return meant === null
    ? t`“${shown(part)}” is searched for as text, because “${shown(field)}” is not a field. Fields: ${FIELD_NAMES.join(', ')}. If you mean the text, put it in quotes.`
    : t`“${shown(part)}” is searched for as text, because “${shown(field)}” is not a field. Did you mean “${meant}:”? Fields: ${FIELD_NAMES.join(', ')}. If you mean the text, put it in quotes.`;
}

/** Of accents alone, say, nothing is left to compare. */
export function nothingToFind(part: string): string {
  return t`“${shown(part)}” is ignored: it contains no letter, digit or symbol.`;
}

/** `app:` with nothing after it, as it stands there while somebody types. */
export function missingValue(field: Field): string {
  return t`After “${field}:” comes ${FIELDS[field]()}.`;
}

/** `age:> 1h`: what comes after the space is a word of its own. */
export function tornAge(part: string): string {
  return t`“${shown(part)}” is not used: the time follows at once, without a space, as in ${shown(part)}1h.`;
}

export function unknownValue(part: string, field: Field, value: string, known: readonly string[] = []): string {
  const meant = nearest(value.toLowerCase(), known);
  return meant === null
    ? t`“${shown(part)}” is not used. ${missingValue(field)}`
    : t`“${shown(part)}” is not used. Did you mean “${field}:${meant}”? ${missingValue(field)}`;
}

const shown = (text: string): string => visible(clip(text, 40));

function either(words: readonly string[]): string {
  return t`${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
