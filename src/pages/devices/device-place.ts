import type { Place, Selection } from '#fleet/view.ts';
import { placeOf, recallRows } from './list-place.ts';
import type { ListView } from './list-search.ts';

/** Who stands before and after a device in a list that it is no longer in. */
export type Standing = Pick<Place, 'previous' | 'next'>;

const MOST = 500;
const places = new Map<string, Standing>();

function keyOf(selection: Selection, sid: string): string {
  return JSON.stringify([sid, selection.q, selection.sort, selection.list]);
}

export function rememberNeighbours(selection: Selection, sid: string, { previous, next }: Standing): void {
  const key = keyOf(selection, sid);
  places.delete(key);
  places.set(key, { previous, next });
  const oldest = places.keys().next();
  if (places.size > MOST && !oldest.done) places.delete(oldest.value);
}

/** The neighbours that a device had when it was last in the list: on its own page, else in the rows as the list was left. */
export function lastPlace(selection: Selection, view: ListView, sid: string): Standing | null {
  const known = places.get(keyOf(selection, sid));
  if (known !== undefined) return known;
  const rows = recallRows(placeOf(view));
  const at = rows.findIndex(({ device }) => device.sid === sid);
  if (at === -1) return null;
  return { previous: rows[at - 1]?.device.sid ?? null, next: rows[at + 1]?.device.sid ?? null };
}
