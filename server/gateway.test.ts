import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { sessionSchema } from '#api/schema.ts';
import { createStand, TOKEN } from './gateway-stand.ts';
import { ProxyError, UpstreamError } from './upstream-error.ts';

// Properties are many cases in one test; a busy machine needs its time.
vi.setConfig({ testTimeout: 30_000 });

describe('reading', () => {
  test('a list comes as the API gives it, with the API’s clock and request id', async () => {
    const stand = createStand();
    const reply = await stand.get('/api/v1/Devices?PageSize=2');
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ devices: [{ sid: stand.device }, {}], meta: { page_size: 2 } });
    expect(reply.headers.get('date')).not.toBeNull();
    expect(reply.headers.get('twilio-request-id')).toMatch(/^RQ/u);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  test('a device is found by a name with blanks, percent signs and letters of any script', async () => {
    const stand = createStand();
    const row = stand.simulator.world.rows[0];
    if (row === undefined) throw new Error('The world is empty.');
    const name = 'Zürich 100%; a.b+c 日本';
    stand.simulator.world.change(row, { uniqueName: name });
    const reply = await stand.get(`/api/v1/Devices/${encodeURIComponent(name)}`);
    expect(await reply.json()).toMatchObject({ sid: stand.device, unique_name: name });
  });

  test('an App is found by SID', async () => {
    const stand = createStand();
    const sid = stand.simulator.world.apps.find((app) => !app.deleted)?.sid ?? '';
    expect(await (await stand.get(`/api/v1/Apps/${sid}`)).json()).toMatchObject({ sid });
  });

  test('an error of the API keeps its status, code and words', async () => {
    const stand = createStand();
    const reply = await stand.get('/api/v1/Devices/nobody');
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ code: 20404, status: 404 });
  });

  test('the session is what the page needs to know', async () => {
    const reply = await createStand().get('/api/session');
    expect(sessionSchema.parse(await reply.json())).toMatchObject({ token: TOKEN, fleetId: 'a-fleet-of-the-tests' });
  });
});

describe('changing', () => {
  test('a change is written down before it is sent and after', async () => {
    const stand = createStand();
    expect((await stand.post('LoggingEnabled=true')).status).toBe(200);
    const change = { sid: stand.device, action: 'LoggingEnabled', value: 'true' };
    expect(stand.entries).toMatchObject([
      { ...change, outcome: 'attempt' },
      { ...change, outcome: 'done', status: 200, requestId: expect.stringMatching(/^RQ/u) },
    ]);
    expect(stand.entries[0]?.id).toBe(stand.entries[1]?.id);
  });

  test('a refused change is written down as refused', async () => {
    const stand = createStand();
    expect((await stand.post('TargetApp=nobody')).status).toBe(400);
    expect(stand.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'refused']);
  });

  test('nothing is sent when the audit cannot be written', async () => {
    const stand = createStand({ audit: () => Promise.reject(new Error('disk full')) });
    const reply = await stand.post('RestartApp=true');
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({ code: 'audit' });
    expect(stand.simulator.world.counters.requests).toBe(0);
  });

  test('a read-only console refuses every change and writes that down', async () => {
    const stand = createStand({ readOnly: true });
    const reply = await stand.post('RestartApp=true');
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ code: 'read_only', status: 403 });
    expect(stand.entries).toMatchObject([{ action: 'RestartApp', outcome: 'read_only' }]);
    expect(stand.simulator.world.counters.requests).toBe(0);
    expect((await stand.get('/api/v1/Devices')).status).toBe(200);
  });

  test('any text arrives as the name that was typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (name) => {
        const stand = createStand();
        expect((await stand.post(`UniqueName=${encodeURIComponent(name)}`)).status).toBe(200);
        expect(stand.simulator.world.device(stand.device)?.uniqueName).toBe(name === '' ? null : name);
      }),
      { numRuns: 60 },
    );
  });

  test('what is not exactly one known parameter is never sent', async () => {
    const stand = createStand();
    const valid = /^(?:UniqueName=[^&]*|TargetApp=[^&]+|LoggingEnabled=(?:true|false)|RestartApp=true)$/u;
    const name = fc.constantFrom('UniqueName', 'TargetApp', 'LoggingEnabled', 'RestartApp', 'Foo', '', '__proto__');
    const pair = fc.tuple(name, fc.constantFrom('=', '', '=='), fc.constantFrom('true', 'false', '', 'x', '%', '%zz'));
    const bodies = fc.array(pair, { maxLength: 3 }).map((pairs) => pairs.map((parts) => parts.join('')).join('&'));
    const odd = bodies.filter((text) => !valid.test(text) || text.includes('%'));
    await fc.assert(
      fc.asyncProperty(odd, async (body) => {
        expect((await stand.post(body)).status).toBe(422);
      }),
    );
    expect(stand.simulator.world.counters.writes).toBe(0);
  });
});

describe('failing', () => {
  test('a connection that was refused is "unsent" for a change, so that it may be sent again', async () => {
    const stand = createStand({ upstream: () => Promise.reject(new UpstreamError('unsent', '(ECONNREFUSED)')) });
    expect(await (await stand.post('RestartApp=true')).json()).toMatchObject({ code: 'upstream_unsent', status: 502 });
    expect(await (await stand.get('/api/v1/Devices')).json()).toMatchObject({ code: 'upstream_unreachable' });
    expect(stand.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'unsent']);
  });

  test('a proxy that does not connect is named to a reader, and a change knows that it is unsent', async () => {
    const stand = createStand({ upstream: () => Promise.reject(new ProxyError('The proxy is down.')) });
    expect(await (await stand.get('/api/v1/Devices')).json()).toMatchObject({ code: 'upstream_proxy', message: 'The proxy is down.', status: 502 });
    expect(await (await stand.post('RestartApp=true')).json()).toMatchObject({ code: 'upstream_unsent', message: 'The API cannot be reached; nothing was sent. The proxy is down.' });
  });

  test('an API that pays no heed to being given up is given up all the same (F2)', async () => {
    const stand = createStand({ upstream: () => new Promise(() => undefined), timeoutMs: 20 });
    const reply = await stand.post('RestartApp=true');
    expect([reply.status, await reply.json()]).toMatchObject([504, { code: 'upstream_timeout' }]);
    expect(stand.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'unknown']);
  });

  test('a reader who leaves takes the call along; a change goes on to its end', async () => {
    const seen = new Map<string, AbortSignal>();
    const stand = createStand({
      upstream: (request) => {
        seen.set(request.method, request.signal);
        return new Promise(() => undefined);
      },
      timeoutMs: 500,
    });
    const browser = new AbortController();
    const read = stand.get('/api/v1/Devices', {}, browser.signal);
    const change = stand.post('RestartApp=true', {}, browser.signal);
    await expect.poll(() => seen.size).toBe(2);
    browser.abort();
    await read;
    expect([seen.get('GET')?.aborted, seen.get('POST')?.aborted]).toEqual([true, false]);
    expect((await change).status).toBe(504);
  });

  test('a gateway without a real token does not start', () => {
    const session = { token: '', simulated: true, apiHost: '', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' };
    expect(() => createStand({ session })).toThrow(/token/u);
  });
});
