import { LOGGING, LOGGING_ON, NO_FACTS } from './columns.ts';
import type { Ground } from './ground.ts';
import { attention, ATTENTION, type AttentionClass, type Facts } from './health.ts';
import { adoption } from './overview-apps.ts';
import { Queue } from './overview-queue.ts';
import { matrix, tallies, type StateCount } from './overview-states.ts';
import type { Recovered, Was } from './triage-recovered.ts';
import { asideKind } from './triage.ts';
import type { Coverage, FleetRow, Overview } from './view.ts';

/** What the home page shows, counted in one pass over the fleet. */

export interface OverviewRequest {
  readonly coverage: Coverage;
  /** So many rows of each group of the queue, the oldest. */
  readonly rows: number;
  readonly fleetRow: (row: number) => FleetRow;
  /** How long each observed landing took, by App, in milliseconds. */
  readonly landings: ReadonlyMap<string, readonly number[]>;
  readonly recovered: Recovered;
}

export function overview(ground: Ground, { coverage, rows, fleetRow, landings, recovered }: OverviewRequest): Overview {
  const { columns, apps, now } = ground;
  const queue = new Queue(rows, (row) => columns.rank[row] ?? 0);
  const counts = new StateCounts(columns.states.size);
  const facts: Facts = { ...NO_FACTS };
  columns.forEach((row) => {
    const state = columns.state[row] ?? 0;
    counts.add(state, ground.isStuck(row, state), ((columns.flags[row] ?? 0) & LOGGING) === LOGGING_ON);
    const kind = ATTENTION[ground.needs(row, state) - 1];
    if (kind === undefined) return;
    const aside = ground.aside(row, state);
    if (aside === null) queue.add(kind, row, columns.facts(row, facts));
    else queue.leave(kind, aside);
  });
  recovered.forEach((row, was) => {
    if (!columns.live(row) || ground.needs(row, columns.state[row] ?? 0) !== 0) return false;
    const kind = hadNeeded(was, ground);
    // Who was aside then was not in the queue.
    if (kind !== null && asideKind(was.aside, kind, was.facts, was.at) === null) queue.cleared(kind, row, was.facts, was.at);
    return kind !== null;
  });
  const states = columns.states.all.map((state, id) => counts.of(state, id)).filter(({ count }) => count > 0);
  return { coverage, tallies: tallies(states), queue: queue.groups(now, fleetRow), classes: queue.classes((row) => columns.sid(row)), matrix: matrix(states), apps: adoption(states, apps.list(), landings) };
}

function hadNeeded({ facts, at }: Was, { apps, limits }: Ground): AttentionClass | null {
  return attention(facts, facts.target === null ? null : apps.listed(facts.target), at, limits);
}

/** Only counters in the pass: what follows from a state is worked out afterwards, once for each. */
class StateCounts {
  readonly #all: Uint32Array;
  readonly #stuck: Uint32Array;
  readonly #logging: Uint32Array;

  constructor(size: number) {
    this.#all = new Uint32Array(size);
    this.#stuck = new Uint32Array(size);
    this.#logging = new Uint32Array(size);
  }

  add(id: number, stuck: boolean, logging: boolean): void {
    this.#all[id] = (this.#all[id] ?? 0) + 1;
    if (stuck) this.#stuck[id] = (this.#stuck[id] ?? 0) + 1;
    if (logging) this.#logging[id] = (this.#logging[id] ?? 0) + 1;
  }

  of({ target, reported, word, code }: Omit<StateCount, 'count' | 'stuck' | 'logging'>, id: number): StateCount {
    return { target, reported, word, code, count: this.#all[id] ?? 0, stuck: this.#stuck[id] ?? 0, logging: this.#logging[id] ?? 0 };
  }
}
