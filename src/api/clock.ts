/**
 * The API's clock. Ages are differences to `date_targeted` and the like, which the API's clock wrote, so "now" has to
 * come from the same clock: the `Date` header (whole seconds) of whatever the API answered corrects it. What the gateway
 * answers by itself has none.
 */
let skew = 0;
const listeners = new Set<(ms: number) => void>();

/** Milliseconds since 1970 by the API's clock; by the browser's own until the first reply. */
export function serverNow(): number {
  return Date.now() + skew;
}

/** Takes a reply's `Date` header. Differences under two seconds are the header's own coarseness and change nothing. */
export function correctClock(dateHeader: string | null): void {
  const at = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(at)) return;
  const measured = at + 500 - Date.now();
  if (Math.abs(measured - skew) <= 2_000) return;
  skew = measured;
  for (const tell of listeners) tell(measured);
}

/** The API's clock minus the browser's, in milliseconds. */
export function clockSkew(): number {
  return skew;
}

/** Takes over what another thread of this browser measured. It is not told on, so that two threads cannot play ball with it. */
export function adoptSkew(ms: number): void {
  skew = ms;
}

/** To be told of each correction that a reply brought here. Returns how to stop. */
export function onSkew(tell: (ms: number) => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
