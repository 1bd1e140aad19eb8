import { compile, facetBit } from './filter.ts';
import { LOGGING, LOGGING_OFF, LOGGING_ON } from './columns.ts';
import type { Ground } from './ground.ts';
import { ATTENTION } from './health.ts';
import { findsNothing, type Query } from './query.ts';

/** How many rows there are of each kind, for the facets: each counted without the choices of its own facet. */
export interface Counts {
  /** By state. */
  readonly alignment: Uint32Array;
  readonly update: Uint32Array;
  readonly app: Uint32Array;
  stuck: number;
  on: number;
  off: number;
  expiring: number;
  expired: number;
  /** By attention class: 0 none, else 1 + its place in ATTENTION. */
  readonly needs: Uint32Array;
}

export interface Scan {
  /** By row: 1 when it matches. */
  readonly hits: Uint8Array;
  readonly total: number;
  readonly counts: Counts;
}

const ALIGNMENT = facetBit('alignment');
const UPDATE = facetBit('update');
const APP = facetBit('app');
const LOGS = facetBit('logging');
const NEEDS = facetBit('needs');
const ONLY = { alignment: ~ALIGNMENT, update: ~UPDATE, app: ~APP, logging: ~LOGS, needs: ~NEEDS };

/** One pass over all rows. `marked`: by row, 1 for those of a pasted list; null without one. */
export function scan(query: Query, ground: Ground, marked: Uint8Array | null): Scan {
  const { columns } = ground;
  const { end, state: stateOf, flags } = columns;
  const hits = new Uint8Array(end);
  const counts = noCounts(columns.states.size);
  if (findsNothing(query)) return { hits, total: 0, counts };
  const { states, tests, unchosen, choices } = compile(query.terms, ground);
  let total = 0;
  rows: for (let row = 0; row < end; row += 1) {
    const state = stateOf[row] ?? 0;
    if (states[state] !== 1 || !columns.live(row) || (marked !== null && marked[row] !== 1)) continue;
    for (const test of tests) if (!test(row, state)) continue rows;
    let missed = unchosen[state] ?? 0;
    for (const { bit, test } of choices) if ((missed & bit) === 0 && !test(row, state)) missed |= bit;
    if (missed === 0) {
      hits[row] = 1;
      total += 1;
    }
    // Missed by the choices of two facets it counts for none.
    if ((missed & (missed - 1)) !== 0) continue;
    if ((missed & ONLY.update) === 0) add(counts.update, state);
    if ((missed & ONLY.app) === 0) add(counts.app, state);
    if ((missed & ONLY.alignment) === 0) {
      add(counts.alignment, state);
      if (ground.isStuck(row, state)) counts.stuck += 1;
    }
    if ((missed & ONLY.logging) === 0) {
      const logging = (flags[row] ?? 0) & LOGGING;
      if (logging === LOGGING_OFF) counts.off += 1;
      if (logging === LOGGING_ON) {
        counts.on += 1;
        if (ground.isExpiring(row)) counts.expiring += 1;
        else if (ground.isExpired(row)) counts.expired += 1;
      }
    }
    if ((missed & ONLY.needs) === 0) add(counts.needs, ground.needs(row, state));
  }
  return { hits, total, counts };
}

/** Whether any row matches. */
export function someRow(query: Query, ground: Ground): boolean {
  if (findsNothing(query)) return false;
  const { columns } = ground;
  const { states, tests, unchosen, choices } = compile(query.terms, ground);
  const all = [...tests, ...choices.map(({ test }) => test)];
  for (let row = 0; row < columns.end; row += 1) {
    const state = columns.state[row] ?? 0;
    if (states[state] === 1 && unchosen[state] === 0 && columns.live(row) && all.every((test) => test(row, state))) return true;
  }
  return false;
}

function add(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function noCounts(states: number): Counts {
  return {
    alignment: new Uint32Array(states), update: new Uint32Array(states), app: new Uint32Array(states),
    stuck: 0, on: 0, off: 0, expiring: 0, expired: 0, needs: new Uint32Array(ATTENTION.length + 1),
  };
}
