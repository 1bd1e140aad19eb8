import { memo } from 'react';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import type { DeviceColumn, RowFacts } from './columns.tsx';
import { WIDTH } from './grid-layout.ts';

const CELL = 'shrink-0 truncate px-2.5 -outline-offset-2';
/** The name stays in sight however far one scrolls to the side. */
export const FIRST = 'sticky left-0 z-[1] bg-inherit pl-10! border-line max-sm:border-r pointer-coarse:pl-12!';
/** The place of a checkbox, left of the name: all of it can be pressed, which a thumb needs. */
export const BOX = 'absolute inset-y-0 left-0 flex w-10 items-center justify-center pl-1 pointer-coarse:w-12';

interface DeviceRowProps extends RowFacts {
  readonly columns: readonly DeviceColumn[];
  /** Position on the page, from 0. */
  readonly index: number;
  /** Distance from the top of the rows, px. */
  readonly top: number;
  /** The column that holds the grid's focus; null in every other row. */
  readonly active: number | null;
  readonly chosen: boolean;
}

/**
 * One device. Memo, because it was measured: with 100 rows a j or k took 75 ms of script without it, 9 ms with it (3 × 20 keys).
 * Its clicks are the grid's.
 */
export const DeviceRow = memo(function DeviceRow({ columns, index, top, active, chosen, ...facts }: DeviceRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-sid={facts.row.device.sid}
      className="absolute left-0 flex h-(--row) w-full cursor-pointer border-b border-line bg-surface text-sm leading-(--row) hover:bg-hover focus-within:bg-hover aria-selected:bg-accent-tint"
      style={{ top }}
    >
      {columns.map((column, position) => {
        const parts = column.columnDef.meta?.cell(facts);
        const first = position === 0;
        return (
          <div
            key={column.id}
            role={first ? 'rowheader' : 'gridcell'}
            // Only where the focus is going: a thousand tab stops more are a thousand attributes more.
            tabIndex={active === position ? 0 : undefined}
            data-tip={parts?.tip}
            data-code={parts?.code}
            className={cx(CELL, WIDTH[position], first && FIRST, parts?.look)}
          >
            {first && (
              <label className={BOX}>
                <input type="checkbox" tabIndex={-1} readOnly checked={chosen} aria-label={t`Select ${facts.words.label}`} className="size-4 accent-accent" />
              </label>
            )}
            {parts?.body}
          </div>
        );
      })}
    </div>
  );
});
