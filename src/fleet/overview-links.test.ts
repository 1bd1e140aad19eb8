import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { HOUR, MINUTE } from '#lib/time.ts';
import { pageOf } from './device-stand.ts';
import { FleetIndex } from './fleet-index.ts';
import type { AttentionClass, StuckAfter } from './health.ts';
import { TriageBook } from './triage-book.ts';
import { entryOf, sayings } from './triage-stand.ts';
import type { Overview, SortField } from './view.ts';

/** Whoever clicks a number gets exactly as many rows, whatever the API sends. */

const NOW = Date.parse('2026-03-01T12:00:00Z');
const CLOCK = { now: NOW, skew: 0 };
const [A, B, C] = ['a', 'b', 'c'].map((digit) => `KA${digit.repeat(32)}`) as [string, string, string];
const ago = (ms: number): string => `${new Date(NOW - ms).toISOString().slice(0, 19)}Z`;
const sidOf = (index: number): string => `UV${(index + 1).toString(16).padStart(32, '0')}`;

const odd = fc.constantFrom('none', 'any', '=x', '"', '\\', 'a b', '-a', 'KA1', '', '\u202e', 'İ', A.toLowerCase());
const sids = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(A, B, C, null) }, { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: fc.string({ maxLength: 20 }) });
const dates = fc.oneof(fc.constantFrom(null, 'yesterday'), fc.integer({ min: -HOUR, max: 3 * HOUR }).map(ago));
const apps = fc.record({
  target_sid: sids,
  reported_sid: sids,
  date_targeted: dates,
  update_status: fc.oneof(fc.constantFrom('pending', 'scheduled', 'Pending', 'up-to-date', 'error', 'error', 'error', 'none', '', null), fc.string({ maxLength: 8 })),
  update_error_code: fc.oneof(fc.constantFrom(0, '0', 3, '3', null, 'ANY', 'E', 'e', 'ß'), odd, fc.string({ maxLength: 8 }), fc.integer()),
});
const leases = fc.record({ enabled: fc.constantFrom(true, false, null), date_expires: dates });
const fields = fc.record({ app: fc.option(apps), logging: fc.option(leases), date_updated: dates, unique_name: fc.option(fc.constantFrom('freezer', A)) });
const fleets: fc.Arbitrary<Device[]> = fc.array(fields, { maxLength: 20 }).map((all) => all.map((one, index) => deviceSchema.parse({ sid: sidOf(index), ...one })));
const listings = fc.option(fc.uniqueArray(fc.record({ sid: fc.constantFrom(A, B), unique_name: fc.constantFrom('fw-1', 'Fw-1', 'none', null, C) }), { selector: ({ sid }) => sid }));
/** `dates` lie around now: with the last of these some leases have been left on, and some have not. */
const leftOnAfter = fc.constantFrom(MINUTE, 12 * HOUR, 22 * HOUR, 23 * HOUR, 24 * HOUR);
const thresholds: fc.Arbitrary<StuckAfter> = fc.record({ usual: fc.integer({ min: 1, max: 120 }).map((n) => n * MINUTE), perApp: fc.dictionary(fc.constantFrom(A, B), fc.constant(30 * MINUTE)), logging: leftOnAfter });

function indexOf(devices: readonly Device[], listed: readonly { sid: string; unique_name: string | null }[] | null, said: readonly Saying[] = []): FleetIndex {
  const triage = new TriageBook();
  triage.take(devices.flatMap((device, at) => (said[at] ? [entryOf(device, said[at], 0)] : [])));
  const index = new FleetIndex(undefined, triage);
  index.setApps(listed && listed.map((app) => ({ ...app, account_sid: null, hash: null, date_created: null, date_updated: null, url: null })));
  index.beginSweep();
  index.addPage(pageOf(devices, { sent: NOW, received: NOW }), CLOCK);
  index.endSweep({ at: NOW });
  return index;
}

const sortOf: Record<AttentionClass, SortField> = { failed: 'targeted', stuck: 'targeted', odd: 'updated', orphan: 'targeted', never: 'targeted', logging: 'logging' };

type Saying = typeof sayings extends fc.Arbitrary<infer S> ? S : never;

/** Every number of the page. */
const numbers = ({ tallies, queue, classes, matrix, apps: adoption }: Overview): { readonly term: string; readonly count: number }[] => [
  ...tallies, ...queue, ...classes.flatMap((each) => [each, each.acked, each.snoozed]), ...matrix, ...adoption.flatMap(({ counts }) => Object.values(counts)),
];

test('every number equals the rows of its search', () => {
  fc.assert(
    fc.property(fleets, listings, thresholds, fc.array(sayings), (devices, listed, limits, said) => {
      const index = indexOf(devices, listed, said);
      for (const { term, count } of numbers(index.overview({ limits, rows: 3 }, CLOCK, new Map()))) {
        const { total, problems } = index.view({ q: term, sort: [], list: null, start: 0, size: 0, limits }, CLOCK);
        expect({ term, problems, total }).toEqual({ term, problems: [], total: count });
      }
    }),
    { numRuns: 300 },
  );
}, 30_000);

test('the oldest of a group are the first of its list, so that one can step on from them', () => {
  fc.assert(
    fc.property(fleets, listings, thresholds, fc.array(sayings), (devices, listed, limits, said) => {
      const index = indexOf(devices, listed, said);
      const { queue, classes } = index.overview({ limits, rows: 4 }, CLOCK, new Map());
      for (const { kind, term, first } of classes) {
        const [oldest = null] = index.sids({ q: term, sort: [{ field: sortOf[kind], down: false }], list: null }, limits, CLOCK);
        expect(first).toBe(oldest);
      }
      for (const { kind, term, rows } of queue) {
        const list = index.sids({ q: term, sort: [{ field: sortOf[kind], down: false }], list: null }, limits, CLOCK);
        expect(list.slice(0, 4)).toEqual(rows.map(({ device }) => device.sid));
      }
    }),
  );
});
