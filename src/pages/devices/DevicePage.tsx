import { Suspense, useDeferredValue, useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { addressable } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import type { Device } from '#api/schema.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { useHeld } from '#components/held.ts';
import { KeptNames } from '#components/KeptNames.tsx';
import { pathIn } from '#components/permalink.ts';
import { TroubleBanner } from '#components/TroubleBanner.tsx';
import { onItsWay, useWrites } from '#components/device-writes.ts';
import { t } from '#texts/t.ts';
import { ComingKeys } from '#ui/ComingKeys.tsx';
import { late } from '#ui/late.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { deviceIdIn, listBehind, paths } from '../../paths.ts';
import { BACK } from './list-place.ts';
import { listPath } from './list-search.ts';
import { useDeviceReading } from './device-reading.ts';
import { DeviceActions } from './DeviceActions.tsx';
import { DeviceAppCard } from './DeviceAppCard.tsx';
import { DeviceFacts } from './DeviceFacts.tsx';
import { DeviceHeader } from './DeviceHeader.tsx';
import { DeviceLanding } from './DeviceLanding.tsx';
import { DeviceLogging } from './DeviceLogging.tsx';
import { DeviceRaw } from './DeviceRaw.tsx';
import { DeviceSkeleton, GoneNote, NoSuchDevice, NotAddressable, NotRead, TRIAGE_KEYS } from './DeviceStates.tsx';
import { blockedBecause } from './device-blocked.ts';
import { useVisit } from './device-visit.ts';

/** What this browser saw earlier: after the facts, and not in their way, also when it cannot be loaded. */
const DeviceTimeline = late(async () => (await import('./DeviceTimeline.tsx')).DeviceTimeline, () => null);

/** Asked for by whoever works with them, and not waited for. */
const DeviceConfigs = late(async () => (await import('./DeviceConfigs.tsx')).DeviceConfigs, () => null);

/** Not in the way of the device itself, also when it cannot be loaded. Its height is kept. */
const DeviceTriage = late(async () => (await import('./DeviceTriage.tsx')).DeviceTriage, () => null);

/** Seldom there, and not waited for. */
const DeviceRuns = late(async () => (await import('./DeviceRuns.tsx')).DeviceRuns, () => null);

/** One device: what it runs, what it should run, and the four things that can be done to it. */
export function DevicePage() {
  const { pathname } = useLocation();
  const visit = useVisit();
  const id = deviceIdIn(pathname);
  const why = id === null ? t`The address is not valid percent-encoded text.` : addressable(id);
  if (id === null || why !== null) return <NotAddressable why={why ?? ''} />;
  return <OneDevice key={id} id={id} visit={visit} />;
}

function OneDevice({ id, visit }: { readonly id: string; readonly visit: number }) {
  const navigate = useNavigate();
  const from = listBehind(useLocation());
  const { query, reading: latest, whole, renamedAt, refresh } = useDeviceReading(id);
  // In pieces, between which a key is heard: the whole page is drawn with the first one.
  const reading = useDeferredValue(latest);
  const { underWay } = useWrites(reading?.device.sid ?? id);
  const { error } = useHeld(query);
  const gone = error instanceof ApiError && error.isNotFound;
  const back = listPath(from ?? '');
  useShortcuts({ u: { does: t`Back to the list`, act: () => void navigate(back, { state: BACK }) } });
  useFollowName(id, reading?.device ?? null, renamedAt, from);

  if (gone && reading === undefined) return <NoSuchDevice id={id} back={back} onRetry={refresh} />;
  const banner = !gone && <TroubleBanner error={error} goodAsOf={reading?.at} onRetry={refresh} />;
  if (reading === undefined) {
    return (
      <>
        {banner}
        {query.errorUpdateCount > 0 ? <NotRead id={id} back={back} busy={query.isFetching} onRetry={refresh} /> : <DeviceSkeleton id={id} back={back} stepping={from !== null} />}
      </>
    );
  }
  const { device } = reading;
  const blocked = blockedBecause(error) ?? onItsWay(underWay);
  return (
    <>
      {banner}
      <KeptNames />
      {gone && <GoneNote at={reading.at} back={back} />}
      <article aria-label={deviceLabel(device)} className="mx-auto flex w-full max-w-[80rem] min-w-0 flex-1 flex-col gap-4 px-4 py-4 max-sm:pb-34">
        <DeviceHeader reading={reading} gone={gone} from={from} visit={visit} back={back} fetching={query.isFetching} onRefresh={refresh}>
          <DeviceActions device={device} blocked={blocked} />
        </DeviceHeader>
        <Suspense fallback={<TriageSkeleton />}>
          <DeviceTriage device={device} received={reading.received} />
        </Suspense>
        <Suspense fallback={null}>
          <DeviceRuns device={device} />
        </Suspense>
        <DeviceLanding reading={reading} />
        <div className="grid min-w-0 gap-4 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col gap-4">
            <DeviceAppCard device={device} />
            <Suspense fallback={<div aria-hidden className="h-27" />}>
              <DeviceConfigs key={device.sid} device={device} />
            </Suspense>
            <DeviceRaw reading={reading} whole={whole} />
            <Suspense fallback={null}>
              <DeviceTimeline sid={device.sid} />
            </Suspense>
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <DeviceLogging reading={reading} blocked={blocked} onRefresh={refresh} />
            <DeviceFacts device={device} />
          </div>
        </div>
      </article>
    </>
  );
}

function TriageSkeleton() {
  return (
    <div className="min-h-[3.125rem] rounded-lg border border-line bg-surface max-sm:min-h-[4.875rem]">
      <ComingKeys keys={TRIAGE_KEYS} />
    </div>
  );
}

/** Once a device is renamed from here that was opened by its name, its page moves to its sid: the old address is no one's. */
function useFollowName(id: string, device: Device | null, renamedAt: number, from: string | null): void {
  const navigate = useNavigate();
  const [openedAt] = useState(Date.now);
  const moved = device !== null && id !== device.sid && id !== device.unique_name && renamedAt >= openedAt;
  const to = moved ? paths.device(device.sid, from ?? undefined) : null;
  useEffect(() => {
    // Whoever is on the way to another page still has this one before their eyes until that has been loaded.
    if (to !== null && deviceIdIn(pathIn(window.location.pathname)) === id) void navigate(to, { replace: true });
  }, [to, id, navigate]);
}
