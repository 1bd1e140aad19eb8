import { Suspense, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { isExpired } from '#api/paging.ts';
import { isComplete } from '#components/coverage-words.ts';
import { useMedia } from '#components/media.ts';
import { pacePreference } from '#components/pace.ts';
import { usePreference } from '#components/preference.ts';
import { useChosen } from '#components/selection.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { FleetTrouble, TroubleBanner } from '#components/TroubleBanner.tsx';
import { fleet } from '#fleet/fleet.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { t } from '#texts/t.ts';
import { late } from '#ui/late.ts';
import { Title } from '#ui/Title.tsx';
import { DeviceGrid } from './DeviceGrid.tsx';
import { useColumns, useRowHeight } from './list-columns.ts';
import { IN_NAME, PHONE } from './list-preferences.ts';
import { useRefresh } from './list-refresh.ts';
import { searchBox } from './list-focus.ts';
import { oldest } from './list-rows.ts';
import { fromIndex, isPlain, selectionOf } from './list-search.ts';
import { nextSort } from './list-sort.ts';
import { useApiSource, useFound, usePrefetch, useShown } from './list-sources.ts';
import { useListView } from './list-view.ts';
import { ListBar } from './ListBar.tsx';
import { ListPager } from './ListPager.tsx';
import { SkeletonRows } from './ListStates.tsx';
import { PinnedViews } from './PinnedViews.tsx';

const EmptyList = late(async () => (await import('./RareStates.tsx')).EmptyList);
const LostPage = late(async () => (await import('./RareStates.tsx')).LostPage);
const NothingYet = late(async () => (await import('./RareStates.tsx')).NothingYet);
const NoIndex = late(async () => (await import('./RareStates.tsx')).NoIndex);
const NotReadYet = late(async () => (await import('./RareStates.tsx')).NotReadYet);
const ShrinkBanner = late(async () => (await import('#components/ShrinkBanner.tsx')).ShrinkBanner);
const SelectionBar = late(async () => (await import('./SelectionBar.tsx')).SelectionBar);
const PastedListBar = late(async () => (await import('./PastedListBar.tsx')).PastedListBar);
const ListStatus = late(async () => (await import('./ListStatus.tsx')).ListStatus);
const loadSearchPager = async () => (await import('./SearchPager.tsx')).SearchPager;
const SearchPager = late(loadSearchPager);
const NoMatch = late(async () => (await import('./NoMatch.tsx')).NoMatch);

/**
 * The device table. A list that is neither searched nor sorted is made of the API's own pages; everything else the index
 * answers. Everything about the view is in the address.
 */
export function DevicesPage() {
  const control = useListView();
  const { view, address } = control;
  const status = useFleetStatus();
  const limits = useStuckAfter();
  const indexed = fromIndex(view);
  const selection = useMemo(() => selectionOf(view), [view]);

  const api = useApiSource(view, status);
  const found = useFound(view, indexed, api, status);
  const { page } = api;
  // Whether what is on show is the index's: it was asked for, or stands in for a page of the API.
  const held = indexed || found.standsIn;
  const place = indexed ? { ...view, number: found.number } : view;
  const { shown, old } = useShown(held ? (found.answer?.rows ?? null) : (api.old ? null : (api.rows ?? null)), place);
  // Not with the first list, but before it is needed: its keys would do nothing until it is there.
  useEffect(() => void loadSearchPager().catch(() => undefined), []);
  usePrefetch(!indexed && page?.next && !api.old ? { ...page.next, pageSize: view.pageSize } : null);

  const phone = useMedia(PHONE);
  const rowHeight = useRowHeight(phone);
  const [columns, setColumns] = useColumns(control);
  const beside = useMemo(() => (phone ? columns.filter((id) => !IN_NAME.has(id)) : columns), [phone, columns]);
  const onScreen = useRef<() => readonly string[]>(() => []);
  const { refresh, busy } = useRefresh(indexed, api.refetch, onScreen);
  const [pace] = usePreference(pacePreference);

  const readAll = (): void => {
    refresh();
    // The button goes with the first rows that come.
    searchBox()?.focus();
  };
  const total = indexed ? (found.answer?.total ?? null) : null;
  const chosen = useChosen();
  const lost = !indexed && isExpired(api.error, view.token);
  // By hand: some rows may be known all the same, from pages of the API that were looked at.
  const unread = pace === 'manual' && !total && found.last !== undefined && ![found.last.coverage, status.coverage].some(isComplete) && status.coverage.reading === null && status.trouble === null;
  const grid = shown !== null && shown.rows.length > 0 && (
    <DeviceGrid
      key={rowHeight}
      rows={shown.rows}
      columns={beside}
      rowHeight={rowHeight}
      phone={phone}
      from={address}
      place={shown.place}
      sort={view.sort}
      onSort={(field, shift) => control.go({ sort: nextSort(view.sort, field, shift) })}
      screenRef={onScreen}
    />
  );
  // Words instead of rows: nothing is waited for, and what was on show before says nothing.
  const instead = indexed && found.answer === null && (found.error !== null || unread);
  const skeleton = <SkeletonRows rowHeight={rowHeight} rows={Math.min(view.pageSize, 20)} />;
  const ofIndex = (): ReactNode => {
    if (found.error !== null && found.answer === null) return <NoIndex message={found.error.message} />;
    if (unread) return <NotReadYet busy={busy} onRead={readAll} />;
    if (found.answer === null || found.answer.total > 0) return grid || skeleton;
    return (
      <NoMatch selection={selection} limits={limits} coverage={found.answer.coverage} unchecked={found.answer.unchecked} stuck={status.trouble !== null} from={address} onQuery={(q) => control.go({ q })} onClear={() => control.go({ q: '', list: null })} />
    );
  };
  const ofApi = (): ReactNode => {
    if (shown === null && api.error !== null && !found.waits) return lost ? null : <NothingYet />;
    if (page?.devices.length === 0 && !api.old) return <EmptyList page={page} next={page.next && control.to(page.next)} />;
    return grid || skeleton;
  };
  return (
    <div data-fit className="flex min-h-0 flex-1 flex-col">
      <Title>{t`Devices · Fleet Console`}</Title>
      <ListBar control={control} status={status} indexed={held} api={api} found={found.last} shown={shown?.rows ?? []} columns={columns} onColumns={setColumns} selection={selection} busy={busy} onRefresh={refresh} total={total} pending={indexed && total === null && found.error === null && !unread} />
      <Suspense fallback={null}>
        <ListStatus
          page={api.old ? undefined : page}
          found={held ? { total: found.answer?.total ?? null, unchecked: found.answer?.unchecked === true, coverage: found.answer?.coverage ?? status.coverage, filtered: (found.answer?.searched ?? view.q.trim() !== '') || view.list !== null, sorted: view.sort.length > 0 } : null}
          number={found.number}
        />
      </Suspense>
      <PinnedViews />
      {view.list !== null && found.last?.list && (
        <Suspense fallback={null}>
          <PastedListBar list={found.last.list} coverage={found.last.coverage} onChange={(list) => control.go({ list })} />
        </Suspense>
      )}
      {status.shrunk !== null && (
        <Suspense fallback={null}>
          <ShrinkBanner shrunk={status.shrunk} onAnswer={(take) => fleet.answerShrink(take)} />
        </Suspense>
      )}
      {indexed && (api.error === null || !isPlain(view)) ? (
        <FleetTrouble trouble={status.trouble} goodAsOf={status.coverage.completeAt ?? undefined} onRetry={refresh} />
      ) : lost ? (
        <Suspense fallback={null}>
          <LostPage kept={page !== undefined} first={control.to({ page: 0, token: null })} />
        </Suspense>
      ) : (
        <TroubleBanner error={api.error} goodAsOf={held ? (found.answer?.coverage.completeAt ?? oldest(shown?.rows ?? [])) : page?.at} onRetry={() => void api.refetch()} />
      )}
      <div aria-busy={!instead && (old || shown === null)} className="relative flex min-h-0 flex-1 flex-col transition-opacity duration-100 data-[old=true]:opacity-60 data-[old=true]:delay-200" data-old={old && !instead}>
        <Suspense fallback={skeleton}>{indexed ? ofIndex() : ofApi()}</Suspense>
      </div>
      {chosen.size > 0 && (
        <Suspense fallback={null}>
          <SelectionBar chosen={chosen} shown={shown?.rows ?? []} selection={selection} total={total} />
        </Suspense>
      )}
      {held ? (
        // Of the height it will have.
        <Suspense fallback={<div aria-hidden className="h-[3.0625rem] shrink-0 border-t border-line bg-surface pointer-coarse:h-[3.8125rem]" />}>
          <SearchPager
            number={found.number}
            size={view.pageSize}
            // None is not said where that cannot be told.
            total={found.last?.unchecked ? found.last.total || null : (found.last?.total ?? null)}
            partial={found.last !== undefined && !isComplete(found.last.coverage)}
            to={(number) => control.to({ number })}
            onTurn={(number) => control.go({ number })}
            onPageSize={(pageSize) => control.go({ pageSize })}
          />
        </Suspense>
      ) : (
        <ListPager page={page} view={view} old={api.old} to={control.to} onTurn={control.go} onPageSize={(pageSize) => control.go({ pageSize })} />
      )}
    </div>
  );
}
