import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { clockSkew } from '#api/clock.ts';
import { appQueries } from '#api/apps.ts';
import { AsOf } from '#components/AsOf.tsx';
import { coverageWords, extent, isComplete, readingWords } from '#components/coverage-words.ts';
import { useHeld } from '#components/held.ts';
import { NotWhole } from '#components/NotWhole.tsx';
import { COUNT_AGAIN, useNowText } from '#components/now.ts';
import { ShrinkBanner } from '#components/ShrinkBanner.tsx';
import { useStuckAfter } from '#components/stuck-after.ts';
import { FleetTrouble, TroubleBanner } from '#components/TroubleBanner.tsx';
import { isRead, useKeptApps } from '#components/use-kept-apps.ts';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import type { Coverage } from '#fleet/view.ts';
import { t } from '#texts/t.ts';
import { Title } from '#ui/Title.tsx';
import { AppsList } from './AppsList.tsx';
import { AppSearch } from './AppSearch.tsx';
import { AppsSkeleton, AppsUnread, NotCounted } from './AppsStates.tsx';
import { rowsOf } from './app-rows.ts';
import { useAppsView } from './use-apps-view.ts';

/** Every App that the account lists, or that devices should run or do: what it is, and how far each has come. */
export function AppsPage() {
  const control = useAppsView();
  const limits = useStuckAfter();
  const status = useFleetStatus();
  const apps = useQuery(appQueries.all());
  const counted = useQuery({ ...fleetQueries.overview({ limits, rows: 0 }), placeholderData: keepPreviousData, refetchInterval: COUNT_AGAIN });
  useKeptApps(counted.data);
  const { error } = useHeld(apps);
  const read = isRead(apps);
  const coverage = counted.data?.coverage ?? status.coverage;
  const adoption = counted.data === undefined || extent(coverage) === 'nothing' ? undefined : counted.data.apps;
  const rows = rowsOf({ apps: apps.data, read, adoption });
  const at = read ? apps.dataUpdatedAt + clockSkew() : undefined;

  const refresh = (): void => {
    void apps.refetch();
    // What goes wrong is told by the banner.
    void fleet.refresh([]).catch(() => undefined);
  };
  return (
    <>
      <Title>{t`Apps · Fleet Console`}</Title>
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
        <h1 className="rounded-sm text-lg font-semibold">
          {t`Apps`}
        </h1>
        <AsOf at={at} fetching={apps.isFetching || status.coverage.reading !== null} onRefresh={refresh} />
        <CountedWords coverage={coverage} />
        <span className="flex-1 max-sm:hidden" />
        <AppSearch typed={control.typed} />
      </div>
      {status.shrunk !== null && <ShrinkBanner shrunk={status.shrunk} onAnswer={fleet.answerShrink} />}
      {error === null ? (
        <FleetTrouble trouble={status.trouble} goodAsOf={coverage.completeAt ?? undefined} onRetry={refresh} />
      ) : (
        <TroubleBanner error={error} goodAsOf={at} onRetry={refresh} />
      )}
      {error === null && status.trouble === null && coverage.reading === null && !isComplete(coverage) && (
        <div className="border-b border-line bg-surface px-4 py-2">
          <NotWhole>{t`The numbers may still grow.`}</NotWhole>
        </div>
      )}
      {counted.error !== null && <NotCounted error={counted.error} onRetry={() => void counted.refetch()} />}
      <div aria-busy={apps.isPending || counted.isPlaceholderData} className="flex min-w-0 flex-1 flex-col">
        {rows.length === 0 && !read ? (
          error === null ? (
            <AppsSkeleton />
          ) : (
            <AppsUnread />
          )
        ) : (
          <AppsList rows={rows} read={read} coverage={adoption === undefined ? null : coverage} control={control} />
        )}
      </div>
    </>
  );
}

/** How much of the fleet the numbers speak for: by itself, so that the list is not drawn anew with the clock. */
function CountedWords({ coverage }: { readonly coverage: Coverage }) {
  const words = useNowText((now) => [t`devices: ${coverageWords(coverage, now)}`, readingWords(coverage, now)].filter(Boolean).join(' · '));
  return <span className="text-sm text-ink-2 max-sm:order-last max-sm:w-full">{words}</span>;
}
