/** Whatever ends a call ends its connection: an API that never finishes, or answers nonsense, uses up no descriptors. */
import { readdirSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Agent } from 'undici';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createCredential } from './credentials.ts';
import { createStand, type GatewayStand } from './gateway-stand.ts';
import { createRedactor } from './redact.ts';
import { createUpstream } from './upstream.ts';

/** What an API does once it has read the head of a request. */
type Answer = (socket: Socket, head: string) => unknown;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const BLOCK = 'x'.repeat(16_384);
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
const head = (status: string, lines = ''): string => `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\n${lines}transfer-encoding: chunked\r\n\r\n`;
const whole = (status: string, body: string | Buffer = '{}', lines = ''): string =>
  `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\ncontent-length: ${String(body.length)}\r\n${lines}\r\n${body.toString('latin1')}`;

/** Sends a head, and then nothing. */
const stall = (status: string): Answer => (socket) => void socket.write(head(status));
/** Sends a head, and then as much as the other side takes. */
const endless = (status: string): Answer => (socket) => {
  const fill = (): void => {
    while (socket.writable && socket.write(chunk(BLOCK)));
  };
  socket.write(head(status));
  socket.on('drain', fill);
  fill();
};
/** Sends a little again and again, after what comes first. */
const drip = (first: string, piece: string): Answer => (socket) => {
  socket.write(first);
  const timer = setInterval(() => socket.write(piece), 20);
  socket.on('close', () => clearInterval(timer));
};
const reply = (text: string): Answer => (socket) => void socket.write(text, 'latin1');
const silent: Answer = () => undefined;

interface Api {
  url: string;
  open: Set<Socket>;
}

async function startApi(answer: Answer): Promise<Api> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
      const end = text.indexOf('\r\n\r\n');
      if (end === -1) return;
      const asked = text.slice(0, end);
      text = '';
      answer(socket, asked);
    });
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`, open };
}

const TIMEOUT_MS = 300;

/** A gateway before it; `token` is where a token comes from, when one is needed. */
function standBefore(api: Api, token?: Api, timeoutMs = TIMEOUT_MS, tokenTimeoutMs = TIMEOUT_MS): GatewayStand {
  const upstream = createUpstream();
  const redactor = createRedactor();
  const config =
    token === undefined
      ? ({ kind: 'bearer', token: 'a-bearer-token' } as const)
      : ({ kind: 'oauth2', tokenUrl: `${token.url}/token`, clientId: 'a-client', clientSecret: 'a-client-secret' } as const);
  const credential = createCredential(config, { upstream, redactor, tokenTimeoutMs });
  return createStand({ baseUrl: api.url, upstream, redactor, credential, timeoutMs });
}

const METHODS = {
  GET: (stand: GatewayStand, signal?: AbortSignal) => stand.get('/api/v1/Devices', {}, signal),
  POST: (stand: GatewayStand) => stand.post('RestartApp=true'),
  DELETE: (stand: GatewayStand) => stand.change('DELETE', '/v1/Configs/a'),
};

const many = <T>(count: number, make: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, make));
/** Two seconds after the last answer at the latest. */
const noneOpen = (api: Api): Promise<void> => expect.poll(() => api.open.size, { timeout: 2000, interval: 20 }).toBe(0);

const GZIP = 'content-encoding: gzip\r\n';

describe('no connection outlives', () => {
  test.each<[string, keyof typeof METHODS, Answer]>([
    ['an answer that never comes', 'GET', silent],
    ['an answer that never comes to a change', 'POST', silent],
    ['a body that stalls', 'GET', stall('200')],
    ['a body that drips', 'GET', drip(head('200'), chunk('x'))],
    ['a body that drips after a change', 'POST', drip(head('200'), chunk('x'))],
    ['headers that drip', 'GET', drip('HTTP/1.1 200 OK\r\n', 'a: b\r\n')],
    ['early hints without an end', 'GET', drip('', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n')],
    ['a body without an end', 'GET', endless('200')],
    ['a redirect without an end', 'GET', endless('302')],
    ['a redirect that stalls', 'POST', stall('307')],
    ['a redirect with a short body', 'GET', reply(whole('302'))],
    ['a status that HTTP does not have', 'GET', endless('999')],
    ['such a status that stalls', 'POST', stall('600')],
    ['such a status with a short body', 'GET', reply(whole('999'))],
    ['a change of protocols', 'GET', reply('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n')],
    ['a proxy’s wish for a sign-in, without an end', 'GET', endless('407')],
    ['a rejected credential without an end', 'GET', endless('401')],
    ['a rejected credential that stalls', 'GET', stall('401')],
    ['a reset of the form, without an end', 'GET', endless('205')],
    ['a deletion that is answered at length', 'DELETE', endless('200')],
    ['a deletion whose answer stalls', 'DELETE', stall('205')],
    ['a deletion done with a body that cannot be', 'DELETE', reply(whole('204', 'hello'))],
    ['a deletion done with a body that drips', 'DELETE', drip(head('204'), chunk('x'))],
    ['a body that breaks off', 'GET', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{')],
  ])('%s', async (_, method, answer) => {
    const api = await startApi(answer);
    const stand = standBefore(api);
    const replies = await many(20, () => METHODS[method](stand));
    for (const { status } of replies) expect([204, 502, 504]).toContain(status);
    await noneOpen(api);
  });

  test.each<[string, Answer]>([
    ['before the answer', silent],
    ['while the body stalls', stall('200')],
    ['while the body drips', drip(head('200'), chunk('x'))],
    ['while the body goes on', endless('200')],
  ])('a browser that leaves %s', async (_, answer) => {
    const api = await startApi(answer);
    const stand = standBefore(api, undefined, 30_000);
    const browser = new AbortController();
    const replies = many(20, () => METHODS.GET(stand, browser.signal));
    await expect.poll(() => api.open.size).toBeGreaterThan(0);
    browser.abort();
    await replies;
    await noneOpen(api);
  });

  test.each<[string, Answer]>([
    ['never answers', silent],
    ['stalls', stall('200')],
    ['drips', drip(head('200'), chunk('x'))],
    ['has no end', endless('200')],
    ['redirects without an end', endless('302')],
    ['breaks down without an end', endless('503')],
    ['has a status that HTTP does not have', endless('999')],
  ])('a token endpoint that %s', async (_, answer) => {
    const [api, token] = [await startApi(silent), await startApi(answer)];
    const replies = await many(5, () => METHODS.GET(standBefore(api, token, 30_000)));
    expect(replies.map(({ status }) => status)).toEqual([502, 502, 502, 502, 502]);
    await noneOpen(token);
    expect(api.open.size).toBe(0);
  });

  test('the first of two tries with a token, however long its answer is', async () => {
    let tokens = 0;
    const token = await startApi((socket) => {
      tokens += 1;
      socket.write(whole('200', JSON.stringify({ access_token: `access-token-${String(tokens)}` })));
    });
    const api = await startApi((socket, asked) => (asked.includes('access-token-1') ? endless('401') : reply(whole('200')))(socket, asked));
    expect((await METHODS.GET(standBefore(api, token, 30_000))).status).toBe(200);
    await expect.poll(() => api.open.size, { timeout: 2000 }).toBe(1);
  });
});

const descriptors = (): number => readdirSync('/dev/fd').length;

test('200 calls that come to nothing leave no descriptor behind', async () => {
  const api = await startApi(silent);
  const stand = standBefore(api);
  const before = descriptors();
  const replies = await many(200, () => METHODS.GET(stand));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([504]));
  await expect.poll(descriptors, { timeout: 2000 }).toBeLessThanOrEqual(before);
});

test('a connection whose answer was read to its end is used again, and no more than a few wait for that', async () => {
  const made = new Set<Socket>();
  const api = await startApi((socket) => {
    made.add(socket);
    reply(whole('200', gzipSync('{}'), GZIP))(socket, '');
  });
  const stand = standBefore(api, undefined, 30_000);
  for (let call = 0; call < 5; call += 1) expect((await METHODS.GET(stand)).status).toBe(200);
  expect(made.size).toBe(1);
  await many(100, () => METHODS.GET(stand));
  await expect.poll(() => api.open.size, { timeout: 2000 }).toBeLessThanOrEqual(16);
});

test('an API that closes each connection after its answer costs nothing that stays', async () => {
  let made = 0;
  const api = await startApi((socket) => {
    made += 1;
    socket.end(whole('200'));
  });
  const warnings: string[] = [];
  const onWarning = ({ name }: Error): unknown => warnings.push(name);
  process.on('warning', onWarning);
  closing.push(() => process.off('warning', onWarning));
  const used = vi.spyOn(Agent.prototype, 'dispatch');
  const destroyed = vi.spyOn(Agent.prototype, 'destroy');
  closing.push(() => vi.restoreAllMocks());
  const upstream = createUpstream();
  for (let call = 1; call <= 40; call += 1) {
    expect(await (await upstream(new Request(api.url))).text()).toBe('{}');
    await expect.poll(() => api.open.size, { interval: 2 }).toBe(0);
    expect(made).toBe(call);
  }
  // Each is gone with all that belongs to it, and none was made anew by what had another before.
  await expect.poll(() => used.mock.contexts.filter((agent) => !destroyed.mock.contexts.includes(agent))).toEqual([]);
  expect(new Set(used.mock.contexts).size).toBe(made);
  expect(warnings).toEqual([]);
});

test('a change that waited for its token too long is not sent when the token comes', async () => {
  const waiting: Socket[] = [];
  const token = await startApi((socket) => waiting.push(socket));
  let sent = 0;
  const api = await startApi((socket) => {
    sent += 1;
    socket.write(whole('200'));
  });
  const stand = standBefore(api, token, TIMEOUT_MS, 30_000);
  expect((await METHODS.POST(stand)).status).toBe(504);
  waiting[0]?.write(whole('200', JSON.stringify({ access_token: 'access-token-1' })));
  expect((await METHODS.GET(stand)).status).toBe(200);
  expect(sent).toBe(1);
});
