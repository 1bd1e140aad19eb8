/** Finds a Chromium to test in. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where the installers of macOS and Windows put them, which is not on PATH. */
const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
    .map((variable) => process.env[variable])
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES].find(isProgram);
}

function isDebianRoot() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/mu.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Installs the distribution's Chromium; answers its path, or nothing when that did not work. */
function installFromDistribution() {
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  try {
    console.log('No browser found: installing the package chromium.');
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  } catch {
    return undefined;
  }
  return installed();
}

/**
 * The path of a Chromium or Chrome: CHROMIUM_PATH, else one that is installed, else Playwright's own, else (as root on
 * Debian or Ubuntu) the distribution's package, installed now.
 * @throws Error with one sentence that says what to install
 */
export function findBrowser() {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, and that is not a program.`);
  }
  const found = installed() ?? [chromium.executablePath()].find(isProgram);
  if (found !== undefined) return found;
  const fresh = isDebianRoot() ? installFromDistribution() : undefined;
  if (fresh !== undefined) return fresh;
  throw new Error(
    'No browser to test in: install Chromium or Google Chrome, run `npx playwright install chromium`, or set CHROMIUM_PATH to one.',
  );
}
