import type { ReactNode } from 'react';
import type { DeviceReading } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';
import { AsOf } from '#components/AsOf.tsx';
import { DeviceName } from '#components/DeviceName.tsx';
import { AlignmentBadge, UpdateBadge } from '#components/StatusBadge.tsx';
import { TicketButton } from '#components/TicketButton.tsx';
import { middle } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { CopyButton } from '#ui/CopyButton.tsx';
import { DeviceNeighbours } from './DeviceNeighbours.tsx';
import { BackLink } from './DeviceStates.tsx';

interface DeviceHeaderProps {
  readonly reading: DeviceReading;
  /** The API knows it no more. */
  readonly gone: boolean;
  /** The search part of the list it was opened from; null when it was not. */
  readonly from: string | null;
  /** Which stay at the device pages. */
  readonly visit: number;
  readonly back: string;
  readonly fetching: boolean;
  readonly onRefresh: () => void;
  /** The actions. */
  readonly children: ReactNode;
}

/** Which device this is, how it is, as of when, and the way back and on. */
export function DeviceHeader({ reading, gone, from, visit, back, fetching, onRefresh, children }: DeviceHeaderProps) {
  const { device } = reading;
  return (
    <header className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <BackLink to={back} />
        <span className="flex-1" />
        {from !== null && <DeviceNeighbours sid={device.sid} from={from} visit={visit} />}
        <TicketButton reading={reading} gone={gone} />
        <AsOf at={reading.at} fetching={fetching} onRefresh={onRefresh} />
      </div>
      <div className="flex min-w-0 flex-wrap items-end gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <Title device={device} />
          <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-sm">
            <AlignmentBadge device={device} />
            <UpdateBadge device={device} />
            <span className="inline-flex min-w-0 items-center gap-1 text-ink-2">
              <span className="truncate font-mono text-xs">{device.sid}</span>
              <CopyButton text={device.sid} what={t`device SID`} />
            </span>
          </div>
        </div>
        {children}
      </div>
    </header>
  );
}

/** The name, and where there is none the ends of the sid: all of it stands below. */
function Title({ device }: { readonly device: Device }) {
  return (
    <h1 className="line-clamp-2 w-fit max-w-full rounded-sm text-2xl font-semibold tracking-tight wrap-anywhere">
      {device.unique_name ? <DeviceName device={device} /> : <span className="font-mono text-[0.92em]">{middle(device.sid, 8, 6)}</span>}
    </h1>
  );
}
