import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { addressable } from '#api/devices.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { TroubleBanner } from '#components/TroubleBanner.tsx';
import { useShortcuts } from '#ui/shortcuts.ts';
import { deviceIdIn, paths } from '../../paths.ts';
import { listPath } from './list-search.ts';
import { isGone, useDeviceReading } from './device-reading.ts';
import { DeviceActions } from './DeviceActions.tsx';
import { DeviceAppCard } from './DeviceAppCard.tsx';
import { DeviceFacts } from './DeviceFacts.tsx';
import { DeviceHeader } from './DeviceHeader.tsx';
import { DeviceLanding } from './DeviceLanding.tsx';
import { DeviceLogging } from './DeviceLogging.tsx';
import { DeviceRaw } from './DeviceRaw.tsx';
import { DeviceSkeleton, GoneNote, NoSuchDevice, NotAddressable } from './DeviceStates.tsx';
import { blockedBecause } from './device-blocked.ts';
import type { Done } from './device-toasts.ts';

/** One device: what it runs, what it should run, and the four things that can be done to it. */
export function DevicePage() {
  const { pathname } = useLocation();
  const id = deviceIdIn(pathname);
  const why = id === null ? 'The address is not valid percent-encoded text.' : addressable(id);
  if (id === null || why !== null) return <NotAddressable why={why ?? ''} />;
  return <OneDevice key={id} id={id} />;
}

function OneDevice({ id }: { readonly id: string }) {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const from = search.get('from');
  const { query, touched } = useDeviceReading(id);
  const reading = query.data;
  const error = query.error ?? query.failureReason;
  const gone = isGone(error);
  const back = listPath(from ?? '');
  useShortcuts({ u: () => void navigate(back) });

  if (gone && reading === undefined) return <NoSuchDevice id={id} back={back} onRetry={() => void query.refetch()} />;
  const banner = !gone && <TroubleBanner error={error} goodAsOf={reading?.at} onRetry={() => void query.refetch()} />;
  if (reading === undefined) {
    return (
      <>
        {banner}
        <DeviceSkeleton id={id} back={back} />
      </>
    );
  }
  const { device } = reading;
  const onDone = (outcome: Done): void => {
    touched();
    // Opened by a name that it no longer has: its page has moved to its sid.
    if (id !== device.sid && outcome.reading.device.unique_name !== id) void navigate(paths.device(device.sid, from ?? undefined), { replace: true });
  };
  const blocked = blockedBecause(error);
  return (
    <>
      {banner}
      {gone && <GoneNote at={reading.at} back={back} />}
      <article aria-label={deviceLabel(device)} className="mx-auto flex w-full max-w-[80rem] min-w-0 flex-1 flex-col gap-4 px-4 py-4 max-sm:pb-24">
        <DeviceHeader reading={reading} from={from} back={back} fetching={query.isFetching} onRefresh={() => void query.refetch()}>
          <DeviceActions device={device} blocked={blocked} onDone={onDone} />
        </DeviceHeader>
        <DeviceLanding reading={reading} />
        <div className="grid min-w-0 gap-4 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col gap-4">
            <DeviceAppCard device={device} />
            <DeviceRaw reading={reading} whole={!query.isPlaceholderData} />
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <DeviceLogging reading={reading} blocked={blocked} onDone={onDone} onRefresh={() => void query.refetch()} />
            <DeviceFacts device={device} />
          </div>
        </div>
      </article>
    </>
  );
}
