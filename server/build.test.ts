/** No credential gets into what browsers load: not into a build, not into a page of `vite dev` (S1, S2, S3, A38). */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, createServer, type InlineConfig, preview } from 'vite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findExposedCredential } from './exposed-credential.ts';
import { fleetGateway } from './vite-plugin.ts';

const ACCOUNT = `AC${'1'.repeat(32)}`;
const CANARY = 'CANARY0123456789CANARY0123456789';
const BASIC = Buffer.from(`${ACCOUNT}:${CANARY}`).toString('base64');
let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'console-build-'));
  mkdirSync(path.join(root, 'src'));
  writeFileSync(path.join(root, 'index.html'), '<meta content="%FLEET_SESSION%"><script type="module" src="/src/main.js"></script>');
  // The most careless page there can be.
  writeFileSync(path.join(root, 'src/main.js'), 'console.log(import.meta.env, JSON.stringify(import.meta.env));');
  writeFileSync(path.join(root, '.env'), `TWILIO_ACCOUNT_SID=${ACCOUNT}\nTWILIO_AUTH_TOKEN=${CANARY}\nDATA_DIR=${path.join(root, 'data')}\n`);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const settings = (): InlineConfig => ({ configFile: false, root, logLevel: 'silent', plugins: [fleetGateway()], build: { sourcemap: true } });

/** Every file of the build, as one text. */
async function built(): Promise<string> {
  await build(settings());
  const files = readdirSync(path.join(root, 'dist'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8')).join('\n');
}

describe('a build', () => {
  test('holds nothing of .env, and leaves the place of the session to the server (S1)', async () => {
    const text = await built();
    expect(text).toContain('console.log');
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(BASIC);
    expect(text).toContain('%FLEET_SESSION%');
  });

  test.each([
    ['VITE_TWILIO_AUTH_TOKEN', 'x'],
    ['VITE_API_KEY', 'x'],
    ['VITE_HARMLESS', `prefix-${CANARY}`],
  ])('is refused with a credential under %s (S2)', async (name, value) => {
    writeFileSync(path.join(root, '.env.production'), `${name}=${value}\n`);
    await expect(built()).rejects.toThrow(new RegExp(`${name} looks like a credential.*Rename it`, 'u'));
  });

  test('may have settings that are none', async () => {
    writeFileSync(path.join(root, '.env.local'), 'VITE_TITLE=Fleet\n');
    expect(await built()).toContain('Fleet');
  });
});

test.each([
  ['a build', () => build(settings())],
  ['vite dev', () => createServer(settings())],
  ['vite preview', () => preview(settings())],
])('%s reads .env as the server does: one with a mark is read, one that is not text is refused', async (_, run) => {
  writeFileSync(path.join(root, '.env'), '\u{FEFF}HOST=0.0.0.0\nREAD_ONLY 1\n');
  await expect(run()).rejects.toMatchObject({ problems: ['Line 2 of .env is not a setting. Write NAME=value.'] });
  writeFileSync(path.join(root, '.env'), Buffer.from('READ_ONLY=1', 'utf16le'));
  await expect(run()).rejects.toMatchObject({ problems: ['The file .env is not text in UTF-8. Save it as UTF-8.'] });
});

test('a credential behind a mark is still found under a name that would publish it', async () => {
  writeFileSync(path.join(root, '.env'), `\u{FEFF}MICROVISOR_API_TOKEN=${CANARY}\n`);
  writeFileSync(path.join(root, '.env.production'), `VITE_HARMLESS=${CANARY}\n`);
  await expect(built()).rejects.toThrow(/VITE_HARMLESS looks like a credential/u);
});

test.each([
  ['a credential in base64', { MICROVISOR_API_TOKEN: CANARY }, Buffer.from(`user:${CANARY}`).toString('base64')],
  ['the sign-in of a proxy', { HTTPS_PROXY: `http://operator:${CANARY}@proxy.example:3128` }, `operator:${CANARY}`],
])('%s is found in a value under any name', (_, configured, value) => {
  expect(findExposedCredential({ VITE_HARMLESS: value, VITE_TITLE: 'Fleet' }, configured)).toMatch(/^VITE_HARMLESS looks like a credential/u);
  expect(findExposedCredential({ VITE_TITLE: 'Fleet' }, configured)).toBe(null);
});

test('the sentence about an exposed credential does not repeat it', () => {
  expect(findExposedCredential({ VITE_TWILIO_AUTH_TOKEN: CANARY }, {})).not.toContain(CANARY);
});

describe('vite dev', () => {
  test('is as strict about names (S2)', async () => {
    writeFileSync(path.join(root, '.env.local'), 'VITE_TOKEN=x\n');
    await expect(createServer(settings())).rejects.toThrow(/VITE_TOKEN looks like a credential/u);
  });

  test('shows no page a credential (S3)', async () => {
    const server = await createServer({ ...settings(), server: { middlewareMode: true, ws: false } });
    const module = await server.transformRequest('/src/main.js');
    const page = await server.transformIndexHtml('/', readFileSync(path.join(root, 'index.html'), 'utf8'));
    await server.close();
    expect(page).toContain('&quot;token&quot;');
    expect(`${module?.code ?? ''}${page}`).not.toMatch(new RegExp(`${CANARY}|${BASIC}`, 'u'));
  });

  test.each([true, '0.0.0.0', '192.168.1.5', 'example.com'])('does not listen on %s (A38)', async (host) => {
    await expect(createServer({ ...settings(), server: { host } })).rejects.toThrow(/loopback for now/u);
    await expect(createServer({ ...settings(), preview: { host } })).rejects.toThrow(/loopback for now/u);
  });

  test('lists what is wrong with the settings', async () => {
    writeFileSync(path.join(root, '.env'), `TWILIO_ACCOUNT_SID=${ACCOUNT}\nHOST=0.0.0.0\nDATA_DIR=${path.join(root, 'data')}\n`);
    await expect(createServer(settings())).rejects.toMatchObject({ problems: [expect.stringContaining('HOST'), expect.stringContaining('TWILIO_AUTH_TOKEN')] });
  });
});
