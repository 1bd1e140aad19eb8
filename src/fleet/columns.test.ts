import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { parseDate } from '#lib/time.ts';
import { Columns, NO_FACTS } from './columns.ts';
import { DateColumn } from './date-column.ts';
import { factsOf } from './health.ts';

/** Any sixteen bits one after another, halves of surrogate pairs too. */
const anyText = fc.oneof(
  fc.string(),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('__proto__', 'constructor', 'x'.repeat(10_000), '\uDC00', ''),
);
const anyDate = fc.oneof(
  fc.date({ min: new Date('1969-01-01'), max: new Date('2110-01-01'), noInvalidDate: true }).map((date) => `${date.toISOString().slice(0, 19)}Z`),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('1970-01-01T00:00:00Z', '2106-02-07T06:28:15Z', '2024-02-29T23:59:59Z', '2023-02-29T23:59:59Z', '2023-01-01T24:00:00Z', '2023-01-01 00:00:00Z', '2023-01-01T00:00:00z', '2023-13-01T00:00:00Z'),
  anyText,
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 6 });
// A code of -0 reads the same as 0, and need not come back as -0.
const code = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), fc.integer(), anyText);
const hex = fc.array(fc.constantFrom(...'0123456789abcdefABCDEF'), { minLength: 32, maxLength: 32 }).map((digits) => digits.join(''));
const devices: fc.Arbitrary<Device> = fc
  .record({
    sid: hex.map((digits) => `UV${digits}`),
    unique_name: maybe(anyText),
    app: maybe(
      fc.record({ target_sid: maybe(anyText), date_targeted: maybe(anyDate), update_status: maybe(anyText), update_error_code: maybe(code), reported_sid: maybe(anyText), date_reported: maybe(anyDate) }),
    ),
    logging: maybe(fc.record({ enabled: fc.constantFrom(true, false, null), date_expires: maybe(anyDate) })),
    date_created: maybe(anyDate),
    date_updated: maybe(anyDate),
  })
  .map((fields) => deviceSchema.parse(fields));
const manyDevices = fc.uniqueArray(devices, { selector: ({ sid }) => sid.toLowerCase(), maxLength: 12 });

const filled = (all: readonly Device[]): Columns => {
  const columns = new Columns();
  for (const [rank, device] of all.entries()) {
    const row = columns.add(device.sid);
    columns.put(row, device);
    columns.rank[row] = rank;
  }
  return columns;
};
const devicesOf = (columns: Columns): Device[] => {
  const all: Device[] = [];
  columns.forEach((row) => all.push(columns.device(row)));
  return all;
};

describe('a row', () => {
  test('gives its device back with every text exactly as it came, whatever the row held before', () => {
    fc.assert(
      fc.property(manyDevices, devices, (all, last) => {
        const columns = filled(all);
        expect(devicesOf(columns)).toEqual(all);
        for (let row = 0; row < all.length; row += 1) {
          columns.put(row, { ...last, sid: columns.sid(row) });
          expect(columns.device(row)).toEqual({ ...last, sid: columns.sid(row) });
          expect(columns.put(row, { ...last, sid: columns.sid(row) })).toBe(0);
        }
      }),
    );
  });

  test('tells the health rules the same as its device', () => {
    fc.assert(
      fc.property(devices, (device) => {
        expect(filled([device]).facts(0, { ...NO_FACTS })).toEqual(factsOf(device));
      }),
    );
  });

  test('is found by its sid until it is removed, and its place is taken by another', () => {
    fc.assert(
      fc.property(manyDevices, fc.array(fc.nat(11)), (all, removals) => {
        const columns = filled(all);
        const left = new Map(all.map((device) => [device.sid, device]));
        for (const pick of removals) {
          const device = all[pick];
          const row = device && columns.rowOf(device.sid);
          if (device === undefined) continue;
          expect(row !== undefined).toBe(left.delete(device.sid));
          if (row !== undefined) columns.remove(row);
          else {
            left.set(device.sid, device);
            columns.put(columns.add(device.sid), device);
          }
        }
        expect(columns.size).toBe(left.size);
        expect(new Set(devicesOf(columns))).toEqual(new Set(left.values()));
        for (const { sid } of all) expect(columns.rowOf(sid) !== undefined).toBe(left.has(sid));
      }),
    );
  });
});

test('a date is the instant that parseDate reads, and the text that came', () => {
  fc.assert(
    fc.property(fc.array(maybe(anyDate), { minLength: 1 }), (texts) => {
      const column = new DateColumn();
      column.grow(1);
      for (const text of texts) {
        const before = column.text(0);
        expect(column.set(0, text)).toBe(before !== text);
        expect(column.text(0)).toBe(text);
        expect(column.ms(0)).toBe(parseDate(text) ?? Number.NaN);
      }
    }),
  );
});

describe('a sid', () => {
  test('is found among thousands that come and go', () => {
    const columns = new Columns();
    const sids = Array.from({ length: 3_000 }, (_, n) => `UV${(n * 7).toString(16).padStart(8, '0')}${'0'.repeat(16)}${(n % 97).toString(16).padStart(8, '0')}`);
    const rows = new Map(sids.map((sid) => [sid, columns.add(sid)]));
    for (const [n, sid] of sids.entries()) {
      if (n % 3 !== 0) continue;
      columns.remove(rows.get(sid) ?? -1);
      rows.delete(sid);
    }
    for (const sid of sids) expect(columns.rowOf(sid)).toBe(rows.get(sid));
    expect(columns.rowOf('UV')).toBeUndefined();
    expect(columns.rowOf('berlin')).toBeUndefined();
  });

  test('holds exactly the parts that its text holds', () => {
    const pieces = fc.tuple(hex, fc.nat(34), fc.integer({ min: 1, max: 34 })).map(([digits, start, length]) => `uv${digits.toLowerCase()}`.slice(start, start + length)).filter(Boolean);
    fc.assert(
      fc.property(hex, fc.oneof(pieces, fc.string({ minLength: 1 }).map((text) => text.toLowerCase())), fc.nat(34), fc.integer({ min: 1, max: 34 }), (digits, other, start, length) => {
        const { sids } = filled([deviceSchema.parse({ sid: `UV${digits}` })]);
        const text = `uv${digits.toLowerCase()}`;
        for (const part of [other, text.slice(start, start + length)].filter(Boolean)) {
          expect(sids.part(part)?.(0) ?? false).toBe(text.includes(part));
        }
      }),
    );
  });
});
