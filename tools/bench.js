/** `npm run bench`: builds, and prints what the simulator and the first list cost, as Markdown. */
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

import { measurePages } from '../bench/api-page.js';
import { table } from '../bench/figures.js';
import { measureFirstList } from '../bench/first-list.js';
import { startProgram } from '../bench/program.js';
import { findBrowser } from './browser.js';
import { build } from './build.js';
import { root } from './run.js';

const DEVICES = '100000';
const ACCOUNT = `AC${'0'.repeat(32)}`;
const TOKEN = 'bench';

const ms = (number) => `${number.toFixed(number < 10 ? 1 : 0)} ms`;

/** Bytes as transferred: brotli, and the headers of each reply. */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const browser = findBrowser();
await build();

const started = performance.now();
const api = await startProgram(join(root, 'tools/simulator.js'), ['--port', '0', '--devices', DEVICES, '--seed', '7']);
const listening = performance.now() - started;
const running = [api];
try {
  const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
  const pages = await measurePages(api.url, authorization);
  const server = await startProgram(join(root, 'dist/server/main.js'), [], {
    PORT: '0',
    MICROVISOR_API_URL: api.url,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: TOKEN,
  });
  running.push(server);

  console.log(`\n### Simulator, ${DEVICES} devices\n`);
  console.log(
    table([
      ['bundled and listening', 'first answer (makes the fleet)', `page of 1,000, median of ${pages.pages}`, 'worst', 'bytes'],
      [ms(listening), ms(pages.firstAnswerMs), ms(pages.pageMs), ms(pages.worstPageMs), pages.bytes],
    ]),
  );

  const rows = [['page size', 'first row visible', 'first contentful paint', 'CLS', 'JavaScript by then', 'JavaScript when idle', 'requests']];
  for (const size of [50, 1000]) {
    const { row, fcp, cls, scriptAtRow, script, requests } = await measureFirstList(browser, `${server.url}/devices?size=${size}`);
    rows.push([size, ms(row), ms(fcp), cls.toFixed(3), kilobytes(scriptAtRow), kilobytes(script), requests]);
  }
  console.log(`\n### First list, cold, median of 3\n\n${table(rows)}`);
  const load = loadavg().map((number) => number.toFixed(2));
  console.log(`\n${cpus().length} cores, load average ${load.join(' ')}, node ${process.version}`);
} finally {
  for (const program of running.toReversed()) await program.stop();
}
