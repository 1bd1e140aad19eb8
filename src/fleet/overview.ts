import type { Facts, StuckAfter } from './health.ts';
import { adoption } from './overview-apps.ts';
import { Queue } from './overview-queue.ts';
import { StateCount } from './overview-states.ts';
import { is, isApp, search } from './overview-terms.ts';
import type { Coverage, FleetRow, MatrixCell, Overview, Tally } from './view.ts';

/** What the home page shows, counted in one pass over the fleet. Pure. */

/** The fleet as the pass reads it. */
export interface FleetRows {
  /** Calls `visit` for every device held. `state` is the number of its state (states.ts), `facts` one object that is filled anew each time. */
  readonly each: (visit: (row: number, state: number, facts: Facts) => void) => void;
  /** Where a row stands in the API's order. */
  readonly rank: (row: number) => number;
  readonly fleetRow: (row: number) => FleetRow;
  /** The Apps that the account lists, by sid; null while they are not known. */
  readonly apps: ReadonlyMap<string, unknown> | null;
  readonly coverage: Coverage;
}

export interface OverviewRequest {
  readonly limits: StuckAfter;
  /** So many rows of each group of the queue, the oldest. */
  readonly rows: number;
  /** By the API's clock, milliseconds. */
  readonly now: number;
  /** How long each observed landing took, by App, in milliseconds. */
  readonly landings: ReadonlyMap<string, readonly number[]>;
}

export function overview(fleet: FleetRows, { limits, rows, now, landings }: OverviewRequest): Overview {
  const { apps, coverage, rank, fleetRow } = fleet;
  const queue = new Queue(rows, rank);
  const states: (StateCount | undefined)[] = [];
  fleet.each((row, id, facts) => {
    let state = states[id];
    if (state === undefined) {
      const listed = apps === null || facts.target === null ? null : apps.has(facts.target);
      states[id] = state = new StateCount(facts, listed, limits);
    }
    const kind = state.add(facts, now);
    if (kind !== null) queue.add(kind, row, facts);
  });
  const counted = states.filter((state) => state !== undefined);
  return { coverage, tallies: tallies(counted), queue: queue.groups(now, fleetRow), matrix: matrix(counted), apps: adoption(counted, apps, landings) };
}

const TALLIES: readonly (Pick<Tally, 'key' | 'term'> & { readonly of: (state: StateCount) => number })[] = [
  { key: 'fleet', term: '', of: ({ count }) => count },
  { key: 'aligned', term: search(is('aligned')), of: ({ alignment, count }) => (alignment === 'aligned' ? count : 0) },
  { key: 'drifting', term: search(is('drifting')), of: ({ alignment, count }) => (alignment === 'drifting' ? count : 0) },
  { key: 'stuck', term: search(is('stuck')), of: ({ stuck }) => stuck },
  { key: 'failed', term: search(is('failed')), of: ({ failed, count }) => (failed ? count : 0) },
  { key: 'odd', term: search(is('odd')), of: ({ odd, count }) => (odd ? count : 0) },
  { key: 'never', term: search(is('never')), of: ({ alignment, count }) => (alignment === 'never-reported' ? count : 0) },
  { key: 'logging', term: search({ field: 'log', value: 'on' }), of: ({ logging }) => logging },
];

function tallies(states: readonly StateCount[]): Tally[] {
  return TALLIES.map(({ key, term, of }) => ({ key, term, count: states.reduce((sum, state) => sum + of(state), 0) }));
}

/** How many devices should run what, by what they run; the highest count first. */
function matrix(states: readonly StateCount[]): MatrixCell[] {
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
