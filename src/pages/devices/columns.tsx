import { createColumnHelper, metaHelper, tableFeatures, columnOrderingFeature, columnVisibilityFeature } from '@tanstack/react-table';
import { Unplug } from 'lucide-react';
import { createContext, use } from 'react';
import { Link } from 'react-router-dom';
import type { Device } from '#api/schema.ts';
import { AppName } from '#components/AppName.tsx';
import { deviceLabel, DeviceName } from '#components/DeviceName.tsx';
import { LeaseBadge } from '#components/Lease.tsx';
import { AlignmentBadge, UpdateBadge } from '#components/StatusBadge.tsx';
import { ReadAt } from '#components/AsOf.tsx';
import { Time } from '#components/Time.tsx';
import type { FleetRow } from '#fleet/view.ts';
import { middle } from '#lib/text.ts';
import { CopyButton } from '#ui/CopyButton.tsx';
import { cx } from '#ui/cx.ts';
import { paths } from '../../paths.ts';
import type { ColumnId } from './list-preferences.ts';

interface ColumnMeta {
  /** The narrowest it gets, in px; all columns share what is left in proportion. */
  readonly width: number;
}

export const features = tableFeatures({ columnVisibilityFeature, columnOrderingFeature, columnMeta: metaHelper<ColumnMeta>() });
const column = createColumnHelper<typeof features, FleetRow>();

/** What a column is called, in its header and in the chooser. */
export const COLUMN_NAMES: Record<ColumnId | 'name', string> = {
  name: 'Name',
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
  return column.display({ id, header: COLUMN_NAMES[id], meta: { width }, cell: ({ row }) => cell(row.original.device) });
}

export const deviceColumns = column.columns([
  column.display({ id: 'name', header: COLUMN_NAMES.name, meta: { width: 250 }, cell: ({ row }) => <NameCell row={row.original} /> }),
  define('alignment', 138, (device) => <AlignmentBadge device={device} />),
  define('update', 128, (device) => <UpdateBadge device={device} />),
  define('runs', 140, (device) => <AppName sid={device.app?.reported_sid ?? null} />),
  define('target', 140, (device) => <TargetCell device={device} />),
  define('sid', 134, (device) => <SidCell device={device} />),
  define('targeted', 94, (device) => <Time date={device.app?.date_targeted ?? null} />),
  define('reported', 94, (device) => <Time date={device.app?.date_reported ?? null} />),
  define('logging', 88, (device) => <LeaseBadge device={device} />),
  define('updated', 94, (device) => <Time date={device.date_updated} />),
  define('created', 94, (device) => <Time date={device.date_created} />),
]);

/** The list's own address, which each row's link carries along. A context: it changes with every key that is typed, and the rows do not. */
export const ListAddress = createContext('');

function NameCell({ row: { device, missingSince } }: { readonly row: FleetRow }) {
  return (
    <span className="flex min-w-0 flex-1 flex-col justify-center">
      <span className="flex min-w-0 items-baseline gap-2">
        <RowLink device={device} />
        {missingSince !== null && <Missing since={missingSince} className="max-sm:hidden" />}
      </span>
      <span className="flex min-w-0 gap-3 text-xs sm:hidden">
        <AlignmentBadge device={device} />
        {missingSince === null ? <UpdateBadge device={device} /> : <Missing since={missingSince} />}
      </span>
    </span>
  );
}

function RowLink({ device }: { readonly device: Device }) {
  const from = use(ListAddress);
  return (
    <Link data-cell-focus tabIndex={-1} to={paths.device(device.sid, from)} className="truncate font-medium text-ink hover:underline" data-tip={deviceLabel(device)}>
      <DeviceName device={device} />
    </Link>
  );
}

/** The API lists it no more: it may be gone, or have been missed by a reading that moved under its feet. */
function Missing({ since, className }: { readonly since: number; readonly className?: string }) {
  return (
    <span className={cx('inline-flex shrink-0 items-center gap-1 text-xs font-normal text-odd', className)} data-tip="The last complete reading did not list it. If the next one does not either, it is removed.">
      <Unplug aria-hidden size={12} />
      <span>
        not listed since <ReadAt at={since} />
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
