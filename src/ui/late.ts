import { lazy, type ComponentType } from 'react';
import { fullJitter, sleep } from '#lib/backoff.ts';

/** Two minutes at the most, half of that as a rule: by then a server that was restarted is back. */
const TRIES = 10;
/** Time enough for a server that listens again, ms. */
const AT_LEAST = 250;

/** The code is not there any more, and will not come: the server has files of another build. */
export class GoneError extends Error {
  override name = 'GoneError';
}

/** What is known of the server's files. The page says so at its start; until then nothing is taken for gone. */
const server: { isUpgraded: () => Promise<boolean>; GonePart: ComponentType<object> | null } = { isUpgraded: () => Promise.resolve(false), GonePart: null };

/** `isUpgraded` is asked each time that code cannot be had; `GonePart` is drawn instead of a part whose code is gone. */
export function onUpgrade(given: typeof server): void {
  Object.assign(server, given);
}

/**
 * A part of a page whose code is loaded when it is first drawn; draw it in a `Suspense`. Where the code cannot be had (the
 * console's server is being restarted, say) it is asked for again, and the rest of the page stays: also where it is gone, since
 * the console was upgraded. Only when asking has no end does it throw, into the page's error boundary, or is `instead` drawn,
 * where there is one.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, instead?: ComponentType<Props>) {
  return lazy(async () => ({
    default: await insistently(load).catch((error: unknown) => {
      const drawn = instead ?? (error instanceof GoneError ? server.GonePart : null);
      if (drawn) return drawn;
      throw error;
    }),
  }));
}

/** Resolves with the first success. Rejects with the last failure, or a `GoneError`. `random` is the dice of the pauses, for tests. */
export async function insistently<T>(load: () => Promise<T>, random = Math.random, tries = TRIES): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await load();
    } catch (error) {
      if (await server.isUpgraded()) throw new GoneError('This code belongs to a version of the console that the server has no more.', { cause: error });
      if (failures + 1 === tries) throw error;
      await sleep(Math.max(AT_LEAST, fullJitter(failures, random)));
    }
  }
}
