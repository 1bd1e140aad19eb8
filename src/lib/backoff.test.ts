import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fullJitter, retryAfter, sleep } from './backoff.ts';

const DATE = 'Sun, 01 Mar 2026 12:00:00 GMT';

describe('full jitter', () => {
  test('doubles its upper end from 0.5 s, up to 30 s', () => {
    const ends = [0, 1, 2, 5, 6, 7, 2000].map((attempt) => fullJitter(attempt, () => 1));
    expect(ends).toEqual([500, 1000, 2000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('spreads over all of it: the dice decide', () => {
    expect([0, 0.25, 0.5].map((dice) => fullJitter(3, () => dice))).toEqual([0, 1000, 2000]);
  });
});

describe('Retry-After', () => {
  test.each([
    ['7', null, 7000],
    [' 7 ', null, 7000],
    ['0', null, 0],
    ['99999999999999999999', null, 300_000],
    ['Sun, 01 Mar 2026 12:00:09 GMT', DATE, 9000],
    ['Sunday, 01-Mar-26 12:00:09 GMT', DATE, 9000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', DATE, 0],
    ['Mon, 02 Mar 2026 12:00:00 GMT', DATE, 300_000],
  ])('%j with the date %j is %d ms', (header, date, ms) => {
    expect(retryAfter(header, date)).toBe(ms);
  });

  test.each([null, '', 'soon', 'soon 7', '-1', '7.5', '7s', '1e3', '2026-03-01T12:00:09Z', 'Sun, 99 Foo 2026 GMT'])(
    '%j says nothing, rather than "at once"',
    (header) => {
      expect(retryAfter(header, DATE)).toBeNull();
    },
  );

  test('is never a negative, endless or senseless wait', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat().map(String)), fc.option(fc.string()), (header, date) => {
        const wait = retryAfter(header, date);
        expect(wait === null || (wait >= 0 && wait <= 300_000)).toBe(true);
      }),
    );
  });
});

describe('a pause', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a date without the reply’s own is measured by the browser’s clock', () => {
    vi.setSystemTime(DATE);
    expect(retryAfter('Sun, 01 Mar 2026 12:00:09 GMT', null)).toBe(9000);
  });

  test('ends when its time has come', async () => {
    const done = vi.fn<() => void>();
    void sleep(1000).then(done);
    await vi.advanceTimersByTimeAsync(999);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toHaveBeenCalledOnce();
  });

  test('breaks off with the reason of the signal, and leaves no timer behind', async () => {
    const abort = new AbortController();
    const pause = expect(sleep(1000, abort.signal)).rejects.toBe('cancelled');
    abort.abort('cancelled');
    await pause;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not begin when it is cancelled already', async () => {
    await expect(sleep(1000, AbortSignal.abort('too late'))).rejects.toBe('too late');
    expect(vi.getTimerCount()).toBe(0);
  });
});
