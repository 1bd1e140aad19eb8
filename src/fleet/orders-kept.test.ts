import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { fold } from '#lib/text.ts';
import { AppNames } from './app-names.ts';
import { Columns } from './columns.ts';
import { pageOf } from './device-stand.ts';
import { Intake } from './intake.ts';
import { Orders } from './order.ts';
import { SORT_FIELDS, type SortField, type SortKey } from './view.ts';

const clock = { now: 0, skew: 0 };
const sid = (n: number): string => `UV${n.toString(16).padStart(32, '0')}`;
const at = (time: number): { sent: number; received: number } => ({ sent: time, received: time });

/** Columns that are read into, with the orders that hear of it. */
class Sorted {
  readonly columns = new Columns();
  readonly apps = new AppNames();
  readonly orders = new Orders(this.columns, this.apps);
  readonly intake = new Intake(this.columns, this.orders);

  constructor(devices: readonly Device[]) {
    this.sweep(devices, 1);
  }

  sweep(devices: readonly Device[], time: number, force = true): void {
    this.intake.beginSweep();
    this.intake.addPage(pageOf(devices, at(time)), clock);
    this.intake.endSweep({ at: time }, force);
  }

  devices(...sort: readonly SortKey[]): Device[] {
    return [...this.orders.rows(sort)].map((row) => this.columns.device(row));
  }
}

const up = (field: SortField): SortKey => ({ field, down: false });
const down = (field: SortField): SortKey => ({ field, down: true });
const named = (...names: readonly (string | null)[]): Device[] => names.map((unique_name, n) => deviceSchema.parse({ sid: sid(n), unique_name }));
const namesOf = (devices: readonly Device[]): (string | null)[] => devices.map((device) => device.unique_name);

/** Digits as the number that they are, everything else by its characters. */
function asPeopleCount(a: string, b: string): number {
  const [of, and] = [a.match(/\d+|\D/gsu) ?? [], b.match(/\d+|\D/gsu) ?? []];
  for (const [place, one] of of.entries()) {
    const other = and[place];
    if (other === undefined) return 1;
    const numbers = /^\d/u.test(one) && /^\d/u.test(other);
    const [x, y] = numbers ? [BigInt(one), BigInt(other)] : [one, other];
    if (x !== y) return x < y ? -1 : 1;
  }
  return of.length < and.length ? -1 : 0;
}

/** The obvious code: nulls last, equals as they stood. */
function sortedNames(names: readonly (string | null)[], isDown: boolean): (string | null)[] {
  return names.toSorted((a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return asPeopleCount(fold(a), fold(b)) * (isDown ? -1 : 1);
  });
}

const pieces = fc.oneof(fc.constantFrom('unit ', 'Unit', 'ü', '-', ' ', '', 'z', '\u0000', 'ﬁ', '中', '0', '00', '9'.repeat(8), '1'.repeat(17)), fc.nat({ max: 120 }).map(String), fc.string({ unit: 'grapheme-ascii', maxLength: 3 }));
const names = fc.option(fc.oneof(fc.array(pieces, { maxLength: 5 }).map((all) => all.join('')), fc.nat({ max: 50 }).map((n) => `${'same '.repeat(9)}${n}`)), { freq: 6 });

describe('names', () => {
  test('stand as people count, in either case and with or without zeros in front', () => {
    const list = named('unit 10', 'Unit 9', null, 'unit 1', 'unit 010', 'Ünit 2', 'unit', '7', 'unit 100000000000000000000');
    const order = ['7', 'unit', 'unit 1', 'Ünit 2', 'Unit 9', 'unit 10', 'unit 010', 'unit 100000000000000000000', null];
    expect(namesOf(new Sorted(list).devices(up('name')))).toEqual(order);
    expect(namesOf(new Sorted(list).devices(down('name')))).toEqual([
      'unit 100000000000000000000', 'unit 10', 'unit 010', 'Unit 9', 'Ünit 2', 'unit 1', 'unit', '7', null,
    ]);
  });

  test('stand as the obvious code sorts them, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(names, { maxLength: 40 }), fc.boolean(), (all, isDown) => {
        expect(namesOf(new Sorted(named(...all)).devices({ field: 'name', down: isDown }))).toEqual(sortedNames(all, isDown));
      }),
      { numRuns: 150 },
    );
  });
});

const date = fc.option(fc.oneof(fc.nat({ max: 5 }).map((day) => `2026-01-0${day + 1}T00:00:00Z`), fc.constantFrom('1960-01-01T00:00:00Z', '2026-01-03T00:00:00.500Z', 'soon', '9999-12-31T23:59:59Z')), { freq: 4 });
const few = fc.constantFrom(null, 'KA1', 'KA2', 'KA10');
const app = fc.record({
  target_sid: few, reported_sid: few, date_targeted: date, date_reported: date,
  update_status: fc.constantFrom(null, 'error', 'Error', 'pending'), update_error_code: fc.constantFrom(0, null, 9, 118, '9', 'E10', 'E9'),
});
const rest = { unique_name: names, app: fc.option(app), logging: fc.option(fc.record({ enabled: fc.option(fc.boolean()), date_expires: date })), date_created: date, date_updated: date };
const rests = fc.record(rest);
type Rest = typeof rests extends fc.Arbitrary<infer R> ? R : never;
const device = (n: number, fields: Rest): Device => deviceSchema.parse({ sid: sid(n), ...fields });
const sorts = fc.array(fc.record({ field: fc.constantFrom(...SORT_FIELDS), down: fc.boolean() }), { maxLength: 2 });

const word = (n: number, unique_name: string | null, update_status: string): Device => deviceSchema.parse({ sid: sid(n), unique_name, app: { update_status } });

describe('whatever is sorted by', () => {
  test('what has nothing there stands last, up and down', () => {
    const full = device(0, {
      unique_name: 'a', date_created: '2026-01-01T00:00:00Z', date_updated: '2026-01-01T00:00:00Z', logging: { enabled: true, date_expires: '2026-01-01T00:00:00Z' },
      app: { target_sid: 'KA1', reported_sid: 'KA2', date_targeted: '2026-01-01T00:00:00Z', date_reported: '2026-01-01T00:00:00Z', update_status: 'error', update_error_code: 118 },
    });
    const empty = deviceSchema.parse({ sid: sid(1) });
    for (const field of SORT_FIELDS.filter((each) => each !== 'sid')) {
      for (const key of [up(field), down(field)]) expect(new Sorted([empty, full]).devices(key).map((each) => each.sid), field).toEqual([full.sid, empty.sid]);
    }
  });

  test('a second key is for those that the first leaves equal, and equals of both stay as the API has them', () => {
    const list = [word(3, 'b', 'pending'), word(1, 'a', 'error'), word(2, 'c', 'error'), word(0, 'B', 'pending'), word(4, null, 'error')];
    const order = (...sort: SortKey[]): number[] => new Sorted(list).devices(...sort).map((each) => Number.parseInt(each.sid.slice(2), 16));
    expect(order(up('update'), down('name'))).toEqual([2, 1, 4, 3, 0]);
    expect(order(down('update'), up('name'))).toEqual([3, 0, 1, 2, 4]);
    expect(order(up('name'), up('sid'))).toEqual([1, 0, 3, 2, 4]);
    expect(order(up('update'))).toEqual([1, 2, 4, 3, 0]);
    expect(order(down('update'))).toEqual([3, 0, 1, 2, 4]);
  });

  test('a second key sorts within the first as if it had been sorted by alone before', () => {
    fc.assert(
      fc.property(fc.array(rests, { maxLength: 20 }), fc.constantFrom(...SORT_FIELDS), fc.boolean(), sorts, (all, field, isDown, [second]) => {
        const devices = all.map((each, n) => device(n, each));
        const first = { field, down: isDown };
        const keys = second === undefined ? [first] : [first, second];
        const before = new Sorted(devices).devices(...keys.slice(1));
        expect(new Sorted(devices).devices(...keys)).toEqual(new Sorted(before).devices(first));
      }),
      { numRuns: 80 },
    );
  });
});

/** Many of them share a name. */
const alike = fc.record({ ...rest, unique_name: fc.constantFrom(null, 'unit 1', 'Unit 1', 'unit 2', 'unit 10') });
const changes = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('saw' as const), n: fc.nat({ max: 60 }), rest: alike }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const), gone: fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 4 }), first: fc.nat({ max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('apps' as const), name: fc.constantFrom('unit 9', 'unit 10', null) }) },
);

test('an order that what changed was merged into is the one that is made anew', () => {
  fc.assert(
    // Enough devices that few changes are merged, not sorted.
    fc.property(fc.array(alike, { minLength: 40, maxLength: 50 }), fc.array(changes, { maxLength: 12 }), fc.array(sorts, { minLength: 2, maxLength: 3 }), (all, steps, asked) => {
      const sorted = new Sorted(all.map((each, n) => device(n, each)));
      const { columns, apps, orders, intake } = sorted;
      const orderings = [...asked, [up('name')], [down('name')]];
      for (const sort of orderings) orders.rows(sort);
      for (const [place, change] of steps.entries()) {
        const time = place + 2;
        if (change.kind === 'saw') {
          intake.saw(device(change.n, change.rest), at(time), clock);
        } else if (change.kind === 'apps') {
          if (apps.set([{ sid: 'KA1', unique_name: change.name }])) orders.appsChanged();
        } else {
          const left = sorted.devices().filter((each) => !change.gone.some((n) => sid(n) === each.sid));
          sorted.sweep([...left.slice(change.first), ...left.slice(0, change.first)], time);
        }
        for (const sort of orderings) expect([...orders.rows(sort)]).toEqual([...new Orders(columns, apps).rows(sort)]);
      }
      expect(namesOf(sorted.devices(up('name')))).toEqual(sortedNames(namesOf(sorted.devices()), false));
    }),
    { numRuns: 40 },
  );
});
