import type { QueryClient } from '@tanstack/react-query';
import { fleet, fleetQueries } from './fleet.ts';

const ASK_EVERY = 250;

/** The version at which all questions of a client were asked last. */
const askedAt = new WeakMap<QueryClient, number>();
const kept = new Map<QueryClient, { users: number; readonly stop: () => void }>();

/**
 * Has every question of a page on show asked again when its answer would differ, at most four times a second; what is on the
 * screen stays until the new answer is there. One follower for each client, however many ask for it. Returns how to stop.
 */
export function keepFresh(client: QueryClient): () => void {
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
  let timer: ReturnType<typeof setTimeout> | null = null;
  const check = (): void => {
    timer = null;
    const { version } = fleet.status();
    if (version === (askedAt.get(client) ?? 0)) return;
    // An answer that is on its way may be older than this version: asking comes after it, and cuts none short.
    if (client.isFetching({ queryKey: fleetQueries.all }) === 0) {
      askedAt.set(client, version);
      void client.invalidateQueries({ queryKey: fleetQueries.all });
    }
    timer = setTimeout(check, ASK_EVERY);
  };
  const stop = fleet.subscribe(() => {
    if (timer === null) check();
  });
  // What is kept of a page that was left may be older than what is known now.
  check();
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
