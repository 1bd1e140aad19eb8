import { useSyncExternalStore } from 'react';
import { serverNow } from '#api/clock.ts';

/** What is counted by time (stuck, ages, leases that end) is counted again after so many milliseconds, even when nothing was read. */
export const COUNT_AGAIN = 30_000;

/** One tick a second for the whole page, however many components watch it; and one when the tab is shown again. */
const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  for (const changed of watchers) changed();
}

function watch(changed: () => void): () => void {
  if (watchers.size === 0) {
    timer = setInterval(tick, 1_000);
    document.addEventListener('visibilitychange', tick);
  }
  watchers.add(changed);
  return () => {
    watchers.delete(changed);
    if (watchers.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}

/** The time by the API's clock, in milliseconds, rounded down to `step`; the component renders again each step. */
export function useNow(step = 1_000): number {
  return useSyncExternalStore(watch, () => Math.floor(serverNow() / step) * step);
}

/** What `say` makes of the time by the API's clock; renders again only when that text changes. */
export function useNowText(say: (now: number) => string): string {
  return useSyncExternalStore(watch, () => say(serverNow()));
}

/** The same by the browser's own clock, which never goes back: what runs are dated by, and the API's clock has no part in. */
export function useOwnNow(step = 1_000): number {
  return useSyncExternalStore(watch, () => Math.floor(ownNow() / step) * step);
}

export function ownNow(): number {
  return performance.timeOrigin + performance.now();
}
