import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useLocation } from 'react-router-dom';
import { extent } from '#components/coverage-words.ts';
import { COUNT_AGAIN } from '#components/now.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { FleetTrouble, TroubleBanner } from '#components/TroubleBanner.tsx';
import { useKeptApps } from '#components/use-kept-apps.ts';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { t } from '#texts/t.ts';
import { late } from '#ui/late.ts';
import { Title } from '#ui/Title.tsx';
import { deviceIdIn } from '../../paths.ts';
import { AppDevices } from './AppDevices.tsx';
import { AppFacts } from './AppFacts.tsx';
import { AppHeader } from './AppHeader.tsx';
import { figuresOf } from './app-figures.ts';
import { AppSkeleton, GoneNote, NoSuchApp, NotReadApp, OrphanNote } from './AppPageStates.tsx';
import { labelOf } from './AppRowName.tsx';
import { NotCounted } from './AppsStates.tsx';
import { isUsed } from './app-rows.ts';
import { useOneApp } from './use-one-app.ts';

/** After what is known of its devices, and not in its way. */
const AppManifestCard = late(async () => (await import('./AppManifestCard.tsx')).AppManifestCard);

/** One App: what it is, how far it has come in the fleet, and what its manifest says. */
export function AppPage() {
  const { pathname } = useLocation();
  // An address of a page is decoded in the same way, whatever it is of.
  const id = deviceIdIn(pathname);
  return id === null || id === '' ? <NoSuchApp id={pathname} partial={false} /> : <Page key={id} id={id} />;
}

function Page({ id }: { readonly id: string }) {
  const { app, sid, name, at, gone, error, pending, fetching, refresh: readApp } = useOneApp(id);
  const limits = useStuckAfter();
  const status = useFleetStatus();
  const counted = useQuery({ ...fleetQueries.overview({ limits, rows: 0 }), placeholderData: keepPreviousData, refetchInterval: COUNT_AGAIN });
  useKeptApps(counted.data);
  const coverage = counted.data?.coverage ?? status.coverage;
  const figures = counted.data === undefined || extent(coverage) === 'nothing' ? null : figuresOf(counted.data, sid);
  const refresh = (): void => {
    readApp();
    // What goes wrong is told by the banner.
    void fleet.refresh([]).catch(() => undefined);
  };
  const spoken = figures !== null && isUsed(figures);
  if (gone && app === undefined && !spoken) return <NoSuchApp id={id} partial={extent(coverage) !== 'complete'} onRetry={refresh} />;
  const banner = error === null ? <FleetTrouble trouble={status.trouble} goodAsOf={coverage.completeAt ?? undefined} onRetry={refresh} /> : <TroubleBanner error={error} goodAsOf={at} onRetry={refresh} />;
  if (app === undefined && !spoken) {
    return (
      <>
        {banner}
        {pending ? <AppSkeleton id={id} /> : <NotReadApp id={id} busy={fetching} onRetry={refresh} />}
      </>
    );
  }
  const label = labelOf({ sid, name });
  return (
    <>
      <Title>{t`${label} · Fleet Console`}</Title>
      {banner}
      {counted.error !== null && <NotCounted error={counted.error} onRetry={() => void counted.refetch()} />}
      {gone && app !== undefined && at !== undefined && <GoneNote at={at} />}
      <article aria-label={label} className="mx-auto flex w-full max-w-[80rem] min-w-0 flex-1 flex-col gap-4 px-4 py-4">
        <AppHeader app={app} sid={sid} name={name} label={label} at={at} gone={gone} fetching={fetching || status.coverage.reading !== null} figures={figures} coverage={coverage} onRefresh={refresh} />
        {gone && app === undefined && <OrphanNote />}
        <div className="grid min-w-0 items-start gap-4 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
          <AppDevices figures={figures} label={label} coverage={coverage} limits={limits} sid={sid} />
          <div className="flex min-w-0 flex-col gap-4">
            <AppFacts app={app} sid={sid} name={name} />
            {app !== undefined && !gone && (
              <Suspense fallback={null}>
                <AppManifestCard app={app} label={label} />
              </Suspense>
            )}
          </div>
        </div>
      </article>
    </>
  );
}
