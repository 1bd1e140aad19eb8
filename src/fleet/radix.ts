/** The key of what has none: stands last, whichever way. */
export const NONE = 0xffff_ffff;

const BITS = 11;
const BUCKETS = 1 << BITS;

/**
 * Sorts rows by a number each (`keys`, by row; NONE is no key, unless `none` is false), rows with the same number staying in the order in which they came: digit by
 * digit, so that it takes the same few passes over a million rows whatever their order was, and compares nothing.
 */
export function sortByKey(rows: Uint32Array, keys: Uint32Array, down = false, none = true): Uint32Array {
  let from: Keyed = { rows, keys: keysInOrder(rows, keys, down, none) };
  let into: Keyed = { rows: new Uint32Array(rows.length), keys: new Uint32Array(rows.length) };
  for (let shift = 0; shift < 32; shift += BITS) {
    if (!pass(from, into, shift)) continue;
    // What came in stays as it is: it may be the order of something else.
    const spare = from.rows === rows ? { rows: new Uint32Array(rows.length), keys: from.keys } : from;
    [from, into] = [into, spare];
  }
  return from.rows;
}

function keysInOrder(rows: Uint32Array, keys: Uint32Array, down: boolean, none: boolean): Uint32Array {
  const largest = none ? NONE - 1 : NONE;
  const inOrder = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const key = keys[rows[at] ?? 0] ?? NONE;
    inOrder[at] = down && (key !== NONE || !none) ? largest - key : key;
  }
  return inOrder;
}

interface Keyed {
  readonly rows: Uint32Array;
  readonly keys: Uint32Array;
}

/** Spreads by one digit; false when all have the same one, and nothing was done. */
function pass(from: Keyed, into: Keyed, shift: number): boolean {
  const starts = new Uint32Array(BUCKETS + 1);
  const { rows, keys } = from;
  const count = rows.length;
  for (let at = 0; at < count; at += 1) {
    const next = (((keys[at] ?? 0) >>> shift) & (BUCKETS - 1)) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  if (starts.includes(count)) return false;
  for (let bucket = 1; bucket <= BUCKETS; bucket += 1) starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  for (let at = 0; at < count; at += 1) {
    const key = keys[at] ?? 0;
    const bucket = (key >>> shift) & (BUCKETS - 1);
    const to = starts[bucket] ?? 0;
    starts[bucket] = to + 1;
    into.rows[to] = rows[at] ?? 0;
    into.keys[to] = key;
  }
  return true;
}
