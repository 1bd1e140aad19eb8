/**
 * A page of a list that holds one row, and is larger than an answer to a browser may be. The row is set aside and the page passed on
 * without it: only the page itself says where the list goes on, and the rows behind it must not be lost with it.
 */

/** Far above any row that makes sense, and little enough to be held while the way on is looked for. */
export const MAX_ROW = 64 * 1024 * 1024;

/** The page with each row replaced by its `sid` or `key` and `oversized: true`, which says that it was there. */
export function setAside(page: unknown): unknown {
  if (typeof page !== 'object' || page === null) return null;
  return Object.fromEntries(Object.entries(page).map(([name, value]) => [name, Array.isArray(value) ? value.map(nameOf) : value]));
}

function nameOf(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return { oversized: true };
  const names = Object.entries(row).filter(([name, value]) => (name === 'sid' || name === 'key') && typeof value === 'string' && value.length < 1000);
  return { ...Object.fromEntries(names), oversized: true };
}
