import * as fc from 'fast-check';
import { deviceSchema, type App, type Device } from '#api/schema.ts';
import { HOUR } from '#lib/time.ts';
import type { Reading, SweptPage } from './intake.ts';
import type { TextMatch, Wanted } from './query.ts';
import { SORT_FIELDS, type SortKey } from './view.ts';

/** For tests: devices, Apps and questions of every kind, few enough of each that they meet. */

export const NOW = Date.parse('2026-03-01T12:00:00Z');
const app = (n: number): string => `KA${String(n).repeat(32)}`;

const named = (sid: string, unique_name: string | null): App => ({ sid, unique_name, account_sid: null, hash: null, date_created: null, date_updated: null, url: null });
export const APPS: readonly App[] = [
  named(app(1), 'unit-fw 1.9'), named(app(2), 'Unit-FW 1.10'), named(app(3), null), named(app(5), app(4)), named(app(6), 'unit-fw 1.9'), named(app(7), '__proto__'),
];

export const SIDS = ['0', '1', 'a', 'b', 'F', '9f'].flatMap((digits) => [`UV${digits.repeat(32 / digits.length)}`, `UV${digits.padStart(32, '0')}`]);

const wire = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
const dates = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -60, max: 60 }).map((quarters) => wire(NOW + (quarters * HOUR) / 4)) },
  fc.constantFrom(null, null, '', 'yesterday', '2026-03-01T11:00:00.250Z', '2026-03-01T11:00:00.500Z', '2026-03-01T12:00:00+01:00', '9999-12-31T23:59:59Z', '1960-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '2106-02-07T06:28:15Z', '2026-03-01T24:00:00Z'),
);
export const names = fc.constantFrom(null, null, 'unit 2', 'unit 10', 'Unit 2', 'unit 002', 'Zürich', 'zurich', '', '-3', '00123', "'-4", '-4', '__proto__', 'half \uD83D', 'uv1', '<img src=x>', 'f'.repeat(60), `${'f'.repeat(59)}g`, '10', '9');
const sids = fc.constantFrom(...APPS.map(({ sid }) => sid), app(4), app(4), null, null, 'KA?', '');
const words = fc.constantFrom('up-to-date', 'pending', 'scheduled', 'error', 'error', 'Schedulèd', 'none', '', 'quar "an" tined', null);
const codes = fc.constantFrom(0, '0', null, 118, '118', 7, -1, 1.5, 'E_1', 'any', '');
const parts = fc.record({ target_sid: sids, reported_sid: sids, date_targeted: dates, date_reported: dates, update_status: words, update_error_code: codes });
const healthy = fc.record({ target_sid: fc.constant(app(1)), reported_sid: fc.constantFrom(app(1), app(2)), date_targeted: dates, update_status: fc.constantFrom('up-to-date', 'pending') });
const leases = fc.record({ enabled: fc.constantFrom(true, false, null), date_expires: dates });
const fields = fc.record({ unique_name: names, app: fc.oneof(parts, healthy, fc.constant(null)), logging: fc.option(leases), date_created: dates, date_updated: dates });

export const devices: fc.Arbitrary<Device> = fc.tuple(fc.constantFrom(...SIDS), fields).map(([sid, rest]) => deviceSchema.parse({ sid, ...rest }));

/** A page of a sweep. */
export const pageOf = (listed: readonly Device[], reading: Reading, more: Partial<SweptPage> = {}): SweptPage => ({ devices: listed, malformed: 0, unread: [], first: false, ...reading, ...more });

const matches = (whole: readonly string[], part: readonly string[]): fc.Arbitrary<TextMatch> =>
  fc.oneof(
    fc.constantFrom(...whole).map((text) => ({ kind: 'whole' as const, text })),
    fc.constantFrom(...part).map((text) => ({ kind: 'part' as const, text })),
    fc.constant({ kind: 'none' as const }),
  );
const appMatches = matches(['unit-fw 1.9', 'Unit-FW 1.10', '__proto__', app(1), app(3), app(4), 'KA?', ''], ['unit', '1.1', 'ka1', 'ka', '?']);
const one = <T extends string>(...all: T[]): fc.Arbitrary<T> => fc.constantFrom(...all);

const conditions: fc.Arbitrary<Wanted> = fc.oneof(
  one('unit', '2', 'zurich', 'uv', 'v', 'u', 'uva', 'v0', 'a', '9f9', 'f9f9f9f9f', 'uv9f9f9f9f9f', '__proto__', '\uD83D', '<img', 'fw', 'x', 'uvx', '0'.repeat(31)).map((text) => ({ field: 'word' as const, text })),
  fc.record({ field: fc.constant('name' as const), match: matches(['unit 2', 'Zürich', ''], ['unit', 'zur', '2']) }),
  fc.record({ field: fc.constant('sid' as const), match: matches([...SIDS.slice(0, 4), 'UV'], ['uv', 'ff', '0a', '9f']).filter(({ kind }) => kind !== 'none') }),
  fc.record({ field: one('app', 'runs'), match: appMatches }),
  fc.record({ field: fc.constant('status' as const), word: one('up-to-date', 'pending', 'error', 'none', '', 'quar "an" tined', 'x') }),
  fc.record({ field: fc.constant('err' as const), code: one('any', '118', '0', 'E_1', '1.5', '-1') }),
  fc.record({ field: fc.constant('age' as const), over: fc.boolean(), ms: fc.constantFrom(HOUR, 3 * HOUR, 10 * HOUR) }),
  fc.record({ field: fc.constant('log' as const), value: one('on', 'off', 'expiring', 'expired') }),
  fc.record({ field: fc.constant('is' as const), value: one('drifting', 'stuck', 'failed', 'odd', 'orphan', 'never', 'aligned', 'no-target', 'missing', 'acked', 'snoozed', 'aside', 'noted') }),
  fc.record({ field: fc.constant('needs' as const), value: one('failed', 'stuck', 'odd', 'orphan', 'never', 'logging', 'any', 'none') }),
);
export const wanted: fc.Arbitrary<Wanted> = fc.tuple(conditions, fc.boolean()).map(([condition, not]) => Object.assign({ not }, condition));

export const sorts: fc.Arbitrary<SortKey[]> = fc.array(fc.record({ field: fc.constantFrom(...SORT_FIELDS), down: fc.boolean() }), { maxLength: 2 });
export const lists = fc.option(fc.array(fc.oneof(names.map((name) => name ?? 'nobody'), fc.constantFrom(...SIDS, 'uvaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'ZÜRICH', "'-3", '="00123"', "'-4")), { maxLength: 4 }), { freq: 3 });
export const limits = fc.record({ usual: fc.constantFrom(0, HOUR, 5 * HOUR), perApp: fc.constantFrom({}, { [app(1)]: 10 * HOUR, ['__proto__x']: 1 }), logging: fc.constantFrom(0, 20 * HOUR, 24 * HOUR) });
