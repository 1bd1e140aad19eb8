import { byDate } from '#api/later.ts';
import type { App, Device } from '#api/schema.ts';
import type { Pushed } from './app-fit.ts';
import { AppNames } from './app-names.ts';
import { Columns, NO_FACTS } from './columns.ts';
import { facets } from './facets.ts';
import { given } from './given.ts';
import { Ground, needsTable } from './ground.ts';
import type { Facts, StuckAfter } from './health.ts';
import { Intake, type Clock, type Reading, type SweptPage } from './intake.ts';
import { likeliest } from './likeliest.ts';
import { needsApps } from './needs-apps.ts';
import { Orders } from './order.ts';
import { overview } from './overview.ts';
import { pastedRows, type PastedRows } from './pasted-rows.ts';
import { asksFor, parseQuery, type Query } from './query.ts';
import { scan, someRow, type Scan } from './scan.ts';
import { columnsOf, readSnapshot, snapshotOf, type FleetSnapshot } from './snapshot.ts';
import type { States } from './states.ts';
import type { Coverage, FleetRow, ObservedChange, Overview, Place, Selection, ViewRequest, ViewResult, Vocabulary } from './view.ts';
import { TriageBook, TriageRows } from './triage-book.ts';
import { vocabulary, wordCounts } from './vocabulary.ts';

export type { Clock, Reading, SweptPage } from './intake.ts';

interface Found extends Scan {
  readonly query: Query;
  readonly pasted: PastedRows | null;
}

/** The whole fleet, as it was last read, and the answers to every question about it. Pure: no clock, no network. */
export class FleetIndex {
  readonly #columns: Columns;
  readonly #apps = new AppNames();
  readonly #orders: Orders;
  readonly #intake: Intake;
  /** What people say of the devices; it outlives the index. */
  readonly #triage: TriageBook;
  #triageRows: { readonly of: string; readonly rows: TriageRows } | null = null;
  #appChanges = 0;
  #needs: { readonly states: States; readonly of: string; readonly byState: Uint8Array } | null = null;
  #pasted: { readonly of: string; readonly rows: PastedRows } | null = null;

  constructor(columns = new Columns(), triage = new TriageBook()) {
    this.#columns = columns;
    this.#triage = triage;
    this.#orders = new Orders(columns, this.#apps);
    this.#intake = new Intake(columns, this.#orders, (row) => triage.get(columns.sid(row))?.aside?.value ?? null);
  }

  get size(): number {
    return this.#columns.size;
  }

  /**
   * Rises with everything that a question shows: a text, a row, its place, a missing mark, an App's name, what people say of a device;
   * and once with each complete sweep, because the times of reading changed. That a row was read again and is the same does not count.
   */
  get version(): number {
    return this.#intake.version + this.#appChanges + this.#triage.version;
  }

  /** Different devices listed by the sweep under way, also those whose rows could not be read; 0 without one. */
  get swept(): number {
    return this.#intake.swept;
  }

  beginSweep(): void {
    this.#intake.beginSweep();
  }

  /** A page of the sweep under way. */
  addPage(page: SweptPage, clock: Clock): readonly ObservedChange[] {
    return this.#intake.addPage(page, clock);
  }

  /** A device that was read on its own, or that a write returned (`sent` is then when its answer came). */
  saw(device: Device, reading: Reading, clock: Clock): readonly ObservedChange[] {
    return this.#intake.saw(device, reading, clock);
  }

  /**
   * The sweep under way read the whole list. What it did not meet is missing; what was missing before, too (or everything
   * missing, with `force`), is removed. `at`: oldest part of the picture, browser's clock. Throws when there is no sweep.
   */
  endSweep(end: { readonly at: number }, force = false): { removed: string[]; missing: number } {
    return this.#intake.endSweep(end, force);
  }

  /** The sweep under way broke off: nothing is missing, and what it read stays. */
  breakSweep(): void {
    this.#intake.breakSweep();
  }

  /** Null while they are not known; `listed` false: only their names are, from before, and not which the account lists now. */
  setApps(apps: readonly App[] | null, listed = true): void {
    if (!this.#apps.set(apps, listed)) return;
    this.#appChanges += 1;
    this.#orders.appsChanged();
  }

  /** What devices are meant to run, or were, and the account does not list; none while its Apps are not known. */
  unlistedTargets(): string[] {
    const targets = new Set(this.#columns.states.all.flatMap(({ target }) => target ?? []));
    return [...targets].filter((sid) => this.#apps.listed(sid) === false);
  }

  given(pushed: Pushed): ReturnType<typeof given> {
    return given(this.#columns, pushed);
  }

  /** Whether any device matches. */
  some(q: string, limits: StuckAfter, clock: Clock): boolean {
    return someRow(parseQuery(q), this.#ground(clock, limits));
  }

  view(request: ViewRequest, clock: Clock): ViewResult {
    const { start, size, limits, sort, typed } = request;
    const ground = this.#ground(clock, limits);
    const { query, hits, total, counts, pasted } = this.#find(request, ground);
    const order = this.#orders.rows(sort);
    const rows = typed === undefined ? window(order, hits, start, Math.min(size, total - start)) : likeliest(typed, this.#columns, { order, hits }, size);
    return {
      rows: rows.map((row) => this.#fleetRow(row, clock)),
      start,
      total,
      unchecked: !this.#apps.known && needsApps(query.terms),
      searched: asksFor(query),
      facets: facets(query.terms, counts, ground),
      problems: query.problems,
      list: pasted && { found: pasted.found, unknown: pasted.unknown, near: pasted.near },
      coverage: this.coverage(clock),
    };
  }

  /** Null when the device is not in the selection. */
  place(selection: Selection, limits: StuckAfter, sid: string, clock: Clock): Place | null {
    const here = this.#columns.rowOf(sid);
    const { hits, total } = this.#find(selection, this.#ground(clock, limits));
    if (here === undefined || hits[here] !== 1) return null;
    return placeOf(here, this.#orders.rows(selection.sort), hits, total, (row) => this.#columns.sid(row));
  }

  /** Every device of the selection, in its order. */
  sids(selection: Selection, limits: StuckAfter, clock: Clock): string[] {
    const { hits, total } = this.#find(selection, this.#ground(clock, limits));
    return window(this.#orders.rows(selection.sort), hits, 0, total).map((row) => this.#columns.sid(row));
  }

  /** Those that are held, in the order that is asked for. */
  rows(sids: readonly string[], clock: Clock): FleetRow[] {
    return sids.flatMap((sid) => {
      const row = this.#columns.rowOf(sid);
      return row === undefined ? [] : [this.#fleetRow(row, clock)];
    });
  }

  /** Which devices a selection holds. */
  members(selection: Selection, limits: StuckAfter, clock: Clock): { readonly total: number; readonly has: (sid: string) => boolean } {
    const { hits, total } = this.#find(selection, this.#ground(clock, limits));
    return { total, has: (sid) => hits[this.#columns.rowOf(sid) ?? -1] === 1 };
  }

  holds(sid: string): boolean {
    return this.#columns.rowOf(sid) !== undefined;
  }

  /** The devices of which this index holds a later state than `other`, by the API's own dates, and when each was read. */
  laterThan(other: FleetIndex, { now }: Clock): { readonly device: Device; readonly received: number }[] {
    const [mine, theirs] = [this.#columns, other.#columns];
    const later: { device: Device; received: number }[] = [];
    mine.forEach((row) => {
      const there = mine.sids.rowIn(theirs.sids, row);
      const received = mine.received[row] ?? 0;
      if (there === undefined || theirs.missing.has(there) || byDate(mine.updated.ms(row), theirs.updated.ms(there), now, received - (theirs.received[there] ?? 0)) <= 0) return;
      later.push({ device: mine.device(row), received });
    });
    return later;
  }

  /** What the health rules look at, of those that are held, and when it was read (browser's clock). */
  facts(sids: readonly string[]): { readonly sid: string; readonly facts: Facts; readonly received: number }[] {
    return sids.flatMap((sid) => {
      const row = this.#columns.rowOf(sid);
      return row === undefined ? [] : [{ sid, facts: this.#columns.facts(row, { ...NO_FACTS }), received: this.#columns.received[row] ?? 0 }];
    });
  }

  /** Whether the account lists this App; null where that is not known. */
  lists(app: string | null): boolean | null {
    return app === null ? null : this.#apps.listed(app);
  }

  overview({ limits, rows }: { readonly limits: StuckAfter; readonly rows: number }, clock: Clock, landings: ReadonlyMap<string, readonly number[]>): Overview {
    const fleetRow = (row: number): FleetRow => this.#fleetRow(row, clock);
    return overview(this.#ground(clock, limits), { coverage: this.coverage(clock), rows, fleetRow, landings, recovered: this.#intake.recovered });
  }

  /** With `limits` it counts, too, how many devices each word of the table stands for. */
  vocabulary(limits: StuckAfter | null, clock: Clock): Vocabulary {
    const words = vocabulary({ columns: this.#columns, apps: this.#apps });
    return { ...words, counts: limits === null ? {} : wordCounts(this.#ground(clock, limits), words) };
  }

  /** Does ahead, in pieces, what the first sort by name would have to wait for. */
  prepare(): Generator<void> {
    return this.#orders.prepare();
  }

  coverage(clock: Clock): Coverage {
    return this.#intake.coverage(clock);
  }

  snapshot(): FleetSnapshot {
    return snapshotOf(this.#columns, this.#orders.rows([]), { apps: this.#apps.list(), completeAt: this.#intake.completeAt, malformed: this.#intake.malformed });
  }

  /** Throws on anything that is not a whole snapshot of this version of the console. A sweep that was under way is not. */
  static restore(value: unknown, triage = new TriageBook()): FleetIndex {
    const kept = readSnapshot(value);
    const index = new FleetIndex(columnsOf(kept), triage);
    index.#apps.set(kept.apps);
    index.#intake.resume(kept.completeAt, kept.malformed);
    return index;
  }

  #find({ q, list }: Selection, ground: Ground): Found {
    const query = parseQuery(q);
    const pasted = list && this.#pastedRows(list);
    return { query, pasted, ...scan(query, ground, pasted && pasted.marked) };
  }

  /** The list comes anew with every question, and is nearly always the same. */
  #pastedRows(list: readonly string[]): PastedRows {
    const of = JSON.stringify([this.#intake.naming, list]);
    if (this.#pasted?.of !== of) this.#pasted = { of, rows: pastedRows(list, this.#columns) };
    return this.#pasted.rows;
  }

  #ground({ now }: Clock, limits: StuckAfter): Ground {
    const { states } = this.#columns;
    const of = `${this.#appChanges} ${states.size}`;
    if (this.#needs?.of !== of || this.#needs.states !== states) this.#needs = { states, of, byState: needsTable(states.all, this.#apps) };
    return new Ground(this.#columns, this.#apps, this.#needs.byState, now, limits, this.#triaged());
  }

  #triaged(): TriageRows {
    const of = `${this.#intake.naming} ${this.#triage.version}`;
    if (this.#triageRows?.of !== of) this.#triageRows = { of, rows: new TriageRows(this.#triage.all(), (sid) => this.#columns.rowOf(sid)) };
    return this.#triageRows.rows;
  }

  #fleetRow(row: number, { skew }: Clock): FleetRow {
    const missing = this.#columns.missing.get(row);
    return {
      device: this.#columns.device(row),
      at: (this.#columns.received[row] ?? 0) + skew,
      missingSince: missing === undefined ? null : missing + skew,
    };
  }
}

/** Rows that match, in order, from the `start`th on, `size` of them. */
function window(order: Uint32Array, hits: Uint8Array, start: number, size: number): number[] {
  const rows: number[] = [];
  let skip = start;
  for (let at = 0; at < order.length && rows.length < size; at += 1) {
    const row = order[at] ?? 0;
    if (hits[row] !== 1) continue;
    if (skip > 0) skip -= 1;
    else rows.push(row);
  }
  return rows;
}

/** Where a row that matches stands among all that do. */
function placeOf(here: number, order: Uint32Array, hits: Uint8Array, total: number, sidOf: (row: number) => string): Place {
  let previous: number | null = null;
  let index = 0;
  let at = 0;
  for (; order[at] !== here; at += 1) {
    const row = order[at] ?? 0;
    if (hits[row] !== 1) continue;
    previous = row;
    index += 1;
  }
  const [next] = window(order.subarray(at + 1), hits, 0, 1);
  return { index, total, previous: previous === null ? null : sidOf(previous), next: next === undefined ? null : sidOf(next) };
}
