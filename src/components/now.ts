import { useSyncExternalStore } from 'react';
import { serverNow } from '#api/clock.ts';

/** One interval for each step in use, however many components watch it. */
const watchers = new Map<number, Set<() => void>>();

function watch(step: number, changed: () => void): () => void {
  let group = watchers.get(step);
  if (group === undefined) {
    group = new Set();
    watchers.set(step, group);
  }
  const members = group;
  const tick = (): void => members.forEach((member) => member());
  if (members.size === 0) timers.set(step, setInterval(tick, step));
  members.add(changed);
  document.addEventListener('visibilitychange', changed);
  return () => {
    members.delete(changed);
    document.removeEventListener('visibilitychange', changed);
    if (members.size === 0) clearInterval(timers.get(step));
  };
}

const timers = new Map<number, ReturnType<typeof setInterval>>();
const subscribers = new Map<number, (changed: () => void) => () => void>();

function subscriberOf(step: number): (changed: () => void) => () => void {
  const known = subscribers.get(step);
  if (known) return known;
  const subscriber = (changed: () => void): (() => void) => watch(step, changed);
  subscribers.set(step, subscriber);
  return subscriber;
}

/**
 * The time by the API's clock, in milliseconds, rounded down to `step`; the component renders again each step.
 * After a sleep, or when the tab is shown again, it is right at once.
 */
export function useNow(step = 10_000): number {
  return useSyncExternalStore(subscriberOf(step), () => Math.floor(serverNow() / step) * step);
}
