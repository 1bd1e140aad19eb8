/** The console under a path that it shares an origin by: in production, `vite dev` and `vite preview`. Attacks under it: attacks.test.ts. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, type Attempt, ownHeaders, type RawReply, readToken, sendRaw, type Stand, startApi, startDev, startPreview, startProduction, writeRequest } from './attack-stand.ts';

const BASE = '/ops/fleet/';
const visit = { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', Accept: 'text/html', 'X-Fleet-Request': null };

describe.each([
  ['production', startProduction],
  ['vite dev', startDev],
  ['vite preview', startPreview],
])('%s', (_, start) => {
  let api: Api;
  let stand: Stand;
  let token = '';
  let device = '';
  let requests = 0;

  const send = (attempt: Attempt): Promise<RawReply> => sendRaw(stand.port, writeRequest(attempt, ownHeaders(stand.port, token)));
  const get = (target: string, headers: Attempt['headers'] = {}): Promise<RawReply> =>
    send({ method: 'GET', target, headers: { Origin: null, 'Content-Type': null, 'X-Fleet-Attempt': null, ...headers } });

  beforeAll(async () => {
    api = await startApi();
    stand = await start({ ...api.env, BASE_PATH: BASE });
    device = api.simulator.world.rows[0]?.sid ?? '';
    token = await readToken(stand.port, BASE);
  });
  beforeEach(() => {
    ({ requests } = api.simulator.world.counters);
  });
  afterEach(({ task }) => {
    const calls = api.simulator.world.counters.requests - requests;
    expect(calls, 'calls that reached the API').toBe(task.name.startsWith('passes on') ? 2 : 0);
  });
  afterAll(async () => {
    await stand.close();
    await api.close();
  });

  test('passes on calls under its path', async () => {
    expect(token).not.toBe('');
    expect((await get(`${BASE}api/v1/Devices`)).status).toBe(200);
    expect((await send({ target: `${BASE}api/v1/Devices/${device}`, body: 'RestartApp=true' })).status).toBe(200);
    expect((await get(`${BASE}api/session`)).body).toContain(`"basePath":"${BASE}"`);
  });

  test('serves pages and files under its path', async () => {
    for (const target of [BASE, `${BASE}?q=x`, `${BASE}devices`, `${BASE}devices/${device}`, `${BASE}rollouts/new`]) {
      const page = await get(target, visit);
      expect([page.status, page.body.includes('&quot;token&quot;')], target).toEqual([200, true]);
    }
    expect((await get(`${BASE}assets/main-abc.js`)).status).toBe(200);
  });

  test('has nothing beside its path, however that is spelt', async () => {
    const call = `api/v1/Devices/${device}`;
    const beside = ['/', '/devices', '/assets/main-abc.js', '/index.html', '/.env', '/api/session', `/${call}`, '/@fs/etc/hostname', '/@vite/client', '/ops', '/ops/', `/ops/${call}`, `/ops/fleetx/${call}`, `/ops/fleet-/${call}`, `/OPS/FLEET/${call}`, `/ops/%66leet/${call}`, `/ops%2Ffleet/${call}`, `/ops//fleet/${call}`, `/ops/./fleet/${call}`, `/x/../ops/fleet/${call}`, `/ops/fleet/../${call}`, `/ops/fleet/..%2f${call}`, `/ops/fleet/%2e%2e/${call}`, `//ops/fleet/${call}`, `/ops/fleet\\${call}`, `/ops/fleet;/${call}`, `/ops/fleet//${call}`];
    for (const target of beside) {
      expect((await get(target)).status, target).toBe(404);
      expect((await get(target, visit)).status, target).toBe(404);
      expect([404, 405], target).toContain((await send({ target, body: 'RestartApp=true' })).status);
    }
  });

  test('says to people and programs beside its path where it is', async () => {
    for (const target of ['/', '/devices']) {
      const reply = await get(target, visit);
      expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(reply.body).toContain(`There is nothing at this address. The console is at ${BASE} (BASE_PATH): a proxy in front of it must pass on that path as it is.\n`);
    }
    expect((await get('/api/v1/Devices')).body).toContain('"code":"not_found"');
  });

  test('leads from its path without the last slash to the one with it, and nowhere else', async () => {
    for (const [query, led] of [['', ''], ['?q=a%26b', '?q=a%26b'], ['?//evil.test/', '?//evil.test/'], ['?a?b', '?a?b']]) {
      const reply = await get(`/ops/fleet${query ?? ''}`, visit);
      expect([reply.status, reply.headers['location']]).toEqual([307, `${BASE}${led ?? ''}`]);
    }
    for (const target of ['/ops/fleet//evil.test', '/ops/fleet@evil.test', '/ops/fleet.', '/ops/fleet%2f']) expect((await get(target, visit)).status, target).toBe(404);
    expect((await send({ target: '/ops/fleet', body: 'RestartApp=true' })).status).toBe(404);
  });

  test('keeps its path where a page is opened by another name of this machine', async () => {
    const reply = await get(`${BASE}devices?q=x`, { ...visit, Host: `127.0.0.1:${String(stand.port)}` });
    expect([reply.status, reply.headers['location']]).toEqual([307, `http://localhost:${String(stand.port)}${BASE}devices?q=x`]);
    // Beside its path there is nothing to lead to.
    expect((await get('/devices', { ...visit, Host: `127.0.0.1:${String(stand.port)}` })).status).toBe(404);
  });

  test('ends a service worker that another program left, wherever its script was', async () => {
    for (const target of ['/sw.js', `${BASE}sw.js`, '/api/v1/Devices', '/']) {
      const reply = await get(target, { 'Service-Worker': 'script', 'Sec-Fetch-Dest': 'serviceworker' });
      expect([reply.status, reply.headers['content-type']], target).toEqual([200, 'text/javascript; charset=utf-8']);
      expect(reply.body).toContain('unregister');
    }
    expect((await send({ target: `/api/v1/Devices/${device}`, body: 'RestartApp=true', headers: { 'Service-Worker': 'script' } })).status).toBe(404);
  });

  test('has no WebSocket beside its path, nor on its pages and calls', async () => {
    const socket = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Protocol': 'vite-hmr', Origin: `http://localhost:${String(stand.port)}` };
    for (const target of ['/', '/ops/fleet', '/devices', '/api/v1/Devices', `${BASE}devices`, `${BASE}api/v1/Devices`]) expect((await get(target, socket)).status, target).toBe(400);
  });

  test('says where it would be by a name of its own, to a browser with too many cookies', async () => {
    const reply = await get(`${BASE}devices`, { ...visit, Cookie: 'x'.repeat(70_000) });
    expect([reply.status, reply.body.includes(`open <code>http://fleet.localhost:${String(stand.port)}${BASE}</code>`)]).toEqual([431, true]);
  });

  test('answers to its own names only, beside its path as under it', async () => {
    for (const target of ['/', '/ops/fleet', BASE, `${BASE}api/v1/Devices`]) expect((await get(target, { Host: 'evil.test' })).status, target).toBe(403);
  });
});
