import { LOGGING, LOGGING_ON, NO_FACTS } from './columns.ts';
import type { Ground } from './ground.ts';
import { ATTENTION, type Facts } from './health.ts';
import { adoption } from './overview-apps.ts';
import { Queue } from './overview-queue.ts';
import { matrix, tallies, type StateCount } from './overview-states.ts';
import type { Coverage, FleetRow, Overview } from './view.ts';

/** What the home page shows, counted in one pass over the fleet. */

export interface OverviewRequest {
  readonly coverage: Coverage;
  /** So many rows of each group of the queue, the oldest. */
  readonly rows: number;
  readonly fleetRow: (row: number) => FleetRow;
  /** How long each observed landing took, by App, in milliseconds. */
  readonly landings: ReadonlyMap<string, readonly number[]>;
}

export function overview(ground: Ground, { coverage, rows, fleetRow, landings }: OverviewRequest): Overview {
  const { columns, apps, now } = ground;
  const queue = new Queue(rows, (row) => columns.rank[row] ?? 0);
  const counts = new StateCounts(columns.states.size);
  const facts: Facts = { ...NO_FACTS };
  columns.forEach((row) => {
    const state = columns.state[row] ?? 0;
    counts.add(state, ground.isStuck(row, state), ((columns.flags[row] ?? 0) & LOGGING) === LOGGING_ON);
    const kind = ATTENTION[ground.needs(row, state) - 1];
    if (kind !== undefined) queue.add(kind, row, columns.facts(row, facts));
  });
  const states = columns.states.all.map((state, id) => counts.of(state, id)).filter(({ count }) => count > 0);
  return { coverage, tallies: tallies(states), queue: queue.groups(now, fleetRow), matrix: matrix(states), apps: adoption(states, apps.list(), landings) };
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
