/** `npm test`: every check, in order, until one fails. The last line is `N passed, N failed`. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { findBrowser } from './browser.js';
import { root, run, runNode } from './run.js';

const UNIT = 'test-results/unit.json';
const E2E = 'test-results/e2e.json';

const totals = { passed: 0, failed: 0, skipped: 0 };

function count(file, read) {
  const path = join(root, file);
  if (!existsSync(path)) return;
  const { passed, failed, skipped } = read(JSON.parse(readFileSync(path, 'utf8')));
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
}

async function checks() {
  const programs = [
    ['typescript', ['--noEmit']],
    ['oxlint', ['--deny-warnings']],
    ['knip', ['--no-progress']],
  ];
  const results = await Promise.all(programs.map(([name, args]) => run(name, args, { quiet: true })));
  for (const [index, { code, output }] of results.entries()) {
    console.log(`${code === 0 ? '✓' : '✗'} ${programs[index][0]}`);
    if (code !== 0) console.log(output.trim());
  }
  return results.every(({ code }) => code === 0);
}

async function unitTests() {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT}`];
  const { code } = await run('vitest', ['run', ...reporters]);
  count(UNIT, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
  return code === 0;
}

async function endToEnd() {
  const env = { CHROMIUM_PATH: findBrowser(), PLAYWRIGHT_JSON_OUTPUT_NAME: E2E };
  const { code } = await run('playwright', ['test', '--reporter=list,json'], { env });
  count(E2E, ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }));
  return code === 0;
}

const STEPS = [
  ['Types, lint, dead code', checks],
  ['Unit tests', unitTests],
  ['Build', async () => (await runNode('tools/build.js', [])).code === 0],
  ['Size of the first list', async () => (await run('size-limit', [])).code === 0],
  ['End-to-end tests', endToEnd],
];

async function step([title, work]) {
  console.log(`\n== ${title}`);
  const started = performance.now();
  let good = false;
  try {
    good = await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  console.log(`== ${title}: ${good ? 'passed' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return good;
}

rmSync(join(root, 'test-results'), { recursive: true, force: true });
let good = true;
for (const each of STEPS) good &&= await step(each);

// A step that is not made of tests, or that broke before its first one, still counts as a failure.
if (!good && totals.failed === 0) totals.failed = 1;
if (totals.skipped > 0) console.log(`\n${totals.skipped} skipped`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = good ? 0 : 1;
