import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { APPS, devices, limits, lists, NOW, pageOf, SIDS, sorts, wanted } from './device-stand.ts';
import { FleetIndex } from './fleet-index.ts';
import { STUCK_AFTER } from './health.ts';
import { NaiveFleet } from './naive-stand.ts';
import { needsApps } from './needs-apps.ts';
import { naiveFacets } from './naive-facets-stand.ts';
import { naiveNear } from './naive-near-stand.ts';
import { parseQuery, termText } from './query.ts';
import { TriageBook } from './triage-book.ts';
import { entryOf, sayings } from './triage-stand.ts';
import type { Selection, ViewResult } from './view.ts';

const SKEW = 4_000;
const clock = { now: NOW, skew: SKEW };
const ALL: Selection = { q: '', sort: [], list: null };

/** What can happen to the fleet, each at a time of its own; `late`: so long ago it was asked for, `old`: answered. */
const times = { late: fc.integer({ min: 0, max: 4 }), old: fc.integer({ min: 0, max: 2 }) };
const events = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('begin' as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('page' as const), devices: fc.array(devices, { maxLength: 8 }), malformed: fc.integer({ min: 0, max: 2 }), unread: fc.array(fc.constantFrom(...SIDS), { maxLength: 2 }), first: fc.boolean(), ...times }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('saw' as const), device: devices, ...times }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('end' as const), force: fc.boolean() }) },
  fc.record({ kind: fc.constant('break' as const) }),
  fc.record({ kind: fc.constant('apps' as const), apps: fc.constantFrom(null, APPS, APPS.slice(1)) }),
  fc.record({ kind: fc.constant('reopen' as const) }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('say' as const), which: fc.nat(8), saying: sayings }) },
);
type Event = typeof events extends fc.Arbitrary<infer E> ? E : never;

const questions = fc.record({
  terms: fc.array(wanted, { maxLength: 3 }), sort: sorts, list: lists, limits, start: fc.integer({ min: 0, max: 3 }), size: fc.constantFrom(2, 50),
});

/** The index and its model, which hear the same. */
class Both {
  readonly triage = new TriageBook();
  index = new FleetIndex(undefined, this.triage);
  readonly naive = new NaiveFleet();
  #time = 1_000;

  do(event: Event): void {
    this.#time += 1;
    const { index, naive } = this;
    const reading = 'late' in event ? { sent: this.#time - event.old - event.late, received: this.#time - event.old } : { sent: 0, received: 0 };
    switch (event.kind) {
      case 'begin':
        index.beginSweep();
        return naive.begin();
      case 'page':
        return void expect(index.addPage({ ...event, ...reading }, clock)).toEqual(naive.page({ ...event, ...reading }, clock));
      case 'saw':
        return void expect(index.saw(event.device, reading, clock)).toEqual(naive.saw(event.device, reading, clock));
      case 'end': {
        if (naive.sweep === null) return void expect(() => index.endSweep({ at: 7 }, event.force)).toThrow('no sweep');
        const when = this.#time - 2;
        const [real, model] = [index.endSweep({ at: when }, event.force), naive.end(when, event.force)];
        expect(real.removed.toSorted()).toEqual(model.removed.toSorted());
        return void expect(real.missing).toBe(model.missing);
      }
      case 'break':
        naive.sweep = null;
        return index.breakSweep();
      case 'apps':
        naive.apps = event.apps;
        return index.setApps(event.apps);
      case 'reopen':
        this.index = FleetIndex.restore(structuredClone(index.snapshot()), this.triage);
        return naive.reopen();
      case 'say': {
        const said = naive.rows.slice(event.which, event.which + 1).map(({ device }) => entryOf(device, event.saying, this.#time));
        this.triage.take(said);
        naive.said.unshift(...said);
      }
    }
  }

  ask({ terms, sort, list, limits: stuckAfter, start, size }: typeof questions extends fc.Arbitrary<infer Q> ? Q : never): void {
    const { index, naive } = this;
    const selection = { q: terms.map(termText).join(' '), sort, list };
    const query = parseQuery(selection.q);
    expect(query.problems).toEqual([]);
    const rows = naive.select(query.terms, sort, list, NOW, stuckAfter);
    const sids = rows.map(({ device }) => device.sid);
    const unknown = naive.unknown(list ?? []);
    const answer = index.view({ ...selection, start, size, limits: stuckAfter }, clock);
    expect(answer).toEqual({
      rows: rows.slice(start, start + size).map((row) => naive.fleetRow(row, clock)),
      start,
      total: rows.length,
      unchecked: naive.apps === null && needsApps(query.terms),
      searched: terms.length > 0,
      facets: expect.any(Array),
      problems: [],
      list: list && { found: new Set(list).size - unknown.length, unknown, near: expect.any(Array) },
      coverage: { completeAt: naive.completeAt && naive.completeAt + SKEW, reading: naive.sweep?.listed.length ?? null, held: naive.rows.length, malformed: naive.malformed },
    });
    expect(answer.list?.near.map(({ entry, names: offered }) => ({ entry, names: offered.toSorted() })) ?? []).toEqual(naiveNear(naive, list ?? []));
    expect(shown(answer)).toEqual(naiveFacets(naive, query.terms, list, NOW, stuckAfter));
    expect(index.sids(selection, stuckAfter, clock)).toEqual(sids);
    for (const sid of SIDS) {
      const at = sids.indexOf(sid);
      const place = { index: at, total: sids.length, previous: sids[at - 1] ?? null, next: sids[at + 1] ?? null };
      expect(index.place(selection, stuckAfter, sid, clock)).toEqual(at === -1 ? null : place);
    }
    expect(index.rows(SIDS, clock).map(({ device }) => device.sid)).toEqual(SIDS.filter((sid) => naive.rows.some(({ device }) => device.sid === sid)));
  }
}

/** Terms with their counts; a chosen one that no row has stands there with 0. */
function shown({ facets }: ViewResult): Record<string, [term: string, count: number | null, on: boolean][]> {
  return Object.fromEntries(facets.map(({ name, values }) => [name, values.map(({ term, count, on }): [string, number | null, boolean] => [term, count, on]).toSorted()]));
}

describe('an index that hears of pages, readings and sweeps in any order', () => {
  test('answers every question as a plain list of devices does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(events, fc.option(questions, { freq: 2 })), { minLength: 1, maxLength: 30 }), (steps) => {
        const both = new Both();
        for (const [event, question] of steps) {
          both.do(event);
          expect(both.index.size).toBe(both.naive.rows.length);
          expect(both.index.swept).toBe(both.naive.swept);
          if (question !== null) both.ask(question);
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('counts a version up whenever an answer is another one, and with every complete sweep', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), questions, (all, { terms, sort, list, limits: stuckAfter }) => {
        const both = new Both();
        const request = { q: terms.map(termText).join(' '), sort, list, limits: stuckAfter, start: 0, size: 50 };
        // Neither when a row was read nor how far a sweep has come.
        const answer = (): object => {
          const { rows, facets, total, list: found } = both.index.view(request, clock);
          return { facets, total, found, rows: rows.map(({ device, missingSince }) => ({ device, missingSince })) };
        };
        for (const event of all) {
          const before = { version: both.index.version, answer: answer() };
          both.do(event);
          if (event.kind === 'reopen') continue;
          const same = both.index.version === before.version;
          if (same) expect(answer()).toEqual(before.answer);
          if (event.kind === 'begin' || event.kind === 'break') expect(same).toBe(true);
        }
      }),
    );
  });
});

const sid = (n: number): string => `UV${n.toString(16).padStart(32, '0')}`;
const device = (n: number, name: string | null, more: object = {}): Device => deviceSchema.parse({ sid: sid(n), unique_name: name, ...more });
const view = (index: FleetIndex, selection: Partial<Selection> = {}): ViewResult =>
  index.view({ ...ALL, ...selection, start: 0, size: 50, limits: STUCK_AFTER }, clock);
const names = (index: FleetIndex, selection?: Partial<Selection>): (string | null)[] => view(index, selection).rows.map((row) => row.device.unique_name);
const at = (time: number): { sent: number; received: number } => ({ sent: time, received: time });
const sweep = (index: FleetIndex, time: number, ...pages: Device[][]): ReturnType<FleetIndex['endSweep']> => {
  index.beginSweep();
  for (const page of pages) index.addPage(pageOf(page, at(time)), clock);
  return index.endSweep({ at: time });
};

test('a fleet is found, sorted and counted from its first page on', () => {
  const index = new FleetIndex();
  index.beginSweep();
  index.addPage(pageOf([device(1, 'unit 10'), device(2, null), device(3, 'Unit 2'), device(4, 'Zürich')], at(1), { malformed: 1 }), clock);
  expect(names(index)).toEqual(['unit 10', null, 'Unit 2', 'Zürich']);
  expect(names(index, { sort: [{ field: 'name', down: false }] })).toEqual(['Unit 2', 'unit 10', 'Zürich', null]);
  expect(names(index, { sort: [{ field: 'name', down: true }] })).toEqual(['Zürich', 'unit 10', 'Unit 2', null]);
  expect(names(index, { q: 'zurich' })).toEqual(['Zürich']);
  expect(names(index, { q: 'UV -unit' })).toEqual([null, 'Zürich']);
  expect(view(index).coverage).toEqual({ completeAt: null, reading: 4, held: 4, malformed: 1 });
});

test('a device is missing after one complete sweep without it, and removed after two', () => {
  const index = new FleetIndex();
  const [one, two] = [device(1, 'one'), device(2, 'two')];
  sweep(index, 1, [one, two]);
  expect(sweep(index, 2, [one])).toEqual({ removed: [], missing: 1 });
  expect(view(index, { q: 'is:missing' }).rows.map(({ missingSince }) => missingSince)).toEqual([2 + SKEW]);
  index.beginSweep();
  index.addPage(pageOf([one], at(3)), clock);
  index.breakSweep();
  expect(index.size).toBe(2);
  expect(sweep(index, 4, [one])).toEqual({ removed: [two.sid], missing: 0 });
  expect(names(index)).toEqual(['one']);
  expect(sweep(index, 5, [two, one])).toEqual({ removed: [], missing: 0 });
  expect(names(index)).toEqual(['two', 'one']);
});

test('a device that was read on its own during a sweep is not missing', () => {
  const index = new FleetIndex();
  sweep(index, 1, [device(1, 'one'), device(2, 'two')]);
  index.beginSweep();
  index.addPage(pageOf([device(1, 'one')], at(2)), clock);
  index.saw(device(2, 'two'), at(3), clock);
  expect(index.endSweep({ at: 2 })).toEqual({ removed: [], missing: 0 });
});

test('a later answer is not overwritten by an earlier one', () => {
  const index = new FleetIndex();
  index.saw(device(1, 'renamed'), at(3_600_000), clock);
  index.saw(device(1, 'old'), { sent: 3_599_999, received: 3_600_500 }, clock);
  expect(names(index)).toEqual(['renamed']);
});

test.each([3_000, 5 * 60_000, 3600_000])('what is read after the browser’s clock was set back by %d ms is later than what was read before', (step) => {
  const index = new FleetIndex();
  const before = NOW - SKEW;
  sweep(index, before, [device(1, 'one')]);
  // The API's clock goes on: it is ahead by so much more.
  const setBack = { now: NOW, skew: SKEW + step };
  index.saw(device(1, 'renamed'), at(before - step), setBack);
  index.saw(device(2, 'new'), at(before - step), setBack);
  expect(names(index)).toEqual(['renamed', 'new']);
  index.saw(device(1, 'old'), at(before - step - 1), setBack);
  expect(names(index)).toEqual(['renamed', 'new']);
});

test('of two readings that were under way at the same time the one that was asked for later counts', () => {
  const index = new FleetIndex();
  index.saw(device(1, 'of a page'), { sent: 10, received: 40 }, clock);
  index.saw(device(1, 'read singly'), { sent: 20, received: 45 }, clock);
  expect(names(index)).toEqual(['read singly']);
  index.saw(device(1, 'of a slower page'), { sent: 15, received: 60 }, clock);
  expect(names(index)).toEqual(['read singly']);
  // What a write returned is later than all that was asked for before it came.
  index.saw(device(1, 'written'), at(70), clock);
  index.saw(device(1, 'asked for before'), { sent: 65, received: 80 }, clock);
  expect(names(index)).toEqual(['written']);
});

test('a sid is one device in capitals and small letters, and is shown as it came last', () => {
  const index = new FleetIndex();
  const [small, capital] = [`UV${'ab'.repeat(16)}`, `UV${'AB'.repeat(16)}`];
  sweep(index, 1, [deviceSchema.parse({ sid: small }), deviceSchema.parse({ sid: capital })]);
  expect(view(index, { q: 'abab' }).rows.map((row) => row.device.sid)).toEqual([capital]);
  expect(index.rows([small, capital], clock)).toHaveLength(2);
  expect(view(FleetIndex.restore(index.snapshot())).rows.map((row) => row.device.sid)).toEqual([capital]);
});

test('a landing is observed with how long it took', () => {
  const index = new FleetIndex();
  const app = { target_sid: 'KA2', reported_sid: 'KA1', date_targeted: '2026-03-01T10:00:00Z', date_reported: '2026-03-01T09:00:00Z', update_status: 'pending', update_error_code: 0 };
  index.saw(device(1, 'one', { app }), at(1), clock);
  const landed = { ...app, reported_sid: 'KA2', date_reported: '2026-03-01T10:02:00Z', update_status: 'error', update_error_code: 118 };
  const span = { sid: sid(1), after: 1 + SKEW, before: 9 + SKEW };
  expect(index.saw(device(1, 'one', { app: landed }), at(9), clock)).toEqual([
    { ...span, what: 'running', from: 'KA1', to: 'KA2', took: 120_000 },
    { ...span, what: 'status', from: 'pending', to: 'error 118', took: null },
  ]);
});

test('a device whose row cannot be read is neither missing nor removed, and counts as listed', () => {
  const index = new FleetIndex();
  sweep(index, 1, [device(1, 'one'), device(2, 'two')]);
  for (const time of [2, 3, 4]) {
    index.beginSweep();
    index.addPage(pageOf([device(1, 'one')], at(time), { malformed: 2, unread: [sid(2), sid(3)] }), clock);
    expect(index.swept).toBe(3);
    expect(index.endSweep({ at: time })).toEqual({ removed: [], missing: 0 });
  }
  expect(names(index)).toEqual(['one', 'two']);
});

test('rows that cannot be read are those of the last complete sweep, counted once however often the list was begun', () => {
  const index = new FleetIndex();
  index.beginSweep();
  index.addPage(pageOf([device(1, 'one')], at(1), { malformed: 2, first: true }), clock);
  index.addPage(pageOf([device(1, 'one')], at(1), { malformed: 2, first: true }), clock);
  index.addPage(pageOf([device(2, 'two')], at(1), { malformed: 1 }), clock);
  index.endSweep({ at: 1 });
  expect(view(index).coverage.malformed).toBe(3);
  index.beginSweep();
  index.addPage(pageOf([device(1, 'one')], at(2), { malformed: 7, first: true }), clock);
  index.breakSweep();
  expect(view(index).coverage.malformed).toBe(3);
  expect(index.snapshot().malformed).toBe(3);
});

test('a device that was removed does not come back through a reading that was asked for before', () => {
  const index = new FleetIndex();
  sweep(index, 10, [device(1, 'one')]);
  index.saw(device(2, 'gone'), { sent: 9, received: 11 }, clock);
  expect(names(index)).toEqual(['one']);
  index.saw(device(3, 'new'), { sent: 11, received: 12 }, clock);
  expect(names(index)).toEqual(['one', 'new']);
});
