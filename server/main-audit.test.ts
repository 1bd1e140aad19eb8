/** The audit of the server as a process: on the terminal, on a pipe that nobody reads, on a disk that is full. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Attempt, ownHeaders, sendRaw, writeRequest } from './attack-stand.ts';
import { buildServer, makePipe, tokenOf } from './process-stand.ts';

const SID = `UV${'0'.repeat(32)}`;
let folder = '';
let child: ChildProcess | null = null;
/** What it has said on stderr. */
let said = '';

beforeAll(async () => {
  folder = await buildServer();
}, 60_000);
afterEach(() => {
  child?.kill('SIGKILL');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Starts it with these settings and nothing else. @param limit of the size of files, in blocks of 512 bytes */
function start(env: Record<string, string>, { stdout = 'pipe', limit }: { stdout?: 'pipe' | number; limit?: number } = {}): ChildProcess {
  said = '';
  const { PATH = '' } = process.env;
  const main = path.join(folder, 'server/main.js');
  const options = { cwd: folder, env: { PATH, PORT: '0', ...env }, stdio: ['ignore', stdout, 'pipe'] as const };
  child = limit === undefined
    ? spawn(process.execPath, [main], { ...options, stdio: [...options.stdio] })
    : spawn('sh', ['-c', `ulimit -f ${String(limit)}; exec "$0" "$1"`, process.execPath, main], { ...options, stdio: [...options.stdio] });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  return child;
}

async function address(): Promise<string> {
  await expect.poll(() => said, { timeout: 15_000 }).toMatch(/http:\/\/localhost:\d+\n[^\n]+\n/u);
  return /http:\/\/localhost:\d+/u.exec(said)?.[0] ?? '';
}

interface Console {
  /** Changes a name, of a device that does not exist: 404, or 503 when it could not be written down. */
  rename(name: string): Promise<number>;
  list(): Promise<number>;
}

/** Each call on a connection of its own: a kept one may be closed just when it is used again. */
async function page(): Promise<Console> {
  const url = await address();
  const port = Number(new URL(url).port);
  const token = await tokenOf(url);
  const send = async (attempt: Attempt): Promise<number> => (await sendRaw(port, writeRequest(attempt, ownHeaders(port, token)))).status;
  return {
    rename: (name) => send({ target: `/api/v1/Devices/${SID}`, body: `UniqueName=${name}` }),
    list: () => send({ method: 'GET', target: '/api/v1/Devices' }),
  };
}

/** Reads lines, each of which has to be one entry and whole. @returns the first letter of each name with its outcome */
function entriesOf(text: string): string[] {
  const lines = text.split('\n');
  expect(lines.pop(), 'what stands behind the last line').toBe('');
  return lines.map((line) => {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null || !('value' in entry) || !('outcome' in entry)) throw new Error(`No entry: ${line}`);
    return `${String(entry.value).slice(0, 1)} ${String(entry.outcome)}`;
  });
}

test('stdout is the audit and nothing else; sentences for people are on stderr', async () => {
  const { stdout } = start({});
  let text = '';
  stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const { rename } = await page();
  expect(await rename('a')).toBe(404);
  child?.kill('SIGTERM');
  await new Promise((resolve) => child?.on('close', resolve));
  expect(entriesOf(text)).toEqual(['a attempt', 'a refused']);
  expect(said).toContain('no real device can be reached');
  expect(said).toContain('SIGTERM: finishing what is running');
}, 30_000);

test('a pipe that nobody reads holds no change up for long, none is sent, and reads go on', async () => {
  const pipe = path.join(folder, 'pipe');
  makePipe(pipe);
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(pipe, constants.O_WRONLY);
  start({}, { stdout: writer });
  closeSync(writer);
  const { rename, list } = await page();
  // As much as a pipe takes, and more: then each change waits for its line.
  const statuses = Promise.all(Array.from({ length: 130 }, (_, index) => rename(String.fromCharCode(65 + (index % 26)) + 'x'.repeat(2000))));
  const over = statuses.then(() => null);
  let pages = 0;
  while ((await Promise.race([over, list()])) === 200) pages += 1;
  expect(pages).toBeGreaterThan(20);
  const refused = (await statuses).filter((status) => status === 503).length;
  expect(refused).toBeGreaterThan(0);

  // Whoever reads again gets whole lines, and no line of a change that looks as if it had been sent.
  const read = (): string => {
    const bytes = Buffer.alloc(1 << 20);
    try {
      return bytes.toString('utf8', 0, readSync(reader, bytes));
    } catch {
      return '';
    }
  };
  let text = read();
  expect(await rename('z')).toBe(404);
  await expect.poll(() => {
    text += read();
    return text;
  }).toMatch(/"z"[^\n]*"refused"[^\n]*\n$/u);
  const entries = entriesOf(text);
  expect(entries.slice(-2)).toEqual(['z attempt', 'z refused']);
  expect(entries.filter((entry) => entry.endsWith('attempt')).length - entries.filter((entry) => entry.endsWith('unsent')).length).toBe(130 - refused + 1);
  closeSync(reader);
}, 60_000);

test('a disk that is full gets whole lines only, and no change that it has no room for is sent', async () => {
  const file = path.join(folder, 'audit.log');
  start({ AUDIT_FILE: file }, { limit: 2 });
  const { rename, list } = await page();
  const statuses: number[] = [];
  for (let index = 0; index < 6; index += 1) statuses.push(await rename(`${String(index)}${'x'.repeat(100)}`));
  expect(new Set(statuses)).toEqual(new Set([404, 503]));
  expect(statuses.at(-1)).toBe(503);
  const sent = statuses.filter((status) => status === 404).length;
  expect(entriesOf(readFileSync(file, 'utf8')).filter((entry) => entry.endsWith('attempt'))).toHaveLength(sent);
  expect(await list()).toBe(200);
  // There is room again.
  writeFileSync(file, '');
  expect(await rename('z')).toBe(404);
  expect(entriesOf(readFileSync(file, 'utf8'))).toEqual(['z attempt', 'z refused']);
}, 30_000);

test('a pipe for the audit that no program reads is a sentence at start', async () => {
  const pipe = path.join(folder, 'unread');
  makePipe(pipe);
  start({ AUDIT_FILE: pipe });
  await expect.poll(() => said, { timeout: 15_000 }).toContain('a pipe that no program reads.');
}, 30_000);
