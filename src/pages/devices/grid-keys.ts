/** Where the grid's focus goes with a key: the keys of the ARIA grid pattern, and j and k. Pure. */

export interface Cell {
  /** From 0; `HEADER` is the row of headers above. */
  readonly row: number;
  readonly column: number;
}

export const HEADER = -1;
const PAGE = 10;

/** The cell after a key, within `rows` × `columns`; null when the key does not move the focus. */
export function moveCell(at: Cell, key: string, ctrl: boolean, rows: number, columns: number): Cell | null {
  const next = target(at, key, ctrl, rows, columns);
  if (next === null || rows === 0) return null;
  // Only the arrow leads up into the headers: j and k, and the long strides, go from device to device.
  const top = next.row === HEADER && (key === 'ArrowUp' || at.row === HEADER) ? HEADER : 0;
  return { row: Math.min(rows - 1, Math.max(top, next.row)), column: Math.min(columns - 1, Math.max(0, next.column)) };
}

function target({ row, column }: Cell, key: string, ctrl: boolean, rows: number, columns: number): Cell | null {
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'k':
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'PageDown':
      return { row: row + PAGE, column };
    case 'PageUp':
      return { row: row - PAGE, column };
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrl ? rows - 1 : row, column: columns - 1 };
    default:
      return null;
  }
}
