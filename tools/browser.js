/** Finds a Chromium to test in, and says how to start it. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright';

/** Features of Chromium that are switched off. Of two such options the last one counts, so Playwright's own are among them. */
const FEATURES_OFF = [
  // Each window loads two hundred scripts for the panels of its address bar, on the processors that the page is measured on.
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup',
  'AimEnabled', 'AvoidCorsURLLoaderRestartOnRedirect', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable', 'HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'NetworkTimeServiceQuerying',
  'OptimizationHints', 'PaintHolding', 'PreconnectToSearch', 'ThirdPartyStoragePartitioning',
];

/** No sandbox, because containers run as root; the rest keeps the browser off the network, and quiet. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES_OFF.join()}`,
];

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

/**
 * Whether it starts at all. The `chromium-browser` of Ubuntu's package is a script that says to install a snap.
 * Chrome for Windows has no such option, and would open a window.
 */
function runs(path) {
  if (!isProgram(path)) return false;
  if (process.platform === 'win32') return true;
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

function installed() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES].find(runs);
}

/**
 * Whether the package `chromium` of this distribution holds a browser: Debian's and its children's does, Ubuntu's and
 * its children's fetches a snap, which a container cannot run.
 * @param osRelease text of /etc/os-release
 */
export function packagesChromium(osRelease) {
  const names = osRelease.match(/^ID(?:_LIKE)?=.*$/gmu)?.join(' ') ?? '';
  return /\bdebian\b/u.test(names) && !/\bubuntu\b/u.test(names);
}

function canInstall() {
  const file = '/etc/os-release';
  return process.getuid?.() === 0 && existsSync(file) && packagesChromium(readFileSync(file, 'utf8'));
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
 * Debian) the distribution's package, installed now.
 * @throws Error with one sentence that says what to install
 */
export function findBrowser() {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, and that is not a program.`);
  }
  const found = installed() ?? [chromium.executablePath()].find(runs);
  if (found !== undefined) return found;
  const fresh = canInstall() ? installFromDistribution() : undefined;
  if (fresh !== undefined) return fresh;
  throw new Error(
    'No browser to test in: install Chromium or Google Chrome, run `npx playwright install chromium`, or set CHROMIUM_PATH to one.',
  );
}
