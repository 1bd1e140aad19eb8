import { fold, foldLetters, withoutUnseen } from '#lib/text.ts';
import { number, t } from '#texts/t.ts';
import type { AttentionClass } from './health.ts';
import { ageText, parseAge } from './query-age.ts';
import { IS_VALUES, isField, LOG_VALUES, missingValue, NEEDS_VALUES, tornAge, unknownField, unknownValue, type Field, type IsValue } from './query-fields.ts';
import { scan, writeValue, type Part } from './query-scan.ts';

/**
 * The search language: `freezer status:error -berlin age:>2d "back room"`. Words must all match. This file reads and
 * writes it; query-terms.ts puts terms in and takes them out, filter.ts applies it.
 */

/** What an App (`app:`, `runs:`) is compared with: folded text anywhere in name or sid, `=` the whole name or sid as written, or none at all. */
export type TextMatch =
  | { readonly kind: 'part'; readonly text: string }
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'none' };

export type Condition =
  /** Folded (lib/text.ts `foldLetters`): anywhere in name, sid, or the name of the target or running App. */
  | { readonly field: 'word'; readonly text: string }
  | { readonly field: 'name' | 'sid' | 'app' | 'runs'; readonly match: TextMatch }
  /** Folded word; `pending` stands for `scheduled`, too; `none` for no status. */
  | { readonly field: 'status'; readonly word: string }
  /** The code as text; `any` for every code but 0 and null, null for these two. */
  | { readonly field: 'err'; readonly code: string | null }
  /** Age of the drift (of drifting and never reported devices) over or under so many milliseconds. */
  | { readonly field: 'age'; readonly over: boolean; readonly ms: number }
  | { readonly field: 'log'; readonly value: 'on' | 'off' | 'expiring' | 'expired' }
  | { readonly field: 'is'; readonly value: IsValue }
  /** The attention class: the first that holds. */
  | { readonly field: 'needs'; readonly value: AttentionClass | 'any' | 'none' };

/** A condition as it can be written, wherever it comes from. */
export type Wanted = Condition & { readonly not?: boolean };

export type Term = Condition & {
  readonly not: boolean;
  /** Where it stands in the text, for completion and marking. */
  readonly start: number;
  readonly end: number;
};

/** A part of the text that is not used, and why: what is valid instead. */
export interface Problem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface Query {
  readonly terms: readonly Term[];
  readonly problems: readonly Problem[];
}

/** So much of a text is read; a part that reaches beyond it is not used. */
export const LONGEST = 1000;

/** Reads the text. Never throws: what cannot be used is a problem, all the rest is used. */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  const problems: Problem[] = [];
  let read = 0;
  for (const part of scan(text, LONGEST)) {
    if (part.end > LONGEST) break;
    const { not, start, end } = part;
    const found = condition(part, text.slice(start, end));
    if (typeof found === 'string') problems.push({ start, end, message: found });
    else if (found !== null) terms.push({ ...found, not, start, end });
    read = end;
  }
  const rest = text.slice(read);
  if (withoutUnseen(rest).trim() !== '') problems.push({ start: read + rest.search(/\S/u), end: text.length, message: tooLong() });
  return { terms, problems };
}

const tooLong = (): string => t`Only the first ${number(LONGEST)} characters are used. Many names or SIDs can be pasted as a list.`;

/** What a part asks for; a sentence when it cannot be used; null when it asks for nothing, as quotes that have just been opened. */
function condition(part: Part, text: string): Condition | string | null {
  if (part.field === null) {
    const word = foldLetters(part.value);
    return word === '' ? null : { field: 'word', text: word };
  }
  const field = part.field.toLowerCase();
  if (!isField(field)) return unknownField(text, part.field);
  // Only where they are closed do empty quotes say that nothing is what is meant.
  if (part.value === '' && part.quote !== 'closed') return missingValue(field);
  return fieldCondition(field, part, text);
}

function fieldCondition(field: Field, part: Part, text: string): Condition | string {
  const value = part.value;
  const word = foldLetters(value);
  switch (field) {
    case 'name':
    case 'sid':
    case 'app':
    case 'runs': {
      const match = textMatch(field, part);
      return match === null ? missingValue(field) : { field, match };
    }
    case 'status':
      return { field, word: word === 'scheduled' ? 'pending' : fold(value) };
    case 'err':
      if (value === '') return missingValue(field);
      if (word === 'none' && part.quote === 'none') return { field, code: null };
      return { field, code: word === 'any' ? word : value };
    case 'age': {
      const age = parseAge(value);
      if (value === '>' || value === '<') return tornAge(text);
      return age === null ? unknownValue(text, field, value) : { field, ...age };
    }
    case 'log':
      return oneOf(LOG_VALUES, word, (known) => ({ field, value: known })) ?? unknownValue(text, field, value, LOG_VALUES);
    case 'is':
      return oneOf(IS_VALUES, word, (known) => ({ field, value: known })) ?? unknownValue(text, field, value, IS_VALUES);
    case 'needs':
      return oneOf(NEEDS_VALUES, word, (known) => ({ field, value: known })) ?? unknownValue(text, field, value, NEEDS_VALUES);
  }
}

function oneOf<T extends string>(known: readonly T[], word: string, made: (value: T) => Condition): Condition | null {
  const value = known.find((one) => one === word);
  return value === undefined ? null : made(value);
}

function textMatch(field: Field, { value, whole, quote }: Part): TextMatch | null {
  if (whole) return { kind: 'whole', text: value };
  // Every device has a sid.
  if (quote === 'none' && field !== 'sid' && value.toLowerCase() === 'none') return { kind: 'none' };
  const text = foldLetters(value);
  return text === '' ? null : { kind: 'part', text };
}

/** A term as it is written; `parseQuery` reads it back as the same. Text that is folded when it is read must be folded. */
export function termText(term: Wanted): string {
  return `${term.not === true ? '-' : ''}${conditionText(term)}`;
}

function conditionText(term: Condition): string {
  switch (term.field) {
    case 'word':
      return writeValue(term.text);
    case 'name':
    case 'sid':
    case 'app':
    case 'runs':
      return `${term.field}:${matchText(term.match)}`;
    case 'status':
      return `status:${writeValue(term.word)}`;
    case 'err':
      return `err:${term.code === null ? 'none' : writeValue(term.code, term.code.toLowerCase() === 'none')}`;
    case 'age':
      return `age:${ageText(term)}`;
    case 'log':
    case 'is':
    case 'needs':
      return `${term.field}:${term.value}`;
  }
}

function matchText(match: TextMatch): string {
  if (match.kind === 'none') return 'none';
  return match.kind === 'whole' ? `=${writeValue(match.text)}` : writeValue(match.text, match.text === 'none');
}

/** A whole query as text, its terms in their order; what was not used is left out. */
export function formatQuery({ terms }: Pick<Query, 'terms'>): string {
  return terms.map(termText).join(' ');
}
