import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { pageOf } from '#fleet/device-stand.ts';
import { FleetIndex } from '#fleet/fleet-index.ts';
import type { StuckAfter } from '#fleet/health.ts';
import { HOUR, MINUTE } from '#lib/time.ts';
import { figuresOf, type AppFigures, type Figure } from './app-figures.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const CLOCK = { now: NOW, skew: 0 };
const LIMITS: StuckAfter = { usual: HOUR, perApp: {}, logging: 12 * HOUR };
const [A, B, C] = ['a', 'b', 'c'].map((digit) => `KA${digit.repeat(32)}`) as [string, string, string];
const ago = (ms: number): string => `${new Date(NOW - ms).toISOString().slice(0, 19)}Z`;

function indexOf(apps: readonly (object | null)[]): FleetIndex {
  const devices: Device[] = apps.map((app, at) => deviceSchema.parse({ sid: `UV${(at + 1).toString(16).padStart(32, '0')}`, app }));
  const index = new FleetIndex();
  index.setApps([A, B].map((sid) => ({ sid, unique_name: null, account_sid: null, hash: null, date_created: null, date_updated: null, url: null })));
  index.beginSweep();
  index.addPage(pageOf(devices, { sent: NOW, received: NOW }), CLOCK);
  index.endSweep({ at: NOW });
  return index;
}
const figures = (index: FleetIndex, sid: string): AppFigures => figuresOf(index.overview({ limits: LIMITS, rows: 0 }, CLOCK, new Map()), sid);
const all = ({ counts, aligned, never, elsewhere, failures, from, to }: AppFigures): readonly Figure[] => [...Object.values(counts), aligned, never, elsewhere, ...failures, ...from, ...to];

const to = (target: string | null, reported: string | null, status = 'pending', code = 0) => ({ target_sid: target, reported_sid: reported, update_status: status, update_error_code: code, date_targeted: ago(MINUTE) });

test('one App: who should run it, who does, and where the others are from and go to', () => {
  const found = figures(indexOf([to(A, A, 'up-to-date'), to(A, B), to(A, C, 'error', 118), to(A, B, 'error', 118), to(A, B, 'error'), to(A, null), to(B, A), to(B, A), to(null, A)]), A);
  expect(Object.values(found.counts).map(({ count }) => count)).toEqual([6, 4, 2, 3, 0]);
  expect([found.aligned.count, found.never.count, found.elsewhere.count]).toEqual([1, 1, 3]);
  expect(found.failures.map(({ code, count }) => [code, count])).toEqual([[118, 2], [null, 1]]);
  expect(found.from.map(({ sid, count }) => [sid, count])).toEqual([[B, 3], [C, 1]]);
  expect(found.to.map(({ sid, count }) => [sid, count])).toEqual([[B, 2], [null, 1]]);
});

test('an App of which no device speaks has nothing but zeros', () => {
  const found = figures(indexOf([null]), C);
  expect([found.listed, ...all(found).map(({ count }) => count)]).toEqual([null, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('every number equals the rows of its search', () => {
  const sids = fc.constantFrom(A, B, C, null, 'none', A.toLowerCase());
  const apps = fc.record({
    target_sid: sids,
    reported_sid: sids,
    date_targeted: fc.constantFrom(null, ago(MINUTE), ago(2 * HOUR)),
    update_status: fc.constantFrom('pending', 'scheduled', 'up-to-date', 'error', 'error', null),
    update_error_code: fc.constantFrom(0, 3, '3', null, 'any', ''),
  });
  fc.assert(
    fc.property(fc.array(fc.option(apps), { maxLength: 20 }), fc.constantFrom(A, C, 'none'), (fleet, sid) => {
      const index = indexOf(fleet);
      for (const { term, count } of all(figures(index, sid))) {
        const { total, problems } = index.view({ q: term, sort: [], list: null, start: 0, size: 0, limits: LIMITS }, CLOCK);
        expect({ term, problems, total }).toEqual({ term, problems: [], total: count });
      }
    }),
  );
});
