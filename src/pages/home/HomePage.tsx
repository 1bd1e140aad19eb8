import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AsOf } from '#components/AsOf.tsx';
import { coverageWords, extent, isComplete, malformedWords, readingWords } from '#components/coverage-words.ts';
import { useNow } from '#components/now.ts';
import { pacePreference } from '#components/pace.ts';
import { usePreference } from '#components/preference.ts';
import { ReadingButton } from '#components/ReadingButton.tsx';
import { ShrinkBanner } from '#components/ShrinkBanner.tsx';
import { useStuckAfter } from '#components/stuck-after.ts';
import { FleetTrouble } from '#components/TroubleBanner.tsx';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import type { StuckAfter } from '#fleet/health.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import type { FleetStatus, Overview } from '#fleet/view.ts';
import { Adoption } from './Adoption.tsx';
import { CountStrip } from './CountStrip.tsx';
import { Calm, EmptyFleet, HomeSkeleton, NoIndex, NothingRead, Unread } from './HomeStates.tsx';
import { Matrix } from './Matrix.tsx';
import { Queue } from './Queue.tsx';
import { FEW, MORE } from './QueueGroups.tsx';
import { useKeptApps } from './use-kept-apps.ts';
import { useLastVisit } from './use-last-visit.ts';

/** Stuck is a matter of time: it is counted again even when nothing was read. */
const COUNT_AGAIN = 30_000;

/** What is wrong with the fleet, at a glance, and the queue to work through. */
export function HomePage() {
  const limits = useStuckAfter();
  const status = useFleetStatus();
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  const query = useQuery({ ...fleetQueries.overview({ limits, rows: wanted.size > 0 ? MORE : FEW }), placeholderData: keepPreviousData, refetchInterval: COUNT_AGAIN });
  const shown = query.data;
  useKeptApps(shown);
  const refresh = (): void => {
    const sids = shown?.queue.flatMap(({ rows }) => rows.slice(0, FEW).map(({ device }) => device.sid)) ?? [];
    // What goes wrong is told by the banner.
    void fleet.refresh(sids).catch(() => undefined);
  };
  const more = (term: string): void => setWanted(new Set([...wanted, term]));
  return (
    <>
      <title>Needs attention · Fleet Console</title>
      <Head shown={shown} status={status} onRefresh={refresh} />
      <ShrinkBanner shrunk={status.shrunk} onAnswer={fleet.answerShrink} />
      <FleetTrouble trouble={status.trouble} goodAsOf={shown?.coverage.completeAt ?? undefined} onRetry={refresh} />
      <div aria-busy={query.isPlaceholderData || shown === undefined} className="flex min-w-0 flex-1 flex-col">
        <Content shown={shown} status={status} error={query.error} limits={limits} wanted={wanted} onMore={more} onRead={refresh} onRetry={() => void query.refetch()} />
      </div>
    </>
  );
}

interface HeadProps {
  readonly shown: Overview | undefined;
  readonly status: FleetStatus;
  readonly onRefresh: () => void;
}

function Head({ shown, status, onRefresh }: HeadProps) {
  const now = useNow();
  const words = [shown && coverageWords(shown.coverage, now), readingWords(status.coverage, now), malformedWords(status.coverage)].filter(Boolean);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
      <h1 className="text-lg font-semibold">Needs attention</h1>
      <AsOf at={undefined} fetching={status.coverage.reading !== null} onRefresh={onRefresh} />
      <span className="text-sm text-ink-2 max-sm:order-last max-sm:w-full">
        {words.join(' · ')}
        {status.notKept !== null && ` · not kept in this browser: ${status.notKept}`}
      </span>
      <span className="flex-1" />
      <ReadingButton />
    </div>
  );
}

interface ContentProps {
  readonly shown: Overview | undefined;
  readonly status: FleetStatus;
  readonly error: Error | null;
  readonly limits: StuckAfter;
  readonly wanted: ReadonlySet<string>;
  readonly onMore: (term: string) => void;
  readonly onRead: () => void;
  readonly onRetry: () => void;
}

function Content({ shown, status, error, limits, wanted, onMore, onRead, onRetry }: ContentProps) {
  const before = useLastVisit(shown, limits);
  const [pace] = usePreference(pacePreference);
  if (shown === undefined) return error === null ? <HomeSkeleton /> : <NoIndex error={error} onRetry={onRetry} />;
  const { coverage, tallies, queue, matrix, apps } = shown;
  if (extent(coverage) === 'nothing') {
    if (status.trouble !== null) return <NothingRead />;
    return pace === 'manual' && status.coverage.reading === null ? <Unread onRead={onRead} /> : <HomeSkeleton />;
  }
  if (coverage.held === 0) return <EmptyFleet />;
  return (
    <div className="flex flex-col gap-4 p-4 max-sm:p-3">
      <CountStrip tallies={tallies} limits={limits} complete={isComplete(coverage)} before={before} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,36rem)]">
        {queue.length === 0 ? <Calm coverage={coverage} /> : <Queue queue={queue} wanted={wanted} onMore={onMore} />}
        <div className="flex min-w-0 flex-col gap-4">
          <Adoption apps={apps} />
          <Matrix cells={matrix} />
        </div>
      </div>
    </div>
  );
}
