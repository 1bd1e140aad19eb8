import { alignmentKind, isFailed, oddity } from './health.ts';
import { NO_FACTS } from './columns.ts';
import { is, isApp, search } from './overview-terms.ts';
import type { State } from './states.ts';
import type { MatrixCell, Tally } from './view.ts';

/** Devices in one state (target, running App, word and code). A fleet has a few hundred states at the most. */
export interface StateCount extends State {
  readonly count: number;
  /** How many of them are stuck, and how many have logging on. */
  readonly stuck: number;
  readonly logging: number;
}

type Share = (of: StateCount) => number;

const aligned =
  (kind: ReturnType<typeof alignmentKind>): Share =>
  (of) =>
    alignmentKind(of) === kind ? of.count : 0;

const TALLIES: readonly (Pick<Tally, 'key' | 'term'> & { readonly share: Share })[] = [
  { key: 'fleet', term: '', share: (of) => of.count },
  { key: 'aligned', term: search(is('aligned')), share: aligned('aligned') },
  { key: 'drifting', term: search(is('drifting')), share: aligned('drifting') },
  { key: 'stuck', term: search(is('stuck')), share: (of) => of.stuck },
  { key: 'failed', term: search(is('failed')), share: (of) => (failed(of) ? of.count : 0) },
  { key: 'odd', term: search(is('odd')), share: (of) => (oddity({ ...NO_FACTS, ...of, logging: null }) === null ? 0 : of.count) },
  { key: 'never', term: search(is('never')), share: aligned('never-reported') },
  { key: 'logging', term: search({ field: 'log', value: 'on' }), share: (of) => of.logging },
];

export function failed(of: StateCount): boolean {
  return isFailed({ ...NO_FACTS, ...of, logging: null });
}

/** The counts for the top of the page. */
export function tallies(states: readonly StateCount[]): Tally[] {
  return TALLIES.map(({ key, term, share }) => ({ key, term, count: states.reduce((sum, of) => sum + share(of), 0) }));
}

/** How many devices should run what, by what they run; the highest count first. */
export function matrix(states: readonly StateCount[]): MatrixCell[] {
  const targets = new Map<string | null, Map<string | null, number>>();
  for (const { target, reported, count } of states) {
    let row = targets.get(target);
    if (row === undefined) targets.set(target, (row = new Map()));
    row.set(reported, (row.get(reported) ?? 0) + count);
  }
  const cells = [...targets].flatMap(([target, row]) =>
    [...row].map(([reported, count]) => ({ target, reported, term: search(isApp('app', target), isApp('runs', reported)), count })),
  );
  return cells.toSorted((a, b) => b.count - a.count);
}
