import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { deviceQueries, type DevicesPage } from '#api/devices.ts';
import { isExpired, type PageRef } from '#api/paging.ts';
import { poll } from '#api/retry.ts';
import { extent, isComplete } from '#components/coverage-words.ts';
import { useHeld } from '#components/held.ts';
import { COUNT_AGAIN } from '#components/now.ts';
import { pacePreference } from '#components/pace.ts';
import { usePreference } from '#components/preference.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import type { FleetRow, FleetStatus, SortKey, ViewResult } from '#fleet/view.ts';
import { placeOf } from './list-place.ts';
import { overlaid, steady } from './list-rows.ts';
import { fromIndex, isPlain, selectionOf, type ListView } from './list-search.ts';

/** The two sources of the list: pages as the API gives them, and views that the index answers. */

const REFRESH = 30_000;
/** One answer a key: they are not kept for long. */
const KEPT = 20_000;

export interface ApiSource {
  /** The last good page; undefined before the first. */
  readonly page: DevicesPage | undefined;
  /** Its devices as they were read last, by it or by the index since then. */
  readonly rows: readonly FleetRow[] | undefined;
  /** True when that is not the page that was asked for. */
  readonly old: boolean;
  readonly error: Error | null;
  readonly fetching: boolean;
  /** Reads the page anew; false when that failed. */
  readonly refetch: () => Promise<boolean>;
}

/**
 * A page of the API. It is read again by itself only while nobody reads the whole fleet, and to get over a failure. Where a page of the list is
 * the index's, the API's first one is read beside it: only that tells whether the API answers.
 */
export function useApiSource(view: ListView, status: FleetStatus): ApiSource {
  const client = useQueryClient();
  const [pace] = usePreference(pacePreference);
  const alone = status.sweeper === 'none' && pace !== 'manual';
  const on = isPlain(view);
  const query = useQuery({
    ...deviceQueries.page(view),
    ...(fromIndex(view) && { staleTime: 0 }),
    enabled: on,
    placeholderData: keepPreviousData,
    refetchInterval: (asked) => on && (alone || asked.state.error !== null) && poll(REFRESH)(asked),
  });
  const { data: page, error, old } = useHeld(query);
  const sids = useMemo(() => page?.devices.map(({ sid }) => sid) ?? [], [page]);
  const { data: later } = useQuery({ ...fleetQueries.rows(sids), enabled: on && status.version > 0 && sids.length > 0, placeholderData: keepPreviousData, gcTime: KEPT });
  const rows = useMemo(() => page && overlaid(page, later ?? []), [page, later]);
  const refetch = async (): Promise<boolean> => {
    // `refetch` alone would only wait for a first reading that is under way, or for its next try.
    await client.cancelQueries({ queryKey: deviceQueries.page(view).queryKey, exact: true }, { silent: true });
    return (await query.refetch()).error === null;
  };
  return { page, rows, old, error, fetching: query.isFetching, refetch };
}

/** Reads the next page of the API ahead of the click. */
export function usePrefetch(next: (PageRef & { readonly pageSize: number }) | null): void {
  const client = useQueryClient();
  const { page, token, pageSize } = next ?? { page: 0, token: null, pageSize: 0 };
  useEffect(() => {
    if (token !== null) void client.prefetchQuery({ ...deviceQueries.page({ page, token, pageSize }), retry: false, staleTime: REFRESH });
  }, [client, page, token, pageSize]);
}

interface FleetSource {
  /** The answer to what is asked now, null until it has come: where `rows` are asked for, with rows whenever there are any. */
  readonly answer: ViewResult | null;
  /** That, or the one before it: for what is above the rows. */
  readonly last: ViewResult | undefined;
  /** The page on show, from 1: the one in the address, or the last there is. */
  readonly number: number;
  readonly error: Error | null;
}

/** A page of what the index finds; without `rows` only the counts around them. */
function useFleetSource(view: ListView, rows: boolean, status: FleetStatus): FleetSource {
  const limits = useStuckAfter();
  const selection = useMemo(() => selectionOf(view), [view]);
  const asked = JSON.stringify(selection);
  const [known, setKnown] = useState({ asked, total: Number.POSITIVE_INFINITY });
  const pages = known.asked === asked ? pagesOf(known.total, view.pageSize) : Number.POSITIVE_INFINITY;
  const number = Math.min(view.number, pages);
  const request = rows
    ? { ...selection, start: (number - 1) * view.pageSize, size: view.pageSize, limits }
    : { ...selection, start: 0, size: 0, limits };
  const query = useQuery({ ...fleetQueries.view(request), enabled: rows || status.version > 0, placeholderData: keepPreviousData, gcTime: KEPT, refetchInterval: COUNT_AGAIN });
  const fresh = query.data !== undefined && !query.isPlaceholderData ? query.data : null;
  if (fresh !== null && (known.asked !== asked || known.total !== fresh.total)) setKnown({ asked, total: fresh.total });
  // Beyond the end there are no rows, and the last page has been asked for by now.
  const beyond = rows && fresh !== null && fresh.total > 0 && fresh.rows.length === 0;
  // Before its first page has come, the reading has not begun to answer.
  const early = fresh !== null && extent(fresh.coverage) === 'nothing' && status.trouble === null;
  return { answer: beyond || early ? null : fresh, last: query.data, number, error: query.error };
}

/**
 * What the index shows: of what it is asked for, or in place of a page of the API that cannot be had, by the number that the page has there.
 * `standsIn`: that is so, and there is something to show. `waits`: whether there is has still to be seen.
 */
export function useFound(view: ListView, indexed: boolean, api: ApiSource, status: FleetStatus): FleetSource & { readonly standsIn: boolean; readonly waits: boolean } {
  const lacks = !indexed && api.error !== null && (api.page === undefined || api.old) && !isExpired(api.error, view.token);
  const found = useFleetSource(lacks && view.token !== null ? { ...view, number: view.page + 1 } : view, indexed || lacks, status);
  const { answer, last, error } = found;
  // Part of the fleet in place of the rows that were on show would be less than these.
  const standsIn = lacks && answer !== null && answer.total > 0 && (api.page === undefined || isComplete(answer.coverage));
  const waits = lacks && answer === null && error === null && (last === undefined || extent(last.coverage) !== 'nothing');
  return { ...found, standsIn, waits };
}

/** How many pages there are, at least one. */
export function pagesOf(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size));
}

/** Rows, with the list that they belong to. */
export interface Shown {
  readonly rows: readonly FleetRow[];
  /** Names that page of that list. */
  readonly place: string;
  readonly sort: readonly SortKey[];
}

/** The rows to show: those that were asked for, else the last there were. A row that says the same stays the same. */
export function useShown(answer: readonly FleetRow[] | null, view: ListView): { readonly shown: Shown | null; readonly old: boolean } {
  const [held, hold] = useState<{ readonly from: readonly FleetRow[] | null; readonly shown: Shown | null }>({ from: null, shown: null });
  if (answer === null) return { shown: held.shown, old: held.shown !== null };
  const place = placeOf(view);
  if (held.shown !== null && held.from === answer && held.shown.place === place) return { shown: held.shown, old: false };
  const shown = { rows: steady(held.shown?.rows ?? [], answer), place, sort: view.sort };
  hold({ from: answer, shown });
  return { shown, old: false };
}
