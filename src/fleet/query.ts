import { fold, foldLetters } from '#lib/text.ts';
import { number, t } from '#texts/t.ts';
import type { AttentionClass } from './health.ts';
import { ageText, parseAge } from './query-age.ts';
import { IS_VALUES, isField, isLikeField, LOG_VALUES, meantField, missingValue, NEEDS_VALUES, nothingToFind, tornAge, unknownField, unknownValue, type Field, type IsValue } from './query-fields.ts';
import { scan, writeValue, type Part } from './query-scan.ts';

/**
 * The search language: `freezer status:error -berlin age:>2d "back room"`. Words must all match. This file reads and
 * writes it; query-terms.ts puts terms in and takes them out, filter.ts applies it.
 *
 * What is not understood never finds more: a word before a colon that is no field is text (`gw:17`), a value that its field does not
 * have is left out, with a message, and the rest applies; where nothing is left, nothing is found (`findsNothing`).
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

/** A part of the text that is not understood, and why: what is valid instead. */
export interface Problem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** It is searched for as text, and may have been meant as a field; any other is not used. */
  readonly asText: boolean;
}

export interface Query {
  readonly terms: readonly Term[];
  readonly problems: readonly Problem[];
}

/** A text with more in it than that finds nothing: what was left out of it would find more than was asked for. */
export const LONGEST = 1000;

/** Whether something is asked for and none of it is understood. Then nothing is found: a search that means nothing must not mean everything. */
export function findsNothing({ terms, problems }: Query): boolean {
  return terms.length === 0 && problems.length > 0;
}

/** Whether a text asks for something: blanks, and quotes with nothing in them, do not. */
export function asksFor({ terms, problems }: Query): boolean {
  return terms.length + problems.length > 0;
}

/** Reads the text. Never throws: what is not understood is a problem, all the rest is used. Blanks, and quotes with nothing in them, ask for nothing. */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  const problems: Problem[] = [];
  const { length } = text.trimEnd();
  if (length > LONGEST) return { terms, problems: [{ start: 0, end: length, message: tooLong(), asText: false }] };
  for (const part of scan(text)) {
    const { not, start, end } = part;
    const found = condition(part, text.slice(start, end));
    if (typeof found === 'string') problems.push({ start, end, message: found, asText: false });
    else if (found !== null) terms.push({ ...found, not, start, end });
    const { field } = part;
    if (field !== null && isLikeField(field)) problems.push({ start, end, message: unknownField(text.slice(start, end), field, meantField(field, part.value)), asText: true });
  }
  return { terms, problems };
}

const tooLong = (): string => t`A search has at most ${number(LONGEST)} characters. Many names or SIDs can be pasted as a list.`;

/** What a part asks for; a sentence when it cannot be used; null when it asks for nothing, as quotes that have just been opened. */
function condition(part: Part, text: string): Condition | string | null {
  const field = part.field?.toLowerCase() ?? '';
  if (!isField(field)) {
    const said = part.field === null ? part.value : `${part.field}:${part.whole ? '=' : ''}${part.value}`;
    const word = foldLetters(said);
    if (word === '') return said === '' ? null : nothingToFind(text);
    return { field: 'word', text: word };
  }
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
