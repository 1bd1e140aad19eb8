/** Configs, Secrets and Apps through the gateway: what is passed on, what is written down, and what never is. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { configSchema, configsPageSchema } from '#api/schema.ts';
import { createStand, type GatewayStand } from './gateway-stand.ts';
import { isResourceName } from './routes.ts';
import { UpstreamError } from './upstream-error.ts';

// Properties are many cases in one test; a busy machine needs its time.
vi.setConfig({ testTimeout: 30_000 });

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const SCOPES = ['of the account', 'of a device'] as const;
const root = (stand: GatewayStand, scope: string): string => (scope === 'of a device' ? `/v1/Devices/${stand.device}` : '/v1');
const sidOf = (stand: GatewayStand, scope: string): string | null => (scope === 'of a device' ? stand.device : null);

describe.each(SCOPES)('Configs %s', (scope) => {
  test('are created, read, changed and deleted, and each change is written down without its value', async () => {
    const stand = createStand();
    const list = `${root(stand, scope)}/Configs`;
    const value = '{"a":"b&c=d+e %2F ü🚀"}\n';
    const created = await stand.change('POST', list, { Key: 'a b;c', Value: value });
    expect([created.status, configSchema.parse(await created.json())]).toMatchObject([201, { key: 'a b;c', value }]);
    const one = `${list}/a%20b%3Bc`;
    expect(configSchema.parse(await (await stand.get(`/api${one}`)).json()).value).toBe(value);
    const { configs } = configsPageSchema.parse(await (await stand.get(`/api${list}?PageSize=1000`)).json());
    expect(configs).toContainEqual(expect.objectContaining({ key: 'a b;c' }));
    expect((await stand.change('POST', one, { Value: '' })).status).toBe(200);
    const gone = await stand.change('DELETE', one);
    expect([gone.status, await gone.text(), gone.headers.get('content-type')]).toEqual([204, '', null]);
    expect(gone.headers.get('twilio-request-id')).toMatch(/^RQ/u);
    expect(gone.headers.get('cache-control')).toBe('no-store');

    const subject = { sid: sidOf(stand, scope), action: 'Config', key: 'a b;c' };
    expect(stand.entries.filter(({ outcome }) => outcome === 'done').map(({ time: _time, id: _id, requestId: _request, ...entry }) => entry)).toEqual([
      { ...subject, change: 'create', length: [...value].length, sha256: sha256(value), outcome: 'done', status: 201 },
      { ...subject, change: 'update', length: 0, sha256: sha256(''), outcome: 'done', status: 200 },
      { ...subject, change: 'delete', outcome: 'done', status: 204 },
    ]);
    expect(stand.entries).toHaveLength(6);
    expect(JSON.stringify(stand.entries)).not.toContain('b&c');
  });

  test('take exactly their parameters, within the limits, which count code points', async () => {
    const stand = createStand();
    const list = `${root(stand, scope)}/Configs`;
    const { requests } = stand.simulator.world.counters;
    const bodies = ['', 'Key=a', 'Value=a', 'Key=a&Value=b&Key=c', 'Key=a&Value=b&Value=b', 'Key=a&Value=b&TargetApp=x', 'Key=&Value=b', 'key=a&value=b', 'Key=a%2Fb&Value=', 'Key=..&Value=', 'Key=a%00&Value=b', 'Key=a%3F&Value=b', `Key=${'k'.repeat(101)}&Value=b`, `Key=a&Value=${'v'.repeat(4097)}`, `Key=a&Value=${'%F0%9F%9A%80'.repeat(4097)}`, '__proto__=a&Value=b'];
    for (const body of bodies) expect((await stand.change('POST', list, body)).status, body.slice(0, 60)).toBe(422);
    for (const body of ['', 'Key=a&Value=b', 'Value=a&Value=a', 'Key=a', 'RestartApp=true', `Value=${'v'.repeat(4097)}`]) {
      expect((await stand.change('POST', `${list}/prefs`, body)).status, body.slice(0, 60)).toBe(422);
    }
    expect((await stand.change('POST', `${list}?Key=a`, 'Value=b')).status).toBe(422);
    expect((await stand.change('DELETE', `${list}/prefs?x=1`)).status).toBe(422);
    expect(stand.simulator.world.counters.requests).toBe(requests);
    // The longest that there may be: 49.2 KiB on the wire.
    const longest = { Key: '🔑'.repeat(100), Value: '🚀'.repeat(4096) };
    expect((await stand.change('POST', list, longest)).status).toBe(201);
    expect(stand.simulator.world.configs(sidOf(stand, scope)).get(longest.Key)?.value).toBe(longest.Value);
  });
});

test('any key and value arrive as they were typed', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const key = text.filter((name) => isResourceName(name) && [...name].length <= 100);
  await fc.assert(
    fc.asyncProperty(key, text, async (name, value) => {
      const stand = createStand();
      expect((await stand.change('POST', '/v1/Configs', { Key: name, Value: value })).status).toBe(201);
      expect(configSchema.parse(await (await stand.get(`/api/v1/Configs/${encodeURIComponent(name)}`)).json())).toMatchObject({ key: name, value });
    }),
    { numRuns: 60 },
  );
});

test('only what holds a key and a value may be larger than 8 KiB', async () => {
  const stand = createStand();
  const large = `Value=${'x'.repeat(20_000)}`;
  expect((await stand.change('POST', '/v1/Configs/a', large)).status).toBe(422);
  expect((await stand.change('POST', '/v1/Configs/a', `Value=${'x'.repeat(51_200)}`)).status).toBe(413);
  const device = await stand.change('POST', `/v1/Devices/${stand.device}`, `UniqueName=${'x'.repeat(9000)}`);
  expect([device.status, await device.json()]).toMatchObject([413, { code: 'too_large', message: 'The body is larger than 8 KiB.' }]);
});

describe('an App', () => {
  test('is deleted by SID, and that is written down; its manifest is read', async () => {
    const stand = createStand();
    const sid = stand.simulator.world.apps.find(({ deleted }) => !deleted)?.sid ?? '';
    expect(await (await stand.get(`/api/v1/Apps/${sid}/Manifest`)).json()).toMatchObject({ app_sid: sid, encoded_bytes: expect.any(String) });
    expect((await stand.change('DELETE', `/v1/Apps/${sid}`)).status).toBe(204);
    const what = { sid, action: 'App', change: 'delete' };
    expect(stand.entries).toMatchObject([{ ...what, outcome: 'attempt' }, { ...what, outcome: 'done', status: 204 }]);
    expect((await stand.get(`/api/v1/Apps/${sid}`)).status).toBe(404);
  });

  test('that the API does not delete is refused in the API’s words', async () => {
    const stand = createStand();
    stand.simulator.world.faults.set('app-in-use');
    const sid = stand.simulator.world.apps.find(({ deleted }) => !deleted)?.sid ?? '';
    const reply = await stand.change('DELETE', `/v1/Apps/${sid}`);
    expect([reply.status, await reply.json()]).toMatchObject([409, { code: 20409, message: 'App is targeted by one or more Devices' }]);
    expect(stand.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'refused']);
  });
});

describe('a deletion', () => {
  const one = '/v1/Configs/prefs';

  test('has no body', async () => {
    const stand = createStand();
    const reply = await stand.change('DELETE', one, 'Value=x');
    expect([reply.status, await reply.json()]).toMatchObject([422, { message: 'A deletion takes no body.' }]);
    expect(stand.simulator.world.counters.requests).toBe(0);
  });

  test.each([
    ['200 with JSON', () => Response.json({}), 502, 'bad_status', 'unknown'],
    ['404', () => Response.json({ code: 20404, message: 'x', more_info: null, status: 404 }, { status: 404 }), 404, 20404, 'refused'],
    ['a page in HTML', () => new Response('<p>', { status: 500, headers: { 'content-type': 'text/html' } }), 502, 'bad_content_type', 'unknown'],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'http://evil.test/' } }), 502, 'upstream_redirect', 'unknown'],
  ])('that is answered with %s', async (_, answer, status, code, outcome) => {
    const stand = createStand({ upstream: () => Promise.resolve(answer()) });
    const reply = await stand.change('DELETE', one);
    expect([reply.status, await reply.json()]).toMatchObject([status, { code }]);
    expect(stand.entries.map((entry) => entry.outcome)).toEqual(['attempt', outcome]);
  });

  test('that was never sent may be sent again; one without an answer is unknown', async () => {
    const unsent = createStand({ upstream: () => Promise.reject(new UpstreamError('unsent', '(ECONNREFUSED)')) });
    expect(await (await unsent.change('DELETE', one)).json()).toMatchObject({ code: 'upstream_unsent' });
    const lost = createStand();
    lost.simulator.world.faults.set('reset-after-write:on=DELETE');
    expect(await (await lost.change('DELETE', one)).json()).toMatchObject({ code: 'upstream_unreachable' });
    expect(lost.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'unknown']);
    expect(lost.simulator.world.configs(null).get('prefs')).toBeUndefined();
  });

  test('is no answer to anything else: a 204 to a change is an outcome that is unknown', async () => {
    const stand = createStand({ upstream: () => Promise.resolve(new Response(null, { status: 204 })) });
    expect((await stand.change('POST', one, { Value: 'x' })).status).toBe(502);
    expect(stand.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'unknown']);
  });
});

test('a read-only console refuses every change of these, and writes that down', async () => {
  const stand = createStand({ readOnly: true });
  const app = stand.simulator.world.apps[0]?.sid ?? '';
  const changes = [['POST', '/v1/Configs', { Key: 'k', Value: 'canary' }], ['POST', '/v1/Secrets/k', { Value: 'canary' }], ['DELETE', '/v1/Secrets/k'], ['DELETE', `/v1/Apps/${app}`]] as const;
  for (const [method, target, form] of changes) {
    const reply = await stand.change(method, target, form);
    expect([reply.status, await reply.json()]).toMatchObject([403, { code: 'read_only' }]);
  }
  expect(stand.entries.map(({ action, change, outcome }) => [action, change, outcome])).toEqual([
    ['Config', 'create', 'read_only'], ['Secret', 'rotate', 'read_only'], ['Secret', 'delete', 'read_only'], ['App', 'delete', 'read_only'],
  ]);
  expect(JSON.stringify(stand.entries)).not.toContain('canary');
  expect(stand.simulator.world.counters.requests).toBe(0);
});

describe.each(SCOPES)('the value of a Secret %s', (scope) => {
  const CANARY = 'c4n4ry “sécret” + & = 100%\n';
  /** Everything that left the gateway towards the browser, the audit and the terminal. */
  const seen: string[] = [];
  const spies = (['log', 'error', 'warn', 'info', 'debug'] as const).map((name) => vi.spyOn(console, name));

  afterEach(() => {
    const terminal = spies.flatMap((spy) => spy.mock.calls);
    const everything = JSON.stringify([seen, terminal]);
    for (const form of ['c4n4ry', 's\u00e9cret', 's%C3%A9cret', Buffer.from(CANARY).toString('base64').slice(0, 12), sha256(CANARY)]) {
      expect(everything).not.toContain(form);
    }
    seen.length = 0;
  });

  async function rotate(stand: GatewayStand, form: Record<string, string> | string = { Value: CANARY }): Promise<Response> {
    const key = `${root(stand, scope)}/Secrets/private_key`;
    const reply = await stand.change('POST', key, form);
    seen.push(JSON.stringify([...reply.headers]), await reply.clone().text(), JSON.stringify(stand.entries));
    return reply;
  }

  test('arrives, and is found nowhere else', async () => {
    const stand = createStand();
    const list = `${root(stand, scope)}/Secrets`;
    stand.simulator.world.secrets(sidOf(stand, scope)).remove('private_key');
    const created = await stand.change('POST', list, { Key: 'private_key', Value: 'first' });
    expect([created.status, await created.json()]).toMatchObject([201, { key: 'private_key', date_rotated: expect.any(String) }]);
    expect((await rotate(stand)).status).toBe(200);
    expect(stand.simulator.world.secrets(sidOf(stand, scope)).holds('private_key', CANARY)).toBe(true);
    seen.push(await (await stand.get(`/api${list}`)).text(), await (await stand.get(`/api${list}/private_key`)).text());
    expect((await stand.change('DELETE', `${list}/private_key`)).status).toBe(204);
    const subject = { sid: sidOf(stand, scope), action: 'Secret', key: 'private_key' };
    expect(stand.entries.filter(({ outcome }) => outcome === 'attempt').map(({ time: _time, id: _id, ...entry }) => entry)).toEqual([
      { ...subject, change: 'create', outcome: 'attempt' },
      { ...subject, change: 'rotate', outcome: 'attempt' },
      { ...subject, change: 'delete', outcome: 'attempt' },
    ]);
  });

  test.each([
    ['field', 200], ['message', 400], ['html', 502], ['text', 502],
  ])('goes no further when the API repeats it as %s', async (as, status) => {
    const stand = createStand();
    stand.simulator.world.secrets(sidOf(stand, scope)).put('private_key', 'x');
    stand.simulator.world.faults.set(`secret-echo:as=${as}`);
    expect((await rotate(stand)).status).toBe(status);
  });

  test('goes no further in a list that has values', async () => {
    const row = { key: 'k', date_rotated: '2026-01-01T00:00:00Z', value: CANARY, vendor: { was: CANARY } };
    const meta = { page: 0, page_size: 50, next_page_url: null, value: CANARY };
    const stand = createStand({ upstream: () => Promise.resolve(Response.json({ secrets: [row, CANARY, { value: CANARY }, { key: 7 }], meta, last: CANARY })) });
    const reply = await stand.get(`/api${root(stand, scope)}/Secrets`);
    seen.push(await reply.clone().text());
    expect(await reply.json()).toMatchObject({ secrets: [{ key: 'k', date_rotated: '2026-01-01T00:00:00Z' }, null, null, null], meta: { page_size: 50 } });
  });

  test.each(['500', '429', '401', '403', 'reset', 'timeout-after-write', 'truncated-json', 'html', 'redirect', 'too-large:on=any'])('is in no error text of the fault %s', async (fault) => {
    const stand = createStand({ timeoutMs: 250 });
    stand.simulator.world.secrets(sidOf(stand, scope)).put('private_key', 'x');
    stand.simulator.world.faults.set(fault);
    expect((await rotate(stand)).status).toBeGreaterThanOrEqual(400);
  });

  test('is in no refusal of the gateway', async () => {
    const stand = createStand({ audit: () => Promise.reject(new Error('disk full')) });
    expect((await rotate(stand)).status).toBe(503);
    const wrong = [{ Value: CANARY.repeat(300) }, { Value: CANARY, Key: 'x' }, `Value=${encodeURIComponent(CANARY)}&Value=${encodeURIComponent(CANARY)}`];
    for (const form of wrong) expect((await rotate(createStand(), form)).status).toBe(422);
    expect((await rotate(createStand(), { Value: CANARY.repeat(3000) })).status).toBe(413);
  });
});

test('a Secret that cannot be changed is told in our words, with the API’s number', async () => {
  const stand = createStand();
  stand.simulator.world.secrets(null).put('taken', 'x');
  const taken = await stand.change('POST', '/v1/Secrets', { Key: 'taken', Value: 'y' });
  expect(await taken.json()).toEqual({ code: 20409, message: 'There is a Secret with this key already.', more_info: null, status: 409 });
  const missing = await stand.change('POST', '/v1/Secrets/none', { Value: 'y' });
  expect(await missing.json()).toMatchObject({ code: 20404, status: 404 });
});
