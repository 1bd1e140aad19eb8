/** The production server as a process: what it says, what it keeps to itself, and how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const ACCOUNT = `AC${'1'.repeat(32)}`;
const CANARY = 'CANARY0123456789CANARY0123456789';
/** Inside the project, so that the built server finds its packages. */
const cache = path.resolve('node_modules/.cache');
let folder = '';
let child: ChildProcess | null = null;
let output = '';

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(path.join(cache, 'server-'));
  mkdirSync(path.join(folder, 'client'));
  writeFileSync(path.join(folder, 'client/index.html'), '<meta content="%FLEET_SESSION%">');
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: { ssr: 'server/main.ts', outDir: path.join(folder, 'server'), emptyOutDir: true },
  });
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

/** The token out of the document. */
async function tokenOf(url: string): Promise<string> {
  return /token&quot;:&quot;([\w-]+)/u.exec(await (await fetch(url)).text())?.[1] ?? '';
}

test('it says where it is, that the fleet is simulated and how to connect a real one; it drains and ends with 0', async () => {
  const exit = start({ SIMULATOR_LATENCY_MS: '700' });
  const url = await address();
  expect(output).toContain('Simulated fleet of 2,000 devices: no real device can be reached.');
  expect(output).toContain('TWILIO_ACCOUNT_SID');
  expect(output).toContain('.env.example');
  const running = fetch(`${url}/api/v1/Devices?PageSize=1`, { headers: { 'x-fleet-request': await tokenOf(url) } });
  await new Promise((resolve) => setTimeout(resolve, 200));
  child?.kill('SIGTERM');
  expect((await running).status).toBe(200);
  expect(await exit).toBe(0);
}, 30_000);

test('a second signal ends it at once', async () => {
  const exit = start({ SIMULATOR_LATENCY_MS: '20000' });
  const url = await address();
  const running = fetch(`${url}/api/v1/Devices`, { headers: { 'x-fleet-request': await tokenOf(url) } }).catch(() => 'cut off');
  await new Promise((resolve) => setTimeout(resolve, 200));
  child?.kill('SIGINT');
  await expect.poll(() => output).toContain('SIGINT');
  child?.kill('SIGINT');
  expect(await exit).toBe(1);
  expect(await running).toBe('cut off');
}, 30_000);

test('settings that do not work are all listed, and nothing is started', async () => {
  expect(await start({ HOST: '0.0.0.0', TWILIO_AUTH_TOKEN: CANARY, SIMULATOR_FAULTS: 'x' })).toBe(1);
  expect(output.match(/^ {2}- [A-Z].*\.$/gmu)).toHaveLength(3);
  expect(output).not.toContain(CANARY);
}, 30_000);

test('a fault that there is none of is explained', async () => {
  expect(await start({ SIMULATOR_FAULTS: 'gremlins' })).toBe(1);
  expect(output).toContain('There is no fault "gremlins".');
  expect(output).toContain('truncated-json');
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

test('the audit is appended to a file that only its owner reads, and nothing is sent without it', async () => {
  const file = path.join(folder, 'audit.log');
  void start({ AUDIT_FILE: file });
  const url = await address();
  const headers = { 'x-fleet-request': await tokenOf(url), origin: url, 'content-type': 'application/x-www-form-urlencoded' };
  const post = (): Promise<Response> => fetch(`${url}/api/v1/Devices/UV${'0'.repeat(32)}`, { method: 'POST', headers, body: 'RestartApp=true' });
  expect((await post()).status).toBe(404);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => /"outcome":"(\w+)"/u.exec(line)?.[1])).toEqual(['attempt', 'refused']);
  expect(lines.join()).not.toContain(headers['x-fleet-request']);
  rmSync(file);
  mkdirSync(file);
  expect((await post()).status).toBe(503);
}, 30_000);
