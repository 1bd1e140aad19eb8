import { sortByKey } from './radix.ts';

/** So many characters are packed into numbers; texts that are the same up to there are compared. */
const PACKED = 40;

/** A number holds so many bits at the most, so that it is never NONE. */
const BITS = 31;

/**
 * Sorts rows by their texts (`texts`, by row) as `<` does. Most of it without comparing: the characters that occur are
 * numbered, and as many of them as fit are packed into one number to sort by; a tenth of the time of comparing a million names.
 */
export function sortTexts(rows: Uint32Array, texts: readonly string[]): Uint32Array {
  const { numbers, size, longest } = alphabet(rows, texts);
  const bits = Math.ceil(Math.log2(size + 1));
  const each = Math.max(1, Math.floor(BITS / bits));
  const keys = new Uint32Array(texts.length);
  let order = rows;
  for (let word = Math.ceil(longest / each) - 1; word >= 0; word -= 1) {
    const start = word * each;
    for (const row of rows) keys[row] = pack(texts[row] ?? '', start, Math.min(PACKED, start + each), numbers, bits, each);
    order = sortByKey(order, keys);
  }
  return longest < PACKED ? order : sortTails(order, texts);
}

interface Alphabet {
  /** By character code: its place among those that occur, from 1; 0 is for the end of a text. */
  readonly numbers: Uint32Array;
  readonly size: number;
  /** Characters to be packed of the longest text. */
  readonly longest: number;
}

function alphabet(rows: Uint32Array, texts: readonly string[]): Alphabet {
  const numbers = new Uint32Array(65_536);
  let longest = 0;
  for (const row of rows) {
    const text = texts[row] ?? '';
    const length = Math.min(PACKED, text.length);
    longest = Math.max(longest, length);
    for (let at = 0; at < length; at += 1) numbers[text.charCodeAt(at)] = 1;
  }
  let size = 0;
  for (let code = 0; code < numbers.length; code += 1) if (numbers[code] === 1) numbers[code] = size += 1;
  return { numbers, size, longest };
}

function pack(text: string, start: number, end: number, numbers: Uint32Array, bits: number, each: number): number {
  let packed = 0;
  const last = Math.min(end, text.length);
  for (let at = start; at < last; at += 1) packed = (packed << bits) | (numbers[text.charCodeAt(at)] ?? 0);
  const lacking = each - Math.max(0, last - start);
  return lacking === each ? 0 : packed << (bits * lacking);
}

/** Rows whose texts are the same as far as they were packed, and go on, stand side by side: each such run is compared. */
function sortTails(order: Uint32Array, texts: readonly string[]): Uint32Array {
  const text = (at: number): string => texts[order[at] ?? 0] ?? '';
  for (let first = 0; first < order.length; first += 1) {
    if (text(first).length < PACKED) continue;
    const head = text(first).slice(0, PACKED);
    let after = first + 1;
    while (after < order.length && text(after).startsWith(head)) after += 1;
    if (after - first > 1) order.set([...order.subarray(first, after)].toSorted((a, b) => compare(texts[a] ?? '', texts[b] ?? '')), first);
    first = after - 1;
  }
  return order;
}

export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
