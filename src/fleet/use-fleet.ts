import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { fleet } from './fleet.ts';
import { keepFresh } from './fresh.ts';
import type { FleetStatus } from './view.ts';

/** The first list comes first, unless it does not come. */
const START_AFTER = 1_000;

/**
 * How the index is, always as it is now. Whoever uses it has the Worker started, and every question of a page on show asked
 * again when its answer would differ.
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
