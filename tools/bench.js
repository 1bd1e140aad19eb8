/**
 * `npm run bench -- --sizes 1000,100000 --rounds 3`: builds, and prints as Markdown what the simulator, the first list and the
 * whole fleet cost, and a bulk action (`--bulk 20000`; 0 for none, as `--sizes 0` for no fleet). The machine should have nothing else to do.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright';

import { measurePages } from '../bench/api-page.js';
import { measureChain, tokenOf } from '../bench/chain.js';
import { measureBulk } from '../bench/bulk.js';
import { median, table } from '../bench/figures.js';
import { measureFirstList } from '../bench/first-list.js';
import { measureFleet, measureFloor } from '../bench/fleet.js';
import { startFloor } from '../bench/floor-server.js';
import { startProgram } from '../bench/program.js';
import { FLEET_ROWS, FLOOR_ROWS, kilobytes, ms } from '../bench/tables.js';
import { BROWSER_ARGS, findBrowser } from './browser.js';
import { build } from './build.js';
import { root } from './run.js';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const TOKEN = 'bench-token';
const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '1000,10000,100000,1000000' }, rounds: { type: 'string', default: '3' }, bulk: { type: 'string', default: '20000' } } });
const sizes = values.sizes.split(',').map(Number).filter((size) => size > 0);
const rounds = Number(values.rounds);
const bulk = Number(values.bulk);

const results = [];

const load = () => loadavg().map((number) => number.toFixed(2)).join(' ');
const medians = (all) => Object.fromEntries(Object.keys(all[0] ?? {}).map((key) => [key, median(all.map((each) => each[key]))]));

/** A browser with a profile of its own on disk, so that a second visit finds what a user's would. */
async function inFreshProfile(executablePath, measure) {
  const profile = await mkdtemp(join(tmpdir(), 'bench-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: BROWSER_ARGS, viewport: { width: 1280, height: 800 } });
  try {
    return await measure(context);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** One size of fleet: the API alone, the bare chain, and rounds of console and floor page in turn. */
async function measureSize(size, executablePath) {
  const began = performance.now();
  const api = await startProgram(join(root, 'tools/simulator.js'), ['--port', '0', '--devices', String(size), '--seed', '7'], { NODE_OPTIONS: '--max-old-space-size=8192' });
  const listening = performance.now() - began;
  const running = [api];
  try {
    const pages = await measurePages(api.url, authorization);
    const server = await startProgram(join(root, 'dist/server/main.js'), [], { PORT: '0', MICROVISOR_API_URL: api.url, TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: TOKEN });
    const floor = await startFloor(api.url, authorization);
    running.push(server, floor);
    const headers = { 'X-Fleet-Request': await tokenOf(server.url) };
    const ours = [];
    const floors = [];
    for (let round = 0; round < rounds; round += 1) {
      const chain = await measureChain(`${server.url}/api/v1/Devices`, headers);
      floors.push(await inFreshProfile(executablePath, (context) => measureFloor(context, floor.url, chain.last)));
      const figures = await inFreshProfile(executablePath, (context) => measureFleet(context, server.url, chain));
      ours.push({ ...figures, chain: chain.ms, overChain: figures.sweep / chain.ms });
    }
    const first = [];
    for (const rows of [50, 1000]) first.push(await measureFirstList(executablePath, `${server.url}/devices?size=${rows}`));
    return { size, listening, pages, ours: medians(ours), floor: medians(floors), first, load: load() };
  } finally {
    for (const program of running.toReversed()) await program.stop();
  }
}

/** One bulk action over so many devices. */
async function measureBulkOf(devices, executablePath) {
  const api = await startProgram(join(root, 'tools/simulator.js'), ['--port', '0', '--devices', String(devices), '--seed', '7', '--account-sid', ACCOUNT, '--auth-token', TOKEN], {});
  const server = await startProgram(join(root, 'dist/server/main.js'), [], { PORT: '0', MICROVISOR_API_URL: api.url, TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: TOKEN });
  try {
    return await inFreshProfile(executablePath, (context) => measureBulk(context, server.url, devices));
  } finally {
    await server.stop();
    await api.stop();
  }
}

function printFleet() {
  const head = ['', ...sizes.map((size) => size.toLocaleString('en'))];

  /** A line for each figure, a column for each size. */
  const lines = (rows) => rows.map(([name, say]) => [name].concat(results.map(({ ours, floor }) => say(ours, floor))));
  console.log(`\n### The whole fleet\n\n${table([head].concat(lines(FLEET_ROWS)))}`);
  console.log(`\n### A page without a framework, and how ours compares\n\n${table([head].concat(lines(FLOOR_ROWS)))}`);
  const simulator = results.map(({ size, listening, pages }) => [size.toLocaleString('en'), ms(listening), ms(pages.firstAnswerMs), ms(pages.pageMs), ms(pages.worstPageMs), kilobytes(pages.bytes)]);
  console.log(`\n### Simulator\n\n${table([['devices', 'listening', 'first answer', 'page of 1,000, median', 'worst', 'size'], ...simulator])}`);
  const lists = results.flatMap(({ size, first }) =>
    first.map(({ row, fcp, cls, scriptAtRow, script, requestsAtRow, requests }, index) => [
      size.toLocaleString('en'), index === 0 ? 50 : 1000, ms(row), ms(fcp), cls.toFixed(3), kilobytes(scriptAtRow), kilobytes(script), requestsAtRow, requests,
    ]),
  );
  console.log(`\n### First list, cold\n\n${table([['devices', 'rows', 'first row', 'first paint', 'CLS', 'JavaScript by then', 'with all of the fleet’s', 'requests by then', 'in all'], ...lists])}`);
}

const browser = findBrowser();
await build();
for (const size of sizes) {
  results.push(await measureSize(size, browser));
  console.error(`${size} devices measured, load ${load()}`);
}
if (sizes.length > 0) printFleet();
if (bulk > 0) {
  const { took, looks } = await measureBulkOf(bulk, browser);
  const rows = looks.map(({ at, fps, p95, worst, heap }) => [at.toLocaleString('en'), fps.toFixed(0), ms(p95), ms(worst), `${heap.toFixed(1)} MB`]);
  console.log(`\n### A bulk action over ${bulk.toLocaleString('en')} devices, 20 at a time: ${(took / 1000).toFixed(0)} s\n\n${table([['done', 'frames a second (≥ 50)', 'p95', 'worst', 'heap and its arrays, page + worker'], ...rows])}`);
}
console.log(`\n${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, node ${process.version}, Chromium, medians of ${rounds}; load average after each size: ${results.map((each) => each.load).join(' · ')}`);
