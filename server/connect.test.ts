/** Connections through a proxy: what it sees, what the API sees, and what is said where one of the two is not reached. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createNetServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Authority, createAuthority, type Issued } from './certificate-stand.ts';
import type { Proxy } from './config-proxy.ts';
import { createConnector } from './connect.ts';
import { type ProxyOptions, type ProxyStand, startProxy } from './proxy-stand.ts';
import { createUpstream, type Upstream } from './upstream.ts';
import { UpstreamError } from './upstream-error.ts';

const HOST = 'api.fleet.test';
const ORIGIN = `https://${HOST}`;
const CREDENTIAL = 'Basic CANARY0123456789';
const PROXY_SIGN_IN = 'Basic PROXY-CANARY';

let authority: Authority;
let own: Issued;
beforeAll(() => {
  authority = createAuthority();
  own = authority.issue([HOST]);
});

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Api {
  port: number;
  requests: { method: string; headers: IncomingMessage['headers'] }[];
}

/** An API that speaks TLS with this certificate. */
function startApi(issued: Issued, handler = (_: IncomingMessage, response: ServerResponse): unknown => response.end('{}')): Promise<Api> {
  const requests: Api['requests'] = [];
  const server = createTlsServer(issued, (message, response) => {
    requests.push({ method: message.method ?? '', headers: message.headers });
    handler(message, response);
  });
  server.on('tlsClientError', () => undefined);
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : 0, requests });
    });
  });
}

async function proxy(options: ProxyOptions): Promise<ProxyStand> {
  const stand = await startProxy(options);
  closing.push(() => stand.close());
  return stand;
}

function through(url: string, { timeout = 500, ...named }: Partial<Proxy> & { timeout?: number } = {}, origin = ORIGIN): Upstream {
  const whole: Proxy = { setting: 'HTTPS_PROXY', url, authorization: null, ...named };
  return createUpstream({ connect: { timeout, ca: authority.cert }, proxies: new Map([[origin, whole]]) });
}

const change = (origin = ORIGIN): Request => new Request(`${origin}/v1/Devices/x`, { method: 'POST', body: 'RestartApp=true', headers: { authorization: CREDENTIAL } });
const failureOf = (promise: Promise<Response>): Promise<string> =>
  promise.then(() => 'none', (error: unknown) => (error instanceof UpstreamError ? `${error.fault}: ${error.message}` : String(error)));

test('the proxy sees the host and its own sign-in, the API the credential, and nobody in between either of them', async () => {
  const api = await startApi(own);
  const stand = await proxy({ ways: { [`${HOST}:443`]: api.port } });
  const reply = await through(stand.url, { authorization: PROXY_SIGN_IN })(change());
  expect([reply.status, await reply.text()]).toEqual([200, '{}']);
  expect(stand.asked).toEqual([{ authority: `${HOST}:443`, headers: { host: `${HOST}:443`, connection: 'keep-alive', 'proxy-authorization': PROXY_SIGN_IN } }]);
  expect(stand.passed().length).toBeGreaterThan(100);
  expect(stand.passed()).not.toMatch(/CANARY|RestartApp/u);
  expect(api.requests).toMatchObject([{ method: 'POST', headers: { authorization: CREDENTIAL, host: HOST } }]);
  expect(JSON.stringify(api.requests)).not.toContain('PROXY-CANARY');
});

test('a tunnel is kept for the calls that follow', async () => {
  const api = await startApi(own);
  const stand = await proxy({ ways: { [`${HOST}:443`]: api.port } });
  const upstream = through(stand.url);
  for (let call = 0; call < 6; call += 1) await (await upstream(change())).text();
  expect(api.requests.length).toBe(6);
  // A call that comes as the one before it ends may find the first still busy.
  expect(stand.asked.length).toBeLessThanOrEqual(2);
});

test.each([
  ['https://[2001:db8::1]', '[2001:db8::1]:443'],
  ['https://api.fleet.test:8443', 'api.fleet.test:8443'],
])('for %s the proxy is asked for %s', async (origin, asked) => {
  const stand = await proxy({ ways: {} });
  expect(await failureOf(through(stand.url, {}, origin)(change(origin)))).toBe(`unsent: The proxy ${stand.url} could not reach ${asked} (502).`);
  expect(stand.asked.map((each) => each.authority)).toEqual([asked]);
});

test('what is not to be proxied goes its own way', async () => {
  const api = await startApi(authority.issue(['localhost']));
  const stand = await proxy({ ways: {} });
  const reply = await through(stand.url)(change(`https://localhost:${String(api.port)}`));
  expect([reply.status, stand.asked.length]).toEqual([200, 0]);
});

describe('certificates are checked as without a proxy', () => {
  test.each<[string, () => Issued, RegExp]>([
    ['of another host', () => authority.issue(['evil.test']), /^unsent: Its certificate is not accepted \(ERR_TLS_CERT_ALTNAME_INVALID\)\.$/u],
    ['that has expired', () => authority.issue([HOST], true), /^unsent: Its certificate is not accepted \(CERT_HAS_EXPIRED\)\.$/u],
    ['of an authority that is not trusted', () => createAuthority().issue([HOST]), /^unsent: Its certificate is not accepted \((?:UNABLE_TO_|CERT_SIGNATURE)\w+\)\.$/u],
  ])('one %s is not accepted, and the credential not sent', async (_, issue, failure) => {
    const api = await startApi(issue());
    const stand = await proxy({ ways: { [`${HOST}:443`]: api.port } });
    expect(await failureOf(through(stand.url)(change()))).toMatch(failure);
    expect(api.requests).toEqual([]);
    await expect.poll(() => stand.open()).toBe(0);
  });

  test('that of the proxy itself is checked, too, before it is told a password', async () => {
    const stand = await proxy({ ways: {}, tls: createAuthority().issue(['127.0.0.1']) });
    const failure = await failureOf(through(stand.url, { authorization: PROXY_SIGN_IN })(change()));
    expect(failure).toMatch(new RegExp(`^unsent: The certificate of the proxy ${stand.url} is not accepted \\(\\w+\\)\\.$`, 'u'));
    expect(stand.asked).toEqual([]);
  });
});

describe('a proxy that does not connect is asked once, is named, and leaves the change unsent:', () => {
  const basic = { 'proxy-authenticate': 'Negotiate, Basic realm="a"' };
  test.each<[string, ProxyOptions['instead'], Partial<Proxy>, string]>([
    ['it wants a password', { status: 407, headers: basic }, {}, 'asks for a user and password (407): put them into HTTPS_PROXY.'],
    ['it wants a password, and does not say how', { status: 407 }, { setting: 'https_proxy' }, 'asks for a user and password (407): put them into https_proxy.'],
    ['it wants another password', { status: 407, headers: basic }, { authorization: PROXY_SIGN_IN }, 'does not accept the user and password in HTTPS_PROXY (407).'],
    ['it wants a ticket', { status: 407, headers: { 'proxy-authenticate': 'Negotiate' } }, {}, 'asks for a sign-in that is not supported (407): only a user and password can be sent.'],
    ['it forbids it', { status: 403 }, {}, `does not allow a connection to ${HOST}:443 (403).`],
    ['it cannot reach the API', { status: 504 }, {}, `could not reach ${HOST}:443 (504).`],
    ['it sends elsewhere', { status: 302, headers: { location: 'http://login.example/' } }, {}, `does not allow a connection to ${HOST}:443 (302).`],
    ['it closes the connection', 'end', {}, 'cannot be reached, or broke off (ECONNRESET).'],
    ['it resets the connection', 'reset', {}, 'cannot be reached, or broke off (ECONNRESET).'],
    ['it is silent', 'silence', {}, 'did not answer in time.'],
  ])('%s', async (_, instead, named, sentence) => {
    const stand = await proxy({ ways: {}, ...(instead !== undefined && { instead }) });
    expect(await failureOf(through(stand.url, named)(change()))).toBe(`unsent: The proxy ${stand.url} ${sentence}`);
    expect(stand.asked.length).toBe(1);
    await expect.poll(() => stand.open()).toBe(0);
  });

  test('a sign-in that it rejects is sent once in a minute, however many calls there are', async () => {
    const rejecting = await proxy({ ways: {}, instead: { status: 407, headers: basic } });
    const upstream = through(rejecting.url, { authorization: PROXY_SIGN_IN });
    const failures = (count: number): Promise<string[]> => Promise.all(Array.from({ length: count }, () => failureOf(upstream(change()))));
    const all = [...(await failures(5)), ...(await failures(3))];
    expect(new Set(all)).toEqual(new Set([`unsent: The proxy ${rejecting.url} does not accept the user and password in HTTPS_PROXY (407).`]));
    expect(rejecting.asked.length).toBe(1);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now + 61_000);
    await failures(2);
    vi.restoreAllMocks();
    expect(rejecting.asked.length).toBe(2);
  });

  test('it is no proxy at all', async () => {
    const stand = await proxy({ ways: {}, instead: { text: 'SSH-2.0-OpenSSH_9.2\r\n' } });
    expect(await failureOf(through(stand.url)(change()))).toMatch(new RegExp(`^unsent: What answers at ${stand.url} is not an HTTP proxy \\(HPE_\\w+\\)\\.$`, 'u'));
  });

  test('it is down', async () => {
    expect(await failureOf(through('http://127.0.0.1:1')(change()))).toBe('unsent: The proxy http://127.0.0.1:1 cannot be reached, or broke off (ECONNREFUSED).');
    expect(await failureOf(through('http://nobody.invalid:3128')(change()))).toMatch(/^unsent: The proxy http:\/\/nobody\.invalid:3128 cannot be reached, or broke off \((?:ENOTFOUND|EAI_AGAIN)\)\.$/u);
  });
});

test('an API that breaks off while TLS begins has got nothing; one that breaks off later may have done it', async () => {
  const broken = createNetServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.destroy());
  });
  const port = await new Promise<number>((resolve) => {
    broken.listen(0, '127.0.0.1', () => {
      const address = broken.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  closing.push(() => broken.close());
  const early = await proxy({ ways: { [`${HOST}:443`]: port } });
  expect(await failureOf(through(early.url)(change()))).toBe('unsent: (ECONNRESET)');
  expect(early.asked.length).toBe(1);

  const api = await startApi(own, (message) => message.socket.destroy());
  const late = await proxy({ ways: { [`${HOST}:443`]: api.port } });
  expect(await failureOf(through(late.url)(change()))).toMatch(/^unreachable: /u);
  expect([late.asked.length, api.requests.length]).toEqual([1, 1]);
});

test('a tunnel that is given up before it is there is closed', async () => {
  const stand = await proxy({ ways: {}, instead: 'silence' });
  const over = new AbortController();
  const connect = createConnector({ timeout: 60_000, signal: over.signal }, new Map([[ORIGIN, { setting: 'HTTPS_PROXY', url: stand.url, authorization: null }]]));
  const failed = new Promise<unknown>((resolve) => {
    connect({ protocol: 'https:', host: HOST, hostname: HOST, port: '' }, (...[error]) => resolve(error));
  });
  await expect.poll(() => stand.asked.length).toBe(1);
  over.abort();
  expect(await failed).toMatchObject({ fault: 'unsent' });
  await expect.poll(() => stand.open()).toBe(0);
});

/** Gives a call up once it is under way, and waits for its connection to end, which no deadline ends. */
async function giveUp(options: ProxyOptions, isUnderWay: (stand: ProxyStand) => boolean): Promise<string> {
  const stand = await proxy(options);
  const over = new AbortController();
  const failed = failureOf(through(stand.url, { timeout: 60_000 })(new Request(change(), { signal: over.signal })));
  await expect.poll(() => isUnderWay(stand), { interval: 5 }).toBe(true);
  over.abort();
  const failure = await failed;
  await expect.poll(() => stand.open()).toBe(0);
  return failure;
}

describe('a call that is given up leaves no connection behind', () => {
  test('while the proxy is silent', async () => {
    expect(await giveUp({ ways: {}, instead: 'silence' }, ({ asked }) => asked.length === 1)).toMatch(/^un(?:sent|reachable): /u);
  });

  test('while TLS begins within the tunnel', async () => {
    const silent = await listenSilently();
    expect(await giveUp({ ways: { [`${HOST}:443`]: silent } }, ({ passed }) => passed().length > 0)).toMatch(/^un(?:sent|reachable): /u);
  });

  test('while the API is silent, and may have done it', async () => {
    const api = await startApi(own, () => undefined);
    expect(await giveUp({ ways: { [`${HOST}:443`]: api.port } }, () => api.requests.length === 1)).toMatch(/^unreachable: /u);
  });
});

/** A port whose connections get no answer. */
function listenSilently(): Promise<number> {
  const server = createNetServer((socket) => void socket.on('error', () => undefined).resume());
  closing.push(() => server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
