import type { AttentionClass, Facts } from './health.ts';
import { keyOf, mergeInto } from './triage-merge.ts';
import { asideKind, type Aside, type AsideKind, type TriageEntry } from './triage.ts';

/** Everything that was said of devices, by sid; of whatever fleet picture is on the desk. */
export class TriageBook {
  #entries = new Map<string, TriageEntry>();
  /** Counts what a question would show. */
  version = 0;

  get size(): number {
    return this.#entries.size;
  }

  get(sid: string): TriageEntry | null {
    if (this.#entries.size === 0) return null;
    return this.#entries.get(keyOf(sid)) ?? null;
  }

  all(): readonly TriageEntry[] {
    return [...this.#entries.values()];
  }

  /** Takes what is news. Returns those of which something is, as they are now. */
  take(said: Iterable<TriageEntry>): TriageEntry[] {
    const changed = mergeInto(this.#entries, said);
    if (changed.length > 0) this.version += 1;
    return changed;
  }

  /** Something else that a question shows has changed. */
  touch(): void {
    this.version += 1;
  }

  forget(sids: readonly string[]): void {
    for (const sid of sids) this.#entries.delete(keyOf(sid));
    if (sids.length > 0) this.version += 1;
  }

  clear(): void {
    this.#entries = new Map();
    this.version += 1;
  }
}

/** What was said, by row of the index. */
export class TriageRows {
  readonly #aside = new Map<number, Aside>();
  readonly #noted = new Set<number>();

  /** @param rowOf undefined for a device that is not held */
  constructor(entries: readonly TriageEntry[], rowOf: (sid: string) => number | undefined) {
    for (const { sid, aside, note } of entries) {
      const row = rowOf(sid);
      if (row === undefined) continue;
      if (aside?.value) this.#aside.set(row, aside.value);
      if (note?.value) this.#noted.add(row);
    }
  }

  /** Whether something was said of it that may put it aside. */
  mayBeAside(row: number): boolean {
    return this.#aside.size > 0 && this.#aside.has(row);
  }

  aside(row: number, kind: AttentionClass | null, facts: Facts, now: number): AsideKind | null {
    return asideKind(this.#aside.get(row) ?? null, kind, facts, now);
  }

  noted(row: number): boolean {
    return this.#noted.has(row);
  }
}

export const NO_TRIAGE = new TriageRows([], () => undefined);
