import { naturalCodes, naturalKey } from './natural.ts';
import { sortByKey } from './radix.ts';

/** So many characters of a key are packed into numbers; texts that are the same up to there are compared. */
const PACKED = 40;

/** A number holds so many bits at the most, so that it is never NONE. */
const BITS = 31;

/** Rows between two places where it may be interrupted. */
const STEP = 16_384;

const codes = new Uint16Array(PACKED);

export interface Sorted {
  readonly rows: Uint32Array;
  /** Whether two of the rows have the same key. */
  readonly same: (a: number, b: number) => boolean;
}

/**
 * Sorts rows by the natural keys of their texts, equals as they came. Most of it without comparing or even making the keys:
 * the characters that occur are numbered, and as many of them as fit are packed into one number to sort by; a tenth of the time
 * of comparing a million names. A generator, so that it can be done in pieces. @param end rows are numbers below
 */
export function* sortTexts(rows: Uint32Array, textOf: (row: number) => string, end: number): Generator<void, Sorted> {
  const { numbers, bits, longest } = yield* alphabet(rows, textOf);
  const each = Math.max(1, Math.floor(BITS / bits));
  const words = Array.from({ length: Math.ceil(longest / each) }, () => new Uint32Array(end));
  for (let at = 0; at < rows.length; at += 1) {
    if (at % STEP === 0) yield;
    const row = rows[at] ?? 0;
    const length = naturalCodes(textOf(row), codes);
    for (let word = 0; word * each < length; word += 1) {
      let packed = 0;
      for (let place = word * each; place < (word + 1) * each; place += 1) packed = (packed << bits) | (place < length ? (numbers[codes[place] ?? 0] ?? 0) : 0);
      const into = words[word];
      if (into !== undefined) into[row] = packed;
    }
  }
  let order = rows;
  for (const word of words.toReversed()) {
    yield;
    order = sortByKey(order, word);
  }
  const samePacked = (a: number, b: number): boolean => words.every((word) => word[a] === word[b]);
  // A key that is longer than what was packed fills its numbers to the last place.
  if (longest < PACKED) return { rows: order, same: samePacked };
  const keyOf = (row: number): string => naturalKey(textOf(row));
  return { rows: sortRuns(order, samePacked, keyOf), same: (a, b) => samePacked(a, b) && keyOf(a) === keyOf(b) };
}

/** Does in one go what could be done in pieces. */
export function atOnce<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

interface Alphabet {
  /** By character code: its place among those that occur, from 1; 0 is for the end of a text. */
  readonly numbers: Uint32Array;
  readonly bits: number;
  /** Characters to be packed of the longest key. */
  readonly longest: number;
}

function* alphabet(rows: Uint32Array, textOf: (row: number) => string): Generator<void, Alphabet> {
  const numbers = new Uint32Array(65_536);
  let longest = 0;
  for (let at = 0; at < rows.length; at += 1) {
    if (at % STEP === 0) yield;
    const length = naturalCodes(textOf(rows[at] ?? 0), codes);
    longest = Math.max(longest, length);
    for (let place = 0; place < length; place += 1) numbers[codes[place] ?? 0] = 1;
  }
  let size = 0;
  for (let code = 0; code < numbers.length; code += 1) if (numbers[code] === 1) numbers[code] = size += 1;
  return { numbers, bits: Math.ceil(Math.log2(size + 1)), longest };
}

/** Rows whose keys are the same as far as they were packed stand side by side: each such run is compared. */
function sortRuns(order: Uint32Array, same: Sorted['same'], keyOf: (row: number) => string): Uint32Array {
  const sorted = order.slice();
  for (let first = 0; first < order.length; ) {
    let after = first + 1;
    while (after < order.length && same(order[first] ?? 0, order[after] ?? 0)) after += 1;
    if (after - first > 1) {
      const run = Array.from(order.subarray(first, after), (row) => ({ row, key: keyOf(row) }));
      sorted.set(run.toSorted((a, b) => compare(a.key, b.key)).map(({ row }) => row), first);
    }
    first = after;
  }
  return sorted;
}

export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
