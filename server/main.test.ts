/** The production server as a process: what it says, what it keeps to itself, and how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createSimulator } from '../simulator/app.ts';
import { createAuthority } from './certificate-stand.ts';
import { buildServer, tokenOf } from './process-stand.ts';
import { startProxy } from './proxy-stand.ts';

const ACCOUNT = `AC${'1'.repeat(32)}`;
const CANARY = 'CANARY0123456789CANARY0123456789';
const PASSWORD = 'PASSWORD-OF-THE-PROXY';
let folder = '';
let child: ChildProcess | null = null;
let output = '';

beforeAll(async () => {
  folder = await buildServer();
}, 60_000);
afterEach(() => {
  child?.kill('SIGKILL');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Starts the server with these settings and nothing else; resolves to its exit code. */
function start(env: Record<string, string>): Promise<number | null> {
  output = '';
  const { PATH = '' } = process.env;
  const started = spawn(process.execPath, [path.join(folder, 'server/main.js')], { cwd: folder, env: { PATH, PORT: '0', ...env } });
  child = started;
  const collect = (chunk: unknown): void => {
    output += String(chunk);
  };
  started.stdout.on('data', collect);
  started.stderr.on('data', collect);
  return new Promise((resolve) => {
    started.on('exit', resolve);
  });
}

async function address(): Promise<string> {
  await expect.poll(() => output, { timeout: 15_000 }).toMatch(/http:\/\/localhost:\d+\n[^\n]+\n/u);
  return /http:\/\/localhost:\d+/u.exec(output)?.[0] ?? '';
}

/** Asks for the list as the page does. */
async function ask(url: string): Promise<number | string> {
  const headers = { 'x-fleet-request': await tokenOf(url) };
  return fetch(`${url}/api/v1/Devices`, { headers }).then(({ status }) => status, () => 'cut off');
}

/** Restarts a device that there is none of, as the page would. */
function restart(url: string, token: string, attempt: string = randomUUID()): Promise<Response> {
  const headers = { 'x-fleet-request': token, 'x-fleet-attempt': attempt, origin: url, 'content-type': 'application/x-www-form-urlencoded' };
  return fetch(`${url}/api/v1/Devices/UV${'0'.repeat(32)}`, { method: 'POST', headers, body: 'RestartApp=true' });
}

/** An API that holds its one answer back: `arrived` is the answer, still to be written. */
async function startHeldApi(): Promise<{ env: Record<string, string>; arrived: Promise<ServerResponse> }> {
  const server = createServer();
  const arrived = once(server, 'request').then(([, response]: ServerResponse[]) => {
    if (response === undefined) throw new Error('A request has an answer.');
    return response;
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const bound = server.address();
  const url = `http://127.0.0.1:${String(typeof bound === 'object' ? bound?.port : '')}`;
  return { env: { MICROVISOR_API_URL: url, MICROVISOR_API_TOKEN: CANARY }, arrived };
}

test('it says where it is, that the fleet is simulated and how to connect a real one', async () => {
  const exit = start({});
  const url = await address();
  expect(output).toContain('Simulated fleet of 2,000 devices: no real device can be reached.');
  expect(output).toContain('TWILIO_ACCOUNT_SID');
  expect(output).toContain('.env.example');
  expect(await ask(url)).toBe(200);
  child?.kill('SIGTERM');
  expect(await exit).toBe(0);
}, 30_000);

test.each<[string, NodeJS.Signals[]]>([
  ['SIGTERM', ['SIGTERM']],
  ['a Ctrl-C that comes twice, as under npm', ['SIGINT', 'SIGINT']],
])('%s lets what is running end, and then ends it with 0', async (_, signals) => {
  const api = await startHeldApi();
  const exit = start(api.env);
  const running = ask(await address());
  const response = await api.arrived;
  for (const signal of signals) {
    child?.kill(signal);
    await expect.poll(() => output).toContain(`${signal}: finishing`);
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  expect(await running).toBe(200);
  expect(await exit).toBe(0);
}, 30_000);

test('a second Ctrl-C ends it at once', async () => {
  const api = await startHeldApi();
  const exit = start(api.env);
  const running = ask(await address());
  await api.arrived;
  const press = setInterval(() => child?.kill('SIGINT'), 100);
  expect(await exit).toBe(1);
  clearInterval(press);
  expect(await running).toBe('cut off');
}, 30_000);

test('settings that do not work are all listed, and nothing is started', async () => {
  expect(await start({ HOST: '0.0.0.0', TWILIO_AUTH_TOKEN: CANARY, SIMULATOR_FAULTS: 'x' })).toBe(1);
  expect(output.match(/^ {2}- [A-Z].*\.$/gmu)).toHaveLength(4);
  expect(output).not.toContain(CANARY);
}, 30_000);

test('a port that is taken is one sentence', async () => {
  void start({});
  const url = await address();
  const first = child;
  expect(await start({ PORT: new URL(url).port })).toBe(1);
  expect(output).toBe('The port is taken already. Set PORT to another one, or to 0 for any.\n');
  first?.kill('SIGKILL');
}, 30_000);

test('.env is read; its credential is on no command line, in no line of the terminal and in no answer (S1, A37)', async () => {
  writeFileSync(path.join(folder, '.env'), `TWILIO_ACCOUNT_SID=${ACCOUNT}\nTWILIO_AUTH_TOKEN=${CANARY}\nMICROVISOR_API_URL=http://127.0.0.1:1\nREAD_ONLY=1\n`);
  void start({});
  const url = await address();
  rmSync(path.join(folder, '.env'));
  expect(output).toContain('Connected to http://127.0.0.1:1');
  expect(output).toContain('Read-only');
  const document = await (await fetch(url)).text();
  const answer = await fetch(`${url}/api/v1/Devices`, { headers: { 'x-fleet-request': await tokenOf(url) } });
  expect(answer.status).toBe(502);
  const shown = `${output}${document}${await answer.text()}${child?.spawnargs.join(' ') ?? ''}`;
  expect(shown).not.toMatch(new RegExp(`${CANARY}|${Buffer.from(`${ACCOUNT}:${CANARY}`).toString('base64')}`, 'u'));
}, 30_000);

test('a .env that cannot be read is all that is said, and nothing is started (S1)', async () => {
  writeFileSync(path.join(folder, '.env'), `TWILIO_AUTH_TOKEN=“${CANARY}”\nHOST=0.0.0.0\n`);
  expect(await start({})).toBe(1);
  rmSync(path.join(folder, '.env'));
  expect(output).toMatch(/^The configuration does not work:\n {2}- Line 1 of \.env [^\n]+ Use " instead\.\n$/u);
  expect(output).not.toContain(CANARY);
}, 30_000);

test('a .env that begins with a mark is read from its first setting on, and an empty variable does not take its place', async () => {
  writeFileSync(path.join(folder, '.env'), '\u{FEFF}READ_ONLY=1\r\n');
  void start({ READ_ONLY: '' });
  await address();
  rmSync(path.join(folder, '.env'));
  await expect.poll(() => output).toContain('Read-only: every change is refused (READ_ONLY).');
}, 30_000);

test('an API and a token endpoint behind a proxy are reached through it, and nobody between learns a secret (S1)', async () => {
  const authority = createAuthority();
  const simulator = createSimulator({ devices: 3 });
  const listener = getRequestListener((request) =>
    new URL(request.url).pathname === '/token' ? Response.json({ access_token: `${CANARY}-2`, token_type: 'Bearer' }) : simulator.fetch(request), { overrideGlobalObjects: false });
  const api = createTlsServer(authority.issue(['api.fleet.test', 'id.fleet.test']), (message, response) => void listener(message, response)).listen(0, '127.0.0.1').unref();
  await once(api, 'listening');
  const bound = api.address();
  const port = typeof bound === 'object' ? (bound?.port ?? 0) : 0;
  const proxy = await startProxy({ ways: { 'api.fleet.test:443': port, 'id.fleet.test:8443': port }, tls: authority.issue(['localhost']) });
  writeFileSync(path.join(folder, 'ca.pem'), authority.cert);
  writeFileSync(path.join(folder, '.env'), `HTTPS_PROXY=https://operator:${PASSWORD}@localhost:${String(proxy.port)}\nMICROVISOR_OAUTH_CLIENT_SECRET=${CANARY}\n`);
  void start({
    MICROVISOR_API_URL: 'https://api.fleet.test',
    MICROVISOR_OAUTH_TOKEN_URL: 'https://id.fleet.test:8443/token',
    MICROVISOR_OAUTH_CLIENT_ID: 'console',
    NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem'),
  });
  const url = await address();
  rmSync(path.join(folder, '.env'));
  expect(await ask(url)).toBe(200);
  expect((await restart(url, await tokenOf(url))).status).toBe(404);
  expect(output).toContain(`The API is reached through the proxy https://localhost:${String(proxy.port)} (HTTPS_PROXY).`);
  expect(output).toContain(`The token endpoint is reached through the proxy https://localhost:${String(proxy.port)} (HTTPS_PROXY).`);
  const signIn = Buffer.from(`operator:${PASSWORD}`).toString('base64');
  expect(new Set(proxy.asked.map(({ authority: to, headers }) => `${to} ${String(headers['proxy-authorization'])}`))).toEqual(new Set(['id.fleet.test:8443', 'api.fleet.test:443'].map((to) => `${to} Basic ${signIn}`)));
  expect(JSON.stringify(proxy.asked) + proxy.passed()).not.toContain(CANARY);
  expect(output).not.toMatch(new RegExp(`${PASSWORD}|${signIn}|${CANARY}`, 'u'));
  await proxy.close();
  const gone = await fetch(`${url}/api/v1/Devices`, { headers: { 'x-fleet-request': await tokenOf(url) } });
  expect(await gone.json()).toMatchObject({ message: expect.stringContaining(`The proxy https://localhost:${String(proxy.port)} cannot be reached, or broke off (ECONNREFUSED).`) });
}, 30_000);

test('when nobody reads the terminal any more, no change is sent, and all else goes on', async () => {
  const exit = start({});
  const url = await address();
  const token = await tokenOf(url);
  child?.stdout?.destroy();
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const reply = await restart(url, token);
    expect([reply.status, await reply.json()]).toMatchObject([503, { code: 'audit' }]);
  }
  expect(await ask(url)).toBe(200);
  child?.kill('SIGTERM');
  expect(await exit).toBe(0);
}, 30_000);

test('a promise that nobody waited for is reported, without the credential, and ends nothing', async () => {
  const stray = `process.on('SIGUSR2', () => Promise.reject(new Error('a stray with ${CANARY}')))`;
  const api = await startHeldApi();
  const exit = start({ ...api.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(stray)}` });
  const running = ask(await address());
  const response = await api.arrived;
  child?.kill('SIGUSR2');
  await expect.poll(() => output).toMatch(/^Error [\da-f-]{36}: Error: a stray with …$/mu);
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  expect(await running).toBe(200);
  child?.kill('SIGTERM');
  expect(await exit).toBe(0);
  expect(output.match(/CANARY/gu)).toBeNull();
}, 30_000);

test('the audit is appended to a file that only its owner reads, and nothing is sent without it', async () => {
  const file = path.join(folder, 'audit.log');
  void start({ AUDIT_FILE: file });
  const url = await address();
  const token = await tokenOf(url);
  expect((await restart(url, token)).status).toBe(404);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => /"outcome":"(\w+)"/u.exec(line)?.[1])).toEqual(['attempt', 'refused']);
  expect(lines.join()).not.toContain(token);
  rmSync(file);
  mkdirSync(file);
  expect((await restart(url, token)).status).toBe(503);
}, 30_000);

test('an attempt that one process has sent is not sent by the next one, whatever the page knows of it', async () => {
  const env = { AUDIT_FILE: path.join(folder, 'repeats.log') };
  const killed = start(env);
  const url = await address();
  const stale = await tokenOf(url);
  const attempt = randomUUID();
  expect((await restart(url, stale, attempt)).status).toBe(404);
  child?.kill('SIGKILL');
  await killed;
  void start({ ...env, PORT: new URL(url).port });
  await address();
  // The browser repeats it with the token of the process that is gone, and the page once more with the new one.
  for (const token of [stale, await tokenOf(url)]) {
    const reply = await restart(url, token, attempt);
    expect([reply.status, await reply.json()]).toMatchObject([409, { code: 'attempt_taken' }]);
  }
  // One that no process has sent is the page's to send again.
  expect(await (await restart(url, stale)).json()).toMatchObject({ code: 'session_token' });
  const lines = readFileSync(env.AUDIT_FILE, 'utf8').trim().split('\n');
  expect(lines.map((line) => /"outcome":"(\w+)"/u.exec(line)?.[1])).toEqual(['attempt', 'refused', 'repeated']);
}, 30_000);

test('it says where its data is, in a folder that only its owner opens', async () => {
  void start({});
  await address();
  await expect.poll(() => output).toContain(`Data is stored in ${path.join(folder, 'data')} (DATA_DIR).`);
  for (const made of ['data', 'data/attempts']) expect((statSync(path.join(folder, made)).mode & 0o777).toString(8)).toBe('700');
}, 30_000);
