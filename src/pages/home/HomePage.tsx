import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Suspense, useDeferredValue } from 'react';
import { AsOf } from '#components/AsOf.tsx';
import { coverageWords, extent, isComplete, malformedWords, readingWords, soFar } from '#components/coverage-words.ts';
import type { Picture } from '#components/last-visit.ts';
import { COUNT_AGAIN, useNow } from '#components/now.ts';
import { pacePreference } from '#components/pace.ts';
import { usePreference } from '#components/preference.ts';
import { ReadingButton } from '#components/ReadingButton.tsx';
import { useRunsReady } from '#components/runs-ready.ts';
import { ShrinkBanner } from '#components/ShrinkBanner.tsx';
import { useStuckAfter } from '#components/stuck-after.ts';
import { useKeptApps } from '#components/use-kept-apps.ts';
import { TriageTrouble } from '#components/TriageTrouble.tsx';
import { FleetTrouble } from '#components/TroubleBanner.tsx';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import type { StuckAfter } from '#fleet/health.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import type { FleetStatus, Overview } from '#fleet/view.ts';
import { t } from '#texts/t.ts';
import { late } from '#ui/late.ts';
import { Title } from '#ui/Title.tsx';
import { Adoption } from './Adoption.tsx';
import { CountStrip } from './CountStrip.tsx';
import { useHomePlace, type Arranged } from './home-place.ts';
import { AppsUnknown, Calm, EmptyFleet, HomeSkeleton, NoIndex, NothingRead, Unread } from './HomeStates.tsx';
import { Matrix } from './Matrix.tsx';
import { Queue } from './Queue.tsx';
import { FEW, MORE } from './QueueRows.tsx';
import { useLastVisit } from './use-last-visit.ts';

const OpenRuns = late(async () => (await import('./OpenRuns.tsx')).OpenRuns, () => null);

/** What is wrong with the fleet, at a glance, and the queue to work through. */
export function HomePage() {
  const limits = useStuckAfter();
  const status = useFleetStatus();
  const arranged = useHomePlace();
  const runs = useRunsReady();
  const rows = arranged.place.more.size > 0 ? MORE : FEW;
  const query = useQuery({ ...fleetQueries.overview({ limits, rows }), placeholderData: keepPreviousData, refetchInterval: COUNT_AGAIN });
  // What was counted is drawn in pieces, between which a key is heard: it can be fifty rows and a matrix.
  const shown = useDeferredValue(query.data);
  arranged.see(shown?.queue ?? []);
  const before = useLastVisit(shown, limits);
  useKeptApps(shown);
  const refresh = (): void => {
    const sids = shown?.queue.flatMap((group) => group.rows.slice(0, FEW).map(({ device }) => device.sid)) ?? [];
    // What goes wrong is told by the banner.
    void fleet.refresh(sids).catch(() => undefined);
  };
  return (
    <>
      <Title>{t`Needs attention · Fleet Console`}</Title>
      <Head shown={shown} status={status} onRefresh={refresh} />
      {status.shrunk !== null && <ShrinkBanner shrunk={status.shrunk} onAnswer={fleet.answerShrink} />}
      {runs && (
        <Suspense fallback={null}>
          <OpenRuns />
        </Suspense>
      )}
      <FleetTrouble trouble={status.trouble} goodAsOf={shown?.coverage.completeAt ?? undefined} onRetry={refresh} />
      <div aria-busy={query.isPlaceholderData || shown === undefined || shown !== query.data} className="flex min-w-0 flex-1 flex-col">
        <Content shown={shown} status={status} error={query.error} limits={limits} arranged={arranged} before={before} onRead={refresh} onRetry={() => void query.refetch()} />
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
  const words = [shown && coverageWords(shown.coverage, now), readingWords(status.coverage, now), malformedWords(status.coverage), status.notKept !== null && t`not kept in this browser: ${status.notKept}`].filter(Boolean);
  const unknown = shown !== undefined && unchecked(shown, status);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
      <h1 className="rounded-sm text-lg font-semibold">{t`Needs attention`}</h1>
      <AsOf at={undefined} fetching={status.coverage.reading !== null} onRefresh={onRefresh} />
      <span className="text-sm text-ink-2 max-sm:order-last max-sm:w-full">
        {words.join(' · ')}
        {unknown && (
          <>
            {words.length > 0 && ' · '}
            <AppsUnknown trouble={status.appsTrouble} />
          </>
        )}
      </span>
      <span className="flex-1" />
      <ReadingButton />
    </div>
  );
}

/** That nobody looked whether the targets exist. The Apps are read before the devices. */
function unchecked({ coverage }: Overview, { appsKnown }: FleetStatus): boolean {
  return !appsKnown && extent(coverage) !== 'nothing';
}

interface ContentProps extends Omit<CountedProps, 'shown'> {
  readonly shown: Overview | undefined;
  readonly error: Error | null;
  readonly onRead: () => void;
  readonly onRetry: () => void;
}

function Content({ shown, error, onRead, onRetry, ...counted }: ContentProps) {
  const [pace] = usePreference(pacePreference);
  const { status } = counted;
  if (shown === undefined) return error === null ? <HomeSkeleton /> : <NoIndex error={error} onRetry={onRetry} />;
  if (extent(shown.coverage) === 'nothing') {
    if (status.trouble !== null) return <NothingRead />;
    return pace === 'manual' && status.coverage.reading === null ? <Unread onRead={onRead} /> : <HomeSkeleton />;
  }
  return shown.coverage.held === 0 ? <EmptyFleet /> : <Counted shown={shown} {...counted} />;
}

interface CountedProps {
  readonly shown: Overview;
  readonly status: FleetStatus;
  readonly limits: StuckAfter;
  readonly arranged: Arranged;
  readonly before: Picture | null;
}

function Counted({ shown: { coverage, tallies, queue, classes, matrix, apps }, status: { appsKnown }, limits, arranged, before }: CountedProps) {
  const words = soFar(coverage);
  const { place, showAll } = arranged;
  return (
    <div className="flex flex-col gap-4 p-4 max-sm:p-3">
      <TriageTrouble />
      <CountStrip tallies={tallies} limits={limits} complete={isComplete(coverage)} before={before} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,37rem)]">
        {queue.length === 0 ? <Calm coverage={coverage} appsKnown={appsKnown} classes={classes} /> : <Queue queue={queue} classes={classes} arranged={arranged} soFar={words} />}
        <div className="flex min-w-0 flex-col gap-4">
          <Adoption apps={apps} soFar={words} all={place.all.has('apps')} onAll={() => showAll('apps')} />
          <Matrix cells={matrix} soFar={words} all={place.all.has('matrix')} onAll={() => showAll('matrix')} />
        </div>
      </div>
    </div>
  );
}
