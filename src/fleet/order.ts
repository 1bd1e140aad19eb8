import { fold } from '#lib/text.ts';
import type { AppNames } from './app-names.ts';
import { CHANGED, LOGGING, LOGGING_ON, type Columns } from './columns.ts';
import type { DateColumn } from './date-column.ts';
import { alignmentKind, errorCode } from './health.ts';
import { naturalKey } from './natural.ts';
import { NONE, sortByKey } from './radix.ts';
import type { State } from './states.ts';
import { TextOrder } from './text-order.ts';
import { compare } from './text-sort.ts';
import type { SortField, SortKey } from './view.ts';

/** So many orders are kept. */
const KEPT = 6;

interface Key {
  /** By row. */
  readonly keys: Uint32Array;
  readonly down: boolean;
  /** False when every row has a key, so that NONE is one, too. */
  readonly none?: boolean;
}

/** Bits beside those of CHANGED: rows came, went or moved in the API's order; the names of Apps. */
const ROWS = 128;
const APPS = 256;

/** What an order depends on, besides which rows there are. */
const DEPENDS: Readonly<Record<SortField, number>> = {
  name: CHANGED.name, alignment: CHANGED.state | CHANGED.targeted, update: CHANGED.state, runs: CHANGED.state | APPS,
  target: CHANGED.state | APPS, sid: 0, targeted: CHANGED.targeted, reported: CHANGED.reported, logging: CHANGED.logging,
  updated: CHANGED.updated, created: CHANGED.created,
};

/**
 * Rows in the orders that were asked for. An order is kept until something it depends on changes; then it is made anew
 * from numbers, without comparing: only names are ever compared, and their order is merged.
 */
export class Orders {
  readonly #columns: Columns;
  readonly #apps: AppNames;
  readonly #names: TextOrder;
  /** How often each of the bits changed. */
  readonly #changes = new Float64Array(9);
  readonly #kept = new Map<string, { readonly of: number; readonly rows: Uint32Array }>();

  constructor(columns: Columns, apps: AppNames) {
    this.#columns = columns;
    this.#apps = apps;
    this.#names = new TextOrder((row) => columns.folded[row] ?? null);
  }

  /** @param bits of CHANGED */
  changed(row: number, bits: number): void {
    this.#count(bits);
    if ((bits & CHANGED.name) !== 0) this.#names.touch(row);
  }

  cameOrWent(row: number): void {
    this.#count(ROWS);
    this.#names.touch(row);
  }

  /** Rows have another place in the API's order. */
  moved(): void {
    this.#count(ROWS);
  }

  appsChanged(): void {
    this.#count(APPS);
  }

  /** Makes the order of the names in pieces: the only one that takes long. */
  prepare(): Generator<void> {
    return this.#names.prepare(() => this.#columns.end);
  }

  #count(bits: number): void {
    for (let bit = 0; bit < 9; bit += 1) if ((bits & (1 << bit)) !== 0) this.#changes[bit] = (this.#changes[bit] ?? 0) + 1;
  }

  /** The live rows in this order; not to be written to. Without a key: the order of the API. */
  rows(sort: readonly SortKey[]): Uint32Array {
    const name = sort.map(({ field, down }) => `${field}${down ? '-' : '+'}`).join();
    const of = this.#age(sort);
    const kept = this.#kept.get(name);
    this.#kept.delete(name);
    const order = kept?.of === of ? kept : { of, rows: this.#sorted(sort) };
    this.#kept.set(name, order);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return order.rows;
  }

  /** Another number whenever something that the order depends on has changed. */
  #age(sort: readonly SortKey[]): number {
    const bits = sort.reduce((all, { field }) => all | DEPENDS[field], ROWS);
    return this.#changes.reduce((sum, times, bit) => ((bits & (1 << bit)) === 0 ? sum : sum + times), 0);
  }

  #sorted(sort: readonly SortKey[]): Uint32Array {
    if (sort.length === 0) return this.#byRank();
    let rows = this.rows([]);
    // The last key first: what is sorted later keeps the order of its equals.
    for (const { keys, down, none } of sort.flatMap((key) => this.#keys(key)).toReversed()) rows = sortByKey(rows, keys, down, none);
    return rows;
  }

  #byRank(): Uint32Array {
    const { end, rank, size } = this.#columns;
    let last = 0;
    for (let row = 0; row < end; row += 1) if (this.#columns.live(row)) last = Math.max(last, rank[row] ?? 0);
    const byRank = new Uint32Array(last + 1).fill(NONE);
    this.#columns.forEach((row) => {
      byRank[rank[row] ?? 0] = row;
    });
    return size === last + 1 ? byRank : byRank.filter((row) => row !== NONE);
  }

  /** The numbers to sort by, the first the most important. */
  #keys({ field, down }: SortKey): Key[] {
    const { targeted, reported, updated, created, end } = this.#columns;
    switch (field) {
      case 'name':
        return [{ keys: this.#names.places(end), down }];
      case 'sid':
        return this.#columns.sids.words.map((keys) => ({ keys, down, none: false }));
      case 'alignment': {
        // The younger the drift, the later its target was set.
        const drifts = Uint8Array.from(this.#columns.states.all, (state) => (DRIFTS.has(alignmentKind(state)) ? 1 : 0));
        return this.#dates(targeted, !down, (row) => drifts[this.#columns.state[row] ?? 0] === 1);
      }
      case 'update':
        return [this.#byState(wordKey, down), this.#byState(({ word, code }) => (word === null ? null : codeKey(code)), down)];
      case 'runs':
        return [this.#byState(({ reported: app }) => this.#appKey(app), down)];
      case 'target':
        return [this.#byState(({ target }) => this.#appKey(target), down)];
      case 'logging':
        return this.#logging(down);
      case 'targeted':
        return this.#dates(targeted, down);
      case 'reported':
        return this.#dates(reported, down);
      case 'updated':
        return this.#dates(updated, down);
      case 'created':
        return this.#dates(created, down);
    }
  }

  #appKey(sid: string | null): string | null {
    return sid === null ? null : naturalKey(fold(this.#apps.name(sid) ?? sid));
  }

  /** By what depends on the state alone. */
  #byState(keyOf: (state: State) => string | number | null, down: boolean): Key {
    const { states, state, end } = this.#columns;
    const texts = states.all.map(keyOf);
    const different = [...new Set(texts)].filter((text) => text !== null).toSorted(compareKeys);
    const known = new Map(different.map((text, place) => [text, place]));
    const places = Uint32Array.from(texts, (text) => (text === null ? NONE : (known.get(text) ?? NONE)));
    const keys = new Uint32Array(end);
    for (let row = 0; row < end; row += 1) keys[row] = places[state[row] ?? 0] ?? NONE;
    return { keys, down };
  }

  /** Off and unknown last; among the on, those without an end last; whichever way. */
  #logging(down: boolean): Key[] {
    const { flags, end, expires } = this.#columns;
    const isOn = (row: number): boolean => ((flags[row] ?? 0) & LOGGING) === LOGGING_ON;
    const on = new Uint32Array(end).fill(NONE);
    for (let row = 0; row < end; row += 1) if (isOn(row)) on[row] = 0;
    return [{ keys: on, down: false }, ...this.#dates(expires, down, isOn)];
  }

  /** Seconds fit into one number; where a date has more to it (milliseconds, another century), it takes two. */
  #dates(column: DateColumn, down: boolean, counts?: (row: number) => boolean): Key[] {
    const { end } = this.#columns;
    const exact = column.odd.size > 0;
    const high = new Uint32Array(end).fill(NONE);
    const low = new Uint32Array(exact ? end : 0).fill(NONE);
    for (let row = 0; row < end; row += 1) {
      const ms = column.ms(row);
      if (Number.isNaN(ms) || counts?.(row) === false) continue;
      high[row] = Math.floor(ms / (exact ? SPLIT : 1000));
      if (exact) low[row] = ms % SPLIT;
    }
    return exact ? [{ keys: high, down }, { keys: low, down }] : [{ keys: high, down }];
  }
}

const SPLIT = 2 ** 31;
const DRIFTS: ReadonlySet<string> = new Set(['drifting', 'never-reported']);

const wordKey = ({ word }: State): string | null => (word === null ? null : naturalKey(fold(word)));

/** The code that says something; a text as people count. */
function codeKey(code: State['code']): string | number | null {
  const said = errorCode(code);
  return typeof said === 'string' ? naturalKey(fold(said)) : said;
}

/** Numbers by their size, before texts. */
function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return compare(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return typeof a === 'number' ? -1 : 1;
}
