import { isLater } from '#api/later.ts';
import type { FleetRow } from '#fleet/view.ts';
import { searchOf, type ListView } from './list-search.ts';

/** Where one was in a list: kept for as long as this tab lives, so that going back finds the same rows on the screen. */
interface Place {
  /** The device that had the grid's focus. */
  readonly sid: string | null;
  /** Scrolled by so many px. */
  readonly scroll: number;
}

const MOST = 50;
const places = new Map<string, Place>();

/** Names the page of a list that a view shows, whatever columns it shows of it. */
export function placeOf(view: ListView): string {
  return searchOf({ ...view, columns: null });
}

export function rememberPlace(key: string, place: Place): void {
  keep(places, key, place);
}

/** What a link says that leads back to a list, and not to it anew. */
export const BACK = 'back';

let entered: string | null = null;

/**
 * Told of each entry of the history that shows a list: only whoever goes back, or on again, finds the place that was left;
 * by any other way the list begins at its top. Told twice of an entry, it does nothing.
 */
export function enterList(entry: string, key: string, back: boolean): void {
  if (entry === entered) return;
  entered = entry;
  if (!back) places.delete(key);
}

export function recallPlace(key: string): Place | null {
  return places.get(key) ?? null;
}

/** The rows of a list as it was left, in their order. */
const left = new Map<string, readonly FleetRow[]>();

export function rememberRows(key: string, rows: readonly FleetRow[]): void {
  keep(left, key, rows);
}

/** The rows that were on show last in this list; empty when it has not been seen in this tab. */
export function recallRows(key: string): readonly FleetRow[] {
  return left.get(key) ?? [];
}

/** The latest state of a device among the rows of all the lists that were seen. */
export function recallRow(sid: string): FleetRow | undefined {
  let latest: FleetRow | undefined;
  for (const rows of left.values()) {
    const row = rows.find(({ device }) => device.sid === sid);
    if (row !== undefined && (latest === undefined || isLater(row, latest))) latest = row;
  }
  return latest;
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > MOST && !oldest.done) map.delete(oldest.value);
}
