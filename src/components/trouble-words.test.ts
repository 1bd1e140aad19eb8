import { describe, expect, test } from 'vitest';
import { ApiError } from '#api/error.ts';
import { causeOf, troubleWords } from './trouble-words.ts';

const error = (code: number | string, status: number, held = false): ApiError => new ApiError({ code, message: 'm', more_info: null, status }, null, held);

describe('the words for a trouble', () => {
  test.each([
    ['a rejected credential', error('upstream_auth', 401), 'sign-in', /credentials \(401\)/u],
    ['missing rights', error('upstream_auth', 403), 'rights', /rights for this \(403\)/u],
    ['too many requests', error(20429, 429), 'slow-down', /slow down \(429\)/u],
    ['an API that is out of service', error(20503, 503), 'unavailable', /unavailable \(503\)/u],
    ['a pause that it asked for', error(20503, 503, true), 'unavailable', /unavailable \(503\)/u],
    ['a web page that says 503', error('bad_content_type', 503), 'unavailable', /unavailable \(503\)/u],
    ['an error of the API', error(20500, 500), 'server', /has a problem\.$/u],
    ['a web page', error('bad_content_type', 502), 'garbled', /answer cannot be used/u],
    ['an answer about another device', error('bad_reply', 502), 'garbled', /answer cannot be used/u],
    ['a 404 of a proxy', error('upstream_error', 404), 'garbled', /answer cannot be used/u],
    ['a connection that broke off', error('upstream_unreachable', 502), 'unreachable', /cannot be reached/u],
    ['a connection that was refused', error('upstream_unsent', 502), 'unreachable', /cannot be reached/u],
    ['a proxy that does not connect', error('upstream_proxy', 502), 'proxy', /through the proxy/u],
    ['an answer of more than 8 MiB', error('upstream_too_large', 502), 'large', /too large/u],
    ['a list without an end', error('broken_list', 502), 'list', /list is incomplete/u],
    ['an API that takes too long', error('upstream_timeout', 504), 'late', /does not answer in time/u],
    ['a gateway that is gone', error('network', 0), 'network', /server does not answer/u],
    ['a gateway with other settings', error('session_token', 403), 'session', /restarted with other settings/u],
    ['a gateway that knows no such path', error('not_found', 404), 'guard', /did not pass the request on/u],
    ['a refusal', error(20422, 400), 'refused', /refused the request/u],
    ['the index that stopped', { trouble: 'worker' }, 'worker', /has stopped/u],
    ['a mistake of our own', { trouble: 'client' }, 'client', /console itself/u],
    ['a word of a newer tab', { trouble: 'eclipse' }, 'eclipse', /console itself/u],
  ])('%s say what happened', (_, trouble, cause, title) => {
    expect(causeOf(trouble)).toBe(cause);
    expect(troubleWords(trouble).title).toMatch(title);
  });

  test('promise nothing: when it is tried again only the one who tries can say', () => {
    for (const each of [error('upstream_auth', 401), error(20429, 429), error(20503, 503), error('upstream_unreachable', 502)]) {
      const { title, help } = troubleWords(each);
      expect(`${title} ${help}`).not.toMatch(/again|retr/u);
    }
  });
});
