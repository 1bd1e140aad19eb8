import { NONE } from './radix.ts';

/**
 * Rows in the order of a text, kept: sorted in full once, and afterwards only what changed or came is sorted and merged in,
 * so that a page of a sweep costs a page and not the fleet.
 */
export class TextOrder {
  /** The key of a row's text, null when it has none (or the row is empty): keys compare with `<`. */
  readonly #key: (row: number) => string | null;
  /** Rows that have a text, in order; null before anybody asked. */
  #sorted: Uint32Array | null = null;
  readonly #touched = new Set<number>();
  #places: Uint32Array = new Uint32Array(0);

  constructor(key: (row: number) => string | null) {
    this.#key = key;
  }

  /** The text of this row changed, or the row came or went. */
  touch(row: number): void {
    if (this.#sorted !== null) this.#touched.add(row);
  }

  /** By row: the place of its text among the different texts; NONE for none. `end`: rows are numbers below. */
  places(end: number): Uint32Array {
    if (this.#sorted !== null && this.#touched.size === 0 && this.#places.length === end) return this.#places;
    const tooMany = this.#sorted === null || this.#touched.size * 8 > this.#sorted.length;
    this.#sorted = tooMany || this.#sorted === null ? this.#sortAll(end) : this.#merge(this.#sorted);
    this.#touched.clear();
    this.#places = this.#number(this.#sorted, end);
    return this.#places;
  }

  #sortAll(end: number): Uint32Array {
    const keys: string[] = [];
    const rows: number[] = [];
    for (let row = 0; row < end; row += 1) {
      const key = this.#key(row);
      keys.push(key ?? '');
      if (key !== null) rows.push(row);
    }
    return Uint32Array.from(rows.toSorted((a, b) => compare(keys[a] ?? '', keys[b] ?? '')));
  }

  #merge(sorted: Uint32Array): Uint32Array {
    const kept = sorted.filter((row) => !this.#touched.has(row));
    const fresh = [...this.#touched].flatMap((row) => {
      const key = this.#key(row);
      return key === null ? [] : [{ row, key }];
    });
    fresh.sort((a, b) => compare(a.key, b.key));
    const merged = new Uint32Array(kept.length + fresh.length);
    let from = 0;
    let into = 0;
    for (const { row, key } of fresh) {
      const to = this.#firstAfter(kept, key, from);
      merged.set(kept.subarray(from, to), into);
      into += to - from;
      merged[into] = row;
      into += 1;
      from = to;
    }
    merged.set(kept.subarray(from), into);
    return merged;
  }

  /** The first place from `low` on whose text comes after the key. */
  #firstAfter(rows: Uint32Array, key: string, low: number): number {
    let high = rows.length;
    let start = low;
    while (start < high) {
      const middle = (start + high) >>> 1;
      if (this.#text(rows, middle) <= key) start = middle + 1;
      else high = middle;
    }
    return start;
  }

  #text(rows: Uint32Array, at: number): string {
    return this.#key(rows[at] ?? 0) ?? '';
  }

  #number(sorted: Uint32Array, end: number): Uint32Array {
    const places = new Uint32Array(end).fill(NONE);
    let place = 0;
    let before = '';
    for (const [at, row] of sorted.entries()) {
      const key = this.#key(row) ?? '';
      if (at > 0 && key !== before) place += 1;
      places[row] = place;
      before = key;
    }
    return places;
  }
}

export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
