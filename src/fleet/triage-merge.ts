import type { Said, TriageEntry } from './triage.ts';

/** What two tabs, two files or two browsers say of the same devices, put together: the later word counts. Pure. */

/** A sid is one device however it is written. */
export const keyOf = (sid: string): string => sid.toLowerCase();

/** The later of two; of two at the same time always the same one, whichever comes first. */
export function later<T>(a: Said<T> | null, b: Said<T> | null): Said<T> | null {
  if (a === null || b === null) return a ?? b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return JSON.stringify(a.value) >= JSON.stringify(b.value) ? a : b;
}

/** Both parts of an entry, each for itself. The same object as `a` where `b` says nothing new. */
export function merged(a: TriageEntry, b: TriageEntry): TriageEntry {
  const [aside, note] = [later(a.aside, b.aside), later(a.note, b.note)];
  return isSame(aside, a.aside) && isSame(note, a.note) ? a : { sid: a.sid, aside, note };
}

/** Whether both say the same, at the same time. */
export function isSame<T>(one: Said<T> | null, other: Said<T> | null): boolean {
  return one === other || (one !== null && other !== null && one.at === other.at && JSON.stringify(one.value) === JSON.stringify(other.value));
}

/** Puts what is said into `entries`. Returns those of which something is new, as they are now. */
export function mergeInto(entries: Map<string, TriageEntry>, said: Iterable<TriageEntry>): TriageEntry[] {
  const changed = new Map<string, TriageEntry>();
  for (const one of said) {
    const key = keyOf(one.sid);
    const had = entries.get(key);
    const now = had === undefined ? one : merged(had, one);
    if (now === had) continue;
    entries.set(key, now);
    changed.set(key, now);
  }
  return [...changed.values()];
}

/** Something said now: later than what it takes the place of, also when the clock was set back. */
export function sayNow<T>(before: Said<T> | null, value: T | null, now: number): Said<T> {
  return { at: before === null ? now : Math.max(now, before.at + 1), value };
}

/** For so long it is remembered that something was taken back: a file or tab that does not know it yet would bring it back. */
const TAKEN_BACK_MS = 30 * 24 * 3600_000;

/** Whether there is nothing left to remember of a device. @param now by the API's clock */
export function isForgettable({ aside, note }: TriageEntry, now: number): boolean {
  return [aside, note].every((said) => said === null || (said.value === null && now - said.at > TAKEN_BACK_MS));
}
