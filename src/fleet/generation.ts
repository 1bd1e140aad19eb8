import { grown } from './date-column.ts';

const READ_SINGLY = 0xffff_ffff;

/** The sweep under way: which rows it has met, and in which order. */
export class Generation {
  /** The same sweep before it had to begin the list again: what it met then is not missing, but tells nothing of the list. */
  readonly #before: Generation | null;
  /** By row: 0 when it was not met, else 1 + its place among those listed. */
  #places = new Uint32Array(0);
  /** Different devices listed so far. */
  listed = 0;
  /** Listed, but nothing else is known of them. */
  readonly #strangers = new Set<string>();

  constructor(before: Generation | null = null) {
    this.#before = before;
  }

  /** Different sids listed so far: devices, and those whose rows could never be read. */
  get sids(): number {
    return this.listed + this.#strangers.size;
  }

  /** The sweep listed this row; where it did so first is its place. */
  list(row: number): void {
    const place = this.#places[row] ?? 0;
    if (place !== 0 && place !== READ_SINGLY) return;
    this.listed += 1;
    this.#set(row, this.listed);
  }

  /** The row was read on its own: it exists, whether the list shows it or not. */
  read(row: number): void {
    if (!this.#isMet(row)) this.#set(row, READ_SINGLY);
  }

  /** A sid was listed of which there is no row. */
  stranger(sid: string): void {
    this.#strangers.add(sid.toLowerCase());
  }

  /** It was read after all. */
  known(sid: string): void {
    if (this.#strangers.size > 0) this.#strangers.delete(sid.toLowerCase());
  }

  met(row: number): boolean {
    return this.#isMet(row) || (this.#before?.met(row) ?? false);
  }

  #isMet(row: number): boolean {
    return (this.#places[row] ?? 0) !== 0;
  }

  /** Place in the list, from 0; null when the list did not show it. */
  place(row: number): number | null {
    const place = this.#places[row] ?? 0;
    return place === 0 || place === READ_SINGLY ? null : place - 1;
  }

  #set(row: number, place: number): void {
    if (row >= this.#places.length) this.#places = grown(this.#places, new Uint32Array(row + 1024 + (row >> 1)));
    this.#places[row] = place;
  }
}
