import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { HOUR, MINUTE } from '#lib/time.ts';
import { alignment, contradiction, factsOf, landing, loggingLease, STUCK_AFTER, updateResult } from './health.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const NEW = `KA${'2'.repeat(32)}`;
const OLD = `KA${'1'.repeat(32)}`;

/** On the wire a date has no milliseconds. */
const ago = (ms: number): string => `${new Date(NOW - ms).toISOString().slice(0, 19)}Z`;

interface Fields {
  app?: object | null;
  logging?: object | null;
}
const device = (fields: Fields): Device => deviceSchema.parse({ sid: `UV${'0'.repeat(32)}`, ...fields });
const drifting = (age: number, more: object = {}): Device =>
  device({ app: { target_sid: NEW, reported_sid: OLD, date_targeted: ago(age), update_status: 'pending', ...more } });
const lease = (logging: object | null): unknown => loggingLease(factsOf(device({ logging })), NOW);
const sound = (ms: number | null): boolean => ms === null || (Number.isFinite(ms) && ms >= 0);

describe('alignment', () => {
  test('is aligned when it runs what it should, however long ago that was set', () => {
    expect(alignment(drifting(99 * HOUR, { reported_sid: NEW }), NOW)).toEqual({ kind: 'aligned' });
  });

  test.each([
    [STUCK_AFTER.usual - 1000, false],
    [STUCK_AFTER.usual, false],
    [STUCK_AFTER.usual + 1000, true],
  ])('after %d ms of drift is stuck: %s', (age, stuck) => {
    expect(alignment(drifting(age), NOW)).toEqual({ kind: 'drifting', age, stuck });
    expect(alignment(drifting(age, { reported_sid: null }), NOW)).toEqual({ kind: 'never-reported', age, stuck });
  });

  test('is not younger than nothing when the clocks disagree', () => {
    expect(alignment(drifting(-26 * HOUR), NOW)).toEqual({ kind: 'drifting', age: 0, stuck: false });
  });

  test.each([null, '', 'yesterday', '0001-01-01T00:00:00Z', '2026-03-01T12:00:00', 1_700_000_000])(
    'has no age, and is not stuck, with the date %j',
    (date) => {
      expect(alignment(drifting(0, { date_targeted: date }), NOW)).toEqual({ kind: 'drifting', age: null, stuck: false });
    },
  );

  test.each([
    ['no App', null],
    ['an empty App', {}],
    ['no target, and something that it runs', { reported_sid: OLD }],
  ])('has no target with %s', (_, app) => {
    expect(alignment(device({ app }), NOW)).toEqual({ kind: 'no-target' });
  });
});

describe('the update result', () => {
  test.each([
    ['up-to-date', 'up-to-date'],
    ['pending', 'pending'],
    ['scheduled', 'pending'],
    ['error', 'error'],
    ['PENDING', 'unknown'],
    ['quarantined', 'unknown'],
    ['', 'unknown'],
    ['7', 'unknown'],
    ['constructor', 'unknown'],
    [null, 'unknown'],
  ])('of the word %j is of the family %s, and the word stays', (word, family) => {
    expect(updateResult(drifting(0, { update_status: word }))).toEqual({ family, word, code: null });
  });

  test.each([
    [0, null],
    ['0', null],
    [null, null],
    [118, 118],
    [-1, -1],
    ['E_DOWNLOAD', 'E_DOWNLOAD'],
  ])('with the code %j has the code %j', (sent, code) => {
    expect(updateResult(drifting(0, { update_error_code: sent })).code).toBe(code);
  });
});

describe('the two axes', () => {
  test.each([
    ['drifting and pending', OLD, 'pending'],
    ['drifting and scheduled', OLD, 'scheduled'],
    ['drifting and in error', OLD, 'error'],
    ['never reported and pending', null, 'pending'],
    ['aligned and up to date', NEW, 'up-to-date'],
    ['aligned without a word', NEW, null],
  ])('%s do not contradict each other', (_, reported, status) => {
    expect(contradiction(factsOf(drifting(0, { reported_sid: reported, update_status: status })))).toBeNull();
  });

  test.each([
    ['aligned and in error', NEW, 'error', 'reported as an error'],
    ['drifting and up to date', OLD, 'up-to-date', 'does not run its target'],
    ['never reported and up to date', null, 'up-to-date', 'does not run its target'],
    ['a word that is unknown', NEW, 'quarantined', '“quarantined”'],
  ])('%s are odd, and it is said how', (_, reported, status, words) => {
    expect(contradiction(factsOf(drifting(0, { reported_sid: reported, update_status: status })))).toContain(words);
  });
});

describe('logging', () => {
  test('is a lease that ends to the second', () => {
    expect(lease({ enabled: true, date_expires: ago(-1000) })).toEqual({ kind: 'on', left: 1000 });
    expect(lease({ enabled: true, date_expires: ago(0) })).toEqual({ kind: 'expired', since: 0 });
    expect(lease({ enabled: true, date_expires: ago(1000) })).toEqual({ kind: 'expired', since: 1000 });
  });

  test('is on without an end when its date is none', () => {
    expect(lease({ enabled: true, date_expires: null })).toEqual({ kind: 'on', left: null });
    expect(lease({ enabled: true, date_expires: 'soon' })).toEqual({ kind: 'on', left: null });
  });

  test('is off when the API says so, whatever the date', () => {
    expect(lease({ enabled: false, date_expires: ago(-HOUR) })).toEqual({ kind: 'off' });
  });

  test('is unknown when the API says nothing', () => {
    expect(lease(null)).toEqual({ kind: 'unknown' });
    expect(lease({ date_expires: ago(-HOUR) })).toEqual({ kind: 'unknown' });
  });
});

describe('a deployment under way', () => {
  const before = drifting(3 * MINUTE);
  const after = (more: object): ReturnType<typeof landing> => landing(before, drifting(3 * MINUTE, more));
  const landed = { update_status: 'up-to-date', reported_sid: NEW, date_reported: ago(MINUTE) };

  test('has landed when its target is reported, after the time from one date to the other', () => {
    expect(after(landed)).toEqual({ kind: 'landed', took: 2 * MINUTE });
    expect(landing(drifting(3 * MINUTE, { update_status: 'scheduled' }), drifting(3 * MINUTE, landed))).toEqual({ kind: 'landed', took: 2 * MINUTE });
  });

  test('has landed after nobody knows how long, when the dates say nothing or run backwards', () => {
    expect(after({ ...landed, date_reported: null })).toEqual({ kind: 'landed', took: null });
    expect(after({ ...landed, date_reported: ago(4 * MINUTE) })).toEqual({ kind: 'landed', took: null });
  });

  test('has failed when the API says error', () => {
    expect(after({ update_status: 'error', update_error_code: 118 })).toEqual({ kind: 'failed', took: null });
  });

  test.each([
    ['nothing has changed', {}],
    ['its target is reported, yet it is still pending', { reported_sid: NEW }],
    ['the word changed, yet it still runs the old', { update_status: 'up-to-date' }],
    ['it was replaced by another target', { ...landed, target_sid: OLD, reported_sid: OLD }],
    ['the same target was set anew', { ...landed, date_targeted: ago(2 * MINUTE) }],
    ['it has no target any more', { target_sid: null, update_status: 'error' }],
  ])('has not ended when %s', (_, more) => {
    expect(after(more)).toBeNull();
  });

  test('has nothing to say when none was under way', () => {
    expect(landing(drifting(3 * MINUTE, landed), drifting(3 * MINUTE, landed))).toBeNull();
    expect(landing(device({ app: null }), drifting(3 * MINUTE, landed))).toBeNull();
  });
});

describe('whatever the API sends', () => {
  const sids = fc.constantFrom(NEW, OLD, null, 'KA1', 7);
  const dates = fc.oneof(
    fc.constantFrom(null, '', 'yesterday', '0001-01-01T00:00:00Z', '2024-02-03T04:05:06+14:00', 1_700_000_000, '9999-12-31T23:59:59Z'),
    fc.integer({ min: -48 * HOUR, max: 48 * HOUR }).map(ago),
  );
  const words = fc.oneof(fc.constantFrom('pending', 'scheduled', 'up-to-date', 'error', 'toString'), fc.string(), fc.constant(null));
  const apps = fc.record(
    { target_sid: sids, reported_sid: sids, date_targeted: dates, date_reported: dates, update_status: words, update_error_code: fc.oneof(fc.integer(), fc.string(), fc.constant(null)) },
    { requiredKeys: [] },
  );
  const leases = fc.record({ enabled: fc.constantFrom(true, false, null), date_expires: dates }, { requiredKeys: [] });
  const devices = fc.record({ app: fc.option(apps), logging: fc.option(leases) }, { requiredKeys: [] }).map(device);
  const clocks = fc.integer({ min: NOW - 100 * HOUR, max: NOW + 100 * HOUR });

  test('every age, lease and span is a number of milliseconds or null, never negative and never NaN', () => {
    fc.assert(
      fc.property(devices, devices, clocks, (one, other, now) => {
        const at = alignment(one, now);
        if ('age' in at) expect(sound(at.age)).toBe(true);
        const on = loggingLease(factsOf(one), now);
        if (on.kind === 'on') expect(sound(on.left)).toBe(true);
        if (on.kind === 'expired') expect(sound(on.since)).toBe(true);
        expect(sound(landing(one, other)?.took ?? null)).toBe(true);
        expect(contradiction(factsOf(one))).not.toBe('');
      }),
    );
  });

  test('stuck means drifting for longer than the threshold, and nothing else', () => {
    fc.assert(
      fc.property(devices, clocks, (one, now) => {
        const at = alignment(one, now);
        if ('stuck' in at) expect(at.stuck).toBe((at.age ?? 0) > STUCK_AFTER.usual);
        expect(at.kind === 'aligned').toBe(one.app?.target_sid !== null && one.app !== null && one.app.target_sid === one.app.reported_sid);
      }),
    );
  });

  test('a word is green only when it is exactly the one that the API documents', () => {
    fc.assert(
      fc.property(devices, (one) => {
        const { family, word } = updateResult(one);
        expect(family === 'up-to-date').toBe(word === 'up-to-date');
      }),
    );
  });
});
