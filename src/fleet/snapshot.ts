import * as z from 'zod/mini';
import { DEVICE_SID } from '#api/schema.ts';
import { Columns, knownFlags } from './columns.ts';
import { ODD, type DateColumn } from './date-column.ts';
import { States } from './states.ts';

/** The picture as a few large values, for IndexedDB and for other tabs: rows in the order of the API, without gaps. */

/** Another one whenever what is written, or what `fold` makes of a name, changes. */
const FORMAT = 'fleet 3';
const DATES = ['targeted', 'reported', 'expires', 'updated', 'created'] as const;

const numbers = z.instanceof(Uint32Array);
const nullableText = z.nullable(z.string());
/** A row, and what is kept of few rows alone. */
const textOfRow = z.tuple([z.number(), z.string()]);
const datesSchema = z.object({ seconds: numbers, odd: z.array(textOfRow) });

const snapshotSchema = z.object({
  format: z.literal(FORMAT),
  count: z.int().check(z.gte(0)),
  completeAt: z.nullable(z.number()),
  malformed: z.number(),
  apps: z.nullable(z.array(z.object({ sid: z.string(), unique_name: nullableText }))),
  /** The digits of the sids, eight to a number, and those that are not in small letters as they came. */
  sids: z.tuple([numbers, numbers, numbers, numbers]),
  capitals: z.array(textOfRow),
  /** All names in one text, and the length of each and one more: 0 is no name. */
  names: z.string(),
  nameLengths: numbers,
  /** The names folded, where folding changes them, in the same way: folding anew takes as long as all the rest of opening. */
  folds: z.string(),
  foldLengths: numbers,
  /** Target, reported, word, code. */
  states: z.array(z.tuple([nullableText, nullableText, nullableText, z.nullable(z.union([z.string(), z.number()]))])),
  state: numbers,
  flags: z.instanceof(Uint8Array),
  received: z.instanceof(Float64Array),
  missing: z.array(z.tuple([z.number(), z.number()])),
  dates: z.object({ targeted: datesSchema, reported: datesSchema, expires: datesSchema, updated: datesSchema, created: datesSchema }),
});
export type FleetSnapshot = z.infer<typeof snapshotSchema>;

/** @param order the live rows in the order of the API */
export function snapshotOf(columns: Columns, order: Uint32Array, rest: Pick<FleetSnapshot, 'apps' | 'completeAt' | 'malformed'>): FleetSnapshot {
  const used = new States();
  const ids = new Map<number, number>();
  const [a, b, c, d] = columns.sids.words;
  const words = (column: Uint32Array): Uint32Array<ArrayBuffer> => {
    const into = new Uint32Array(order.length);
    inOrder(order, column, into);
    return into;
  };
  return {
    ...rest,
    format: FORMAT,
    count: order.length,
    sids: [words(a), words(b), words(c), words(d)],
    capitals: few(order, columns.sids.capitals, (text) => text),
    ...textsOf(columns, order),
    state: order.map((row) => {
      const state = columns.state[row] ?? 0;
      let id = ids.get(state);
      if (id === undefined) ids.set(state, (id = used.add(columns.states.at(state))));
      return id;
    }),
    states: used.all.map(({ target, reported, word, code }) => [target, reported, word, code]),
    flags: inOrder(order, columns.flags, new Uint8Array(order.length)),
    received: inOrder(order, columns.received, new Float64Array(order.length)),
    missing: few(order, columns.missing, (since) => since),
    dates: {
      targeted: datesOf(columns.targeted, order), reported: datesOf(columns.reported, order), expires: datesOf(columns.expires, order),
      updated: datesOf(columns.updated, order), created: datesOf(columns.created, order),
    },
  };
}

/** A column in this order. */
function inOrder<T extends Uint8Array | Uint32Array | Float64Array>(order: Uint32Array, column: T, into: T): T {
  for (let at = 0; at < order.length; at += 1) into[at] = column[order[at] ?? 0] ?? 0;
  return into;
}

/** What is kept of few rows alone, by their place in this order. */
function few<T, V>(order: Uint32Array, kept: ReadonlyMap<number, T>, valueOf: (kept: T) => V): [number, V][] {
  const found: [number, V][] = [];
  if (kept.size === 0) return found;
  for (const [at, row] of order.entries()) {
    const value = kept.get(row);
    if (value !== undefined) found.push([at, valueOf(value)]);
  }
  return found;
}

function textsOf({ names, folded }: Columns, order: Uint32Array): Pick<FleetSnapshot, 'names' | 'nameLengths' | 'folds' | 'foldLengths'> {
  const [all, lengths] = joined(order, (row) => names[row] ?? null);
  const [folds, foldLengths] = joined(order, (row) => (folded[row] === names[row] ? null : (folded[row] ?? null)));
  return { names: all, nameLengths: lengths, folds, foldLengths };
}

/** Texts by row as one text, and the length of each and one more: 0 for none. */
function joined(order: Uint32Array, textOf: (row: number) => string | null): readonly [string, Uint32Array<ArrayBuffer>] {
  const texts: string[] = [];
  const lengths = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at += 1) {
    const text = textOf(order[at] ?? 0);
    if (text === null) continue;
    texts.push(text);
    lengths[at] = text.length + 1;
  }
  return [texts.join(''), lengths];
}

function datesOf(column: DateColumn, order: Uint32Array): FleetSnapshot['dates']['created'] {
  return { seconds: inOrder(order, column.seconds, new Uint32Array(order.length)), odd: few(order, column.odd, ({ text }) => text) };
}

/** Of texts that were joined. */
function characters(lengths: Uint32Array): number {
  return lengths.reduce((sum, length) => sum + Math.max(0, length - 1), 0);
}

/** Throws unless it is whole: every length and number fits. */
export function readSnapshot(value: unknown): FleetSnapshot {
  const kept = snapshotSchema.parse(value);
  const { count } = kept;
  const dates = DATES.map((name) => kept.dates[name]);
  const columns = [...kept.sids, kept.nameLengths, kept.foldLengths, kept.state, kept.flags, kept.received, ...dates.map(({ seconds }) => seconds)];
  const rows = [...kept.missing, ...kept.capitals, ...dates.flatMap(({ odd }) => odd)];
  const whole =
    columns.every(({ length }) => length === count) &&
    kept.names.length === characters(kept.nameLengths) &&
    kept.folds.length === characters(kept.foldLengths) &&
    // Only a name can be folded.
    kept.foldLengths.every((length, row) => length === 0 || kept.nameLengths[row] !== 0) &&
    kept.state.every((id) => id < kept.states.length) &&
    rows.every(([row]) => Number.isInteger(row) && row >= 0 && row < count) &&
    dates.every(({ seconds, odd }) => {
      // Each of them once: a row that stands there twice would hide one that does not.
      const written = new Set(odd.map(([row]) => row));
      return odd.every(([row]) => seconds[row] === ODD) && written.size === odd.length && seconds.reduce((sum, each) => sum + (each === ODD ? 1 : 0), 0) === odd.length;
    });
  if (!whole) throw new Error('The picture that was kept is not whole.');
  return kept;
}

/** Throws when a device is in it twice, or a sid is none. */
export function columnsOf(kept: FleetSnapshot): Columns {
  const columns = new Columns();
  const { count } = kept;
  columns.grow(count);
  for (const [word, digits] of kept.sids.entries()) columns.sids.words[word]?.set(digits);
  for (let row = 0; row < count; row += 1) if (!columns.sids.index(row)) throw new Error('The picture that was kept holds a device twice.');
  for (const [row, sid] of kept.capitals) {
    if (!DEVICE_SID.test(sid) || columns.rowOf(sid) !== row) throw new Error('The picture that was kept holds a sid that is none.');
    columns.sids.rewrite(row, sid);
  }
  columns.end = count;
  for (const [target, reported, word, code] of kept.states) columns.states.add({ target, reported, word, code });
  columns.state.set(kept.state);
  columns.flags.set(kept.flags.map(knownFlags));
  columns.received.set(kept.received);
  fillNames(columns, kept);
  for (let row = 0; row < count; row += 1) columns.rank[row] = row;
  for (const [row, since] of kept.missing) columns.missing.set(row, since);
  for (const name of DATES) {
    columns[name].seconds.set(kept.dates[name].seconds);
    for (const [row, text] of kept.dates[name].odd) columns[name].setOdd(row, text);
  }
  return columns;
}

function fillNames({ names, folded }: Columns, kept: FleetSnapshot): void {
  let start = 0;
  let foldStart = 0;
  for (let row = 0; row < kept.count; row += 1) {
    const end = start + Math.max(0, (kept.nameLengths[row] ?? 0) - 1);
    const foldEnd = foldStart + Math.max(0, (kept.foldLengths[row] ?? 0) - 1);
    const name = kept.nameLengths[row] === 0 ? null : kept.names.slice(start, end);
    names[row] = name;
    folded[row] = kept.foldLengths[row] === 0 ? name : kept.folds.slice(foldStart, foldEnd);
    start = end;
    foldStart = foldEnd;
  }
}
