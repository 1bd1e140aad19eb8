import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError, localError } from './error.ts';

function error(code: number | string, status: number): ApiError {
  return new ApiError({ code, message: 'm', more_info: null, status });
}

describe('the kind of trouble', () => {
  test.each<readonly [number | string, number, string]>([
    [20001, 400, 'refused'],
    [20404, 404, 'refused'],
    [20409, 409, 'refused'],
    [20422, 422, 'refused'],
    [21481, 400, 'refused'],
    [20404, 429, 'slow-down'],
    ['not_found', 404, 'guard'],
    ['target', 414, 'guard'],
    ['header', 400, 'guard'],
    ['bad_reply', 404, 'server'],
    ['upstream_error', 404, 'server'],
    ['upstream_error', 409, 'server'],
    ...['bad_content_type', 'bad_json', 'bad_gzip', 'upstream_error', 'upstream_too_large', 'bad_reply', '20429'].map((code) => [code, 429, 'server'] as const),
    ['upstream_error', 401, 'server'],
    ['a word of nobody', 400, 'server'],
    ['upstream_auth', 401, 'sign-in'],
    ['upstream_auth', 403, 'rights'],
    [20429, 429, 'slow-down'],
    ['upstream_unsent', 502, 'unsent'],
    [20500, 500, 'server'],
    [20503, 503, 'server'],
    ['upstream_timeout', 504, 'server'],
    ['upstream_unreachable', 502, 'server'],
    ['upstream_redirect', 502, 'server'],
    ['upstream_too_large', 502, 'server'],
    ['bad_content_type', 502, 'server'],
    ['bad_json', 502, 'server'],
    ['bad_reply', 502, 'server'],
    ['network', 0, 'network'],
    ['attempt_taken', 409, 'network'],
    [20408, 408, 'server'],
    [20421, 421, 'server'],
    [20425, 425, 'server'],
    ['bad_reply', 408, 'server'],
    ['attempt', 400, 'guard'],
    ['attempt_store', 503, 'guard'],
    ['session_token', 403, 'session'],
    ['read_only', 403, 'guard'],
    ['cross_site', 403, 'guard'],
    ['audit', 503, 'guard'],
    ['invalid_parameter', 422, 'guard'],
    ['too_large', 413, 'guard'],
  ])('of code %s with status %d is %s', (code, status, trouble) => {
    expect(error(code, status).trouble).toBe(trouble);
  });
});

test.each([
  [20404, 404, true],
  // Whatever number it is: the statuses of a service that was moved may come with others.
  [7, 404, true],
  [20404, 410, false],
  [20404, 500, false],
  ['not_found', 404, false],
  ['bad_reply', 404, false],
  ['bad_content_type', 404, false],
  ['upstream_error', 404, false],
  ['20404', 404, false],
  ['upstream_auth', 404, false],
])('code %j with status %d says that there is no such thing: %s', (code, status, expected) => {
  expect(error(code, status).isNotFound).toBe(expected);
  expect(error(code, status === 404 ? 409 : status).isConflict).toBe(expected);
});

test('what was held back because of a pause was never sent, whatever the cause of the pause says', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.constantFrom('session_token', 'upstream_auth', 'bad_reply', 'network', 'read_only')), fc.constantFrom(0, 400, 401, 404, 409, 429, 500, 503), (code, status) => {
      const each = new ApiError({ code, message: 'm', more_info: null, status }, 1_000, true);
      expect(each).toMatchObject({ code, status, held: true, neverProcessed: true, outcomeUnknown: false, isNotFound: false, isConflict: false, retryAfter: 1_000 });
    }),
  );
});

const judged = (each: ApiError): [boolean, boolean] => [each.neverProcessed, each.outcomeUnknown];

test('only what was never processed may be sent again unseen, and only silence and 5xx leave a write in doubt', () => {
  expect(judged(error(20429, 429))).toEqual([true, false]);
  expect(judged(error('bad_content_type', 429))).toEqual([false, true]);
  expect(judged(error('upstream_unsent', 502))).toEqual([true, false]);
  expect(judged(error(20500, 500))).toEqual([false, true]);
  expect(judged(error('network', 0))).toEqual([false, true]);
  expect(judged(error('attempt_taken', 409))).toEqual([false, true]);
  expect(judged(error(20408, 408))).toEqual([false, true]);
  expect(judged(error(20409, 409))).toEqual([false, false]);
  expect(judged(error('upstream_auth', 401))).toEqual([false, false]);
  expect(judged(error('read_only', 403))).toEqual([false, false]);
  expect(judged(error('session_token', 403))).toEqual([false, false]);
});

test('no answer is ever both never processed and of unknown outcome', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.string()), fc.integer({ min: 0, max: 999 }), (code, status) => {
      const each = error(code, status);
      expect(each.neverProcessed && each.outcomeUnknown).toBe(false);
      if (status >= 500 && typeof code === 'number') expect(each.outcomeUnknown).toBe(true);
    }),
  );
});

test('an error of this side has no status unless it is given one, and asks for no pause', () => {
  expect(localError('network', 'gone')).toMatchObject({ status: 0, code: 'network', message: 'gone', retryAfter: null, retryAt: null });
  expect(localError('bad_reply', 'odd', 502)).toMatchObject({ status: 502, trouble: 'server', name: 'ApiError' });
});
