import { fold } from '#lib/text.ts';
import { nearest } from '#lib/nearest.ts';
import { shortDuration } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { canSay } from './overview-terms.ts';
import { IS_VALUES, isField, LOG_VALUES, meantField, NEEDS_VALUES, type IsValue } from './query-fields.ts';
import { scan, type Part } from './query-scan.ts';
import { parseQuery, termText, type Wanted } from './query.ts';
import type { Vocabulary } from './view.ts';

/**
 * The words that the columns of the table show, and the terms that find such rows: `error 118` is `err:118`, `never reported` is
 * `is:never`. A search finds words in names, SIDs and Apps alone, so what stands in another column is offered. Pure; not needed
 * before somebody types.
 */

/** The words of a text that may be meant as a term, and where they stand. */
export interface Reading {
  readonly start: number;
  readonly end: number;
  /** In the search language. */
  readonly term: string;
}

type Words = Pick<Vocabulary, 'apps' | 'statuses' | 'codes'>;

/** So many words make a phrase at the most. */
const LONGEST_PHRASE = 4;
/** Of a phrase that is being typed, so many letters must be there; and so many terms are offered for it. */
const BEGUN = 2;
const MOST_BEGUN = 6;

/** The words for each state: those of the table, in the language of the page, and those that people use besides. */
const STATES: Readonly<Record<IsValue, () => readonly string[]>> = {
  failed: () => [t`Failed`, 'failed'],
  stuck: () => [t`Stuck`, 'stuck'],
  odd: () => [t`Odd`, 'odd', 'inconsistent'],
  orphan: () => [t`Orphan target`, t`App not listed`, t`not listed`, 'orphan target', 'app not listed', 'not listed', 'unknown target'],
  never: () => [t`Never reported`, 'never reported'],
  drifting: () => [t`Drifting`, 'drifting', 'updating'],
  aligned: () => [t`Aligned`, 'aligned', 'up to date'],
  'no-target': () => [t`No target`, 'no target'],
  missing: () => [t`not listed since`, t`not listed any more`, 'not listed'],
  acked: () => ['acknowledged'],
  snoozed: () => ['snoozed'],
  aside: () => [],
  noted: () => ['has a note', 'noted'],
};

/** For any span of time, as in `12 h left`. */
const SPAN = shortDuration(0);

const LOGGING: Readonly<Record<(typeof LOG_VALUES)[number], () => readonly string[]>> = {
  on: () => [t`on`, t`Logging on`, t`${SPAN} left`, 'on', 'logging on', `${SPAN} left`],
  off: () => [t`off`, 'off', 'logging off'],
  expiring: () => [t`ends soon`, 'ends soon', 'expiring'],
  expired: () => [t`on, expired`, 'on expired', 'expired'],
};

/** What stands before a code. */
const ERRORS = (): readonly string[] => [t`error`, 'error', 'error code', 'code', 'err'];

/** Terms by their phrases. */
type Phrases = ReadonlyMap<string, readonly string[]>;

/** Made once for each list of words: these stay the same from key to key, and an account may have thousands of Apps. */
function once(make: (phrases: PhraseBook, words: Words) => void, listOf: (words: Words) => object): (words: Words) => Phrases {
  const made = new WeakMap<object, PhraseBook>();
  return (words) => {
    let book = made.get(listOf(words));
    if (book === undefined) {
      make((book = new PhraseBook()), words);
      made.set(listOf(words), book);
    }
    return book.phrases;
  };
}

class PhraseBook {
  readonly phrases = new Map<string, string[]>();

  add(said: readonly string[], wanted: Wanted): void {
    const term = termText(wanted);
    for (const text of new Set(said.map(plainly))) {
      const terms = this.phrases.get(text);
      if (text === '') continue;
      if (terms === undefined) this.phrases.set(text, [term]);
      else if (!terms.includes(term)) terms.push(term);
    }
  }
}

const byStatus = once((book, { statuses }) => {
  for (const status of statuses) book.add([status], { field: 'status', word: fold(status) === 'scheduled' ? 'pending' : fold(status) });
  for (const value of IS_VALUES) book.add(STATES[value](), { field: 'is', value });
  for (const value of LOG_VALUES) book.add(LOGGING[value](), { field: 'log', value });
  book.add([t`logging left on`, 'logging left on', 'left on'], { field: 'needs', value: 'logging' });
  book.add([t`Needs attention`, 'needs attention'], { field: 'needs', value: 'any' });
  book.add([t`no status`, 'no status'], { field: 'status', word: 'none' });
}, ({ statuses }) => statuses);

const byError = once((book, { codes }) => {
  for (const code of codes.filter(canSay)) book.add(ERRORS().map((word) => `${word} ${code}`), { field: 'err', code });
}, ({ codes }) => codes);

const byCode = once((book, { codes }) => {
  for (const code of codes.filter(canSay)) book.add([code], { field: 'err', code });
}, ({ codes }) => codes);

const byApp = once((book, { apps }) => {
  for (const { sid, unique_name: name } of apps) {
    if (name !== null) for (const field of ['app', 'runs'] as const) book.add([name, sid], { field, match: { kind: 'whole', text: name } });
  }
}, ({ apps }) => apps);

/** Offered as soon as they are begun; and once they are typed in full, because a word of a name may begin like them. */
const BEGUN_BOOKS = [byError, byStatus];
const WHOLE_BOOKS = [byCode, byApp];

const termsOf = (said: string, words: Words): readonly string[] => [...BEGUN_BOOKS, ...WHOLE_BOOKS].flatMap((book) => book(words).get(said) ?? []);

/** Letters and digits alone, and one span of time for all: `on, expired`, `Up-to-date` and `12 h left` are compared as `on expired`, `up to date` and `0 s left`. */
function plainly(text: string): string {
  return fold(text).replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim().replace(/(?<!\S)\d+ [dhms](?!\S)/u, SPAN);
}

/** A word as it was typed, and not said to be text, or to be left out: those are meant as they are. */
function isWord({ field, quote, not }: Part): boolean {
  return !not && quote === 'none' && !isField(field?.toLowerCase() ?? '');
}

/** What the words before `caret` may become: phrases that they are or begin, the longest run of words first. */
export function begunPhrases(text: string, caret: number, words: Words): Reading[] {
  const parts = scan(text.slice(0, caret));
  const found = new Map<string, Reading>();
  for (let first = Math.max(0, parts.length - LONGEST_PHRASE); first < parts.length; first += 1) {
    const run = parts.slice(first);
    const { start = 0 } = run[0] ?? {};
    if (!run.every(isWord)) continue;
    const typed = plainly(text.slice(start, caret));
    if (typed.length < BEGUN || typed === SPAN) continue;
    const begun = BEGUN_BOOKS.flatMap((book) => [...book(words)].flatMap(([phrase, terms]) => (phrase.startsWith(typed) ? terms : [])));
    for (const term of [...termsOf(typed, words), ...begun]) if (!found.has(term)) found.set(term, { start, end: caret, term });
  }
  return [...found.values()].slice(0, MOST_BEGUN);
}

/** The phrases of a text, each with every term that it may be meant as; of two that overlap the longer one. And what is a term but for a slip. */
export function readPhrases(text: string, words: Words): readonly (readonly Reading[])[] {
  const parts = scan(text);
  const found: (readonly Reading[])[] = [];
  for (let first = 0; first < parts.length; ) {
    const { readings, length } = longestAt(text, parts.slice(first, first + LONGEST_PHRASE), words);
    if (readings.length > 0) found.push(readings);
    first += length;
  }
  return found;
}

function longestAt(text: string, parts: readonly Part[], words: Words): { readonly readings: readonly Reading[]; readonly length: number } {
  const [head] = parts;
  if (head === undefined) return { readings: [], length: 1 };
  const other = parts.findIndex((part) => !isWord(part));
  for (let length = other === -1 ? parts.length : other; length > 0; length -= 1) {
    const end = parts[length - 1]?.end ?? head.end;
    const said = plainly(text.slice(head.start, end));
    // `error 119`, where no device has that code, is not every error with a 119 in its name.
    const terms = ERRORS().includes(said) && /^\d/u.test(parts[length]?.value ?? '') ? [] : termsOf(said, words);
    if (terms.length > 0) return { readings: terms.map((term) => ({ start: head.start, end, term })), length };
  }
  const meant = corrected(head);
  return { readings: meant === null ? [] : [{ start: head.start, end: head.end, term: meant }], length: 1 };
}

const VALUES: Readonly<Record<string, readonly string[] | undefined>> = { is: IS_VALUES, needs: NEEDS_VALUES, log: LOG_VALUES };

/** The term that a part is but for a slip in its field or its value; null when it is none, or needs no correction. */
function corrected({ field, value, whole, quote, not }: Part): string | null {
  if (field === null || quote === 'open' || value === '') return null;
  const known = meantField(field, value) ?? field.toLowerCase();
  const meant = Object.hasOwn(VALUES, known) ? nearest(value.toLowerCase(), VALUES[known] ?? []) : value;
  if (meant === null || (known === field.toLowerCase() && meant === value.toLowerCase())) return null;
  const text = `${not ? '-' : ''}${known}:${whole ? '=' : ''}${quote === 'closed' ? `"${meant}"` : meant}`;
  const { terms, problems } = parseQuery(text);
  return terms.length === 1 && problems.length === 0 ? terms.map(termText).join(' ') : null;
}

/** So many searches are offered in place of one. */
const MOST = 4;

/** What a search may be meant as, as searches: with all of its phrases read, and where one phrase has several terms, with each. Empty when nothing in it can be read otherwise. */
export function meantSearches(text: string, words: Words): string[] {
  const phrases = readPhrases(text, words);
  const most = Math.max(0, ...phrases.map(({ length }) => length));
  const searches = Array.from({ length: Math.min(MOST, most) }, (_, which) => phrases.flatMap((readings) => readings[Math.min(which, readings.length - 1)] ?? []));
  return searches.map((readings) => readings.toReversed().reduce((rest, { start, end, term }) => rest.slice(0, start) + term + rest.slice(end), text).trim());
}
