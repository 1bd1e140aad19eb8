import { useState, type RefObject } from 'react';
import { fleet } from '#fleet/fleet.ts';

interface Refresh {
  readonly refresh: () => void;
  /** From the press to the end of what it asked for. */
  readonly busy: boolean;
}

/** What is on the screen is read first, then the whole fleet. `refetch` reads the page of the API, and says whether it could. */
export function useRefresh(indexed: boolean, refetch: () => Promise<boolean>, onScreen: RefObject<() => readonly string[]>): Refresh {
  const [running, setRunning] = useState(0);
  const run = async (): Promise<void> => {
    // The rows of a page of the API have just been read with it. Where that failed, a whole fleet is not asked for.
    if (indexed) await fleet.refresh(onScreen.current());
    else if (await refetch()) await fleet.refresh([]);
  };
  const refresh = (): void => {
    setRunning((n) => n + 1);
    // What goes wrong is told by the page's banners.
    const done = (): void => setRunning((n) => n - 1);
    run().then(done, done);
  };
  return { refresh, busy: running > 0 };
}
