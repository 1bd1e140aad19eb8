import { useEffect, useSyncExternalStore } from 'react';
import { useOnPage, type OnPage } from './on-page.ts';

/**
 * Keys of a part of the page that is still being loaded. One of them that is pressed is kept, and does what it does once that part is
 * there; until then it can be seen that it waits. Any other key, a click, or leaving lets go of it.
 */

/** By key, what it does: as in `useShortcuts`. */
type Keys = Readonly<Record<string, string>>;

/** A key that was pressed too early. */
export interface WaitingKey {
  /** As `pressed` (keys.ts) names it. */
  readonly key: string;
  readonly event: KeyboardEvent;
  readonly does: string;
}

const coming: OnPage<Keys> = new Set();
const listeners = new Set<() => void>();
let waiting: WaitingKey | null = null;

function wait(next: WaitingKey | null): void {
  if (waiting === next) return;
  waiting = next;
  for (const listener of listeners) listener();
}

const letGo = (): void => wait(null);

/** Keeps a key that nothing acts on, if it belongs to what is coming. `key`: as `pressed` (keys.ts) names it. */
export function keepKey(key: string, event: KeyboardEvent): void {
  for (const { current } of coming) {
    if (!Object.hasOwn(current, key)) continue;
    event.preventDefault();
    wait({ key, event, does: current[key] ?? '' });
    return;
  }
}

/** A key was pressed after one that waits, which is let go of. Modifiers are on their way to a key, and a key that is held down is still the same. */
export function keyAfter({ key, repeat }: KeyboardEvent): void {
  if (!repeat && !['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'].includes(key)) letGo();
}

/** The key that waits, taken if somebody acts on it now; null for none. */
export function takeKey(acts: (key: string) => boolean): WaitingKey | null {
  const taken = waiting;
  if (taken === null || !acts(taken.key)) return null;
  letGo();
  return taken;
}

/** Says which keys will be there once what is being loaded is. Returns the one that waits, or null. */
export function useComingKeys(keys: Keys): WaitingKey | null {
  useOnPage(coming, keys);
  useEffect(() => {
    document.addEventListener('pointerdown', letGo, true);
    return () => {
      document.removeEventListener('pointerdown', letGo, true);
      // What was loaded takes the key as it comes, in the same drawing; what is left over belongs to nothing any more.
      queueMicrotask(() => {
        if (waiting !== null && ![...coming].some(({ current }) => waiting !== null && Object.hasOwn(current, waiting.key))) letGo();
      });
    };
  }, []);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
  );
}
