/** What an API, or a proxy before it, may answer, against production and `vite dev` alike: nothing gets to the browser that must not. */
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, type Api, AUTH_TOKEN, ownHeaders, type RawReply, readToken, sendRaw, type Stand, startApi, startDev, startProduction, writeRequest } from './attack-stand.ts';

type Method = 'GET' | 'POST' | 'DELETE';

const SPELLINGS = [AUTH_TOKEN, btoa(`${ACCOUNT}:${AUTH_TOKEN}`), ...[0, 1, 2].map((offset) => btoa('x'.repeat(offset) + AUTH_TOKEN).slice(4, 40))];

/** A text without percent escapes and HTML's numbers. */
function plain(text: string): string {
  return text
    .replaceAll(/%([\da-f]{2})/giu, (_, code) => String.fromCharCode(Number.parseInt(String(code), 16)))
    .replaceAll(/&#(\d+);/gu, (_, code) => String.fromCharCode(Number(code)));
}

/** Sends a call as our own page does. */
function callOf(stand: Stand, token: string, method: Method, target: string, signal?: AbortSignal): Promise<RawReply> {
  const form = method === 'POST' ? { body: 'LoggingEnabled=true' } : { headers: { 'Content-Type': null } };
  const text = writeRequest({ method, target: `/api/v1${target}`, ...form }, ownHeaders(stand.port, token));
  return sendRaw(stand.port, text, signal === undefined ? {} : { signal });
}

describe.each([
  ['production', (env: Record<string, string>) => startProduction(env)],
  ['vite dev', startDev],
])('%s', (_, start) => {
  let api: Api;
  let stand: Stand;
  let token = '';
  let device = '';
  const ask = (method: Method, target: string): Promise<RawReply> => callOf(stand, token, method, target);

  beforeAll(async () => {
    api = await startApi();
    stand = await start(api.env);
    device = api.simulator.world.rows[0]?.sid ?? '';
    token = await readToken(stand.port);
  });
  afterEach(() => {
    api.simulator.world.faults.set('');
  });
  afterAll(async () => {
    await stand.close();
    await api.close();
  });

  test.each(['sent', 'base64', 'decoded', 'percent', 'numbers'])('keeps the credential of a request that comes back to itself, as it was %s', async (as) => {
    for (const place of ['body', 'names', 'message', 'page', 'header']) {
      api.simulator.world.faults.set(`request-echo:as=${as},in=${place}`);
      for (const [method, target] of [['GET', '/Devices'], ['GET', `/Devices/${device}`], ['POST', `/Devices/${device}`], ['GET', '/Configs'], ['GET', '/Secrets'], ['DELETE', '/Configs/nothing']] as const) {
        const { status, headers, body } = await ask(method, target);
        expect(status, target).toBeGreaterThan(0);
        for (const spelling of SPELLINGS) expect(plain(`${JSON.stringify(headers)} ${body}`), `${method} ${target} ${place}`).not.toContain(spelling);
      }
    }
    const audit = readFileSync(path.join(stand.folder, '.audit'), 'utf8');
    expect(audit).toContain('LoggingEnabled');
    for (const spelling of SPELLINGS) expect(audit).not.toContain(spelling);
  });

  test('leaves the rest of such an answer to the page', async () => {
    api.simulator.world.faults.set('request-echo');
    // The mark's three bytes are read one by one here.
    expect((await ask('GET', `/Devices/${device}`)).body).toMatch(/"sid":"UV.*authorization: Basic \u00e2\u0080\u00a6\\r/su);
  });

  test.each([407, 408, 421, 425, 426])('turns the status %i into an error of its own', async (status) => {
    api.simulator.world.faults.set(`status:status=${String(status)}`);
    for (const [method, target] of [['GET', '/Devices'], ['POST', `/Devices/${device}`], ['DELETE', '/Configs/nothing']] as const) {
      const reply = await ask(method, target);
      expect([reply.status, JSON.parse(reply.body)]).toMatchObject([502, { code: 'upstream_status' }]);
    }
  });

  test('says of a compression that breaks off what it is', async () => {
    api.simulator.world.faults.set('cut-gzip');
    const reply = await ask('GET', '/Devices');
    expect([reply.status, JSON.parse(reply.body)]).toMatchObject([502, { code: 'bad_gzip' }]);
  });
});

describe.each([
  ['production', (env: Record<string, string>) => startProduction(env)],
  ['vite dev', startDev],
])('%s, before an API without manners', (_, start) => {
  /** Connections to the API. */
  const open = new Set<Socket>();
  let answer = '';
  const api = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.on('data', () => socket.write(answer));
  });
  let stand: Stand;
  let token = '';

  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      api.listen(0, '127.0.0.1', resolve);
    });
    const address = api.address();
    const origin = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`;
    stand = await start({ MICROVISOR_API_URL: origin, MICROVISOR_API_TOKEN: AUTH_TOKEN });
    token = await readToken(stand.port);
  });
  afterAll(async () => {
    await stand.close();
    for (const socket of open) socket.destroy();
    api.close();
  });
  const noneOpen = (): Promise<void> => expect.poll(() => open.size, { timeout: 2000, interval: 20 }).toBe(0);

  test.each<[string, string, string]>([
    ['a status that HTTP does not have', 'HTTP/1.1 999 X\r\ncontent-length: 100\r\n\r\n', 'upstream_status'],
    ['a redirect whose body never comes', 'HTTP/1.1 302 X\r\nlocation: http://169.254.169.254/\r\ncontent-length: 100\r\n\r\n', 'upstream_redirect'],
    ['a change of protocols', 'HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n', 'upstream_unreachable'],
    ['a wish for a sign-in whose body never comes', 'HTTP/1.1 407 X\r\nproxy-authenticate: Basic\r\ncontent-length: 100\r\n\r\n', 'upstream_status'],
  ])('answers %s, and keeps no connection', async (_name, text, code) => {
    answer = text;
    const replies = await Promise.all(Array.from({ length: 10 }, () => callOf(stand, token, 'GET', '/Devices')));
    for (const { status, headers, body } of replies) {
      expect([status, JSON.parse(body)]).toMatchObject([502, { code }]);
      expect(headers['proxy-authenticate']).toBeUndefined();
    }
    await noneOpen();
  });

  test.each([['says nothing', ''], ['begins and stops', 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{']])('ends its calls with the browser that asked, when it %s', async (_name, text) => {
    answer = text;
    const browser = new AbortController();
    const replies = Array.from({ length: 10 }, () => callOf(stand, token, 'GET', '/Devices', browser.signal));
    await expect.poll(() => open.size).toBe(10);
    browser.abort();
    await Promise.all(replies);
    await noneOpen();
  });
});
