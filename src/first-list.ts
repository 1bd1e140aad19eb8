import type { QueryClient } from '@tanstack/react-query';
import { deviceQueries } from './api/devices.ts';
import { pathIn } from './components/permalink.ts';
import { stuckAfterPreference } from './components/stuck-after.ts';
import { fleetQueries } from './fleet/fleet.ts';
import { fromIndex, parseListSearch, selectionOf } from './pages/devices/list-search.ts';

/**
 * Asks for the rows of the list that is being opened while the code of that page is still on its way: the API for a page of
 * its own, the index for any other, which has the Worker started.
 */
export function prefetchList(client: QueryClient, { pathname, search, hash }: Location): void {
  if (pathIn(pathname) !== '/devices') return;
  const view = parseListSearch(`${search}${hash}`);
  if (!fromIndex(view)) {
    void client.prefetchQuery(deviceQueries.page(view));
    return;
  }
  const window = { start: (view.number - 1) * view.pageSize, size: view.pageSize };
  void client.prefetchQuery(fleetQueries.view({ ...selectionOf(view), ...window, limits: stuckAfterPreference.get() }));
}
