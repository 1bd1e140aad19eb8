import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { deviceQueries } from '#api/devices.ts';
import type { PageRef } from '#api/paging.ts';
import { poll } from '#api/retry.ts';
import { AsOf } from '#components/AsOf.tsx';
import { useHeld } from '#components/held.ts';
import { useMedia } from '#components/media.ts';
import { usePreference } from '#components/preference.ts';
import { TroubleBanner } from '#components/TroubleBanner.tsx';
import { count } from '#lib/text.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { paths } from '../../paths.ts';
import { ColumnsButton } from './ColumnsButton.tsx';
import { DeviceGrid } from './DeviceGrid.tsx';
import { COLUMN_IDS, columnsPreference, columnsText, densityPreference, IN_NAME, parseColumns, PHONE, type ColumnId } from './list-preferences.ts';
import { forgetPlace } from './list-place.ts';
import { parseListSearch, viewPath } from './list-search.ts';
import { ListPager } from './ListPager.tsx';
import { EmptyList, LostPage, NothingYet, pageIsLost, SkeletonRows } from './ListStates.tsx';
import { OpenDevice } from './OpenDevice.tsx';

const REFRESH = 30_000;

/** The device table: pages as the API gives them, everything about the view in the address. */
export function DevicesPage() {
  const navigate = useNavigate();
  const location = useLocation();
  const view = parseListSearch(location.search);
  const query = useQuery({ ...deviceQueries.page(view), placeholderData: keepPreviousData, refetchInterval: poll(REFRESH) });
  const { data: page, error, old } = useHeld(query);
  const [columns, setColumns] = useColumns(view.columns);
  const phone = useMedia(PHONE);
  const rowHeight = useRowHeight(phone);

  const to = (ref: PageRef, size = view.pageSize): string => paths.devices({ ...ref, size, columns: view.columns });
  const settled = page !== undefined && !old;
  const next = settled && page.next ? { ...page.next, pageSize: view.pageSize } : null;
  const previous = settled && page.token !== null ? page.previous : null;
  usePrefetch(next);
  const turn = (path: string): void => {
    // A page that is turned to begins at its top; one that is gone back to is where it was left.
    forgetPlace(path);
    void navigate(path);
  };
  useShortcuts({ ']': () => next && turn(to(next)), '[': () => previous && turn(to(previous)) });

  const lost = pageIsLost(error, view.token);
  return (
    <div data-fit className="flex min-h-0 flex-1 flex-col">
      <title>Devices · Fleet Console</title>
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
        <h1 className="text-lg font-semibold max-sm:order-first max-sm:sr-only">Devices</h1>
        <span className="max-sm:order-first">
          <AsOf at={page?.at} fetching={query.isFetching} onRefresh={() => void query.refetch()} />
        </span>
        {page !== undefined && page.malformed > 0 && (
          <span className="text-sm text-odd">{count(page.malformed, 'row')} set aside: no valid SID</span>
        )}
        <span className="flex-1 max-sm:hidden" />
        <OpenDevice from={location.search} />
        <span className="max-sm:order-first max-sm:ml-auto">
          <ColumnsButton shown={columns} onChange={setColumns} />
        </span>
      </div>
      {lost ? <LostPage kept={page !== undefined} first={to({ page: 0, token: null })} /> : <TroubleBanner error={error} goodAsOf={page?.at} onRetry={() => void query.refetch()} />}
      <div aria-busy={old || query.isPending} className="relative flex min-h-0 flex-1 flex-col data-[old=true]:opacity-60" data-old={old}>
        {page === undefined && error !== null && !lost && <NothingYet />}
        {page === undefined && error === null && <SkeletonRows rowHeight={rowHeight} rows={Math.min(view.pageSize, 20)} />}
        {page?.devices.length === 0 && <EmptyList page={page} next={page.next && to(page.next)} />}
        {page !== undefined && page.devices.length > 0 && (
          <DeviceGrid key={`${rowHeight} ${page.token}`} devices={page.devices} columns={phone ? columns.filter((id) => !IN_NAME.has(id)) : columns} rowHeight={rowHeight} from={location.search} place={location.search} />
        )}
      </div>
      <ListPager page={page} view={view} to={to} onTurn={turn} onPageSize={(size) => turn(to({ page: 0, token: null }, size))} />
    </div>
  );
}

/** The columns on show: the link's, else those chosen last; a choice is remembered and put into the address. */
function useColumns(linked: string | null): readonly [readonly ColumnId[], (ids: readonly ColumnId[]) => void] {
  const navigate = useNavigate();
  const location = useLocation();
  const [chosen, choose] = usePreference(columnsPreference);
  const columns = useMemo(() => parseColumns(linked) ?? parseColumns(chosen) ?? COLUMN_IDS, [linked, chosen]);
  const change = (ids: readonly ColumnId[]): void => {
    choose(['name', ...ids].join(','));
    const view = parseListSearch(location.search);
    void navigate(viewPath(view, { columns: columnsText(ids) }), { replace: true });
  };
  return [columns, change];
}

/** Height of a row in px: two lines on a phone, by the chosen density elsewhere. */
function useRowHeight(phone: boolean): number {
  const [density] = usePreference(densityPreference);
  if (phone) return density === 'compact' ? 48 : 60;
  return density === 'compact' ? 32 : 42;
}

/** Reads the next page ahead of the click. */
function usePrefetch(next: (PageRef & { readonly pageSize: number }) | null): void {
  const client = useQueryClient();
  const { page, token, pageSize } = next ?? { page: 0, token: null, pageSize: 0 };
  useEffect(() => {
    if (token !== null) void client.prefetchQuery({ ...deviceQueries.page({ page, token, pageSize }), retry: false, staleTime: REFRESH });
  }, [client, page, token, pageSize]);
}
