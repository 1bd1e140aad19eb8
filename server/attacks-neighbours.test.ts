/**
 * What other programs of this machine leave behind or do, on other ports or earlier on this one: against production, `vite dev` and
 * preview alike. Their cookies, their service workers, the names of this machine, and requests that come twice. The rest: attacks.test.ts.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, type Attempt, ownHeaders, type RawReply, readToken, sendRaw, type Stand, startApi, startDev, startPreview, startProduction, writeRequest } from './attack-stand.ts';
import type { AuditEntry } from './audit.ts';

const entries: AuditEntry[] = [];
const production = (env: Record<string, string>): Promise<Stand> =>
  startProduction(env, {}, (entry) => {
    entries.push(entry);
    return Promise.resolve();
  });
const visit = { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', Accept: 'text/html' };

const codeOf = ({ status, body }: RawReply): unknown => [status, (JSON.parse(body) as { code: unknown }).code];

describe.each([
  ['production', production],
  ['vite dev', startDev],
  ['vite preview', startPreview],
])('%s', (_, start) => {
  let api: Api;
  let stand: Stand;
  let token = '';
  let device = '';
  let writes = 0;

  const send = (attempt: Attempt): Promise<RawReply> => sendRaw(stand.port, writeRequest(attempt, ownHeaders(stand.port, token)));
  const restart = (headers: Attempt['headers'] = {}, lines: string[] = []): Promise<RawReply> =>
    send({ target: `/api/v1/Devices/${device}`, body: 'RestartApp=true', headers, lines });
  const get = (target: string, headers: Attempt['headers'] = {}): Promise<RawReply> =>
    send({ method: 'GET', target, headers: { Origin: null, 'Content-Type': null, 'X-Fleet-Attempt': null, ...headers } });
  const named = (name: string): string => `${name}:${String(stand.port)}`;
  const restarts = (): number => api.simulator.world.counters.writes - writes;
  const audited = (): string => {
    const file = path.join(stand.folder, '.audit');
    return JSON.stringify(entries) + (existsSync(file) ? readFileSync(file, 'utf8') : '');
  };

  beforeAll(async () => {
    entries.length = 0;
    api = await startApi();
    stand = await start(api.env);
    device = api.simulator.world.rows[0]?.sid ?? '';
    token = await readToken(stand.port);
  });
  beforeEach(() => {
    ({ writes } = api.simulator.world.counters);
  });
  afterEach(() => {
    api.simulator.world.faults.clear();
  });
  afterAll(async () => {
    await stand.close();
    await api.close();
  });

  describe('a change that comes twice', () => {
    test('is sent once, under way, just afterwards and a while later', async () => {
      const attempt = { 'X-Fleet-Attempt': randomUUID() };
      api.simulator.world.faults.set('latency:ms=200,on=POST');
      const replies = await Promise.all([restart(attempt), restart(attempt), restart(attempt)]);
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
      expect((await restart(attempt)).status).toBe(200);
      expect(restarts()).toBe(1);
      expect(audited().split('"repeated"').length - 1).toBe(3);
    });

    test('is not sent again by a process that comes later, under any token', async () => {
      const attempt = { 'X-Fleet-Attempt': randomUUID() };
      expect((await restart(attempt)).status).toBe(200);
      const next = await start({ ...api.env, DATA_DIR: path.join(stand.folder, 'data') });
      for (const known of [token, await readToken(next.port)]) {
        const reply = await sendRaw(next.port, writeRequest({ target: `/api/v1/Devices/${device}`, body: 'RestartApp=true', headers: attempt }, ownHeaders(next.port, known)));
        expect(codeOf(reply)).toEqual([409, 'attempt_taken']);
      }
      await next.close();
      expect(restarts()).toBe(1);
    });

    test('is not sent without an id of its own, or with two', async () => {
      for (const id of [null, '', 'x', '..', '../../audit', `${randomUUID()}%00`, randomUUID().slice(1)]) {
        expect(codeOf(await restart({ 'X-Fleet-Attempt': id })), String(id)).toEqual([400, 'attempt']);
      }
      expect((await restart({}, [`X-Fleet-Attempt: ${randomUUID()}`])).status).toBe(400);
      expect(restarts()).toBe(0);
    });

    test('may be sent where the first was refused', async () => {
      const attempt = { 'X-Fleet-Attempt': randomUUID() };
      for (const wrong of [{ 'X-Fleet-Request': 'wrong' }, { Origin: 'http://evil.test' }, { Host: 'evil.test' }, { 'Content-Type': 'text/plain' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
        expect((await restart({ ...attempt, ...wrong })).status).toBeGreaterThanOrEqual(400);
      }
      expect((await restart(attempt)).status).toBe(200);
      expect(restarts()).toBe(1);
    });

    test.each([408, 421, 425])('by the browser itself is not provoked by a %i of the API', async (status) => {
      api.simulator.world.faults.set(`status-after-write:status=${String(status)}`);
      expect(codeOf(await restart())).toEqual([502, 'upstream_status']);
      expect(restarts()).toBe(1);
      expect(audited()).toMatch(new RegExp(`"outcome":"unknown","status":${String(status)}`, 'u'));
      api.simulator.world.faults.set(`status:status=${String(status)}`);
      expect(codeOf(await get('/api/v1/Devices'))).toEqual([502, 'upstream_status']);
    });
  });

  describe('cookies', () => {
    test('of 60 KiB are not read, passed on or written down', async () => {
      const cookie = Array.from({ length: 15 }, (__, index) => `other-${String(index)}=${'c4n4ry'.repeat(680)}`).join('; ');
      const all = [await restart({ Cookie: cookie }), await get('/api/v1/Devices', { Cookie: cookie }), await get('/devices', { ...visit, Cookie: cookie })];
      expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(api.seen()['cookie']).toBeUndefined();
      expect(all.map(({ body, headers }) => body + JSON.stringify(headers)).join() + audited()).not.toContain('c4n4ry');
    });

    test('beyond 64 KiB are answered by a page that says what to do, and by nothing that runs', async () => {
      const reply = await get('/devices', { ...visit, Cookie: 'c4n4ry'.repeat(12_000) });
      expect(reply.status).toBe(431);
      expect(reply.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-frame-options': 'DENY' });
      expect(reply.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+';/u);
      expect(reply.body).toContain('too many cookies');
      expect(reply.body).toContain(`ALLOWED_HOSTS=fleet.localhost:${String(stand.port)}`);
      expect(reply.body).not.toMatch(/c4n4ry|<script/u);
      expect((await get('/devices', visit)).status).toBe(200);
    });

    test('that never end are given up', async () => {
      const found = await Promise.all(Array.from({ length: 20 }, () => get('/devices', { Cookie: 'x'.repeat(2_000_000) })));
      expect(new Set(found.map(({ status }) => status))).toEqual(new Set([431]));
      expect((await get('/devices', visit)).status).toBe(200);
    });
  });

  describe('another name of this machine', () => {
    test('leads to the one name, by any page, with its query', async () => {
      for (const name of ['127.0.0.1', '[::1]', '[0:0:0:0:0:0:0:1]']) {
        for (const target of ['/', '/devices', `/devices/${device}?q=a%20b%26c&page=2`, '/nothing/here']) {
          const link = target === '/nothing/here' ? [] : [{ ...visit, 'Sec-Fetch-Site': 'cross-site' }];
          for (const headers of [visit, ...link, { 'Sec-Fetch-Site': null, Accept: 'text/html,*/*' }]) {
            const reply = await get(target, { ...headers, Host: named(name) });
            expect([reply.status, reply.headers['location']], `${name}${target}`).toEqual([307, `http://${named('localhost')}${target}`]);
            expect(reply.headers['cache-control']).toBe('no-store');
            expect(reply.body).not.toContain('token');
          }
        }
      }
    });

    test('is not left for a call, a file, a program or a frame', async () => {
      const host = { Host: named('127.0.0.1') };
      expect((await get('/api/v1/Devices', { ...host, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
      expect((await restart({ ...host, Origin: `http://${named('127.0.0.1')}` })).status).toBe(200);
      expect((await get('/assets/main-abc.js', { ...host, ...visit })).status).toBe(200);
      expect((await get('/devices', { ...host, 'Sec-Fetch-Site': null })).status).toBe(200);
      expect((await get('/devices', { ...host, ...visit, 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
      expect((await send({ target: '/devices', headers: { ...host, ...visit } })).status).toBe(405);
    });

    test('leads nowhere else, whatever the address looks like', async () => {
      const host = { ...visit, Host: named('127.0.0.1') };
      for (const target of ['//evil.test/', '/\\evil.test', '/%2e%2e//evil.test', '/.//evil.test']) {
        const reply = await get(target, host);
        expect([reply.status, reply.headers['location']], target).toEqual([404, undefined]);
      }
      const reply = await get('/@evil.test/?next=http://evil.test/', host);
      expect(reply.headers['location'] ?? `http://${named('localhost')}/`).toMatch(new RegExp(`^http://localhost:${String(stand.port)}/`, 'u'));
    });

    test('that is no loop: the one name is served', async () => {
      expect((await get('/devices', visit)).status).toBe(200);
    });

    test('that was asked for is served, too', async () => {
      const allowing = await start({ ...api.env, ALLOWED_HOSTS: 'fleet.localhost:1,127.0.0.1:1' });
      const ask = (host: string): Promise<RawReply> =>
        sendRaw(allowing.port, writeRequest({ method: 'GET', target: '/devices', headers: { ...visit, Host: host } }, {}));
      expect((await ask('127.0.0.1:1')).status).toBe(200);
      expect((await ask('fleet.localhost:1')).status).toBe(200);
      expect((await ask(`127.0.0.1:${String(allowing.port)}`)).status).toBe(307);
      await allowing.close();
    });
  });

  describe('a service worker that was left here', () => {
    const script = { 'Service-Worker': 'script', 'Sec-Fetch-Dest': 'serviceworker', 'Sec-Fetch-Mode': 'same-origin' };

    test('gets a last version of itself, whatever its address', async () => {
      for (const target of ['/sw.js', '/service-worker.js?v=2', '/assets/sw.js', '/', '/api/sw.js', '/devices']) {
        const reply = await get(target, script);
        expect([reply.status, reply.headers], target).toMatchObject([200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store', 'service-worker-allowed': '/' }]);
        expect(reply.body).toContain('registration.unregister()');
        expect(reply.body).not.toContain(token);
      }
      expect((await get('/sw.js', { ...script, 'Sec-Fetch-Site': 'cross-site', Host: 'evil.test' })).status).toBe(403);
    });

    test('has no way round the guard by saying what it is', async () => {
      expect((await restart({ 'Service-Worker': 'script', 'X-Fleet-Request': 'wrong' })).status).toBe(403);
      expect(restarts()).toBe(0);
    });

    test('is told no session with a page that it passes on', async () => {
      const passed = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'empty' };
      // By a link, and from another name of this machine, too: then the page has to come, or it could not end the worker.
      expect((await get('/devices', { ...passed, 'Sec-Fetch-Site': 'cross-site', Accept: 'text/html' })).body).toContain('content="null"');
      for (const target of ['/', '/devices', '/nothing/here']) {
        for (const headers of [passed, { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }]) {
          const reply = await get(target, { ...headers, Accept: 'text/html' });
          expect(reply.body, target).toContain('content="null"');
          expect(reply.body).not.toContain('token');
        }
        expect((await get(target, visit)).body).toContain(token);
      }
    });
  });

  test('the folder of what is stored is not served, whichever way it is spelt', async () => {
    const stored = path.join(stand.folder, 'data');
    expect(existsSync(path.join(stored, 'attempts'))).toBe(true);
    writeFileSync(path.join(stored, 'fleet.js'), 'export const c4n4ry = 1;');
    const addresses = ['/data/fleet.js', '/DATA/fleet.js', '/d%61ta/fleet.js', '/data%2Ffleet.js', `/@fs${stored}/fleet.js`, `/@fs${stored.toUpperCase()}/fleet.js`, `/@fs/${encodeURIComponent(stored.slice(1))}/fleet.js`, `/@id${stored}/fleet.js`, `/@id/${stored}/fleet.js`];
    for (const address of addresses) {
      for (const query of ['', '?raw', '?import', '?url', '?import&raw', '?t=1']) {
        const reply = await get(address + query);
        expect([reply.status, reply.body.includes('c4n4ry')], address + query).toEqual([404, false]);
      }
    }
  });
});
