/**
 * `npm run lighthouse -- --runs 3 --as desktop`: builds, has Lighthouse look at the list, Home and a device of the production
 * build, and prints what it gives them; ends with 1 where one category is below 98. The machine should have nothing else to do.
 * Lighthouse (and 200 packages with it) is fetched when this is first run, and not by `npm ci`: tests do not need it. The version
 * is the newest that runs on Node 20.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

import { tokenOf } from '../bench/chain.js';
import { median, table } from '../bench/figures.js';
import { startProgram } from '../bench/program.js';
import { BROWSER_ARGS, findBrowser } from './browser.js';
import { build } from './build.js';
import { root } from './run.js';

const LIGHTHOUSE = 'lighthouse@12.8.2';
const LEAST = 98;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const AUDITS = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index'];

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' }, as: { type: 'string', default: 'desktop,mobile' }, devices: { type: 'string', default: '2000' } } });
const runs = Number(values.runs);
const run = promisify(execFile);

/** On a busy machine it sometimes misses the beginning of the page, and asks to be run again. */
const TRIES = 3;

/** One look at a page, in a browser of its own: the report as Lighthouse writes it. */
async function look(url, as, executablePath, tries = TRIES) {
  try {
    return await lookOnce(url, as, executablePath);
  } catch (error) {
    if (tries === 1 || !/run Lighthouse again/u.test(String(error.stderr))) throw error;
    return look(url, as, executablePath, tries - 1);
  }
}

async function lookOnce(url, as, executablePath) {
  const folder = await mkdtemp(join(tmpdir(), 'lighthouse-'));
  const output = join(folder, 'report.json');
  const flags = ['--quiet', '--no-enable-error-reporting', '--output=json', `--output-path=${output}`, `--only-categories=${CATEGORIES.join(',')}`, `--chrome-flags=--headless=new ${BROWSER_ARGS.join(' ')}`];
  if (as === 'desktop') flags.push('--preset=desktop');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  try {
    await run(npm, ['exec', '--yes', `--package=${LIGHTHOUSE}`, '--', 'lighthouse', url, ...flags], { cwd: root, env: { ...process.env, CHROME_PATH: executablePath }, maxBuffer: 64e6, shell: process.platform === 'win32' });
    return JSON.parse(await readFile(output, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What costs points, by its weight, as a line. */
function complaints({ categories, audits }) {
  return CATEGORIES.flatMap((category) =>
    categories[category].auditRefs.flatMap(({ id, weight }) => {
      const { score, title, displayValue = '' } = audits[id];
      return weight > 0 && score !== null && score < 0.9 ? [`  ${category}: ${title} ${displayValue}`] : [];
    }),
  );
}

async function measure(server, executablePath) {
  const headers = { 'X-Fleet-Request': await tokenOf(server.url) };
  const { devices } = await (await fetch(`${server.url}/api/v1/Devices?PageSize=1`, { headers })).json();
  const pages = [['List', '/devices'], ['Home', '/'], ['Device', `/devices/${devices[0].sid}`]];
  const rows = [];
  let worst = 100;
  for (const as of values.as.split(',')) {
    for (const [name, path] of pages) {
      const reports = [];
      for (let number = 0; number < runs; number += 1) reports.push(await look(server.url + path, as, executablePath));
      const scores = CATEGORIES.map((category) => reports.map(({ categories }) => Math.round(categories[category].score * 100)));
      worst = Math.min(worst, ...scores.map(median));
      const figures = AUDITS.map((audit) => reports[0].audits[audit].displayValue);
      rows.push([`${name}, ${as}`, ...scores.map((each) => each.join(', ')), ...figures]);
      console.error([`${name}, ${as}: ${scores.map((each) => each.join(', ')).join(' · ')}`, ...new Set(reports.flatMap(complaints))].join('\n'));
    }
  }
  console.log(`\n${table([['', ...CATEGORIES.map((category) => `${category} (≥ ${LEAST})`), 'first paint', 'largest paint', 'blocked', 'CLS', 'speed index'], ...rows])}`);
  return worst;
}

const executablePath = findBrowser();
await build();
const server = await startProgram(join(root, 'dist/server/main.js'), [], { PORT: '0', SIMULATOR_DEVICES: values.devices });
try {
  const worst = await measure(server, executablePath);
  console.log(`\n${new Date().toISOString().slice(0, 10)}, ${LIGHTHOUSE}, ${cpus().length} cores, node ${process.version}; each of ${runs} runs, medians count; load average ${loadavg().map((load) => load.toFixed(2)).join(' ')}`);
  process.exitCode = worst < LEAST ? 1 : 0;
} finally {
  await server.stop();
}
