import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { absolute, ago, asOf, between, DAY, duration, fileTime, fromField, HOUR, MINUTE, parseDate, relative, setZone, shortDuration, timeOfDay, toField, toTheMinute, utc, zoneName } from './time.ts';

const NOON = Date.UTC(2026, 2, 1, 12);

describe('a date of the API', () => {
  test.each([
    ['2021-01-01T12:34:56Z', Date.UTC(2021, 0, 1, 12, 34, 56)],
    ['2024-02-03T04:05:06.789Z', Date.UTC(2024, 1, 3, 4, 5, 6, 789)],
    ['2024-02-03T04:05:06+14:00', Date.UTC(2024, 1, 2, 14, 5, 6)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ])('%s is one instant', (text, at) => {
    expect(parseDate(text)).toBe(at);
  });

  test.each([
    null, '', 'yesterday', '0001-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '2024-02-03T04:05:06', '2024-02-03', '1700000000',
    '2021-02-30T00:00:00Z', '2021-13-01T00:00:00Z', '2021-01-01T25:00:00Z', '2021-01-01T00:00:00+99:99',
    ' 2021-01-01T12:34:56Z', '2021-01-01T12:34:56Z\n', '2021-01-01 12:34:56Z',
  ])('%j is no instant beyond doubt', (text) => {
    expect(parseDate(text)).toBeNull();
  });

  test('every instant that is written as the API writes it is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (seconds) => {
        const text = `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
        expect(parseDate(text)).toBe(seconds * 1000);
      }),
    );
  });

  test('no text at all makes it throw or return a number that is none', () => {
    const two = fc.nat(99).map((n) => String(n).padStart(2, '0'));
    const digits = fc
      .tuple(two, two, two, two, two, two, two, two)
      .map(([a, b, c, d, e, f, g, h]) => `${a}${b}-${c}-${d}T${e}:${f}:${g}+${h}:00`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits), (text) => {
        const at = parseDate(text);
        expect(at === null || (Number.isFinite(at) && at >= 0)).toBe(true);
      }),
    );
  });
});

describe('a span in words', () => {
  test.each([
    [0, '0 s', '0 s'],
    [999, '0 s', '0 s'],
    [45_900, '45 s', '45 s'],
    [MINUTE, '1 m', '1 m'],
    [61_000, '1 m 1 s', '1 m'],
    [2 * HOUR + 13 * MINUTE + 59_000, '2 h 13 m', '2 h'],
    [DAY + 5 * MINUTE, '1 d', '1 d'],
    [21 * DAY + 3 * HOUR, '21 d 3 h', '21 d'],
    [-5000, '0 s', '0 s'],
  ])('%d ms is %s, in a narrow place %s', (ms, long, short) => {
    expect(duration(ms)).toBe(long);
    expect(shortDuration(ms)).toBe(short);
  });

  test('never says more than the span, and less by under one of its smallest unit', () => {
    const sizes: Record<string, number> = { d: DAY, h: HOUR, m: MINUTE, s: 1000 };
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 4000 * DAY }), (ms) => {
        const parts = [...duration(ms).matchAll(/(\d+) ([dhms])/gu)].map(([, n, unit]) => ({ n: Number(n), size: sizes[unit ?? ''] ?? 0 }));
        const said = parts.reduce((sum, { n, size }) => sum + n * size, 0);
        expect(said).toBeLessThanOrEqual(ms);
        // One part alone may leave out a second unit that is zero, then less than that unit is missing.
        expect(ms - said).toBeLessThan(parts[0]?.size ?? 0);
        if (parts.length === 2) expect(ms - said).toBeLessThan(parts[1]?.size ?? 0);
      }),
    );
  });
});

describe('an instant seen from now', () => {
  test.each([
    [NOON, 'just now'],
    [NOON - 4999, 'just now'],
    [NOON + 4999, 'just now'],
    [NOON - 5000, '5 s ago'],
    [NOON + 5000, 'in 5 s'],
    [NOON - 2 * HOUR - MINUTE, '2 h ago'],
    [NOON + 23 * HOUR, 'in 23 h'],
  ])('%d is %s', (at, words) => {
    expect(relative(at, NOON)).toBe(words);
  });

  test('what has happened never lies ahead, by a clock that is told in steps', () => {
    expect(ago(NOON + 14_000, NOON)).toBe('just now');
    expect(ago(NOON - 2 * MINUTE, NOON)).toBe('2 m ago');
  });
});

test('a date in full gives local time first and UTC on the second line', () => {
  const [local, universal, ...more] = absolute(NOON).split('\n');
  expect(local).toContain('2026');
  expect(universal).toBe('2026-03-01 12:00:00 UTC');
  expect(universal).toBe(utc(NOON));
  expect(more).toEqual([]);
});

test('a time of day has seconds and 24 hours', () => {
  const afternoon = new Date(2026, 2, 1, 14, 2, 11).getTime();
  const midnight = new Date(2026, 2, 1, 0, 0, 5).getTime();
  expect(timeOfDay(afternoon)).toBe('14:02:11');
  expect(timeOfDay(midnight)).toBe('00:00:05');
  expect(asOf(midnight, midnight + 12 * HOUR)).toBe('00:00:05');
  expect(asOf(midnight, midnight + 12 * HOUR + 1)).toMatch(/\d{4}.*00:00:05/u);
});

const november = (text: string): number => new Date(`2026-11-${text}`).getTime();

describe('a span between two instants', () => {
  test.each([
    ['today', '23T14:01:02', '23T14:02:11', '23T15:00:00', /^between 14:01:02 and 14:02:11$/u],
    ['on an earlier day', '22T14:01:02', '22T14:02:11', '23T15:00:00', /22.*, between 14:01:02 and 14:02:11$/u],
    ['over midnight', '22T23:59:59', '23T00:00:59', '23T15:00:00', /^between .*22.*23:59:59 and .*23.*00:00:59$/u],
  ])('%s', (_, after, before, now, words) => {
    expect(between(november(after), november(before), november(now))).toMatch(words);
  });
});

describe('in UTC', () => {
  beforeEach(() => setZone('utc'));
  afterEach(() => setZone('local'));

  test('every instant is written by it, and says so', () => {
    expect(timeOfDay(NOON)).toBe('12:00:00 UTC');
    expect(asOf(NOON, NOON + DAY)).toMatch(/2026.*12:00:00 UTC$/u);
    expect(toTheMinute(NOON, NOON)).toBe('12:00 UTC');
    expect(between(NOON, NOON + 5_000, NOON)).toBe('between 12:00:00 and 12:00:05 UTC');
    expect(between(NOON - DAY, NOON, NOON)).toMatch(/^between .*28.*12:00:00 and .*1.*12:00:00 UTC$/u);
    expect(fileTime(NOON)).toBe('2026-03-01-1200z');
    expect(zoneName()).toBe('UTC');
  });

  test('a date in full gives UTC first, then local time', () => {
    expect(absolute(NOON).split('\n')[0]).toBe('2026-03-01 12:00:00 UTC');
  });

  test('a field is filled in and read by it', () => {
    expect(toField(NOON)).toBe('2026-03-01T12:00');
    expect(fromField('2026-03-01T12:00')).toBe(NOON);
  });
});

describe('a field for a date and time', () => {
  test('holds local time, and gives the same instant back', () => {
    const at = new Date(2026, 6, 1, 9, 30).getTime();
    expect(toField(at)).toBe('2026-07-01T09:30');
    expect(fromField(toField(at))).toBe(at);
    expect(fileTime(at)).toBe('2026-07-01-0930');
  });

  test('that holds no date is none', () => {
    for (const text of ['', '2026-02-30T10:00', '2026-03-01', 'soon', '2026-03-01T12:00Z']) expect(fromField(text)).toBeNull();
  });
});
