/** What may be tried against Configs, Secrets and Apps: against production and `vite dev` alike. The rest: attacks.test.ts. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, type Attempt, AUTH_TOKEN, ownHeaders, type RawReply, readToken, sendRaw, type Stand, startApi, startDev, startProduction, writeRequest } from './attack-stand.ts';
import type { AuditEntry } from './audit.ts';

const CANARY = 'c4n4ry-value-of-a-secret';

const entries: AuditEntry[] = [];
const production = (env: Record<string, string>): Promise<Stand> =>
  startProduction(env, {}, (entry) => {
    entries.push(entry);
    return Promise.resolve();
  });
/** What has been written down, wherever it goes. */
const audited = (stand: Stand): string => {
  const file = path.join(stand.folder, '.audit');
  return JSON.stringify(entries) + (existsSync(file) ? readFileSync(file, 'utf8') : '');
};

describe.each([
  ['production', production],
  ['vite dev', startDev],
])('%s', (_, start) => {
  let api: Api;
  let stand: Stand;
  let readOnly: Stand;
  let tokens = { open: '', readOnly: '' };
  let device = '';
  let app = '';
  let before = 0;
  const replies: RawReply[] = [];

  const send = async (attempt: Attempt): Promise<RawReply> => {
    const reply = await sendRaw(stand.port, writeRequest(attempt, ownHeaders(stand.port, tokens.open)));
    replies.push(reply);
    return reply;
  };
  const remove = (target: string, rest: Attempt = {}): Promise<RawReply> =>
    send({ method: 'DELETE', target, ...rest, headers: { 'Content-Type': null, ...rest.headers } });
  /** Every change that these calls can make, each as our own page would make it. */
  const changes = (): Attempt[] => {
    const roots = ['/api/v1', `/api/v1/Devices/${device}`];
    return [
      ...roots.flatMap((root) => ['Configs', 'Secrets'].flatMap((kind) => [
        { target: `${root}/${kind}`, body: `Key=new&Value=${CANARY}` },
        { target: `${root}/${kind}/kept`, body: `Value=${CANARY}` },
        { method: 'DELETE', target: `${root}/${kind}/kept`, headers: { 'Content-Type': null } },
      ])),
      { method: 'DELETE', target: `/api/v1/Apps/${app}`, headers: { 'Content-Type': null } },
    ];
  };
  /** The statuses of every change, each with these headers on top. */
  const statuses = async (headers: Attempt['headers']): Promise<Set<number>> => {
    const found = new Set<number>();
    for (const change of changes()) found.add((await send({ ...change, headers: { ...change.headers, ...headers } })).status);
    return found;
  };
  const writes = (): number => api.simulator.world.counters.writes;

  beforeAll(async () => {
    entries.length = 0;
    api = await startApi();
    stand = await start(api.env);
    readOnly = await start({ ...api.env, READ_ONLY: '1' });
    tokens = { open: await readToken(stand.port), readOnly: await readToken(readOnly.port) };
    const { world } = api.simulator;
    device = world.rows[0]?.sid ?? '';
    app = world.apps.find(({ deleted }) => !deleted)?.sid ?? '';
    for (const scope of [null, device]) {
      world.configs(scope).put('kept', 'x');
      world.secrets(scope).put('kept', 'x');
    }
  });
  beforeEach(() => {
    replies.length = 0;
    before = writes();
  });
  afterEach(({ task }) => {
    if (!task.name.startsWith('lets')) expect(writes(), 'writes that reached the API').toBe(before);
    expect(audited(stand) + audited(readOnly)).not.toContain(CANARY);
    for (const { headers, body } of replies) {
      const text = `${JSON.stringify(headers)} ${body}`;
      expect(text).not.toContain(AUTH_TOKEN);
      expect(text).not.toContain(CANARY);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-') || name === 'set-cookie')).toEqual([]);
    }
  });
  afterAll(async () => {
    await stand.close();
    await readOnly.close();
    await api.close();
  });

  test('refuses all of them to another site, a sandboxed frame, another port, and without an Origin (A1, A2, A3, A5)', async () => {
    const attackers = [
      { Origin: 'http://evil.test', 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'http://evil.test', 'Sec-Fetch-Site': null },
      { Origin: 'null', 'Sec-Fetch-Site': null },
      { Origin: 'http://localhost:1', 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: null },
      { Origin: null, 'Sec-Fetch-Site': null },
    ];
    for (const headers of attackers) expect(await statuses(headers), JSON.stringify(headers)).toEqual(new Set([403]));
    expect(await statuses({ Host: 'evil.test' })).toEqual(new Set([403]));
  });

  test('refuses all of them without the token, and with another one (A1, A35)', async () => {
    for (const token of [null, `${tokens.open}x`, tokens.readOnly]) expect(await statuses({ 'X-Fleet-Request': token })).toEqual(new Set([403]));
    const reads = ['/api/v1/Configs', '/api/v1/Secrets', `/api/v1/Devices/${device}/Secrets/kept`, `/api/v1/Apps/${app}/Manifest`];
    for (const target of reads) expect((await send({ method: 'GET', target, headers: { 'X-Fleet-Request': null } })).status).toBe(403);
  });

  test('refuses all of them when it is read-only, and says so in the audit (A34)', async () => {
    for (const change of changes()) {
      const reply = await sendRaw(readOnly.port, writeRequest(change, ownHeaders(readOnly.port, tokens.readOnly)));
      expect([reply.status, reply.body]).toEqual([403, expect.stringContaining('read_only')]);
    }
    expect(audited(readOnly).split('"read_only"').length - 1).toBeGreaterThanOrEqual(changes().length);
  });

  test('names devices and Apps by SID only, and keys that are one segment (A18, A20)', async () => {
    const name = api.simulator.world.app(app)?.uniqueName ?? '';
    const deletions = [`/api/v1/Apps/${name}`, '/api/v1/Apps/..', `/api/v1/Apps/${app}0`, `/api/v1/Apps/${app}%00`, `/api/v1/Apps/x/../${app}`, '/api/v1/Apps/', '/api/v1/Devices/lobby/Configs/kept', '/api/v1/Configs/', '/api/v1/Configs/..', '/api/v1/Configs/%2e%2e', '/api/v1/Configs/%2e%2E/Secrets/kept', '/api/v1/Configs/..%2fSecrets%2fkept', '/api/v1/Configs/..%5cSecrets', '/api/v1/Configs/kept%2F', '/api/v1/Configs/kept%00', '/api/v1/Configs/kept/x', '/api/v1/Configs/%ff', '/api/v1/configs/kept', `/api/v1/Devices/${device}/Configs/%2e`, `/api/v1/Devices/${device}%2FConfigs/kept`, '/api//v1/Configs/kept', '/api/v1/%43onfigs/kept'];
    for (const target of deletions) expect((await remove(target)).status, target).toBe(404);
    for (const target of deletions.slice(6)) expect((await send({ target, body: 'Value=x' })).status, target).toBe(404);
    for (const target of ['/api/v1/Configs', '/api/v1/Apps', `/api/v1/Devices/${device}`, `/api/v1/Apps/${app}/Manifest`, '/api/session', '/', '/configs']) {
      expect((await remove(target)).status, target).toBe(405);
    }
  });

  test('knows GET, POST and DELETE of them, whatever a header or parameter says (A17)', async () => {
    const targets = ['/api/v1/Configs/kept', `/api/v1/Devices/${device}/Secrets/kept`, `/api/v1/Apps/${app}`];
    for (const method of ['PUT', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      for (const target of targets) {
        const reply = await send({ method, target, headers: { 'Content-Type': null } });
        expect([reply.status, reply.headers['allow']], `${method} ${target}`).toEqual([405, target.includes('Apps') ? 'GET, DELETE' : 'GET, POST, DELETE']);
      }
    }
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      for (const target of targets) expect((await send({ method: 'GET', target, headers: { [name]: 'DELETE' } })).status).toBe(200);
      expect((await send({ target: '/api/v1/Configs/kept', headers: { [name]: 'DELETE' }, body: '' })).status).toBe(422);
    }
    expect((await send({ method: 'GET', target: '/api/v1/Configs/kept?_method=DELETE' })).status).toBe(422);
    expect((await send({ target: '/api/v1/Configs/kept', body: '_method=DELETE' })).status).toBe(422);
  });

  test('takes no body and no query with a deletion', async () => {
    const target = '/api/v1/Configs/kept';
    expect((await remove(target, { body: 'Value=x', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })).status).toBe(422);
    expect((await remove(target, { headers: { 'Content-Length': '5' } })).status).toBe(422);
    expect((await remove(target, { headers: { 'Transfer-Encoding': 'chunked' }, body: '' })).status).toBe(422);
    expect((await remove(`${target}?Value=x`)).status).toBe(422);
    expect([0, 400]).toContain((await remove(target, { lines: ['Content-Length: 3', 'Content-Length: 4'] })).status);
  });

  test('takes a form of exactly the parameters, within the limits (A4, A15, A28)', async () => {
    const list = `/api/v1/Devices/${device}/Secrets`;
    const bodies = ['', 'Key=a', 'Value=b', 'Key=a&Value=b&Value=c', 'Key=a&Key=b&Value=c', 'Key=a&Value=b&Foo=c', 'Key=a&Value=b&RestartApp=true', 'Key[]=a&Value=b', 'Key=..&Value=b', 'Key=a%2Fb&Value=c', 'Key=a%0D%0A&Value=c', '__proto__=a&Value=b', '{"Key":"a","Value":"b"}', `Key=${'k'.repeat(101)}&Value=b`, `Key=a&Value=${CANARY.repeat(200)}`];
    for (const body of bodies) expect((await send({ target: list, body })).status, body.slice(0, 50)).toBe(422);
    for (const body of ['', 'Key=a&Value=b', 'Value=a&Value=b', `Value=${CANARY.repeat(200)}`]) expect((await send({ target: `${list}/kept`, body })).status, body.slice(0, 50)).toBe(422);
    for (const type of [null, 'text/plain', 'application/json', 'multipart/form-data; boundary=x']) {
      expect((await send({ target: list, body: 'Key=a&Value=b', headers: { 'Content-Type': type } })).status).toBe(415);
    }
    const large = `Value=${'%F0%9F%9A%80'.repeat(4400)}`;
    expect((await send({ target: `${list}/kept`, body: large })).status).toBe(413);
    expect((await send({ target: `${list}/kept`, headers: { 'Content-Length': '51201' } })).status).toBe(413);
    const chunks = `2000\r\n${'x'.repeat(8192)}\r\n`.repeat(8);
    expect((await send({ target: `${list}/kept`, headers: { 'Transfer-Encoding': 'chunked', 'Content-Length': null }, body: `${chunks}0\r\n\r\n` })).status).toBe(413);
    // The room is theirs alone.
    expect((await send({ target: `/api/v1/Devices/${device}`, body: `UniqueName=${'x'.repeat(9000)}` })).status).toBe(413);
  });

  test.each(['field', 'message', 'html', 'text'])('lets no value of a Secret out that the API repeats as %s', async (as) => {
    api.simulator.world.faults.set(`secret-echo:as=${as}`);
    for (const target of ['/api/v1/Secrets/kept', `/api/v1/Devices/${device}/Secrets/kept`]) await send({ target, body: `Value=${CANARY}` });
    api.simulator.world.faults.clear();
    expect(replies).toHaveLength(2);
  });

  test.each(['500', 'reset', 'reset-after-write', '500-after-write', 'truncated-json', 'redirect', 'html:status=403'])('lets no value of a Secret out when the API fails: %s', async (fault) => {
    api.simulator.world.faults.set(`${fault}${fault.includes(':') ? ',' : ':'}on=secrets`);
    expect((await send({ target: '/api/v1/Secrets/kept', body: `Value=${CANARY}` })).status).toBeGreaterThanOrEqual(500);
    api.simulator.world.faults.clear();
  });

  // Last: nothing of it is left afterwards.
  test('lets the console itself make every one of these changes', async () => {
    api.simulator.world.faults.clear();
    const found: number[] = [];
    for (const change of changes()) found.push((await send(change)).status);
    expect(found).toEqual([...Array.from({ length: 4 }, () => [201, 200, 204]).flat(), 204]);
    expect(writes() - before).toBe(13);
    expect(audited(stand)).toContain('"rotate"');
    replies.length = 0;
  });
});
