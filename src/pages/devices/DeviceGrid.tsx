import { useTable } from '@tanstack/react-table';
import { useDeferredValue, useEffect, useEffectEvent, useMemo, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router-dom';
import { hrefOf } from '#components/permalink.ts';
import { choose, useChosen } from '#components/selection.ts';
import { rowsToDraw, useSight } from '#components/window-rows.ts';
import type { FleetRow, SortField, SortKey } from '#fleet/view.ts';
import { t } from '#texts/t.ts';
import { isFree } from '#ui/focus.ts';
import { keyOf } from '#ui/keys.ts';
import { shortcutsOn, useShortcuts } from '#ui/shortcuts.ts';
import { paths } from '../../paths.ts';
import { columnsInOrder, features, ListAddress } from './columns.tsx';
import { HEAD_ROW, usePlace } from './grid-focus.ts';
import { HEADER, moveCell, type Cell } from './grid-keys.ts';
import { gridStyle } from './grid-layout.ts';
import { GridHead } from './GridHead.tsx';
import { GridRows } from './GridRows.tsx';
import type { ColumnId } from './list-preferences.ts';
import { useRest } from './grid-rest.ts';
import { recallPlace, rememberPlace, rememberRows } from './list-place.ts';

/** Up to this many rows all of them are drawn in the end; above, only those on the screen and a few more. */
const ALL_DRAWN = 100;
/** So many rows above and below are drawn at a time. */
const STEP = 12;
const HEAD = 36;

interface DeviceGridProps {
  readonly rows: readonly FleetRow[];
  readonly columns: readonly ColumnId[];
  /** Height of a row, px. */
  readonly rowHeight: number;
  /** Two lines a row. */
  readonly phone: boolean;
  /** The list's own address, for the rows' links. */
  readonly from: string;
  /** Names this page of the list, so that coming back finds the same place. */
  readonly place: string;
  readonly sort: readonly SortKey[];
  readonly onSort: (field: SortField, shift: boolean) => void;
  /** Answers the sids of the rows on the screen. */
  readonly screenRef: RefObject<() => readonly string[]>;
}

/** The rows as an ARIA grid: one Tab stop, arrows and j/k within, Enter opens. New readings and new rows move nothing. */
export function DeviceGrid({ rows: data, columns, rowHeight, phone, from, place, sort, onSort, screenRef }: DeviceGridProps) {
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  // The focus belongs to a device, not to a position: rows may come and go above it.
  const [active, setActive] = usePlace(place, scroller);
  const inHead = active.sid === HEAD_ROW;

  const definitions = useMemo(() => columnsInOrder(columns), [columns]);
  const table = useTable({ features, columns: definitions, data, getRowId: (row) => row.device.sid });
  const { rows } = table.getRowModel();
  const shown = table.getAllLeafColumns();
  const found = rows.findIndex((row) => row.id === active.sid);
  const activeRow = inHead ? HEADER : Math.max(0, found);

  const ids = useMemo(() => data.map(({ device }) => device.sid).join(), [data]);
  const rest = useRest(ids, rows.length <= ALL_DRAWN ? Math.ceil(rows.length / STEP) : 1);
  const sight = useSight(scroller, rowHeight, () => recallPlace(place)?.scroll ?? 0);
  // The row with the focus stays drawn wherever the page is scrolled to, or the focus would be lost with it.
  const drawn = rowsToDraw(sight, { count: rows.length, spare: rest * STEP, kept: found });
  const chosenSids = useChosen();
  const picked = rows.reduce((sum, row) => sum + Number(chosenSids.has(row.id)), 0);
  const choosePage = (on: boolean): void => choose(rows.map((row) => row.id), on);

  const scrolled = (): number => scroller.current?.scrollTop ?? 0;
  const focusCell = (cell: Cell): void => {
    const sid = cell.row === HEADER ? HEAD_ROW : rows[cell.row]?.id;
    if (sid === undefined) return;
    flushSync(() => setActive({ sid, column: cell.column }));
    cellElement(scroller.current, sid, cell.column)?.focus();
    rememberPlace(place, { sid, scroll: scrolled() });
  };
  const open = (sid: string): void => {
    rememberPlace(place, { sid, scroll: scrolled() });
    void navigate(paths.device(sid, from));
  };
  // With Shift all from the row that was chosen last to this one become what that one is.
  const last = useRef<string | null>(null);
  const toggle = (sid: string, shift: boolean): void => {
    const all = rows.map((row) => row.id);
    const [start, end] = [shift && last.current !== null ? all.indexOf(last.current) : -1, all.indexOf(sid)];
    if (start < 0) choose([sid], !chosenSids.has(sid));
    else choose(all.slice(Math.min(start, end), Math.max(start, end) + 1), last.current !== null && chosenSids.has(last.current));
    last.current = sid;
  };
  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const sid = target?.closest<HTMLElement>('[data-sid]')?.dataset['sid'];
    if (target?.closest('label')) {
      // A label passes its click on to its box.
      if (sid !== undefined && target.matches('input')) {
        setActive({ sid, column: 0 });
        toggle(sid, event.shiftKey);
      }
      return;
    }
    const link = target?.closest('a') ?? null;
    // The button does its own work, and whoever has dragged over a text does not want to leave. A press on a link leaves what is selected, and begins no selection.
    if (sid === undefined || target?.closest('button') || (event.type === 'click' && link === null && document.getSelection()?.type === 'Range')) return;
    const elsewhere = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!elsewhere && event.button === 0) {
      event.preventDefault();
      open(sid);
    } else if (elsewhere && link === null) {
      // What a link does by itself the whole row does.
      window.open(hrefOf(paths.device(sid, from)), '_blank', 'noopener');
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = keyOf(event.nativeEvent);
    if (key === 'Enter' && !(event.target instanceof Element && event.target.closest('a, button'))) {
      const row = rows[activeRow];
      if (row) open(row.id);
      return;
    }
    if (event.altKey || event.metaKey || (key.length === 1 && (event.ctrlKey || !shortcutsOn()))) return;
    const next = moveCell({ row: activeRow, column: active.column }, key, event.ctrlKey, rows.length, shown.length);
    if (next === null) return;
    event.preventDefault();
    focusCell(next);
  };
  // Coming back by keyboard or mouse: the row that was opened has the focus again.
  const resume = useEffectEvent(() => {
    if (found < 0 || active.sid === null || !isFree()) return;
    cellElement(scroller.current, active.sid, 0)?.focus({ preventScroll: true });
  });
  useEffect(() => resume(), []);
  // For the device pages: who stands before and after whom, as the list is left.
  useEffect(() => rememberRows(place, data), [place, data]);
  useEffect(() => {
    screenRef.current = () => (scroller.current === null ? [] : sidsOnScreen(scroller.current));
  }, [screenRef]);

  const enter = (step: number): void => {
    const row = found < 0 ? 0 : found + step;
    focusCell({ row: Math.min(rows.length - 1, Math.max(0, row)), column: active.column });
  };
  useShortcuts(
    {
      j: { does: t`Next row`, act: () => enter(1) },
      k: { does: t`Previous row`, act: () => enter(-1) },
      'ArrowUp ArrowDown ArrowLeft ArrowRight': { does: t`From cell to cell` },
      'PageUp PageDown': { does: t`Ten rows up or down` },
      'Home End': { does: t`First or last cell of the row; with Ctrl of the table` },
      Enter: { does: t`Open the device` },
      x: {
        does: t`Select the row, or no longer`,
        act: () => {
          const row = rows[activeRow];
          if (row) toggle(row.id, false);
        },
      },
      X: { does: t`Select the rows of this page, or no longer`, act: () => choosePage(picked !== rows.length) },
    },
    t`In the table`,
  );

  const widths = shown.map(({ columnDef }) => columnDef.meta?.width ?? 100);
  const address = useDeferredValue(from);
  return (
    <ListAddress value={address}>
      <div
        ref={scroller}
        className="scroll-x-fade relative min-h-0 flex-1 overflow-auto overscroll-contain scroll-pt-9 scroll-pl-[14.5rem] max-sm:scroll-pl-[78vw]"
        onScroll={(event) => rememberPlace(place, { sid: active.sid, scroll: event.currentTarget.scrollTop })}
      >
        <div
          role="grid"
          aria-label={t`Devices`}
          aria-multiselectable
          tabIndex={-1}
          aria-rowcount={rows.length + 1}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onAuxClick={onClick}
          onFocus={({ target }) => {
            // A link that is clicked takes the focus by itself.
            const sid = target.matches('a[data-cell-focus]') ? target.closest<HTMLElement>('[data-sid]')?.dataset['sid'] : undefined;
            if (sid === undefined || sid === active.sid) return;
            setActive({ sid, column: 0 });
            rememberPlace(place, { sid, scroll: scrolled() });
          }}
          style={{ ...gridStyle(widths, rowHeight, phone), height: HEAD + rows.length * rowHeight }}
        >
          <GridHead columns={shown} sort={sort} onSort={onSort} active={inHead ? active.column : null} onFocus={(column) => setActive({ sid: HEAD_ROW, column })} chosen={picked === rows.length ? true : picked === 0 ? false : null} onChoose={choosePage} />
          <div role="rowgroup" className="relative -mt-9">
            <GridRows rows={rows} columns={shown} drawn={drawn} rowHeight={rowHeight} offset={HEAD} active={{ row: activeRow, column: active.column }} phone={phone} />
          </div>
        </div>
      </div>
    </ListAddress>
  );
}

/** What takes the focus of a cell: the link or button in it, else the cell. */
function cellElement(scroller: HTMLElement | null, sid: string, column: number): HTMLElement | null {
  if (sid === HEAD_ROW) return scroller?.querySelector<HTMLElement>(`[data-head="${column}"] button`) ?? null;
  const cell = scroller?.querySelector(`[data-sid="${sid}"]`)?.children.item(column);
  return cell?.querySelector<HTMLElement>('[data-cell-focus]') ?? (cell instanceof HTMLElement ? cell : null);
}

/** The sids of the rows that somebody can see now. */
function sidsOnScreen(scroller: HTMLElement): string[] {
  const { top, bottom } = scroller.getBoundingClientRect();
  return [...scroller.querySelectorAll<HTMLElement>('[data-sid]')].flatMap((row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > top + HEAD && box.top < bottom ? (row.dataset['sid'] ?? []) : [];
  });
}
