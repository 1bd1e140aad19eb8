import { fold, foldLetters, withoutUnseen } from '#lib/text.ts';
import type { AppNames } from './app-names.ts';
import { LOGGING, LOGGING_OFF, LOGGING_ON, NO_FACTS } from './columns.ts';
import type { Ground } from './ground.ts';
import { alignmentKind, ATTENTION, errorCode, isFailed, oddity, type Facts } from './health.ts';
import { facetOf } from './query-terms.ts';
import type { IsValue } from './query-fields.ts';
import type { Term, TextMatch } from './query.ts';
import type { State } from './states.ts';
import type { Facet } from './view.ts';

/** Makes tests of rows out of the terms of a query. What depends on the state alone is decided here, once for each state. */

export const FACETS: readonly Facet['name'][] = ['alignment', 'update', 'app', 'logging', 'needs'];
/** The bit of a facet. */
export const facetBit = (name: Facet['name']): number => 1 << FACETS.indexOf(name);

export type RowTest = (row: number, state: number) => boolean;

export interface Filter {
  /** By state: 1 when a row in it can match. */
  readonly states: Uint8Array;
  /** All of these must hold, too. */
  readonly tests: readonly RowTest[];
  /** By state: the bits of the facets whose choices leave it out. */
  readonly unchosen: Uint8Array;
  /** The choices of facets (by bit) that depend on the row. */
  readonly choices: readonly { readonly bit: number; readonly test: RowTest }[];
}

type Test = { readonly state: (state: State) => boolean } | { readonly row: RowTest };

export function compile(terms: readonly Term[], ground: Ground): Filter {
  const all = ground.columns.states.all;
  const filter = { states: new Uint8Array(all.length).fill(1), tests: [] as RowTest[], unchosen: new Uint8Array(all.length), choices: [] as { bit: number; test: RowTest }[] };
  for (const term of terms) {
    const facet = facetOf(term);
    const bit = facet === null ? 0 : facetBit(facet);
    const test = testOf(term, ground);
    if ('row' in test) {
      const row: RowTest = term.not ? (at, state) => !test.row(at, state) : test.row;
      if (bit === 0) filter.tests.push(row);
      else filter.choices.push({ bit, test: row });
      continue;
    }
    for (const [id, state] of all.entries()) {
      if (test.state(state) !== term.not) continue;
      if (bit === 0) filter.states[id] = 0;
      else filter.unchosen[id] = (filter.unchosen[id] ?? 0) | bit;
    }
  }
  return filter;
}

function testOf(term: Term, ground: Ground): Test {
  switch (term.field) {
    case 'word':
      return { row: wordTest(term.text, ground) };
    case 'name':
      return { row: nameTest(term.match, ground) };
    case 'sid':
      return { row: sidTest(term.match, ground) };
    case 'app':
      return appTest(term.match, ground, (state) => state.target);
    case 'runs':
      return appTest(term.match, ground, (state) => state.reported);
    case 'status': {
      const same = memo((word: string | null) => statusKey(word) === statusKey(term.word));
      return { state: ({ word }) => same(word) };
    }
    case 'err':
      if (term.code === null) return { state: ({ code }) => errorCode(code) === null };
      return { state: ({ code }) => (term.code === 'any' ? errorCode(code) !== null : code !== null && String(code) === term.code) };
    case 'age':
      return { row: ageTest(term, ground) };
    case 'log':
      if (term.value === 'expiring') return { row: (row) => ground.isExpiring(row) };
      if (term.value === 'expired') return { row: (row) => ground.isExpired(row) };
      return flagTest(ground, term.value === 'on' ? LOGGING_ON : LOGGING_OFF);
    case 'needs': {
      if (term.value === 'any') return { row: (row, state) => ground.needs(row, state) !== 0 };
      const wanted = term.value === 'none' ? 0 : 1 + ATTENTION.indexOf(term.value);
      return { row: (row, state) => ground.needs(row, state) === wanted };
    }
    case 'is':
      return isTest(term.value, ground);
  }
}

function flagTest({ columns: { flags } }: Ground, wanted: number): Test {
  return { row: (row) => ((flags[row] ?? 0) & LOGGING) === wanted };
}

/** What a word is compared by: letters folded, and the two words for what is under way are one; none is the word for none. */
export function statusKey(word: string | null): string {
  if (word === null) return 'none';
  const folded = fold(word);
  return folded === 'scheduled' ? 'pending' : folded;
}

function isTest(value: IsValue, ground: Ground): Test {
  switch (value) {
    case 'stuck':
      return { row: (row, state) => ground.isStuck(row, state) };
    case 'missing':
      return { row: (row) => ground.columns.missing.has(row) };
    case 'noted':
      return { row: (row) => ground.isNoted(row) };
    case 'aside':
      return { row: (row, state) => ground.aside(row, state) !== null };
    case 'acked':
    case 'snoozed':
      return { row: (row, state) => ground.aside(row, state) === value };
    case 'failed':
      return { state: (state) => isFailed(factsOf(state)) };
    case 'odd':
      return { state: (state) => oddity(factsOf(state)) !== null };
    case 'orphan':
      return { state: ({ target }) => target !== null && ground.apps.listed(target) === false };
    case 'never':
      return { state: (state) => alignmentKind(state) === 'never-reported' };
    case 'drifting':
    case 'aligned':
    case 'no-target':
      return { state: (state) => alignmentKind(state) === value };
  }
}

const factsOf = (state: State): Facts => ({ ...NO_FACTS, ...state });

/** Calls `test` once for each different argument. */
function memo(test: (text: string | null) => boolean): (text: string | null) => boolean {
  const known = new Map<string | null, boolean>();
  return (text) => {
    let is = known.get(text);
    if (is === undefined) known.set(text, (is = test(text)));
    return is;
  };
}

function appTest(match: TextMatch, { apps, columns }: Ground, of: (state: State) => string | null): Test {
  // What is an App's sid means that App alone, whatever others are named.
  const isSid = match.kind === 'whole' && (apps.listed(match.text) === true || columns.speaksOf(match.text));
  const test = memo((sid) => (isSid ? sid === match.text : appMatches(match, sid, apps)));
  return { state: (state) => test(of(state)) };
}

function appMatches(match: TextMatch, sid: string | null, apps: AppNames): boolean {
  if (match.kind === 'none' || sid === null) return match.kind === 'none' && sid === null;
  if (match.kind === 'whole') return sid === match.text || apps.name(sid) === match.text;
  return fold(sid).includes(match.text) || appHas(match.text, sid, apps);
}

/** Whether a search asks for something that cannot be seen: in a folded text it never is. */
const asksUnseen = (text: string): boolean => withoutUnseen(text) !== text;

function appHas(text: string, sid: string, apps: AppNames): boolean {
  if (!asksUnseen(text)) return apps.folded(sid)?.includes(text) ?? false;
  return foldLetters(apps.name(sid) ?? '').includes(text);
}

/** Names as a search for the text sees them, by row. */
function namesFor(text: string, { names, folded }: Ground['columns']): readonly (string | null)[] {
  return asksUnseen(text) ? names.map((name) => name && foldLetters(name)) : folded;
}

function wordTest(text: string, ground: Ground): RowTest {
  const { columns, apps } = ground;
  const inApp = memo((sid) => sid !== null && appHas(text, sid, apps));
  const inApps = Uint8Array.from(columns.states.all, (state) => (inApp(state.target) || inApp(state.reported) ? 1 : 0));
  const folded = namesFor(text, columns);
  const inSid = columns.sids.part(text);
  return (row, state) => inApps[state] === 1 || (folded[row]?.includes(text) ?? false) || (inSid !== null && inSid(row));
}

function nameTest(match: TextMatch, { columns }: Ground): RowTest {
  const { names } = columns;
  if (match.kind === 'none') return (row) => names[row] === null;
  const { text } = match;
  if (match.kind === 'whole') return (row) => names[row] === text;
  const folded = namesFor(text, columns);
  return (row) => folded[row]?.includes(text) ?? false;
}

function sidTest(match: TextMatch, ground: Ground): RowTest {
  if (match.kind === 'none') return () => false;
  if (match.kind === 'part') return ground.columns.sids.part(match.text) ?? (() => false);
  const row = ground.columns.rowOf(match.text);
  return (at) => at === row;
}

function ageTest({ over, ms }: { readonly over: boolean; readonly ms: number }, { columns, now }: Ground): RowTest {
  const drifts = Uint8Array.from(columns.states.all, (state) => (['drifting', 'never-reported'].includes(alignmentKind(state)) ? 1 : 0));
  const { targeted } = columns;
  return (row, state) => {
    if (drifts[state] !== 1) return false;
    const age = Math.max(0, now - targeted.ms(row));
    return over ? age > ms : age < ms;
  };
}
