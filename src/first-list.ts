import type { QueryClient } from '@tanstack/react-query';
import { deviceQueries } from './api/devices.ts';
import { fromIndex, parseListSearch } from './pages/devices/list-search.ts';

/** Asks the API for the page of the list that is being opened while the code of that page is still on its way. */
export function prefetchList(client: QueryClient, { pathname, search, hash }: Location): void {
  if (pathname !== '/devices') return;
  const view = parseListSearch(`${search}${hash}`);
  if (!fromIndex(view)) void client.prefetchQuery(deviceQueries.page(view));
}
