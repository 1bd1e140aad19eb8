import { quotedIfBlank } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { compile, statusKey } from './filter.ts';
import type { Ground } from './ground.ts';
import { alignmentKind, ATTENTION, type Alignment } from './health.ts';
import { parseQuery, termText, type Term, type Wanted } from './query.ts';
import { facetOf } from './query-terms.ts';
import type { Counts } from './scan.ts';
import type { State } from './states.ts';
import { compare } from './text-sort.ts';
import type { Facet, FacetValue } from './view.ts';

/** So many values of a facet are shown. */
const MOST = 50;

interface Value {
  readonly wanted: Wanted;
  readonly label: string;
  /** Null while it cannot be told. */
  readonly count: number | null;
}

interface Counted extends Value {
  count: number;
}

/** The chips: every value that occurs with how often, and those that the query chooses. */
export function facets(terms: readonly Term[], counts: Counts, ground: Ground): Facet[] {
  const states = ground.columns.states.all;
  const of = (name: Facet['name'], values: readonly Value[]): Facet => ({
    name,
    values: finish(values, terms.filter((term) => facetOf(term) === name), (choice) => countOf(choice, counts, ground)),
  });
  return [
    of('alignment', alignments(counts, states)),
    of('update', updates(counts.update, states)),
    of('app', targets(counts.app, ground, terms)),
    of('logging', [logging('on', counts.on), logging('off', counts.off), logging('expiring', counts.expiring), logging('expired', counts.expired)]),
    of('needs', needs(counts.needs, terms, ground.apps.known)),
  ];
}

/** Marks what is chosen, adds choices that are no value of any row, and leaves out the rest of what no row has. */
function finish(values: readonly Value[], choices: readonly Term[], count: (choice: Term) => number): FacetValue[] {
  const chosen = new Map(choices.map((term) => [termText(term), term]));
  const shown = values.map(({ wanted, label, count: rows }): FacetValue => {
    const term = termText(wanted);
    return { term, label, count: rows, on: chosen.delete(term) };
  });
  const others = [...chosen].flatMap(([term, choice]): FacetValue[] => {
    const label = choiceLabel(choice);
    return label === null ? [] : [{ term, label, count: count(choice), on: true }];
  });
  const all = [...shown, ...others].filter(({ count: rows, on, term }) => on || (rows !== null && rows > 0 && canBeSaid(term)));
  const room = Math.max(0, MOST - all.filter(({ on }) => on).length);
  const first = new Set(all.filter(({ on }) => !on).slice(0, room));
  return all.filter((value) => value.on || first.has(value));
}

/** Rows of a choice of the facets update and app, which depend on the state alone: of several Apps of one name, say. */
function countOf(choice: Term, counts: Counts, ground: Ground): number {
  const { unchosen } = compile([choice], ground);
  const rows = choice.field === 'app' ? counts.app : counts.update;
  return rows.reduce((all, count, id) => (unchosen[id] === 0 ? all + count : all), 0);
}

/** What to call a choice that is no value of a row; null for one that is none at all: a part of a name. */
function choiceLabel(term: Term): string | null {
  if (term.field === 'status') return quotedIfBlank(term.word);
  if (term.field !== 'app' || term.match.kind === 'part') return null;
  return term.match.kind === 'none' ? t`none` : term.match.text;
}

/** Whether the search box reads the term as what was meant: not, for instance, when it is too long for a search. */
function canBeSaid(term: string): boolean {
  const { terms, problems } = parseQuery(term);
  const [first] = terms;
  return problems.length === 0 && terms.length === 1 && first !== undefined && termText(first) === term;
}

const ALIGNMENTS: readonly { readonly kind: Alignment['kind'] | 'stuck'; readonly value: 'aligned' | 'drifting' | 'stuck' | 'never' | 'no-target'; readonly label: () => string }[] = [
  { kind: 'aligned', value: 'aligned', label: () => t`aligned` },
  { kind: 'drifting', value: 'drifting', label: () => t`drifting` },
  { kind: 'stuck', value: 'stuck', label: () => t`stuck` },
  { kind: 'never-reported', value: 'never', label: () => t`never reported` },
  { kind: 'no-target', value: 'no-target', label: () => t`no target` },
];

function alignments(counts: Counts, states: readonly State[]): Value[] {
  const kinds = sum(counts.alignment, states, alignmentKind);
  return ALIGNMENTS.map(({ kind, value, label }) => ({
    wanted: { field: 'is', value },
    label: label(),
    count: kind === 'stuck' ? counts.stuck : (kinds.get(kind) ?? 0),
  }));
}

/** By what the search compares words by; called by the commonest of the words that are one to it. */
function updates(counts: Uint32Array, states: readonly State[]): Counted[] {
  const words = [...sum(counts, states, ({ word }) => word)].toSorted(([, a], [, b]) => b - a);
  const values = new Map<string, Counted>();
  for (const [word, count] of words) {
    const key = statusKey(word);
    const value = values.get(key);
    if (value === undefined) values.set(key, { wanted: { field: 'status', word: key }, label: word === null ? t`none` : quotedIfBlank(word), count });
    else value.count += count;
  }
  return byCount([...values.values()]);
}

/** By name where that means this App alone, and nobody asked by sid. */
function targets(counts: Uint32Array, { columns, apps }: Ground, terms: readonly Term[]): Value[] {
  const chosen = new Set(terms.map(termText));
  const owners = new Map<string | null, number>();
  for (const { unique_name: name } of apps.list() ?? []) owners.set(name, (owners.get(name) ?? 0) + 1);
  const values = [...sum(counts, columns.states.all, ({ target }) => target)].map(([sid, count]): Counted => {
    if (sid === null) return { wanted: { field: 'app', match: { kind: 'none' } }, label: t`none`, count };
    const name = apps.name(sid);
    const bySid: Wanted = { field: 'app', match: { kind: 'whole', text: sid } };
    const clear = name !== null && owners.get(name) === 1 && apps.listed(name) !== true && !columns.speaksOf(name) && !chosen.has(termText(bySid));
    return { wanted: clear ? { field: 'app', match: { kind: 'whole', text: name } } : bySid, label: name || sid, count };
  });
  return byCount(values);
}

const LOG_LABELS = { on: () => t`on`, off: () => t`off`, expiring: () => t`ends soon`, expired: () => t`on, expired` };

function logging(value: keyof typeof LOG_LABELS, count: number): Value {
  return { wanted: { field: 'log', value }, label: LOG_LABELS[value](), count };
}

const NEEDS_LABELS: Readonly<Record<(typeof ATTENTION)[number], () => string>> = {
  failed: () => t`failed`, stuck: () => t`stuck`, odd: () => t`odd`, orphan: () => t`App not listed`, never: () => t`never reported`, logging: () => t`logging left on`,
};

function needs(counts: Uint32Array, terms: readonly Term[], appsKnown: boolean): Value[] {
  const classes = ATTENTION.map((kind, place): Value => {
    // Without the Apps no device is known to be one, which is not the same as none.
    const untold = kind === 'orphan' && !appsKnown;
    return { wanted: { field: 'needs', value: kind }, label: NEEDS_LABELS[kind](), count: untold ? null : (counts[place + 1] ?? 0) };
  });
  const none = counts[0] ?? 0;
  const any = counts.reduce((all, count) => all + count, 0) - none;
  const asked = (value: 'any' | 'none'): boolean => terms.some((term) => term.field === 'needs' && !term.not && term.value === value);
  if (asked('any')) classes.push({ wanted: { field: 'needs', value: 'any' }, label: t`anything`, count: any });
  if (asked('none')) classes.push({ wanted: { field: 'needs', value: 'none' }, label: t`nothing`, count: none });
  return classes;
}

/** Counts by state taken together; what does not occur is left out. */
function sum<K>(counts: Uint32Array, states: readonly State[], keyOf: (state: State) => K): Map<K, number> {
  const sums = new Map<K, number>();
  for (const [id, state] of states.entries()) {
    const count = counts[id] ?? 0;
    if (count === 0) continue;
    const key = keyOf(state);
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return sums;
}

function byCount(values: readonly Counted[]): Counted[] {
  return values.toSorted((a, b) => b.count - a.count || compare(a.label, b.label));
}
