import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { HOUR, MINUTE } from '#lib/time.ts';
import { alignmentKind, ATTENTION, attention, attentionAge, factsOf, isFailed, isStuck, oddity, STUCK_AFTER, type StuckAfter } from './health.ts';
import { AppNames } from './app-names.ts';
import { Columns } from './columns.ts';
import { Ground, needsTable } from './ground.ts';
import { overview } from './overview.ts';
import { Recovered } from './triage-recovered.ts';
import type { Overview } from './view.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const [A, B, GONE] = ['a', 'b', 'c'].map((digit) => `KA${digit.repeat(32)}`) as [string, string, string];
const COVERAGE = { completeAt: NOW, reading: null, held: 0, malformed: 0 };
const ago = (ms: number): string => `${new Date(NOW - ms).toISOString().slice(0, 19)}Z`;

let made = 0;
const device = (app: object | null, more: object = {}): Device =>
  deviceSchema.parse({ sid: `UV${(made += 1).toString(16).padStart(32, '0')}`, app: app && { target_sid: B, reported_sid: A, date_targeted: ago(MINUTE), update_status: 'pending', ...app }, ...more });

interface More {
  readonly limits?: StuckAfter;
  readonly rows?: number;
  readonly apps?: readonly string[] | null;
  readonly landings?: ReadonlyMap<string, readonly number[]>;
}

function seen(devices: readonly Device[], { limits = STUCK_AFTER, rows = 5, apps = [A, B], landings = new Map() }: More = {}): Overview {
  const columns = new Columns();
  for (const one of devices) columns.put(columns.add(one.sid), one);
  devices.forEach((_, row) => {
    columns.rank[row] = row;
  });
  const names = new AppNames();
  names.set(apps && apps.map((sid) => ({ sid, unique_name: null })));
  const ground = new Ground(columns, names, needsTable(columns.states.all, names), NOW, limits);
  return overview(ground, { coverage: COVERAGE, rows, landings, recovered: new Recovered(), fleetRow: (row) => ({ device: columns.device(row), at: NOW, missingSince: null }) });
}
const counts = (of: Overview): Record<string, number> => Object.fromEntries(of.tallies.map(({ key, count }) => [key, count]));
const titles = (of: Overview): unknown[] => of.queue.map(({ kind, code, target, count }) => [kind, code, target, count]);

describe('the overview', () => {
  test('of an empty fleet is all zeros, and needs no attention', () => {
    const none = seen([]);
    expect(Object.values(counts(none))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect([none.queue, none.matrix]).toEqual([[], []]);
    expect(none.apps.map(({ sid }) => sid)).toEqual([A, B]);
  });

  test('counts alignment, update result and logging each for itself', () => {
    const all = [
      device({ reported_sid: B, update_status: 'up-to-date' }, { logging: { enabled: true } }),
      device({ date_targeted: ago(2 * HOUR), update_status: 'error' }),
      device({ reported_sid: null }),
      device(null),
    ];
    expect(counts(seen(all))).toEqual({ fleet: 4, aligned: 1, drifting: 1, stuck: 1, failed: 1, odd: 0, never: 1, logging: 1 });
  });

  test('groups failures by code and target App, the largest group first, and then each class', () => {
    const failed = (code: unknown, target = B): Device => device({ update_status: 'error', update_error_code: code, target_sid: target });
    const all = [failed(0), failed(118), failed('118'), failed(118, GONE), device({ date_targeted: ago(2 * HOUR) }), device({ target_sid: GONE }), device(null, { logging: { enabled: true, date_expires: ago(-HOUR) } })];
    expect(titles(seen(all))).toEqual([
      ['failed', 118, B, 2], ['failed', null, B, 1], ['failed', 118, GONE, 1], ['stuck', null, null, 1], ['orphan', null, null, 1], ['logging', null, null, 1],
    ]);
  });

  test('lists the oldest first, those without a date last, of equals the first of the API, and no more than asked for', () => {
    const minutes = [70, null, 90, 61, 90, 200];
    const all = minutes.map((age) => device({ reported_sid: null, date_targeted: age === null ? null : ago(age * MINUTE) }));
    const [group] = seen(all, { rows: 4 }).queue;
    expect(group?.count).toBe(6);
    expect(group?.rows.map((row) => all.findIndex(({ sid }) => sid === row.device.sid))).toEqual([5, 2, 4, 0]);
    expect(group?.rows.map(({ age }) => age)).toEqual([200, 90, 90, 70].map((age) => age * MINUTE));
    expect(seen(all, { rows: 9 }).queue[0]?.rows.at(-1)?.age).toBeNull();
    expect(seen(all, { rows: 0 }).queue[0]?.rows).toEqual([]);
  });

  test('calls nothing an orphan, and no App unlisted, while the Apps are not known', () => {
    const unknown = seen([device({ target_sid: GONE })], { apps: null });
    expect(unknown.queue).toEqual([]);
    expect(unknown.apps.map(({ sid, listed }) => [sid, listed])).toEqual([[GONE, null], [A, null]]);
  });

  test('says for each App how many should run it, do, are on the way, failed and are stuck', () => {
    const all = [device({}), device({ update_status: 'scheduled', date_targeted: ago(2 * HOUR) }), device({ update_status: 'error' }), device({ reported_sid: B, update_status: 'up-to-date' })];
    const [first] = seen(all).apps;
    expect(first?.sid).toBe(B);
    expect(Object.entries(first?.counts ?? {}).map(([part, { count }]) => [part, count])).toEqual([['targeted', 4], ['running', 1], ['pending', 2], ['failed', 1], ['stuck', 1]]);
  });

  test.each([
    [[], null],
    [[7], { median: 7, observed: 1 }],
    [[9, 1, 5], { median: 5, observed: 3 }],
    [[10, 1, 2, 4], { median: 3, observed: 4 }],
  ])('takes the median of the landings %j', (took, landing) => {
    expect(seen([device({})], { landings: new Map([[B, took]]) }).apps[0]?.landing).toEqual(landing);
  });
});

describe('for any fleet', () => {
  const sids = fc.constantFrom(A, B, GONE, null);
  const apps = fc.record({
    target_sid: sids,
    reported_sid: sids,
    date_targeted: fc.oneof(fc.constant(null), fc.integer({ min: -HOUR, max: 3 * HOUR }).map(ago)),
    update_status: fc.constantFrom('pending', 'scheduled', 'up-to-date', 'error', 'error', 'lost', null),
    update_error_code: fc.constantFrom(0, 3, '3', null, 'any', ''),
  });
  const leases = fc.record({ enabled: fc.constantFrom(true, false, null), date_expires: fc.constantFrom(ago(-20 * HOUR), ago(-HOUR), ago(MINUTE), ago(HOUR), null) });
  const fleets = fc.array(fc.record({ app: fc.option(apps), logging: fc.option(leases) }), { maxLength: 25 }).map((all) => all.map(({ app, logging }) => device(app, { logging })));
  const limits = fc.record({ usual: fc.integer({ min: 1, max: 120 }).map((n) => n * MINUTE), perApp: fc.dictionary(fc.constantFrom(A, B), fc.constant(30 * MINUTE)), logging: fc.constantFrom(12 * HOUR, 24 * HOUR) });
  const listings: fc.Arbitrary<string[] | null> = fc.constantFrom([A, B], [], null);

  test('it agrees with the rules, device by device', () => {
    fc.assert(
      fc.property(fleets, limits, listings, (all, after, listed) => {
        const found = seen(all, { limits: after, apps: listed, rows: 30 });
        const of = all.map((one) => ({ one, facts: factsOf(one) }));
        const number = (holds: (facts: ReturnType<typeof factsOf>) => boolean): number => of.filter(({ facts }) => holds(facts)).length;
        expect(counts(found)).toEqual({
          fleet: all.length,
          aligned: number((facts) => alignmentKind(facts) === 'aligned'),
          drifting: number((facts) => alignmentKind(facts) === 'drifting'),
          stuck: number((facts) => isStuck(facts, NOW, after)),
          failed: number(isFailed),
          odd: number((facts) => oddity(facts) !== null),
          never: number((facts) => alignmentKind(facts) === 'never-reported'),
          logging: number((facts) => facts.logging === true),
        });
        const isListed = (target: string | null): boolean | null => (listed === null || target === null ? null : listed.includes(target));
        for (const kind of ATTENTION) {
          const needing = of.filter(({ facts }) => attention(facts, isListed(facts.target), NOW, after) === kind);
          const groups = found.queue.filter((group) => group.kind === kind);
          expect(groups.flatMap((group) => group.rows.map((row) => row.device.sid)).toSorted()).toEqual(needing.map(({ one }) => one.sid).toSorted());
          for (const { rows: shown, count } of groups) {
            expect(shown.length).toBe(count);
            for (const row of shown) expect(row.age).toBe(attentionAge(kind, factsOf(row.device), NOW));
            const ages = shown.map(({ age }) => age ?? -1);
            expect(ages).toEqual(ages.toSorted((a, b) => b - a));
          }
        }
        expect(found.matrix.reduce((sum, cell) => sum + cell.count, 0)).toBe(all.length);
        for (const { sid, counts: parts } of found.apps) expect(parts.targeted.count).toBe(number(({ target }) => target === sid));
      }),
    );
  });
});
