import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiError, localError } from './error.ts';
import { poll, RetryPolicy } from './retry.ts';

const NOW = 1_000_000;
/** The dice always fall on the far end, so that a wait is the longest it can be. */
const policy = (): RetryPolicy => new RetryPolicy(() => NOW, () => 1);
const busy = (retryAfter: number | null = null): ApiError =>
  new ApiError({ code: 20429, message: 'slow down', more_info: null, status: 429 }, retryAfter);
const broken = (): ApiError => new ApiError({ code: 20500, message: 'no', more_info: null, status: 500 });
const status = (code: number | string, number: number): ApiError => new ApiError({ code, message: 'no', more_info: null, status: number });

/** Fails one read as the query library does: the delay first, then whether at all. */
function fail(each: RetryPolicy, count: number, error: unknown): { readonly wait: number; readonly again: boolean } {
  return { wait: each.delay(count, error), again: each.again(count, error) };
}

describe('a read is asked again', () => {
  test.each([
    ['429', busy()],
    ['500', broken()],
    ['502', status('upstream_unreachable', 502)],
    ['503', status(20503, 503)],
    ['504', status('upstream_timeout', 504)],
    ['a request that never left', status('upstream_unsent', 502)],
    ['silence', localError('network', 'gone')],
  ])('after %s', (_, error) => {
    expect(policy().again(0, error)).toBe(true);
  });

  test.each([
    ['a refusal', status(20404, 404)],
    ['a conflict', status(20409, 409)],
    ['an expired page token', status(21481, 400)],
    ['a rejected credential', status('upstream_auth', 401)],
    ['missing rights', status('upstream_auth', 403)],
    ['another session', status('session_token', 403)],
    ['the gateway’s own word', status('read_only', 403)],
    ['a mistake of our own', new TypeError('x is not a function')],
    ['nothing known', undefined],
  ])('never after %s', (_, error) => {
    const each = policy();
    expect(fail(each, 0, error).again).toBe(false);
    if (error instanceof ApiError) expect(error.retryAt).toBeNull();
  });

  test('five times, and then no more', () => {
    const each = policy();
    const answers = [0, 1, 2, 3, 4, 5].map((count) => each.again(count, broken()));
    expect(answers).toEqual([true, true, true, true, true, false]);
  });
});

describe('the budget', () => {
  test('is ten retries in hand, and then one for every ten reads that succeed', () => {
    const each = policy();
    const spend = (tries: number): number => Array.from({ length: tries }, () => each.again(0, broken())).filter(Boolean).length;
    expect(spend(30)).toBe(10);
    for (let i = 0; i < 31; i += 1) each.succeeded();
    expect(spend(30)).toBe(3);
  });

  test('cannot be saved up beyond twenty', () => {
    const each = policy();
    for (let i = 0; i < 1000; i += 1) each.succeeded();
    const granted = Array.from({ length: 40 }, () => each.again(0, broken())).filter(Boolean);
    expect(granted).toHaveLength(20);
  });

  test('is not spent by what is never asked again', () => {
    const each = policy();
    for (let i = 0; i < 50; i += 1) each.again(0, status(20404, 404));
    expect(each.again(0, broken())).toBe(true);
  });
});

describe('the wait', () => {
  test('grows with every failure of a read, and the dice decide how much of it', () => {
    expect([0, 1, 2, 3].map((count) => policy().delay(count, broken()))).toEqual([500, 1000, 2000, 4000]);
    expect(new RetryPolicy(() => NOW, () => 0.5).delay(3, broken())).toBe(2000);
    expect(new RetryPolicy(() => NOW, () => 0).delay(3, broken())).toBe(0);
  });

  test('is what the server asked for, longer or shorter than ours', () => {
    expect(policy().delay(0, busy(7000))).toBe(7000);
    expect(policy().delay(6, busy(1000))).toBe(1000);
  });

  test('is noted in the error by the browser’s clock, for a countdown', () => {
    const error = busy(7000);
    expect(fail(policy(), 0, error).again).toBe(true);
    expect(error.retryAt).toBe(NOW + 7000);
  });

  test('is taken back when there is no next try', () => {
    const error = broken();
    expect(fail(policy(), 5, error).again).toBe(false);
    expect(error.retryAt).toBeNull();
  });

  test('is ten seconds at least from the fifth failure in a row, of whatever read, until one succeeds', () => {
    const each = policy();
    const waits = Array.from({ length: 5 }, () => fail(each, 0, broken()).wait);
    expect(waits).toEqual([500, 500, 500, 500, 10_000]);
    expect(fail(each, 0, broken()).wait).toBe(10_000);
    each.succeeded();
    expect(fail(each, 0, broken()).wait).toBe(500);
  });

  test('is not lengthened by refusals: an API that says no is well', () => {
    const each = policy();
    for (let i = 0; i < 9; i += 1) fail(each, 0, status(20404, 404));
    expect(each.delay(0, broken())).toBe(500);
  });
});

test('a page that asks again by itself says when', () => {
  const error = broken();
  expect(poll(30_000)({ state: { error, errorUpdatedAt: NOW } })).toBe(30_000);
  expect(error.retryAt).toBe(NOW + 30_000);
  expect(poll(5000)({ state: { error: null, errorUpdatedAt: 0 } })).toBe(5000);
});

describe('with the query library', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a sick API is asked six times in all, with a pause before the last, and no further try is announced', async () => {
    vi.useFakeTimers({ now: NOW });
    const each = new RetryPolicy(undefined, () => 1);
    const client = new QueryClient();
    const asked: number[] = [];
    const read = client.fetchQuery({
      queryKey: ['sick'],
      queryFn: () => {
        asked.push(Date.now() - NOW);
        return Promise.reject(broken());
      },
      retry: (count, error) => each.again(count, error),
      retryDelay: (count, error) => each.delay(count, error),
      networkMode: 'always',
    });
    const failed = expect(read).rejects.toMatchObject({ status: 500, retryAt: null });
    await vi.advanceTimersByTimeAsync(60_000);
    await failed;
    expect(asked).toEqual([0, 500, 1500, 3500, 7500, 17_500]);
    client.clear();
  });
});
