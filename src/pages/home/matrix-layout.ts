import type { MatrixCell } from '#fleet/view.ts';

/** Which rows and columns of the matrix are shown, and what is not. Pure. */
export interface MatrixLayout {
  /** Sids, the one with the most devices first; null for "no target". */
  readonly targets: readonly (string | null)[];
  /** The same; null for "never reported". */
  readonly running: readonly (string | null)[];
  readonly cell: (target: string | null, reported: string | null) => MatrixCell | undefined;
  /** Combinations that occur and are not shown, and their devices. */
  readonly hidden: { readonly cells: number; readonly devices: number };
}

/** @param most rows and columns at the most */
export function matrixLayout(cells: readonly MatrixCell[], most: number): MatrixLayout {
  // Rows and columns in one order, so that what is aligned stands on the diagonal.
  const order = byCount(cells);
  const targets = order.filter((sid) => cells.some(({ target }) => target === sid)).slice(0, most);
  const running = order.filter((sid) => cells.some(({ reported }) => reported === sid)).slice(0, most);
  const shown = (cell: MatrixCell): boolean => targets.includes(cell.target) && running.includes(cell.reported);
  const hidden = cells.filter((cell) => !shown(cell));
  return {
    targets,
    running,
    cell: (target, reported) => cells.find((cell) => cell.target === target && cell.reported === reported),
    hidden: { cells: hidden.length, devices: hidden.reduce((sum, { count }) => sum + count, 0) },
  };
}

function byCount(cells: readonly MatrixCell[]): (string | null)[] {
  const counts = new Map<string | null, number>();
  for (const { target, reported, count } of cells) for (const sid of [target, reported]) counts.set(sid, (counts.get(sid) ?? 0) + count);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([sid]) => sid);
}
