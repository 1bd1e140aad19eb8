import { naturalKey } from './natural.ts';
import { NONE } from './radix.ts';
import { atOnce, compare, sortTexts } from './text-sort.ts';

/**
 * Rows in the natural order of a text, kept: sorted in full once, and afterwards only what changed or came is sorted and merged in,
 * so that a page of a sweep costs a page and not the fleet.
 */
export class TextOrder {
  /** A row's text, null when it has none (or the row is empty). */
  readonly #text: (row: number) => string | null;
  /** Rows that have a text, in order; null before anybody asked. */
  #sorted: Uint32Array | null = null;
  readonly #touched = new Set<number>();
  /** Whether the first order is being made in pieces. */
  #preparing = false;
  #places = new Uint32Array(0);

  constructor(text: (row: number) => string | null) {
    this.#text = text;
  }

  #key(row: number): string | null {
    const text = this.#text(row);
    return text === null ? null : naturalKey(text);
  }

  /** The text of this row changed, or the row came or went. */
  touch(row: number): void {
    if (this.#sorted !== null || this.#preparing) this.#touched.add(row);
  }

  /** Sorts all in pieces where the next question would have to do it at once. What changes meanwhile is merged in with that question. */
  *prepare(end: () => number): Generator<void> {
    if (this.#preparing || !this.#stale()) return;
    this.#sorted = null;
    this.#touched.clear();
    this.#preparing = true;
    const made = yield* this.#sorting(end());
    // Somebody asked, and had it made at once.
    if (this.#preparing) made();
    this.#preparing = false;
  }

  /** By row: the place of its text among the different texts; NONE for none. `end`: rows are numbers below. */
  places(end: number): Uint32Array {
    if (this.#sorted !== null && this.#touched.size === 0 && this.#places.length === end) return this.#places;
    if (this.#sorted === null || this.#stale()) this.#sortAll(end);
    else this.#merge(this.#sorted, end);
    this.#touched.clear();
    this.#preparing = false;
    return this.#places;
  }

  /** Whether so much is new that sorting all is less work than merging it in. */
  #stale(): boolean {
    return this.#sorted === null || this.#touched.size * 8 > this.#sorted.length;
  }

  #sortAll(end: number): void {
    atOnce(this.#sorting(end))();
  }

  /** Sorts all; returns how to put it in place. */
  *#sorting(end: number): Generator<void, () => void> {
    const all = new Uint32Array(end);
    let count = 0;
    for (let row = 0; row < end; row += 1) {
      if (this.#text(row) === null) continue;
      all[count] = row;
      count += 1;
    }
    const { rows, same } = yield* sortTexts(all.subarray(0, count), (row) => this.#text(row) ?? '', end);
    return () => {
      this.#sorted = rows;
      this.#number(rows, end, same);
    };
  }

  #merge(sorted: Uint32Array, end: number): void {
    const touched = new Uint8Array(end);
    const fresh: { row: number; key: string }[] = [];
    for (const row of this.#touched) {
      touched[row] = 1;
      const key = this.#key(row);
      if (key !== null) fresh.push({ row, key });
    }
    const kept = sorted.filter((row) => touched[row] !== 1);
    const merged = new Uint32Array(kept.length + fresh.length);
    let from = 0;
    let into = 0;
    for (const { row, key } of fresh.toSorted((a, b) => compare(a.key, b.key))) {
      const to = this.#firstAfter(kept, key, from);
      merged.set(kept.subarray(from, to), into);
      into += to - from;
      merged[into] = row;
      into += 1;
      from = to;
    }
    merged.set(kept.subarray(from), into);
    this.#sorted = merged;
    // Only what is fresh has to be compared: the others were the same, or not, before.
    const before = this.#places;
    this.#number(merged, end, (a, b) => (touched[a] === 1 || touched[b] === 1 ? this.#key(a) === this.#key(b) : before[a] === before[b]));
  }

  /** The first place from `low` on whose text comes after the key. */
  #firstAfter(rows: Uint32Array, key: string, low: number): number {
    let high = rows.length;
    let start = low;
    while (start < high) {
      const middle = (start + high) >>> 1;
      if ((this.#key(rows[middle] ?? 0) ?? '') <= key) start = middle + 1;
      else high = middle;
    }
    return start;
  }

  #number(sorted: Uint32Array, end: number, same: (a: number, b: number) => boolean): void {
    const places = new Uint32Array(end).fill(NONE);
    let place = 0;
    for (let at = 0; at < sorted.length; at += 1) {
      const row = sorted[at] ?? 0;
      if (at > 0 && !same(sorted[at - 1] ?? 0, row)) place += 1;
      places[row] = place;
    }
    this.#places = places;
  }
}
