import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { json, NOW, page, pageOf, refusal, SESSION } from './client-stand.ts';

const stale = (): Response => refusal('session_token', 403);

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a call', () => {
  test('carries the token of this page, and leaves out parameters that are not given', async () => {
    const { call, sent } = await page(json({ a: 1 }));
    expect(await call('/Devices', { query: { PageSize: 50, PageToken: 'a+b', Page: undefined } })).toEqual({ a: 1 });
    expect(sent).toEqual([{ method: 'GET', url: '/api/v1/Devices?PageSize=50&PageToken=a%2Bb', token: 'first', body: '' }]);
  });

  test('with a form is a POST, byte for byte one field', async () => {
    const { call, sent } = await page(json({}));
    await call('/Devices/UV1', { form: { UniqueName: 'a&b=c+d%\r\né' } });
    expect(sent).toEqual([
      { method: 'POST', url: '/api/v1/Devices/UV1', token: 'first', body: 'UniqueName=a%26b%3Dc%2Bd%25%0D%0A%C3%A9' },
    ]);
  });

  test('that is refused throws the words and numbers of the API', async () => {
    const { call } = await page(refusal(20409, 409));
    await expect(call('/x')).rejects.toMatchObject({ code: 20409, status: 409, message: 'a sentence', trouble: 'refused', retryAfter: null });
  });

  test.each([
    ['JSON cut in the middle', new Response('{"sid":"UV')],
    ['no body', new Response('')],
    ['a web page', new Response('<!doctype html><h1>Welcome</h1>')],
    ['a web page for an error', new Response('<h1>502 Bad Gateway</h1>', { status: 502 })],
    ['an error of another shape', json({ error: 'no' }, 500)],
  ])('that is answered by %s may have been carried out', async (_, answer) => {
    const { call } = await page(answer);
    await expect(call('/x', { form: { RestartApp: 'true' } })).rejects.toMatchObject({ code: 'bad_reply', outcomeUnknown: true });
  });

  test.each([
    ['a web page', new Response('<h1>404</h1>', { status: 404 })],
    ['JSON of another shape', json({ error: 'Not Found' }, 404)],
    ['a word for a number', refusal('gone', 404)],
    ['the gateway’s own word', refusal('upstream_error', 404)],
  ])('that is answered with 404 and %s may have been carried out: that nothing is there only the API itself can say', async (_, answer) => {
    const { call } = await page(answer);
    await expect(call('/x')).rejects.toMatchObject({ status: 404, trouble: 'server', outcomeUnknown: true, isNotFound: false });
  });

  test('for which the gateway has no path was not passed on, and says nothing of what is there', async () => {
    const { call } = await page(refusal('not_found', 404));
    await expect(call('/x')).rejects.toMatchObject({ status: 404, trouble: 'guard', outcomeUnknown: false, isNotFound: false });
  });

  test('that nobody answers may have been carried out, and is not sent again', async () => {
    const { call, sent } = await page(new TypeError('Failed to fetch'));
    await expect(call('/x', { form: { RestartApp: 'true' } })).rejects.toMatchObject({ trouble: 'network', status: 0, outcomeUnknown: true });
    expect(sent).toHaveLength(1);
  });

  test('that breaks off within the answer may have been carried out', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new TypeError('network error')) });
    const { call } = await page(new Response(body));
    await expect(call('/x')).rejects.toMatchObject({ trouble: 'network', message: 'network error' });
  });

  test('that was cancelled throws the reason, not an error of the network', async () => {
    const { call, sent } = await page();
    await expect(call('/x', { signal: AbortSignal.abort('left the page') })).rejects.toBe('left the page');
    expect(sent).toEqual([]);
  });
});

describe('the clock', () => {
  const HEADERS = { Date: 'Sat, 28 Feb 2026 10:00:00 GMT' };
  const AHEAD = Date.parse('2026-02-28T10:00:00.500Z') - NOW;

  test('of the API is kept while the gateway has to answer without it', async () => {
    const { call, serverNow } = await page(json(1, 200, HEADERS), refusal('upstream_unreachable', 502), new TypeError('Failed to fetch'));
    await call('/x');
    await expect(call('/x')).rejects.toMatchObject({ code: 'upstream_unreachable' });
    await expect(call('/x')).rejects.toMatchObject({ trouble: 'network' });
    expect(serverNow() - NOW).toBe(AHEAD);
  });

  test('is measured when an answer begins, however long its body takes', async () => {
    const body = new ReadableStream({
      pull: (controller) => {
        vi.setSystemTime(NOW + 15_000);
        controller.enqueue(new TextEncoder().encode('1'));
        controller.close();
      },
    }, { highWaterMark: 0 });
    const { call, serverNow } = await page(new Response(body, { headers: HEADERS }));
    await call('/x');
    expect(serverNow() - Date.now()).toBe(AHEAD);
  });
});

describe('between a page and its Worker', () => {
  test('a clock that was measured is told, one that was taken over is not', async () => {
    const { call, serverNow } = await page(json(1, 200, { Date: 'Sat, 28 Feb 2026 10:00:00 GMT' }));
    const { adoptSkew, clockSkew, onSkew } = await import('./clock.ts');
    const told: number[] = [];
    const stop = onSkew((ms) => told.push(ms));
    adoptSkew(5000);
    expect([serverNow(), clockSkew(), told]).toEqual([NOW + 5000, 5000, []]);
    await call('/x');
    expect(told).toEqual([Date.parse('2026-02-28T10:00:00.500Z') - NOW]);
    stop();
  });

  test('the session is handed over where there is no document', async () => {
    const { call, sent } = await page(json('well'));
    vi.stubGlobal('document', undefined);
    (await import('./session.ts')).adoptSession({ ...SESSION, token: 'handed over' });
    expect(await call('/x')).toBe('well');
    expect(sent[0]?.token).toBe('handed over');
  });
});

describe('when the gateway was restarted', () => {
  test('its new token is taken once, unseen, and the call is sent again', async () => {
    const { call, sent } = await page(stale(), json({ ...SESSION, token: 'second' }), json('well'), json('well'));
    expect(await call('/x', { form: { RestartApp: 'true' } })).toBe('well');
    await call('/y');
    expect(sent.map(({ method, url, token }) => [method, url, token])).toEqual([
      ['POST', '/api/v1/x', 'first'],
      ['GET', '/api/session', null],
      ['POST', '/api/v1/x', 'second'],
      ['GET', '/api/v1/y', 'second'],
    ]);
  });

  test('an account without a name is known again by its fleet', async () => {
    const nameless = { ...SESSION, accountSid: null };
    const { call, sent } = await pageOf(nameless, stale(), json({ ...nameless, token: 'second' }), json('well'));
    expect(await call('/x')).toBe('well');
    expect(sent.at(-1)?.token).toBe('second');
    const other = await pageOf(nameless, stale(), json({ ...nameless, token: 'second', fleetId: 'another-fleet-of-the-tests' }));
    await expect(other.call('/x')).rejects.toMatchObject({ trouble: 'session' });
  });

  test('a second refusal is final', async () => {
    const { call, sent } = await page(stale(), json({ ...SESSION, token: 'second' }), stale());
    await expect(call('/x')).rejects.toMatchObject({ trouble: 'session' });
    expect(sent).toHaveLength(3);
  });

  test.each([
    ['another account', { accountSid: `AC${'1'.repeat(32)}` }],
    ['another credential', { fleetId: 'another-fleet-of-the-tests' }],
    ['another API', { apiHost: 'other.test' }],
    ['a simulator', { simulated: true }],
    ['a fleet that is read-only', { readOnly: true }],
  ])('with %s, nothing is sent to it and its token is never taken', async (_, other) => {
    const { call, sent } = await page(stale(), json({ ...SESSION, token: 'second', ...other }), stale(), json({ ...SESSION, token: 'second', ...other }));
    await expect(call('/x', { form: { RestartApp: 'true' } })).rejects.toMatchObject({ trouble: 'session' });
    await expect(call('/y')).rejects.toMatchObject({ trouble: 'session' });
    expect(sent.map(({ token }) => token)).toEqual(['first', null, 'first', null]);
  });

  test.each([
    ['does not answer', new TypeError('Failed to fetch')],
    ['refuses', refusal('cross_site', 403)],
    ['answers something else', json({ token: 'second' })],
    ['answers no JSON', new Response('<h1>Welcome</h1>')],
  ])('and its session %s, the call was never processed, and may be sent again', async (_, answer) => {
    const { call, sent } = await page(stale(), answer, stale(), json({ ...SESSION, token: 'second' }), json('well'));
    await expect(call('/x')).rejects.toMatchObject({ trouble: 'unsent', neverProcessed: true });
    expect(sent).toHaveLength(2);
    expect(await call('/x')).toBe('well');
  });
});

describe('the clock of the API', () => {
  test('is the browser’s own until the first answer, and then that of the answers', async () => {
    const { call, serverNow } = await page(json(1, 200, { Date: 'Sat, 28 Feb 2026 10:00:00 GMT' }));
    expect(serverNow()).toBe(NOW);
    await call('/x');
    expect(serverNow()).toBe(Date.parse('2026-02-28T10:00:00.500Z'));
  });

  test('is not moved by the coarseness of the header, or by nonsense', async () => {
    const { call, serverNow } = await page(json(1, 200, { Date: 'Sun, 01 Mar 2026 11:59:59 GMT' }), json(1, 200, { Date: 'yesterday' }));
    await call('/x');
    await call('/x');
    expect(serverNow()).toBe(NOW);
  });
});
