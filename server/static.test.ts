import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { homeOf } from './home.ts';
import { readFiles } from './static.ts';

const SCRIPT = 'console.log("main");\n';
const session = { token: '"<&>', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' };
const errors: string[] = [];
let folder = '';
let built: ReturnType<typeof readFiles>;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'build-'));
  mkdirSync(path.join(folder, 'assets/.hidden'), { recursive: true });
  const files = { 'index.html': '<meta content="%FLEET_SESSION%">', 'favicon.svg': '<svg/>', 'assets/main-abc.js': SCRIPT, 'assets/main-abc.js.map': '{}', 'assets/.hidden/x.js': 'x', '.secret.json': '{}', 'notes.md': 'x' };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  writeFileSync(path.join(folder, 'assets/main-abc.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(path.join(folder, 'assets/main-abc.js.gz'), gzipSync(SCRIPT));
  symlinkSync('/etc/hosts', path.join(folder, 'assets/link.txt'));
  built = readFiles(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function ask(target: string, headers: Record<string, string> = {}, gateway = (): Promise<Response> => Promise.resolve(new Response('api'))): Promise<Response> {
  const app = createApp({ gateway, ...built, session, home: homeOf('127.0.0.1', 4300, []), onError: (error, id) => errors.push(`${id} ${String(error)}`) });
  return app(new Request(`http://localhost:4300${target}`, { headers }));
}

test('a build is the files that a browser needs; links, maps, dot files and the rest stay behind (A32)', () => {
  expect([...built.files.keys()].toSorted()).toEqual(['/assets/main-abc.js', '/favicon.svg']);
});

test.each(['/', '/ops/fleet/'])('a page names its files where the console is, at %s, and its text stays as it is', async (base) => {
  const html = '<link rel="manifest" href="./manifest.webmanifest"><script type="module" src="./assets/main-abc.js"></script><p title="./x">href="./y"</p></head>';
  const manifest = { 'index.html': { file: 'assets/main-abc.js', imports: [] }, 'src/pages/devices/DevicesPage.tsx': { file: 'assets/DevicesPage-abc.js', imports: [] } };
  const app = createApp({ gateway: () => Promise.resolve(new Response()), ...built, html, manifest, session, home: homeOf('127.0.0.1', 4300, [], base), onError: () => undefined });
  const page = await (await app(new Request('http://localhost:4300/devices'))).text();
  expect(page).toBe(`<link rel="manifest" href="${base}manifest.webmanifest"><script type="module" src="${base}assets/main-abc.js"></script><p title="./x">href="./y"</p><link rel="modulepreload" crossorigin href="${base}assets/DevicesPage-abc.js"></head>`);
});

test('a file with a hash in its name is kept for ever, any other is asked about each time', async () => {
  const script = await ask('/assets/main-abc.js');
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const icon = await ask('/favicon.svg');
  expect(icon.headers.get('cache-control')).toBe('no-cache');
  const again = await ask('/favicon.svg', { 'if-none-match': icon.headers.get('etag') ?? '' });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

const send = async (accepted: string) => {
  const reply = await ask('/assets/main-abc.js', { 'accept-encoding': accepted });
  return { encoding: reply.headers.get('content-encoding'), bytes: Buffer.from(await reply.arrayBuffer()) };
};

test('a browser gets the smallest encoding that it takes', async () => {
  const br = await send('gzip, deflate, br, zstd');
  expect([br.encoding, brotliDecompressSync(br.bytes).toString()]).toEqual(['br', SCRIPT]);
  const gzip = await send('br;q=0, gzip');
  expect([gzip.encoding, gunzipSync(gzip.bytes).toString()]).toEqual(['gzip', SCRIPT]);
  expect(await send('identity')).toEqual({ encoding: null, bytes: Buffer.from(SCRIPT) });
});

test.each(['/', '/devices', '/devices/', '/devices/UV1', '/devices/a%20b.js', '/devices?q=x', '/rollouts', '/rollouts/', '/rollouts/new', '/rollouts/t5k2p0abcde', '/rollouts/new?from=t5k2p0abcde', '/apps', '/apps/fw-1.2', '/configs', '/configs/compare', '/secrets'])('%s is the console, with its session escaped', async (target) => {
  const reply = await ask(target);
  expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(reply.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
  expect(await reply.text()).toContain('content="{&quot;token&quot;:&quot;\\&quot;&lt;&amp;&gt;&quot;');
});

test.each(['/nothing', '/devices/..%2f..%2fapi', '/devices/%00', '/devices/a/b', '/configs/a/b', '/rollouts/a/b', '/rollouts/new/', '/rollouts/..%2fapi', '/rollouts/%00', '/Rollouts', '/rollout'])('%s is "not found", as a page for people and a line for programs', async (target) => {
  const page = await ask(target, { accept: 'text/html,*/*' });
  expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  const line = await ask(target, { accept: '*/*' });
  expect([line.status, line.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
});

test.each(['/index.html', '/assets/main-abc.js.br', '/assets/main-abc.js.map', '/ASSETS/main-abc.js', '/assets/Main-abc.js', '/assets/main-abc.js/', '/assets/', '/__proto__', '/constructor', '/assets/link.txt'])('%s is not served', async (target) => {
  expect((await ask(target)).status).toBe(404);
});

test('an error that nobody expected is told without its words, with an id that the terminal has too (S6)', async () => {
  for (const target of ['/api/v1/Devices', '/api/session']) {
    const reply = await ask(target, {}, () => Promise.reject(new Error('CANARY')));
    expect(reply.status).toBe(500);
    const body = await reply.text();
    expect(body).not.toContain('CANARY');
    const [id = ''] = errors.pop()?.split(' ') ?? [];
    expect(id).not.toBe('');
    expect(body).toContain(id);
  }
});
