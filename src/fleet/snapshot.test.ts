import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { pageOf } from './device-stand.ts';
import { FleetIndex } from './fleet-index.ts';
import { STUCK_AFTER } from './health.ts';

const clock = { now: Date.parse('2026-03-01T12:00:00Z'), skew: 0 };

/** Any sixteen bits at any place: halves of surrogate pairs, too. */
const texts = fc.oneof(fc.string(), fc.string({ unit: fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code)) }), fc.constantFrom('', '__proto__', '\uD83D', '\uDE00', 'null'));
const wire = fc.date({ noInvalidDate: true }).map((date) => `${date.toISOString().slice(0, -5)}Z`);
const dates = fc.oneof(
  wire,
  fc.integer({ min: 0, max: 0xffff_ffff }).map((seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`),
  fc.constantFrom(
    null, '1970-01-01T00:00:00Z', '2106-02-07T06:28:15Z', '2106-02-07T06:28:14Z', '2016-12-31T23:59:60Z', '2026-02-29T00:00:00Z', '2024-02-29T00:00:00Z',
    '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00+00:00', '2026-01-01T24:00:00Z', '2026-01-01t00:00:00z', 'Thu, 01 Jan 2026 00:00:00 GMT', '1700000000',
  ),
  texts,
);
// JSON's -0 is shown as 0, and is not told from it.
const codes = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer().map(String), texts, fc.constant(null)).filter((code) => !Object.is(code, -0));
const nullable = fc.option(texts);
const loose = fc.oneof(nullable, fc.integer(), fc.boolean());
const apps = fc.record({ target_sid: nullable, date_targeted: dates, update_status: nullable, update_error_code: codes, reported_sid: nullable, date_reported: dates, target_hash: nullable }, { requiredKeys: [] });
const leases = fc.record({ enabled: fc.option(fc.boolean()), date_expires: dates }, { requiredKeys: [] });
const sids = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: 32, maxLength: 32 }).map((digits) => `UV${digits}`);
const devices = fc
  .record(
    { sid: sids, unique_name: loose, account_sid: nullable, app: fc.option(apps), logging: fc.option(leases), date_created: dates, date_updated: dates, url: nullable },
    { requiredKeys: ['sid'] },
  )
  .map((raw) => deviceSchema.parse(raw));
const fleets = fc.uniqueArray(devices, { minLength: 1, maxLength: 12, selector: ({ sid }) => sid.toLowerCase() });

/** What the columns keep of a device. */
const kept = (device: Device): Device => ({ ...device, app: device.app && { ...device.app, target_hash: null }, account_sid: null, url: null, links: null });

const held = (index: FleetIndex): Device[] =>
  index.view({ q: '', sort: [], list: null, start: 0, size: 1_000, limits: STUCK_AFTER }, clock).rows.map(({ device }) => device);

/** Before all dates, so that of two readings the later one counts, whatever dates it has. */
const early = { ...clock, now: Number.NEGATIVE_INFINITY };

const read = (index: FleetIndex, fleet: readonly Device[], at: number): void => {
  index.beginSweep();
  index.addPage(pageOf(fleet, { sent: at, received: at }), early);
  index.endSweep({ at });
};

describe('every device that the API may send', () => {
  test('comes back with all its texts as they came, also from a snapshot', () => {
    fc.assert(
      fc.property(fleets, (fleet) => {
        const index = new FleetIndex();
        read(index, fleet, 1);
        expect(held(index)).toEqual(fleet.map(kept));
        const again = FleetIndex.restore(structuredClone(index.snapshot()));
        expect(held(again)).toEqual(fleet.map(kept));
        expect(again.snapshot()).toEqual(index.snapshot());
      }),
      { numRuns: 150 },
    );
  });

  test('leaves nothing behind in its row for the reading or the device that comes next', () => {
    fc.assert(
      fc.property(fleets, fleets, fleets, (first, second, third) => {
        const index = new FleetIndex();
        read(index, first, 1);
        // The same devices with all the rest of others, then others in the rows of those that went.
        const changed = first.map(({ sid }, at) => ({ ...(second[at] ?? deviceSchema.parse({ sid })), sid }));
        read(index, changed, 2);
        expect(held(index)).toEqual(changed.map(kept));
        read(index, [], 3);
        read(index, [], 4);
        expect(index.size).toBe(0);
        read(index, third, 5);
        expect(held(index)).toEqual(third.map(kept));
      }),
      { numRuns: 80 },
    );
  });
});

const sid = (n: number): string => `UV${n.toString(16).padStart(32, '0')}`;

describe('a snapshot that is not whole', () => {
  const app = { target_sid: 'KA1', date_targeted: 'soon', update_status: 'pending' };
  const snapshot = (): Record<string, unknown> => {
    const index = new FleetIndex();
    read(index, [1, 2, 171].map((n) => deviceSchema.parse({ sid: n === 171 ? sid(n).replace('ab', 'AB') : sid(n), unique_name: `unit ${n}`, app })), 1);
    return { ...structuredClone(index.snapshot()) };
  };

  test('is taken when nothing is done to it', () => {
    expect(held(FleetIndex.restore(snapshot())).map((device) => device.unique_name)).toEqual(['unit 1', 'unit 2', 'unit 171']);
  });

  test.each(Object.keys(snapshot()))('is refused without %s, or with something else there', (key) => {
    const { [key]: _, ...rest } = snapshot();
    expect(() => FleetIndex.restore(rest)).toThrow();
    for (const other of [true, 'x', -1, [7], {}]) {
      // These two may be any number.
      if (other === -1 && ['malformed', 'completeAt'].includes(key)) continue;
      expect(() => FleetIndex.restore({ ...snapshot(), [key]: other })).toThrow();
    }
  });

  test.each<[what: string, garble: (kept: ReturnType<FleetIndex['snapshot']>) => unknown]>([
    ['names are cut off', (all) => ({ ...all, names: all.names.slice(0, -1) })],
    ['states of rows are cut off', (all) => ({ ...all, state: all.state.subarray(0, -1) })],
    ['flags are cut off', (all) => ({ ...all, flags: all.flags.subarray(0, -1) })],
    ['times of reading are cut off', (all) => ({ ...all, received: all.received.subarray(0, -1) })],
    ['digits are cut off', (all) => ({ ...all, sids: [all.sids[0], all.sids[1], all.sids[2], all.sids[3].subarray(0, -1)] })],
    ['digits are those of another device', (all) => ({ ...all, sids: [all.sids[0], all.sids[1], all.sids[2], all.sids[3].fill(1)] })],
    ['a sid in capitals is none', (all) => ({ ...all, capitals: [[2, 'UV']] })],
    ['a sid in capitals is that of another row', (all) => ({ ...all, capitals: [[0, all.capitals[0]?.[1]]] })],
    ['a state is not there', (all) => ({ ...all, states: [] })],
    ['a row is out of range', (all) => ({ ...all, missing: [[3, 1]] })],
    ['a row is no whole number', (all) => ({ ...all, missing: [[0.5, 1]] })],
    ['there are more rows than columns', (all) => ({ ...all, count: all.count + 1 })],
    ['a date is not there', (all) => ({ ...all, dates: { ...all.dates, targeted: { ...all.dates.targeted, odd: all.dates.targeted.odd.slice(1) } } })],
    ['a date is there twice, and another is not', (all) => ({ ...all, dates: { ...all.dates, targeted: { ...all.dates.targeted, odd: [0, 1, 1].map((row) => [row, 'x']) } } })],
    ['it is of another version', (all) => ({ ...all, format: 'fleet 0' })],
  ])('is refused when %s', (_, garble) => {
    expect(() => FleetIndex.restore(garble(FleetIndex.restore(snapshot()).snapshot()))).toThrow();
  });

  test('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(() => FleetIndex.restore(anything)).toThrow();
      }),
    );
  });
});
