import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { json, NOW, page, refusal, SESSION } from './client-stand.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a Retry-After', () => {
  test('holds every call of this page until it is over', async () => {
    const { call, sent } = await page(refusal(20429, 429, { 'Retry-After': '7' }), json('well'));
    await expect(call('/a')).rejects.toMatchObject({ trouble: 'slow-down', retryAfter: 7000 });
    vi.setSystemTime(NOW + 6999);
    await expect(call('/b')).rejects.toMatchObject({ trouble: 'slow-down', neverProcessed: true, retryAfter: 1 });
    expect(sent).toHaveLength(1);
    vi.setSystemTime(NOW + 7000);
    expect(await call('/b')).toBe('well');
    expect(sent).toHaveLength(2);
  });

  test.each([
    ['503', refusal(20503, 503, { 'Retry-After': '7' }), { code: 20503, status: 503, message: 'a sentence', trouble: 'server' }],
    ['a rejected credential', json({ code: 'upstream_auth', message: 'no', more_info: null, status: 401 }, 502, { 'Retry-After': '7' }), { code: 'upstream_auth', status: 401, trouble: 'sign-in' }],
    ['a 429 that a proxy words', json({ code: 'bad_content_type', message: 'a page', more_info: null, status: 429 }, 429, { 'Retry-After': '7' }), { code: 'bad_content_type', status: 429, trouble: 'server' }],
    ['a web page', new Response('<p>', { status: 503, headers: { 'Retry-After': '7' } }), { code: 'bad_reply', status: 503, trouble: 'server' }],
  ])('of %s is told by its own cause, and what it holds back was never sent', async (_, answer, cause) => {
    const { call, sent } = await page(answer);
    await expect(call('/a')).rejects.toMatchObject({ ...cause, held: false, retryAfter: 7000 });
    vi.setSystemTime(NOW + 2000);
    await expect(call('/b', { form: { RestartApp: 'true' } })).rejects.toMatchObject({ ...cause, held: true, retryAfter: 5000, neverProcessed: true, outcomeUnknown: false });
    expect(sent).toHaveLength(1);
  });

  test('that a write is answered with takes no word of that answer along', async () => {
    const { call } = await page(refusal(20503, 503, { 'Retry-After': '7' }));
    await expect(call('/a', { form: { Value: 'x' } })).rejects.toMatchObject({ message: 'a sentence' });
    await expect(call('/b')).rejects.toMatchObject({ code: 20503, status: 503, message: 'The API asked for a pause that is not over yet.' });
  });

  test('keeps its first cause while it lasts, and no longer', async () => {
    const { call } = await page(refusal(20503, 503, { 'Retry-After': '5' }), refusal(20429, 429, { 'Retry-After': '9' }), refusal(20429, 429, { 'Retry-After': '1' }));
    await Promise.allSettled([call('/a'), call('/b')]);
    await expect(call('/c')).rejects.toMatchObject({ status: 503, retryAfter: 9000 });
    vi.setSystemTime(NOW + 9000);
    await expect(call('/d')).rejects.toMatchObject({ status: 429, held: false });
    await expect(call('/e')).rejects.toMatchObject({ status: 429, held: true });
  });

  test('of a token that was guessed wrong too often asks for no new session', async () => {
    const { call, sent } = await page(refusal('session_token', 429, { 'Retry-After': '7' }), json({ ...SESSION, fleetId: 'another-fleet-of-the-tests' }));
    await expect(call('/a')).rejects.toMatchObject({ trouble: 'session' });
    await expect(call('/b')).rejects.toMatchObject({ trouble: 'session', held: true });
    expect(sent.map(({ url }) => url)).toEqual(['/api/v1/a', '/api/session']);
  });

  test('holds for five minutes at the most also when the clock is set back meanwhile', async () => {
    const { call } = await page(refusal(20429, 429, { 'Retry-After': '7' }), json('well'));
    const { callsHeldUntil, holdCalls } = await import('./client.ts');
    await expect(call('/a')).rejects.toMatchObject({ trouble: 'slow-down' });
    const setBack = NOW - 3600_000;
    vi.setSystemTime(setBack);
    await expect(call('/b')).rejects.toMatchObject({ trouble: 'slow-down', retryAfter: 300_000 });
    // Another tab may tell of it later.
    vi.setSystemTime(setBack + 200_000);
    expect(callsHeldUntil()).toBe(setBack + 300_000);
    vi.setSystemTime(setBack + 300_000);
    expect(await call('/b')).toBe('well');
    holdCalls(NOW);
    expect(callsHeldUntil()).toBe(setBack + 600_000);
  });

  test('is not shortened by a later and shorter one', async () => {
    const both = [refusal(20503, 503, { 'Retry-After': '60' }), refusal(20429, 429, { 'Retry-After': '1' })];
    const { call } = await page(...both);
    await Promise.allSettled([call('/a'), call('/b')]);
    await expect(call('/c')).rejects.toMatchObject({ retryAfter: 60_000 });
  });

  test('as a date is measured by the clock that wrote it', async () => {
    const headers = { Date: 'Mon, 02 Mar 2026 14:00:00 GMT', 'Retry-After': 'Mon, 02 Mar 2026 14:00:09 GMT' };
    const { call, serverNow } = await page(refusal(20429, 429, headers));
    await expect(call('/a')).rejects.toMatchObject({ retryAfter: 9000 });
    expect(serverNow()).toBe(Date.parse('2026-03-02T14:00:00.500Z'));
  });

  test('that makes no sense holds nothing', async () => {
    const { call } = await page(refusal(20429, 429, { 'Retry-After': 'soon' }), json('well'));
    await expect(call('/a')).rejects.toMatchObject({ trouble: 'slow-down', retryAfter: null });
    expect(await call('/b')).toBe('well');
  });
});

describe('between a page and its Worker', () => {
  test('a pause is told once, holds here as there, and is only ever put off', async () => {
    const { call, sent } = await page(refusal(20429, 429, { 'Retry-After': '7' }));
    const { callsHeldUntil, holdCalls, onHold } = await import('./client.ts');
    const told: number[] = [];
    const stop = onHold((until) => told.push(until));
    holdCalls(NOW + 3000);
    await expect(call('/a')).rejects.toMatchObject({ trouble: 'slow-down', retryAfter: 3000 });
    expect(sent).toEqual([]);
    vi.setSystemTime(NOW + 3000);
    await expect(call('/a')).rejects.toMatchObject({ retryAfter: 7000 });
    holdCalls(NOW + 4000);
    expect(told).toEqual([NOW + 3000, NOW + 10_000]);
    expect(callsHeldUntil()).toBe(NOW + 10_000);
    stop();
    holdCalls(NOW + 60_000);
    expect(told).toHaveLength(2);
  });

  test('a pause goes with its cause, also to who begins to listen later', async () => {
    const { call } = await page(refusal(20503, 503, { 'Retry-After': '7' }));
    const { holdCalls, onHold } = await import('./client.ts');
    await expect(call('/a')).rejects.toMatchObject({ status: 503 });
    const told: unknown[] = [];
    onHold((...held) => told.push(held));
    const cause = { code: 20503, message: 'a sentence', more_info: null, status: 503 };
    expect(told).toEqual([[NOW + 7000, cause]]);
    vi.setSystemTime(NOW + 7000);
    onHold(() => expect.unreachable('The pause is over.'))();
    holdCalls(NOW + 9000, { ...cause, code: 20500, status: 500 });
    await expect(call('/b')).rejects.toMatchObject({ code: 20500, status: 500, held: true });
  });
});
