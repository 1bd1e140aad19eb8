import { FlexRender, type Row } from '@tanstack/react-table';
import { memo, type MouseEvent } from 'react';
import type { FleetRow } from '#fleet/view.ts';
import { cx } from '#ui/cx.ts';
import type { features } from './columns.tsx';

export const CELL = 'flex min-w-0 items-center px-3 first:sticky first:left-0 first:z-[1] first:bg-inherit first:pl-4 first:border-line max-sm:first:border-r';

interface DeviceRowProps {
  readonly row: Row<typeof features, FleetRow>;
  /** Position on the page, from 0. */
  readonly index: number;
  /** Distance from the top of the rows, px. */
  readonly top: number;
  /** The column that holds the grid's focus; null in every other row. */
  readonly active: number | null;
  /** Changes when the columns on show do. */
  readonly layout: string;
  readonly onOpen: (sid: string, event: MouseEvent) => void;
}

/**
 * One device. Memo, because it was measured: with 100 rows a j or k took 75 ms of script without it, 9 ms with it (3 × 20 keys).
 * The table makes its rows anew with every answer; what counts is whether the device in it is still the same.
 */
export const DeviceRow = memo(function DeviceRow({ row, index, top, active, onOpen }: DeviceRowProps) {
  const open = (event: MouseEvent): void => {
    // The link and the copy button do their own work, and whoever selects text does not want to leave.
    if (event.target instanceof Element && event.target.closest('a, button')) return;
    if (event.type === 'click' && document.getSelection()?.type === 'Range') return;
    onOpen(row.original.device.sid, event);
  };
  return (
    // The keys for this are the grid's: Enter opens the row that has the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={index + 2}
      data-sid={row.id}
      tabIndex={-1}
      onClick={open}
      onAuxClick={open}
      className="absolute left-0 grid h-(--row) w-full cursor-pointer grid-cols-(--columns) border-b border-line bg-surface text-sm hover:bg-hover has-[:focus-visible]:bg-hover"
      style={{ top }}
    >
      {row.getVisibleCells().map((cell, column) => (
        <div
          key={cell.id}
          role={column === 0 ? 'rowheader' : 'gridcell'}
          aria-colindex={column + 1}
          data-cell={`${row.id}:${column}`}
          tabIndex={active === column ? 0 : -1}
          className={cx(CELL, '-outline-offset-2')}
        >
          <FlexRender cell={cell} />
        </div>
      ))}
    </div>
  );
}, same);

function same(a: DeviceRowProps, b: DeviceRowProps): boolean {
  return (
    a.row.original === b.row.original && a.index === b.index && a.top === b.top && a.active === b.active && a.layout === b.layout && a.onOpen === b.onOpen
  );
}
