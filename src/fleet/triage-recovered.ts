import type { Facts } from './health.ts';
import type { Aside } from './triage.ts';

/** How a device was before it changed. */
export interface Was {
  readonly facts: Facts;
  /** For what it had been put aside, if it had. */
  readonly aside: Aside | null;
  /** When it was seen to have changed, by the API's clock. */
  readonly at: number;
  /** So many sweeps had begun until then. */
  readonly sweeps: number;
}

/** So many devices are remembered between two sweeps: whoever rolls out to more does not look at each. */
const MOST = 20_000;
/** So many changes of each. */
const CHANGES = 4;

/**
 * How devices were before they changed: until the next complete sweep (one that begins afterwards) a queue can show that they are well
 * again, in their place. What was the matter with them is for those to say who know the thresholds. By rows of the index.
 */
export class Recovered {
  readonly #was = new Map<number, readonly Was[]>();
  #sweeps = 0;

  beginSweep(): void {
    this.#sweeps += 1;
  }

  changed(row: number, before: Facts, aside: Aside | null, at: number): void {
    const had = this.#was.get(row) ?? [];
    if (had.length === 0 && this.#was.size >= MOST) return;
    this.#was.set(row, [...had, { facts: { ...before }, aside, at, sweeps: this.#sweeps }].slice(-CHANGES));
  }

  forget(row: number): void {
    this.#was.delete(row);
  }

  /** The sweep that has ended was complete. */
  endSweep(): void {
    for (const [row, all] of this.#was) {
      const kept = all.filter(({ sweeps }) => sweeps === this.#sweeps);
      if (kept.length === 0) this.#was.delete(row);
      else this.#was.set(row, kept);
    }
  }

  /** The latest first, row by row, until `visit` returns true for it. */
  forEach(visit: (row: number, was: Was) => boolean): void {
    for (const [row, all] of this.#was) all.findLast((was) => visit(row, was));
  }
}
