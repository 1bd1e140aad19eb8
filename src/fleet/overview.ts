import { fold } from '#lib/text.ts';
import { alignmentKind, attention, isFailed, isStuck, oddity, type Facts, type StuckAfter } from './health.ts';
import { Queue } from './overview-queue.ts';
import { is, isApp, search } from './overview-terms.ts';
import type { AppAdoption, Coverage, FleetRow, MatrixCell, Overview, Tally } from './view.ts';

/** What the home page shows, counted in one pass over the fleet. Pure. */

/** The fleet as the pass reads it. */
export interface FleetRows {
  /** Calls `visit` for every device held, in the order of the API. `facts` is one object, filled anew each time. */
  readonly each: (visit: (row: number, facts: Facts) => void) => void;
  readonly fleetRow: (row: number) => FleetRow;
  /** Sids of the Apps that the account lists; null while they are not known. */
  readonly apps: ReadonlySet<string> | null;
  readonly coverage: Coverage;
}

export interface OverviewRequest {
  readonly limits: StuckAfter;
  /** So many rows of each group of the queue, the oldest. */
  readonly rows: number;
  /** By the API's clock. */
  readonly now: number;
  /** How long each observed landing took, by App, in milliseconds. */
  readonly landings: ReadonlyMap<string, readonly number[]>;
}

export function overview(fleet: FleetRows, { limits, rows, now, landings }: OverviewRequest): Overview {
  const tallies = new Tallies();
  const queue = new Queue(rows);
  const matrix = new Matrix();
  const apps = new Adoption(fleet.apps);
  fleet.each((row, facts) => {
    const kind = attention(facts, fleet.apps === null || facts.target === null ? null : fleet.apps.has(facts.target), now, limits);
    if (kind !== null) queue.add(kind, row, facts);
    const stuck = isStuck(facts, now, limits);
    tallies.add(facts, stuck);
    matrix.add(facts);
    apps.add(facts, stuck);
  });
  return {
    coverage: fleet.coverage,
    tallies: tallies.list(),
    queue: queue.groups(now, fleet.fleetRow),
    matrix: matrix.cells(),
    apps: apps.list(landings),
  };
}

const TALLIES: readonly Pick<Tally, 'key' | 'term'>[] = [
  { key: 'fleet', term: '' },
  { key: 'aligned', term: search(is('aligned')) },
  { key: 'drifting', term: search(is('drifting')) },
  { key: 'stuck', term: search(is('stuck')) },
  { key: 'failed', term: search(is('failed')) },
  { key: 'odd', term: search(is('odd')) },
  { key: 'never', term: search(is('never')) },
  { key: 'logging', term: search({ field: 'log', value: 'on' }) },
];

class Tallies {
  readonly #counts: Record<Tally['key'], number> = { fleet: 0, aligned: 0, drifting: 0, stuck: 0, failed: 0, odd: 0, never: 0, logging: 0 };

  add(facts: Facts, stuck: boolean): void {
    const counts = this.#counts;
    const kind = alignmentKind(facts);
    counts.fleet += 1;
    if (kind === 'aligned') counts.aligned += 1;
    if (kind === 'drifting') counts.drifting += 1;
    if (kind === 'never-reported') counts.never += 1;
    if (stuck) counts.stuck += 1;
    if (isFailed(facts)) counts.failed += 1;
    if (oddity(facts) !== null) counts.odd += 1;
    if (facts.logging === true) counts.logging += 1;
  }

  list(): Tally[] {
    return TALLIES.map(({ key, term }) => ({ key, term, count: this.#counts[key] }));
  }
}

/** How many devices should run what, by what they run. */
class Matrix {
  readonly #targets = new Map<string | null, Map<string | null, number>>();

  add({ target, reported }: Facts): void {
    let row = this.#targets.get(target);
    if (row === undefined) this.#targets.set(target, (row = new Map()));
    row.set(reported, (row.get(reported) ?? 0) + 1);
  }

  cells(): MatrixCell[] {
    const cells = [...this.#targets].flatMap(([target, row]) =>
      [...row].map(([reported, count]) => ({ target, reported, term: search(isApp('app', target), isApp('runs', reported)), count })),
    );
    return cells.toSorted((a, b) => b.count - a.count);
  }
}

type Part = keyof AppAdoption['counts'];

class Adoption {
  readonly #listed: ReadonlySet<string> | null;
  readonly #apps = new Map<string, Record<Part, number>>();
  /** Whether a word finds the row with `status:pending`: the search folds letters. */
  readonly #pending = new Map<string, boolean>();

  constructor(listed: ReadonlySet<string> | null) {
    this.#listed = listed;
    for (const sid of listed ?? []) this.#app(sid);
  }

  #app(sid: string): Record<Part, number> {
    let app = this.#apps.get(sid);
    if (app === undefined) this.#apps.set(sid, (app = { targeted: 0, running: 0, pending: 0, failed: 0, stuck: 0 }));
    return app;
  }

  #isPending(word: string): boolean {
    let pending = this.#pending.get(word);
    if (pending === undefined) this.#pending.set(word, (pending = ['pending', 'scheduled'].includes(fold(word))));
    return pending;
  }

  add(facts: Facts, stuck: boolean): void {
    if (facts.reported !== null) this.#app(facts.reported).running += 1;
    if (facts.target === null) return;
    const app = this.#app(facts.target);
    app.targeted += 1;
    if (facts.word !== null && this.#isPending(facts.word)) app.pending += 1;
    if (isFailed(facts)) app.failed += 1;
    if (stuck) app.stuck += 1;
  }

  /** The App with the most devices first. */
  list(landings: ReadonlyMap<string, readonly number[]>): AppAdoption[] {
    const sorted = [...this.#apps].toSorted(([a, of], [b, and]) => and.targeted - of.targeted || and.running - of.running || (a < b ? -1 : 1));
    return sorted.map(([sid, counts]) => {
      const target = isApp('app', sid);
      return {
        sid,
        listed: this.#listed?.has(sid) ?? null,
        counts: {
          targeted: { term: search(target), count: counts.targeted },
          running: { term: search(isApp('runs', sid)), count: counts.running },
          pending: { term: search(target, { field: 'status', word: 'pending' }), count: counts.pending },
          failed: { term: search(target, is('failed')), count: counts.failed },
          stuck: { term: search(target, is('stuck')), count: counts.stuck },
        },
        landing: median(landings.get(sid) ?? []),
      };
    });
  }
}

function median(took: readonly number[]): AppAdoption['landing'] {
  if (took.length === 0) return null;
  const sorted = took.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return { median: ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2, observed: took.length };
}
