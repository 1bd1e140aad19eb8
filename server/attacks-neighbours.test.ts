/**
 * What other programs of this machine leave behind or do, on other ports or earlier on this one: against production, `vite dev` and
 * preview alike: requests that come twice, and files that are stored. The rest: attacks.test.ts.
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
      expect(codeOf(await restart())).toEqual([502, 'bad_status']);
      expect(restarts()).toBe(1);
      expect(audited()).toMatch(new RegExp(`"outcome":"unknown","status":${String(status)}`, 'u'));
      api.simulator.world.faults.set(`status:status=${String(status)}`);
      expect(codeOf(await get('/api/v1/Devices'))).toEqual([502, 'bad_status']);
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
