import { createColumnHelper, metaHelper, tableFeatures, columnOrderingFeature, columnVisibilityFeature } from '@tanstack/react-table';
import { Link } from 'react-router-dom';
import type { Device } from '#api/schema.ts';
import { AppName } from '#components/AppName.tsx';
import { deviceLabel, DeviceName } from '#components/DeviceName.tsx';
import { LeaseBadge } from '#components/Lease.tsx';
import { AlignmentBadge, UpdateBadge } from '#components/StatusBadge.tsx';
import { Time } from '#components/Time.tsx';
import { middle } from '#lib/text.ts';
import { CopyButton } from '#ui/CopyButton.tsx';
import { paths } from '../../paths.ts';
import type { ColumnId } from './list-preferences.ts';

interface ColumnMeta {
  /** The narrowest it gets, in px; all columns share what is left in proportion. */
  readonly width: number;
}

export const features = tableFeatures({ columnVisibilityFeature, columnOrderingFeature, columnMeta: metaHelper<ColumnMeta>() });
const column = createColumnHelper<typeof features, Device>();

/** What a column is called, in its header and in the chooser. */
export const COLUMN_NAMES: Record<ColumnId, string> = {
  alignment: 'Alignment',
  update: 'Update result',
  runs: 'Runs',
  target: 'Should run',
  sid: 'SID',
  targeted: 'Targeted',
  reported: 'Reported',
  logging: 'Logging',
  updated: 'Updated',
  created: 'Created',
};

/** A column of the table: its id, its width, and what stands in it. */
function define(id: ColumnId, width: number, cell: (device: Device) => React.ReactNode) {
  return column.display({ id, header: COLUMN_NAMES[id], meta: { width }, cell: ({ row }) => cell(row.original) });
}

/** All columns; `from` is the list's own address, which each row's link carries along. */
export function deviceColumns(from: string) {
  return column.columns([
    column.display({ id: 'name', header: 'Name', meta: { width: 250 }, cell: ({ row }) => <NameCell device={row.original} from={from} /> }),
    define('alignment', 138, (device) => <AlignmentBadge device={device} />),
    define('update', 128, (device) => <UpdateBadge device={device} />),
    define('runs', 140, (device) => <AppName sid={device.app?.reported_sid ?? null} />),
    define('target', 140, (device) => <TargetCell device={device} />),
    define('sid', 134, (device) => <SidCell device={device} />),
    define('targeted', 88, (device) => <Time date={device.app?.date_targeted ?? null} />),
    define('reported', 88, (device) => <Time date={device.app?.date_reported ?? null} />),
    define('logging', 88, (device) => <LeaseBadge device={device} />),
    define('updated', 88, (device) => <Time date={device.date_updated} />),
    define('created', 88, (device) => <Time date={device.date_created} />),
  ]);
}

function NameCell({ device, from }: { readonly device: Device; readonly from: string }) {
  return (
    <span className="flex min-w-0 flex-col justify-center">
      <Link data-cell-focus tabIndex={-1} to={paths.device(device.sid, from)} className="truncate font-medium text-ink hover:underline" data-tip={deviceLabel(device)}>
        <DeviceName device={device} />
      </Link>
      <span className="flex min-w-0 gap-3 text-xs sm:hidden">
        <AlignmentBadge device={device} />
        <UpdateBadge device={device} />
      </span>
    </span>
  );
}

/** What it should run; quiet where it already does, so that the differences stand out. */
function TargetCell({ device }: { readonly device: Device }) {
  const same = device.app?.target_sid === device.app?.reported_sid;
  return <AppName sid={device.app?.target_sid ?? null} className={same ? 'text-ink-3' : 'font-medium'} />;
}

function SidCell({ device }: { readonly device: Device }) {
  return (
    <span className="flex items-center gap-1">
      <span className="font-mono text-[0.92em] text-ink-2" data-tip={device.sid}>
        {middle(device.sid)}
      </span>
      <CopyButton text={device.sid} what={`SID of ${deviceLabel(device)}`} tabIndex={-1} cellFocus />
    </span>
  );
}
