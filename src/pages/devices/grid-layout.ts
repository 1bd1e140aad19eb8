import type { CSSProperties } from 'react';

/**
 * How wide the columns are: each at least its width, and the rest of the room shared in proportion to it. As shares of the
 * row, not as tracks of a CSS grid: a browser lays out forty new rows in two thirds of the time.
 */

/** On a phone the name takes this much, and the other columns are scrolled to. */
const PHONE_NAME = '78vw';

/** The class that gives a cell the width of its column, by position. Classes, because cells with styles of their own share nothing. */
export const WIDTH = [
  'w-(--c0)', 'w-(--c1)', 'w-(--c2)', 'w-(--c3)', 'w-(--c4)', 'w-(--c5)', 'w-(--c6)', 'w-(--c7)', 'w-(--c8)', 'w-(--c9)', 'w-(--c10)',
];

/** The width of each column as CSS. `widths`: px, the name's first. */
function columnWidths([name = 0, ...others]: readonly number[], phone: boolean): readonly string[] {
  const rest = others.reduce((sum, width) => sum + width, 0);
  if (!phone) return [name, ...others].map((width) => `${(width / (name + rest)) * 100}%`);
  return rest === 0 ? ['100%'] : [PHONE_NAME, ...others.map((width) => `calc((100% - ${PHONE_NAME}) * ${width / rest})`)];
}

/** The widths, the least of all of them together, and the height of a row, for the grid that holds the rows. */
export function gridStyle(widths: readonly number[], rowHeight: number, phone: boolean): CSSProperties & Record<`--${string}`, string> {
  const [name = 0, ...others] = widths;
  const rest = others.reduce((sum, width) => sum + width, 0);
  const each = columnWidths(widths, phone).map((width, position) => [`--c${position}`, width]);
  return { ...Object.fromEntries(each), '--row': `${rowHeight}px`, minWidth: phone ? `calc(${PHONE_NAME} + ${rest}px)` : name + rest };
}
