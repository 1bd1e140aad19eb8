import { lazy, type ComponentType } from 'react';
import { fullJitter, sleep } from '#lib/backoff.ts';

/** Two minutes at the most, half of that as a rule: by then a server that was restarted is back. */
const TRIES = 10;
/** Time enough for a server that listens again, ms. */
const AT_LEAST = 250;

/**
 * A part of a page whose code is loaded when it is first drawn; draw it in a `Suspense`. Where the code cannot be had (the
 * console's server is being restarted, say) it is asked for again, and the rest of the page stays. Only when that has no
 * end does it throw, into the page's error boundary, or is `instead` drawn, where there is one.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, instead?: ComponentType<Props>) {
  return lazy(async () => ({
    default: await insistently(load).catch((error: unknown) => {
      if (instead) return instead;
      throw error;
    }),
  }));
}

/** Resolves with the first success. Rejects with the last failure. `random` is the dice of the pauses, for tests. */
export async function insistently<T>(load: () => Promise<T>, random = Math.random): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await load();
    } catch (error) {
      if (failures + 1 === TRIES) throw error;
      await sleep(Math.max(AT_LEAST, fullJitter(failures, random)));
    }
  }
}
