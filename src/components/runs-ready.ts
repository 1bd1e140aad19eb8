import { useEffect, useState } from 'react';
import { onRead } from '#api/devices.ts';
import { isRunNoted } from '#rollouts/open-note.ts';

/** A page that reads no device has its first screen by then, ms. */
const AT_MOST = 1_500;

/**
 * Whether it is time for the code that knows the runs: at once where one was open when the last page was left, for it may need somebody;
 * else once the first screen stands and there is nothing else to do.
 */
export function useRunsReady(): boolean {
  const [ready, setReady] = useState(isRunNoted);
  useEffect(() => {
    let idle: number | null = null;
    const go = (): void => {
      leave();
      if (typeof requestIdleCallback === 'function') idle = requestIdleCallback(() => setReady(true), { timeout: AT_MOST });
      else setReady(true);
    };
    const unread = onRead(go);
    const timer = setTimeout(go, AT_MOST);
    const leave = (): void => {
      unread();
      clearTimeout(timer);
    };
    return () => {
      leave();
      if (idle !== null) cancelIdleCallback(idle);
    };
  }, []);
  return ready;
}
