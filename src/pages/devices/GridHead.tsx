import { ArrowDown, ArrowUp } from 'lucide-react';
import { SORT_FIELDS, type SortField, type SortKey } from '#fleet/view.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { shortcutsOn } from '#ui/shortcuts.ts';
import type { DeviceColumn } from './columns.tsx';
import { BOX, FIRST } from './DeviceRow.tsx';
import { WIDTH } from './grid-layout.ts';

interface GridHeadProps {
  readonly columns: readonly DeviceColumn[];
  readonly sort: readonly SortKey[];
  /** Sorts by a column; with Shift as a second one. */
  readonly onSort: (field: SortField, shift: boolean) => void;
  /** The column whose header holds the grid's focus; null when a row does. */
  readonly active: number | null;
  /** A header has got the focus. */
  readonly onFocus: (column: number) => void;
  /** Of the rows of this page: whether all are chosen; null for some. */
  readonly chosen: boolean | null;
  readonly onChoose: (on: boolean) => void;
}

/** The headers: each sorts by its column. The arrow keys lead to them from the first row. */
export function GridHead({ columns, sort, onSort, active, onFocus, chosen, onChoose }: GridHeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-[2]">
      <div role="row" aria-rowindex={1} className="flex h-9 border-b border-line-strong bg-bg text-xs font-medium text-ink-2">
        {columns.map(({ id, columnDef }, column) => {
          const name = String(columnDef.header);
          const field = SORT_FIELDS.find((known) => known === id);
          const rank = sort.findIndex((key) => key.field === id);
          const key = sort[rank];
          return (
            // A header of words, with the control in it.
            // oxlint-disable-next-line jsx-a11y/control-has-associated-label
            <div
              key={id}
              role="columnheader"
              aria-sort={key && (key.down ? 'descending' : 'ascending')}
              data-head={column}
              className={cx('flex shrink-0 items-center', WIDTH[column], column === 0 && FIRST)}
            >
              {column === 0 && (
                <label className={BOX} data-tip={shortcutsOn() ? t`Select this page (Shift x)` : t`Select this page`}>
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    ref={(box) => {
                      if (box) box.indeterminate = chosen === null;
                    }}
                    checked={chosen === true}
                    onChange={() => onChoose(chosen !== true)}
                    aria-label={t`Select this page`}
                    className="size-4 accent-accent"
                  />
                </label>
              )}
              <button
                type="button"
                tabIndex={active === column ? 0 : -1}
                onFocus={() => active === column || onFocus(column)}
                onClick={(event) => field && onSort(field, event.shiftKey)}
                data-tip={`${key === undefined ? t`Sort by ${name}` : hint(key, sort.length)}\n${t`Shift: as a second column`}`}
                className={cx('flex h-full min-w-0 items-center gap-0.5 -outline-offset-2 hover:text-ink', column > 0 && 'pl-2.5', key && 'font-semibold text-ink')}
              >
                <span className="truncate">{name}</span>
                {key && <Way down={key.down} rank={sort.length > 1 ? rank + 1 : null} />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function hint(key: SortKey, keys: number): string {
  if (keys > 1) return key.down ? t`Sorted downwards, with another column` : t`Sorted upwards, with another column`;
  return key.down ? t`Sorted downwards` : t`Sorted upwards`;
}

/** Which way, and with two columns which comes first. */
function Way({ down, rank }: { readonly down: boolean; readonly rank: number | null }) {
  const Arrow = down ? ArrowDown : ArrowUp;
  return (
    <span aria-hidden className="inline-flex shrink-0 items-center">
      <Arrow size={12} />
      {rank !== null && <span data-rank={rank} className="text-[0.65rem] after:content-[attr(data-rank)]" />}
    </span>
  );
}
