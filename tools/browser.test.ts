import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findBrowser, packagesChromium } from './browser.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'browsers-'));
  vi.stubEnv('CHROMIUM_PATH', '');
  vi.stubEnv('PATH', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Puts a program of this name on PATH that ends with this code. */
function program(name: string, code: number): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\nexit ${String(code)}\n`);
  chmodSync(file, 0o755);
  return file;
}

test.skipIf(process.platform === 'win32')('a stub that only says what to install is no browser', () => {
  program('chromium', 1);
  program('chromium-browser', 1);
  const chrome = program('google-chrome', 0);
  expect(findBrowser()).toBe(chrome);
});

test('what CHROMIUM_PATH names is taken, or said to be no program', () => {
  const named = program('my-browser', 0);
  vi.stubEnv('CHROMIUM_PATH', named);
  expect(findBrowser()).toBe(named);
  vi.stubEnv('CHROMIUM_PATH', path.join(folder, 'nothing'));
  expect(() => findBrowser()).toThrow(/^CHROMIUM_PATH is .*nothing, and that is not a program\.$/u);
});

test.each([
  ['Debian', 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', true],
  ['a child of Debian', 'ID=raspbian\nID_LIKE=debian\n', true],
  ['Ubuntu', 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', false],
  ['a child of Ubuntu', 'ID=pop\nID_LIKE="ubuntu debian"\n', false],
  ['Fedora', 'ID=fedora\n', false],
  ['one that only mentions Debian', 'ID=x\nHOME_URL="https://debian.example"\n', false],
])('%s: whether its package is a browser', (_, osRelease, has) => {
  expect(packagesChromium(osRelease)).toBe(has);
});
