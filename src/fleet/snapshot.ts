import * as z from 'zod/mini';
import { DEVICE_SID } from '#api/schema.ts';
import { Columns } from './columns.ts';
import { DateColumn, ODD } from './date-column.ts';
import { States } from './states.ts';

/** The picture as a few large values, for IndexedDB and for other tabs: rows in the order of the API, without gaps. */

const FORMAT = 'fleet 1';
const SID_LENGTH = 34;
const DATES = ['targeted', 'reported', 'expires', 'updated', 'created'] as const;

const texts = z.instanceof(Uint32Array);
const nullableText = z.nullable(z.string());
const datesSchema = z.object({ seconds: texts, odd: z.array(z.tuple([z.number(), z.string()])) });

const snapshotSchema = z.object({
  format: z.literal(FORMAT),
  count: z.number().check(z.gte(0), z.int()),
  completeAt: z.nullable(z.number()),
  malformed: z.number(),
  apps: z.nullable(z.array(z.object({ sid: z.string(), unique_name: nullableText }))),
  /** All sids in one text, each of 34 characters. */
  sids: z.string(),
  /** All names in one text, and the length of each and one more: 0 is no name. */
  names: z.string(),
  nameLengths: texts,
  /** Target, reported, word, code. */
  states: z.array(z.tuple([nullableText, nullableText, nullableText, z.nullable(z.union([z.string(), z.number()]))])),
  state: texts,
  flags: z.instanceof(Uint8Array),
  received: z.instanceof(Float64Array),
  missing: z.array(z.tuple([z.number(), z.number()])),
  dates: z.object({ targeted: datesSchema, reported: datesSchema, expires: datesSchema, updated: datesSchema, created: datesSchema }),
});
export type FleetSnapshot = z.infer<typeof snapshotSchema>;

/** @param order the live rows in the order of the API */
export function snapshotOf(columns: Columns, order: Uint32Array, rest: Pick<FleetSnapshot, 'apps' | 'completeAt' | 'malformed'>): FleetSnapshot {
  const used = new States();
  const names = Array.from(order, (row) => columns.names[row] ?? null);
  const missing: [number, number][] = [];
  for (const [at, row] of order.entries()) {
    const since = columns.missing.get(row);
    if (since !== undefined) missing.push([at, since]);
  }
  return {
    ...rest,
    format: FORMAT,
    count: order.length,
    sids: Array.from(order, (row) => columns.sids[row] ?? '').join(''),
    names: names.join(''),
    nameLengths: Uint32Array.from(names, (name) => (name === null ? 0 : name.length + 1)),
    state: order.map((row) => used.add(columns.stateOf(row))),
    states: used.all.map(({ target, reported, word, code }) => [target, reported, word, code]),
    flags: Uint8Array.from(order, (row) => columns.flags[row] ?? 0),
    received: Float64Array.from(order, (row) => columns.received[row] ?? 0),
    missing,
    dates: {
      targeted: datesOf(columns.targeted, order), reported: datesOf(columns.reported, order), expires: datesOf(columns.expires, order),
      updated: datesOf(columns.updated, order), created: datesOf(columns.created, order),
    },
  };
}

function datesOf(column: DateColumn, order: Uint32Array): FleetSnapshot['dates']['created'] {
  const odd: [number, string][] = [];
  if (column.odd.size > 0) {
    for (const [at, row] of order.entries()) {
      const text = column.odd.get(row)?.text;
      if (text !== undefined) odd.push([at, text]);
    }
  }
  return { seconds: order.map((row) => column.seconds[row] ?? 0), odd };
}

/** Throws unless it is whole: every length and number fits. */
export function readSnapshot(value: unknown): FleetSnapshot {
  const kept = snapshotSchema.parse(value);
  const { count } = kept;
  const lengths = [kept.nameLengths, kept.state, kept.flags, kept.received, ...DATES.map((name) => kept.dates[name].seconds)];
  const rows = [...kept.missing, ...DATES.flatMap((name) => kept.dates[name].odd)].map(([row]) => row);
  const named = kept.nameLengths.reduce((sum, length) => sum + Math.max(0, length - 1), 0);
  const whole =
    lengths.every(({ length }) => length === count) &&
    kept.sids.length === count * SID_LENGTH &&
    kept.names.length === named &&
    kept.state.every((id) => id < kept.states.length) &&
    rows.every((row) => Number.isInteger(row) && row >= 0 && row < count) &&
    DATES.every((name) => kept.dates[name].seconds.reduce((odd, seconds) => (seconds === ODD ? odd + 1 : odd), 0) === kept.dates[name].odd.length);
  if (!whole) throw new Error('The picture that was kept is not whole.');
  return kept;
}

/** Throws when a sid is none, or occurs twice. */
export function columnsOf(kept: FleetSnapshot): Columns {
  const columns = new Columns();
  for (const [target, reported, word, code] of kept.states) columns.states.add({ target, reported, word, code });
  columns.grow(kept.count);
  columns.state.set(kept.state);
  columns.received.set(kept.received);
  let name = 0;
  for (let row = 0; row < kept.count; row += 1) {
    const sid = kept.sids.slice(row * SID_LENGTH, (row + 1) * SID_LENGTH);
    if (!DEVICE_SID.test(sid)) throw new Error('The picture that was kept holds a sid that is none.');
    columns.add(sid);
    const length = (kept.nameLengths[row] ?? 0) - 1;
    if (length >= 0) columns.setName(row, kept.names.slice(name, (name += length)));
    columns.rank[row] = row;
  }
  if (columns.size !== kept.count) throw new Error('The picture that was kept holds a device twice.');
  columns.flags.set(kept.flags);
  for (const [row, since] of kept.missing) columns.missing.set(row, since);
  for (const which of DATES) {
    const column = columns[which];
    column.seconds.set(kept.dates[which].seconds);
    for (const [row, text] of kept.dates[which].odd) column.setOdd(row, text);
  }
  return columns;
}
