/** What another page, another host or a crafted message may try, against production and `vite dev` alike, at the root and under a path. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Api,
  type Attempt,
  AUTH_TOKEN,
  ownHeaders,
  type RawReply,
  readToken,
  sendRaw,
  type Stand,
  startApi,
  startDev,
  startProduction,
  writeRequest,
} from './attack-stand.ts';

const FORM = 'application/x-www-form-urlencoded';

const all = (count: number, status: number): number[] => Array.from({ length: count }, () => status);
const from = (origin: string, relation: string | null): Attempt => ({
  headers: { Origin: origin, 'Sec-Fetch-Site': relation },
});
const site = (mode: string, dest: string) => ({
  'Sec-Fetch-Site': 'cross-site',
  'Sec-Fetch-Mode': mode,
  'Sec-Fetch-Dest': dest,
  Accept: 'text/html',
});
const upgrade = (protocol: string) => ({
  Connection: 'Upgrade, close',
  Upgrade: protocol,
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version': '13',
  'X-Fleet-Request': null,
});

describe.each([
  ['production', '/', startProduction],
  ['vite dev', '/', startDev],
  ['production', '/fleet/', startProduction],
  ['vite dev', '/fleet/', startDev],
])('%s at %s', (kind, base, start) => {
  let api: Api;
  let stand: Stand;
  let token = '';
  let device = '';
  let writes = 0;
  const replies: RawReply[] = [];

  /** Sends a restart as our page would, but for what the attempt changes. */
  const attack = async (attempt: Attempt): Promise<RawReply> => {
    const target = `/api/v1/Devices/${device}`;
    const body = attempt.method === undefined || attempt.method === 'POST' ? 'RestartApp=true' : '';
    const whole = { target, body, ...attempt };
    const reply = await sendRaw(stand.port, writeRequest({ ...whole, target: whole.target.replace(/^\//u, base) }, ownHeaders(stand.port, token)));
    replies.push(reply);
    return reply;
  };
  const get = (target: string, headers: Attempt['headers'] = {}): Promise<RawReply> =>
    attack({ method: 'GET', target, headers: { Origin: null, 'Content-Type': null, ...headers } });
  const statuses = async (attempts: Attempt[]): Promise<number[]> => {
    const found: number[] = [];
    for (const attempt of attempts) found.push((await attack(attempt)).status);
    return found;
  };

  beforeAll(async () => {
    api = await startApi();
    stand = await start({ ...api.env, BASE_PATH: base });
    device = api.simulator.world.rows[0]?.sid ?? '';
    token = await readToken(stand.port, base);
  });
  beforeEach(() => {
    writes = api.simulator.world.counters.writes;
    replies.length = 0;
  });
  afterEach(({ task }) => {
    const allowed = task.name.startsWith('lets') ? 1 : 0;
    expect(api.simulator.world.counters.writes - writes, 'writes that reached the API').toBe(allowed);
    const cors = replies.flatMap(({ headers }) => Object.keys(headers).filter((name) => name.startsWith('access-control-')));
    expect(cors).toEqual([]);
    for (const { headers, body } of replies) {
      expect(`${JSON.stringify(headers)} ${body}`).not.toContain(AUTH_TOKEN);
      expect(headers['set-cookie']).toBeUndefined();
    }
  });
  afterAll(async () => {
    await stand.close();
    await api.close();
  });

  test('lets the console itself restart a device', async () => {
    expect((await attack({})).status).toBe(200);
  });

  test('refuses a form, fetch or beacon of another site, of a sandboxed frame, and of another local port (A1, A2, A3, A5)', async () => {
    const attempts = [
      from('http://evil.test', 'cross-site'),
      from('http://evil.test', null),
      from('null', 'cross-site'),
      from('null', null),
      from('http://localhost:1', 'same-site'),
      from('http://localhost:1', null),
      from(`http://localhost:${String(stand.port)}.evil.test`, null),
      from(`http://localhost:${String(stand.port)}`, 'cross-site'),
      from(`http://localhost:${String(stand.port)}`, 'none'),
      { headers: { Origin: null } },
    ];
    expect(await statuses(attempts)).toEqual(all(attempts.length, 403));
  });

  test('refuses what comes without the token, or with another one (A1, A35)', async () => {
    const wrong = [null, '', 'x', `${token}x`, token.slice(1), token.toUpperCase()];
    const found = await statuses(wrong.map((value) => ({ headers: { 'X-Fleet-Request': value } })));
    expect(found).toEqual(all(wrong.length, 403));
    expect((await attack({ headers: { 'X-Fleet-Request': null }, lines: [`X_Fleet_Request: ${token}`] })).status).toBe(403);
    expect((await get('/api/v1/Devices', { 'X-Fleet-Request': null })).status).toBe(403);
  });

  test('answers a preflight with a plain 405 (A6)', async () => {
    const headers = {
      Origin: 'http://evil.test',
      'Sec-Fetch-Site': 'cross-site',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'x-fleet-request',
    };
    expect((await attack({ method: 'OPTIONS', headers })).status).toBe(405);
  });

  test('takes a form and no other body (A4)', async () => {
    const types = [null, 'text/plain', 'application/json', 'multipart/form-data; boundary=x', `text/plain; x=${FORM}`, `${FORM}, text/plain`, `${FORM}; charset=utf-16`, `${FORM}x`];
    const found = await statuses(types.map((type) => ({ headers: { 'Content-Type': type } })));
    expect(found).toEqual(all(types.length, 415));
    expect((await attack({ lines: ['Content-Type: text/plain'] })).status).toBe(400);
    expect((await attack({ headers: { 'Content-Encoding': 'gzip' } })).status).toBe(415);
  });

  test('loads nothing into a page of another site, but may be linked to (A8, A9)', async () => {
    const loads = [site('no-cors', 'image'), site('no-cors', 'script'), site('no-cors', 'style'), site('navigate', 'iframe'), site('navigate', 'object')];
    for (const headers of loads) {
      expect((await get('/', headers)).status).toBe(403);
      expect((await get('/api/v1/Devices', headers)).status).toBe(403);
    }
    const page = await get('/devices', site('navigate', 'document'));
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers).toMatchObject({ 'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin', 'x-content-type-options': 'nosniff' });
    expect((await get('/api/v1/Devices', site('navigate', 'document'))).status).toBe(403);
  });

  test('is linked to from another site by its pages only, and starts no program (A8)', async () => {
    const link = site('navigate', 'document');
    for (const target of ['/', '/devices', `/devices/${device}`, '/devices?size=20', '/rollouts', '/rollouts/new', '/rollouts/t5k2p0abcde']) {
      expect((await get(target, link)).status, target).toBe(200);
    }
    const editors = ['/__open-in-editor?file=index.html', '/__OPEN-in-editor?file=index.html', '/__open-in-editor/x?file=index.html', '/%5F_open-in-editor?file=index.html', '/__open-in-editor'];
    const modules = ['/server/main.ts', '/index.html', '/@vite/client', '/@fs/etc/hostname', '/assets/main-abc.js.map'];
    for (const target of [...editors, ...modules]) {
      expect([403, 404], target).toContain((await get(target, link)).status);
    }
    for (const target of editors) {
      for (const headers of [{}, { 'Sec-Fetch-Site': null }, { 'Sec-Fetch-Site': 'none' }]) {
        expect((await get(target, headers)).status, target).toBe(404);
      }
    }
  });

  test('answers to its own names only, on pages as on /api (A11)', async () => {
    const port = String(stand.port);
    const wrong = ['evil.com', `evil.com:${port}`, `localhost.evil.com:${port}`, `evil.localhost:${port}`, `8.8.8.8:${port}`, '127.0.0.1:1', '127.0.0.1', '', `localhost.:${port}`, `127.1:${port}`, `localhost:${port}:1`, `x@localhost:${port}`, `localhost:${port}/`];
    for (const host of wrong) {
      expect(((await attack({ headers: { Host: host } })).status), host).toBe(403);
      expect((await get('/', { Host: host })).status, host).toBe(403);
    }
    expect((await attack({ lines: [`Host: localhost:${port}`] })).status).toBe(403);
    expect((await attack({ version: '1.0', headers: { Host: null } })).status).toBe(403);
    expect((await attack({ target: `http://localhost:${port}${base}api/v1/Devices/${device}` })).status).toBe(403);
    expect((await attack({ target: `http://evil.com${base}api/v1/Devices/${device}` })).status).toBe(403);
  });

  // Vite's own check of the Host, behind which ours stands, wants it in lower case.
  const upper = kind === 'production' ? ['LOCALHOST'] : [];
  test.each([...upper, '[::1]', '[0:0:0:0:0:0:0:1]', '127.0.0.1'])('knows %s as one of its names (A11)', async (name) => {
    expect((await get('/api/v1/Devices', { Host: `${name}:${String(stand.port)}` })).status).toBe(200);
  });

  test('takes no body beyond 8 KiB, however it is announced (A15)', async () => {
    expect((await attack({ body: `UniqueName=${'x'.repeat(9000)}` })).status).toBe(413);
    expect((await attack({ headers: { 'Content-Length': '50000000' } })).status).toBe(413);
    const chunk = `2000\r\n${'x'.repeat(8192)}\r\n`;
    const chunked = { headers: { 'Transfer-Encoding': 'chunked', 'Content-Length': null }, body: `${chunk.repeat(8)}0\r\n\r\n` };
    expect((await attack(chunked)).status).toBe(413);
    expect((await attack({ headers: { 'Transfer-Encoding': 'chunked' } })).status).toBe(400);
    expect([0, 400]).toContain((await attack({ lines: ['Content-Length: 3'] })).status);
  });

  test('knows no other methods than a path has (A17)', async () => {
    const methods = ['PUT', 'PATCH', 'DELETE', 'TRACE', 'HEAD', 'OPTIONS', 'PROPFIND'];
    expect(await statuses(methods.map((method) => ({ method })))).toEqual(all(methods.length, 405));
    // Node closes a CONNECT that nobody listens for.
    expect([0, 400, 405]).toContain((await attack({ method: 'CONNECT', target: 'evil.com:443' })).status);
    const overridden = await attack({ method: 'GET', headers: { 'X-HTTP-Method-Override': 'POST' }, target: `/api/v1/Devices/${device}` });
    expect(overridden.status).toBe(200);
    expect((await get(`/api/v1/Devices/${device}?_method=POST&RestartApp=true`)).status).toBe(422);
    const wrong = await attack({ target: '/api/v1/Devices' });
    expect([wrong.status, wrong.headers['allow']]).toEqual([405, 'GET']);
    for (const target of ['/', '/rollouts', '/rollouts/new', '/rollouts/t5k2p0abcde']) {
      for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) expect((await attack({ method, target })).status, `${method} ${target}`).toBe(405);
    }
  });

  test('has the calls of its table and no other (A18, A20)', async () => {
    const sid = device.slice(2);
    const posts = [`${device}/Manifest`, `${device}/Secrets/`, `${device}/secrets`, 'lobby/Configs', 'lobby', `${device}0`, device.slice(0, -1), `AC${sid}`, `uv${sid}`, `${device}%0A`, `${device}%00`, `UV${'%D9%A1'.repeat(32)}`, '..', '%2e%2e', `x/../${device}`, `%2e/${device}`, `${device}/`, `/${device}`, `${device};x`, `${device}%2FSecrets`, `${device}/Configs/a%2Fb`, `${device}/Configs/%2e%2e`, `${device}/Configs/..`, `${device}/Configs/a/b`];
    const found = await statuses(posts.map((name) => ({ target: `/api/v1/Devices/${name}` })));
    expect(found).toEqual(all(posts.length, 404));
    const gets = ['/api', '/api/', '/api/2010-04-01/Accounts', '/api/v1', '/api/v2/Devices', '/api/v1/devices', '/api/v1/Devices/', '/api/%76%31/Devices', '/api/v1/Devices/a%2Fb', '/api/v1/Devices/a%00', '/api/v1/Devices/%', '/api/v1/Devices/%ff', '/api/v1/Devices/a%3Fb', '/api/v1/Devices\\x', '/api//v1/Devices', '/api/./v1/Devices', '/api/v1/Apps/x/Manifest', '/api/v1/Configs/', '/api/v1/configs', '/api/v1/Configs/a%2Fb', '/api/v1/Secrets/a%3Fb', '/api/v1/Configs/..%2fSecrets', '/api/v1/Devices/lobby/Configs'];
    for (const target of gets) expect((await get(target)).status, target).toBe(404);
    expect((await get(`/api/v1/Devices/${'x'.repeat(3000)}`)).status).toBe(414);
  });

  test('never calls an address that a client names (A21)', async () => {
    const targets = ['?PageToken=http://169.254.169.254/', '?next_page_url=http://evil.com/', '?PageSize=1&PageSize=2', '?PageSize=0', '?PageSize=1001', '?PageSize=1e2', '?Page=-1', '?PageSize', '?=1', '?PageToken=%ZZ', '?PageToken=', '?__proto__=1', '?toString=1'];
    const { requests } = api.simulator.world.counters;
    for (const target of targets.slice(1)) expect((await get(`/api/v1/Devices${target}`)).status, target).toBe(422);
    expect(api.simulator.world.counters.requests).toBe(requests);
    // A token may hold these characters: it stays a token of the API's own host, which does not know it.
    expect((await get(`/api/v1/Devices${targets[0] ?? ''}`)).status).toBe(400);
    expect((await get('/api/v1/Devices?PageSize=2&Page=0')).status).toBe(200);
  });

  test('takes one known parameter a change (A28)', async () => {
    const bodies = ['TargetApp=x&RestartApp=true', 'RestartApp=true&Foo=1', 'RestartApp=true&RestartApp=true', 'RestartApp=false', 'RestartApp=TRUE', 'RestartApp', 'LoggingEnabled=1', 'TargetApp=', '__proto__=1', 'constructor=1', 'RestartApp[]=true', '=true', '&RestartApp=true', 'RestartApp=true&', 'UniqueName=%', 'UniqueName=%FF', 'UniqueName=\u00e4', '{"RestartApp":true}'];
    for (const body of bodies) expect((await attack({ body })).status, body).toBe(422);
    expect((await attack({ body: '' })).status).toBe(422);
    expect((await attack({ target: `/api/v1/Devices/${device}?RestartApp=true` })).status).toBe(422);
  });

  test('lets a name with line breaks and separators arrive as it is (A29)', async () => {
    const name = 'a\r\nHost: evil&TargetApp=KA=+%00 ü\u2028🚀';
    expect((await attack({ body: `UniqueName=${encodeURIComponent(name)}` })).status).toBe(200);
    expect(api.simulator.world.device(device)?.uniqueName).toBe(name);
  });

  test('passes none of the client’s headers on (A27, A33)', async () => {
    const lines = ['Authorization: Basic eDp5', 'Cookie: a=b', 'X-Forwarded-For: 1.1.1.1', 'X-Forwarded-Host: evil.com', 'X-Forwarded-User: root', 'Forwarded: for=1.1.1.1', 'X-Real-IP: 1.1.1.1', 'Proxy-Authorization: x', 'Referer: http://localhost/', 'Range: bytes=0-1'];
    const reply = await attack({ method: 'GET', target: '/api/v1/Devices', lines, headers: { Connection: 'close, authorization' } });
    expect(reply.status).toBe(200);
    const { host, ...rest } = api.seen();
    expect(host).toBe(new URL(api.env['MICROVISOR_API_URL'] ?? '').host);
    expect(rest).toEqual({
      accept: 'application/json',
      'accept-encoding': 'gzip',
      authorization: `Basic ${Buffer.from(`${api.simulator.world.accountSid}:${AUTH_TOKEN}`).toString('base64')}`,
      connection: 'keep-alive',
      'user-agent': 'microvisor-fleet-console',
    });
  });

  test('serves its files and nothing beside them (A32)', async () => {
    const targets = ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2f.env', '/assets/%2e%2e/.env', '//etc/passwd', '/.env', '/%2eenv', '/.env?raw', '/assets/../.env', '/assets\\..\\.env', '/.git/config', '/.audit', '/rollouts/..', '/rollouts/%2e%2e', '/rollouts/..%2f..%2f.env'];
    for (const target of targets) {
      const reply = await get(target);
      expect(reply.status, target).toBe(404);
      expect(reply.body).not.toMatch(/root:|TWILIO/u);
    }
    expect((await get('/assets/main-abc.js')).status).toBe(200);
  });

  test('has no WebSocket and no HTTP/2 on /api, says so, and closes (A36)', async () => {
    const { requests } = api.simulator.world.counters;
    for (const protocol of ['websocket', 'h2c', 'TLS/1.0', 'HTTP/3.0', '']) {
      for (const method of ['GET', 'POST']) {
        for (const own of [{}, { Connection: 'Upgrade' }, { 'X-Fleet-Request': token, 'Sec-WebSocket-Protocol': 'vite-hmr' }]) {
          const reply = await attack({ method, headers: { ...upgrade(protocol), ...own } });
          expect([reply.status, reply.headers['connection']], `${method} ${protocol}`).toEqual([400, 'close']);
        }
      }
    }
    expect(api.simulator.world.counters.requests).toBe(requests);
  });

  test('tells its token only to a page of its own (A1, A8)', async () => {
    const without = { 'X-Fleet-Request': null };
    expect((await get('/api/session', without)).body).toContain(token);
    for (const relation of [null, 'none', 'cross-site', 'same-site']) {
      expect((await get('/api/session', { ...without, 'Sec-Fetch-Site': relation })).status).toBe(403);
    }
    expect((await get('/api/session', { ...without, Origin: 'http://evil.test' })).status).toBe(403);
  });

  // Last: it uses up the wrong guesses of the next ten seconds.
  test('slows down guessing, and still knows the right token (A35)', async () => {
    const found = await Promise.all(Array.from({ length: 60 }, (_, index) => get('/api/v1/Devices', { 'X-Fleet-Request': `guess-${String(index)}` })));
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set([403, 429]));
    expect((await get('/api/v1/Devices')).status).toBe(200);
  });
});
