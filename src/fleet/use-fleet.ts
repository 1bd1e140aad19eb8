import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { fleet, fleetQueries } from './fleet.ts';
import type { FleetStatus } from './view.ts';

const ASK_EVERY = 250;
/** The first list comes first, unless it does not come. */
const START_AFTER = 1_000;

/**
 * How the index is, always as it is now. Whoever uses it has the Worker started, and every question of a page on show asked
 * again when its answer would differ; what is on the screen stays until the new answer is there.
 */
export function useFleetStatus(): FleetStatus {
  const client = useQueryClient();
  useEffect(() => keepFresh(client), [client]);
  useEffect(() => {
    const timer = setTimeout(fleet.start, START_AFTER);
    return () => clearTimeout(timer);
  }, []);
  return useSyncExternalStore(fleet.subscribe, fleet.status);
}

const kept = new Map<QueryClient, { users: number; readonly stop: () => void }>();

/** One follower for each client, however many components ask for it. Returns how to stop. */
function keepFresh(client: QueryClient): () => void {
  const following = kept.get(client) ?? { users: 0, stop: follow(client) };
  kept.set(client, following);
  following.users += 1;
  return () => {
    following.users -= 1;
    if (following.users > 0) return;
    following.stop();
    kept.delete(client);
  };
}

function follow(client: QueryClient): () => void {
  let asked = -1;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const check = (): void => {
    timer = null;
    const { version } = fleet.status();
    if (version === asked) return;
    // An answer that is on its way may be older than this version: asking comes after it, and cuts none short.
    if (client.isFetching({ queryKey: fleetQueries.all }) === 0) {
      asked = version;
      void client.invalidateQueries({ queryKey: fleetQueries.all });
    }
    timer = setTimeout(check, ASK_EVERY);
  };
  const stop = fleet.subscribe(() => {
    if (timer === null) check();
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
