/** Where one was in a list: kept for as long as this tab lives, so that going back finds the same rows on the screen. */
interface Place {
  /** The device that had the grid's focus. */
  readonly sid: string | null;
  /** Scrolled by so many px. */
  readonly scroll: number;
}

const MOST = 50;
/** By the search part of the list's address. */
const places = new Map<string, Place>();

export function rememberPlace(key: string, place: Place): void {
  places.delete(key);
  places.set(key, place);
  const oldest = places.keys().next();
  if (places.size > MOST && !oldest.done) places.delete(oldest.value);
}

/** Forgets the place in the list at this path: it begins at its top again. */
export function forgetPlace(path: string): void {
  places.delete(new URL(path, window.location.origin).search);
}

export function recallPlace(key: string): Place | null {
  return places.get(key) ?? null;
}
