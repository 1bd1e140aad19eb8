import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createApp } from './app.ts';
import { homeOf } from './home.ts';
import { PAGE_MODULES, pageModule } from './pages.ts';
import { readManifest, withPreloads } from './preload.ts';

const LIST = 'src/pages/devices/DevicesPage.tsx';
const ONE = 'src/pages/devices/DevicePage.tsx';
const manifest = {
  'index.html': { file: 'assets/index-1.js', imports: ['_react.js'] },
  '_react.js': { file: 'assets/react-2.js', imports: [] },
  [LIST]: { file: 'assets/list-3.js', imports: ['index.html', '_shared.js'] },
  [ONE]: { file: 'assets/one-4.js', imports: ['index.html', '_shared.js'] },
  '_shared.js': { file: 'assets/shared-5.js', imports: ['_react.js', LIST] },
  'src/ui/TipHost.tsx': { file: 'assets/tips-6.js', imports: ['_shared.js'] },
};
const HTML = '<head><meta content="%FLEET_SESSION%"></head><body></body>';

const gateway = (): Promise<Response> => Promise.resolve(new Response('api'));
const preloads = (html: string): string[] => [...html.matchAll(/<link rel="modulepreload" crossorigin href="([^"]*)">/gu)].map(([, href = '']) => href);

test('a document names the files of its page that the entry does not load by itself, each once', () => {
  expect(preloads(withPreloads(HTML, manifest, LIST))).toEqual(['/assets/list-3.js', '/assets/shared-5.js']);
  expect(withPreloads(HTML, manifest, LIST)).toMatch(/^<head>.*<\/head><body>/u);
});

test('a page that the build does not know has none', () => {
  expect(withPreloads(HTML, {}, LIST)).toBe(HTML);
  expect(withPreloads(HTML, manifest, 'src/pages/nothing.tsx')).toBe(HTML);
});

test('each address gets the document of its page, a lost one the plain document', async () => {
  const session = { token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' };
  const app = createApp({ gateway, files: new Map(), html: HTML, manifest, session, home: homeOf('127.0.0.1', 4300, []), onError: () => undefined });
  const ask = async (target: string): Promise<string[]> => {
    const reply = await app(new Request(`http://localhost:4300${target}`, { headers: { accept: 'text/html' } }));
    const html = await reply.text();
    expect(html).toContain('&quot;token&quot;');
    return preloads(html);
  };
  expect(await ask('/devices?q=x')).toEqual(['/assets/list-3.js', '/assets/shared-5.js']);
  expect(await ask('/devices/UV1')).toEqual(['/assets/one-4.js', '/assets/shared-5.js', '/assets/list-3.js']);
  expect(await ask('/nothing')).toEqual([]);
  expect(pageModule('/devices/')).toBe(LIST);
  // A page of its own, and not the run that is called so.
  expect(pageModule('/rollouts/new')).toMatch(/NewRolloutPage/u);
  expect(pageModule('/rollouts/constructor')).toMatch(/RunPage/u);
});

test.each(PAGE_MODULES)('%s, the source of a page, exists', (module) => {
  expect(existsSync(path.join(import.meta.dirname, '..', module))).toBe(true);
});

test('a build without a manifest is served without preloads; a broken one is not served', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'manifest-'));
  const file = path.join(folder, 'manifest.json');
  expect(readManifest(file)).toEqual({});
  writeFileSync(file, '{"index.html":{"file":1}}');
  expect(() => readManifest(file)).toThrow();
  rmSync(folder, { recursive: true });
});
