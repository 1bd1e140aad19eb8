import { useTable } from '@tanstack/react-table';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent } from 'react';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router-dom';
import type { Device } from '#api/schema.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { paths } from '../../paths.ts';
import { deviceColumns, features } from './columns.tsx';
import { CELL, DeviceRow } from './DeviceRow.tsx';
import { moveCell, type Cell } from './grid-keys.ts';
import { COLUMN_IDS, type ColumnId } from './list-preferences.ts';
import { recallPlace, rememberPlace } from './list-place.ts';

/** Up to this many rows all of them are drawn; above, only those on the screen and a few more. */
const ALL_DRAWN = 100;
const HEAD = 36;

interface DeviceGridProps {
  readonly devices: readonly Device[];
  readonly columns: readonly ColumnId[];
  /** Height of a row, px. */
  readonly rowHeight: number;
  /** The list's own address, for the rows' links. */
  readonly from: string;
  /** Names this page of the list, so that coming back finds the same place. */
  readonly place: string;
}

/** The page of devices as an ARIA grid: one Tab stop, arrows and j/k within, Enter opens. A refresh moves nothing. */
export function DeviceGrid({ devices, columns, rowHeight, from, place }: DeviceGridProps) {
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const [start] = useState(() => recallPlace(place));
  // The focus belongs to a device, not to a position: rows may come and go above it.
  const [active, setActive] = useState({ sid: start?.sid ?? null, column: 0 });

  const definitions = useMemo(() => deviceColumns(from), [from]);
  const state = useMemo(
    () => ({
      columnOrder: ['name', ...columns],
      columnVisibility: Object.fromEntries(COLUMN_IDS.map((id) => [id, columns.includes(id)])),
    }),
    [columns],
  );
  const data = useMemo(() => [...devices], [devices]);
  const table = useTable({ features, columns: definitions, data, state, getRowId: (device) => device.sid });
  const rows = table.getRowModel().rows;
  const shown = table.getVisibleLeafColumns();
  const found = rows.findIndex((row) => row.id === active.sid);
  const activeRow = Math.max(0, found);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: HEAD,
    initialOffset: start?.scroll ?? 0,
    // Rows are drawn with the first render, before the room they have has been measured.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    // The row with the focus stays drawn wherever the page is scrolled to, or the focus would be lost with it.
    rangeExtractor: (range: Range) => [...new Set([...defaultRangeExtractor(range), ...(found < 0 ? [] : [found])])],
  });

  const all = rows.length <= ALL_DRAWN;
  const drawn = all ? [...rows.keys()] : virtual.getVirtualItems().map((item) => item.index);

  const focusCell = (cell: Cell): void => {
    const row = rows[cell.row];
    if (!row) return;
    flushSync(() => setActive({ sid: row.id, column: cell.column }));
    cellElement(scroller.current, row.id, cell.column)?.focus();
    rememberPlace(place, { sid: row.id, scroll: scroller.current?.scrollTop ?? 0 });
  };
  // Stable, or every row would be drawn anew with each key (DeviceRow).
  const open = useCallback(
    (sid: string, event?: MouseEvent): void => {
      rememberPlace(place, { sid, scroll: scroller.current?.scrollTop ?? 0 });
      const to = paths.device(sid, from);
      const elsewhere = event && (event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey);
      if (elsewhere) window.open(to, '_blank', 'noopener');
      else if (!event || event.button === 0) void navigate(to);
    },
    [place, from, navigate],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !(event.target instanceof Element && event.target.closest('a, button'))) {
      const row = rows[activeRow];
      if (row) open(row.id);
      return;
    }
    if (event.altKey || event.metaKey) return;
    const next = moveCell({ row: activeRow, column: active.column }, event.key, event.ctrlKey, rows.length, shown.length);
    if (next === null) return;
    event.preventDefault();
    focusCell(next);
  };
  // Coming back by keyboard or mouse: the row that was opened has the focus again.
  const resume = useEffectEvent(() => {
    if (!start?.sid || found < 0 || document.activeElement !== document.body) return;
    cellElement(scroller.current, start.sid, 0)?.focus({ preventScroll: true });
  });
  useEffect(() => resume(), []);

  const enter = (step: number): void => {
    const row = found < 0 ? 0 : found + step;
    focusCell({ row: Math.min(rows.length - 1, Math.max(0, row)), column: active.column });
  };
  useShortcuts({ j: () => enter(1), k: () => enter(-1) });

  const widths = shown.map((column) => column.columnDef.meta?.width ?? 100);
  const layout = shown.map((column) => column.id).join();
  return (
    <div
      ref={scroller}
      className="relative min-h-0 flex-1 overflow-auto overscroll-contain scroll-pt-9 scroll-pl-[14.5rem] max-sm:scroll-pl-[78vw]"
      onScroll={(event) => rememberPlace(place, { sid: active.sid, scroll: event.currentTarget.scrollTop })}
    >
      <div
        role="grid"
        aria-label="Devices"
        tabIndex={-1}
        aria-rowcount={rows.length + 1}
        aria-colcount={shown.length}
        onKeyDown={onKeyDown}
        className="max-sm:[--name:78vw]"
        style={{ ...gridStyle(widths, rowHeight), height: HEAD + rows.length * rowHeight }}
      >
        <div role="rowgroup" className="sticky top-0 z-[2]">
          {table.getHeaderGroups().map((group) => (
            <div key={group.id} role="row" aria-rowindex={1} className="grid h-9 grid-cols-(--columns) border-b border-line-strong bg-bg text-xs font-medium text-ink-2">
              {group.headers.map((header, column) => (
                // A header of words, not a control.
                // oxlint-disable-next-line jsx-a11y/control-has-associated-label
                <div key={header.id} role="columnheader" aria-colindex={column + 1} className={CELL}>
                  <span className="truncate">
                    <table.FlexRender header={header} />
                  </span>
                </div>
              ))}
            </div>
          ))}
        </div>
        <div role="rowgroup" className="relative -mt-9">
          {drawn.map((index) => {
            const row = rows[index];
            return (
              row && (
                <DeviceRow
                  key={row.id}
                  row={row}
                  index={index}
                  top={HEAD + index * rowHeight}
                  active={index === activeRow ? active.column : null}
                  layout={layout}
                  onOpen={open}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** What takes the focus of a cell: the link or button in it, else the cell. */
function cellElement(scroller: HTMLElement | null, sid: string, column: number): HTMLElement | null {
  const cell = scroller?.querySelector<HTMLElement>(`[data-cell="${sid}:${column}"]`);
  return cell?.querySelector<HTMLElement>('[data-cell-focus]') ?? cell ?? null;
}

/** Widths and row height as custom properties: each column its least, the rest of the room shared in proportion. */
export function gridStyle(widths: readonly number[], rowHeight: number): CSSProperties & Record<`--${string}`, string> {
  const [first = 0, ...others] = widths;
  const name = `var(--name, ${first}px)`;
  return {
    '--columns': [`minmax(${name}, ${first}fr)`, ...others.map((width) => `minmax(${width}px, ${width}fr)`)].join(' '),
    '--row': `${rowHeight}px`,
    minWidth: `calc(${name} + ${others.reduce((sum, width) => sum + width, 0)}px)`,
  };
}
