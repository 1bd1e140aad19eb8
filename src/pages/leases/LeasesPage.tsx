import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { AsOf } from '#components/AsOf.tsx';
import { coverageWords, malformedWords, readingWords } from '#components/coverage-words.ts';
import { COUNT_AGAIN, useNow } from '#components/now.ts';
import { ShrinkBanner } from '#components/ShrinkBanner.tsx';
import { useStuckAfter } from '#components/stuck-after.ts';
import { FleetTrouble } from '#components/TroubleBanner.tsx';
import { useTyped } from '#components/use-typed.ts';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { t } from '#texts/t.ts';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';
import { LeaseBar } from './LeaseBar.tsx';
import { LeaseFilters } from './LeaseFilters.tsx';
import { LeaseRows } from './LeaseRows.tsx';
import { LeasesSkeleton, NoIndex, NoLease, NotRead } from './LeaseStates.tsx';
import { leaseSelection, PAGE, readLeases, type LeaseView } from './leases-view.ts';

/** Every logging lease that the fleet has: what is left of each, and the way to extend and end them, one by one or many at once. */
export function LeasesPage() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const linked = readLeases(params);
  const typed = useTyped(linked.q, (q) => {
    const at = readLeases(new URLSearchParams(window.location.search));
    return at.q === q ? null : paths.leaseList({ ...at, q, page: 1 });
  });
  const view = typed.q === linked.q ? linked : { ...linked, q: typed.q, page: 1 };
  const limits = useStuckAfter();
  const status = useFleetStatus();
  const now = useNow();
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const selection = leaseSelection(view);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...fleetQueries.view({ ...selection, start: (view.page - 1) * PAGE, size: PAGE, limits }),
    placeholderData: keepPreviousData,
    refetchInterval: COUNT_AGAIN,
  });
  const go = (part: Partial<LeaseView>): void => {
    typed.step(part.q);
    void navigate(paths.leaseList({ ...view, page: 1, ...part }), { replace: true, preventScrollReset: true });
  };
  const refresh = (): void => void fleet.refresh(data?.rows.map(({ device }) => device.sid) ?? []).catch(() => undefined);
  const { coverage } = data ?? status;
  const words = [coverageWords(coverage, now), readingWords(status.coverage, now), malformedWords(status.coverage)].filter(Boolean);
  const content = (): React.ReactNode => {
    if (data === undefined) return error === null ? <LeasesSkeleton /> : <NoIndex error={error} onRetry={() => void refetch()} />;
    if (data.rows.length > 0) return <LeaseRows rows={data.rows} total={data.total} view={view} chosen={chosen} onChoose={choose} />;
    if (coverage.completeAt === null && coverage.held === 0) return status.coverage.reading === null ? <NotRead trouble={status.trouble !== null} onRead={refresh} /> : <LeasesSkeleton />;
    return <NoLease view={view} coverage={coverage} problem={data.problems[0]?.message ?? null} unchecked={data.unchecked} />;
  };
  return (
    <>
      <Title>{t`Logging leases · Fleet Console`}</Title>
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
        <h1 className="rounded-sm text-lg font-semibold">
          {t`Logging leases`}
        </h1>
        <AsOf at={undefined} fetching={status.coverage.reading !== null} onRefresh={refresh} />
        <span className="text-sm text-ink-2 max-sm:order-last max-sm:w-full">{words.join(' · ')}</span>
      </header>
      {status.shrunk !== null && <ShrinkBanner shrunk={status.shrunk} onAnswer={fleet.answerShrink} />}
      <FleetTrouble trouble={status.trouble} goodAsOf={coverage.completeAt ?? undefined} onRetry={refresh} />
      <div className="mx-auto flex w-full max-w-[80rem] min-w-0 flex-1 flex-col gap-3 p-4 max-sm:p-3">
        <LeaseFilters view={view} typed={typed} problems={data?.problems ?? []} onView={go} />
        <div aria-busy={isPlaceholderData || data === undefined} className="flex min-w-0 flex-1 flex-col">
          {content()}
        </div>
      </div>
      {chosen.size > 0 && <LeaseBar chosen={chosen} selection={selection} total={data?.total ?? null} coverage={coverage} onChoose={choose} />}
    </>
  );
}
