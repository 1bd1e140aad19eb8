/** The first list in a real Chromium with nothing in its cache: what a user waits for. */
import { chromium } from 'playwright';

import { median } from './figures.js';
import { observe } from './observe.js';

const ROUNDS = 3;

/** Bytes as transferred, headers included. */
async function scriptBytes(answers) {
  const scripts = answers.filter((answer) => answer.url().endsWith('.js'));
  const sizes = await Promise.all(scripts.map((answer) => answer.request().sizes()));
  return sizes.reduce((sum, { responseBodySize, responseHeadersSize }) => sum + responseBodySize + responseHeadersSize, 0);
}

async function round(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const answers = [];
    // By their names: the script of the Worker is none to the page's own network log.
    page.on('response', (response) => answers.push(response));
    await page.addInitScript(observe);
    await page.goto(url);
    await page.waitForFunction(() => window.figures.row > 0 && window.figures.fcp > 0);
    const { row } = await page.evaluate(() => window.figures);
    // Late shifts, and what is loaded once the page is idle.
    await page.waitForTimeout(2000);
    const began = await page.evaluate(() => performance.timeOrigin);
    const byRow = answers.filter((answer) => answer.request().timing().startTime - began < row);
    const [scriptAtRow, script] = [await scriptBytes(byRow), await scriptBytes(answers)];
    return { ...(await page.evaluate(() => window.figures)), scriptAtRow, script, requestsAtRow: byRow.length, requests: answers.length };
  } finally {
    await context.close();
  }
}

/** Medians of cold rounds: milliseconds, bytes as transferred (headers included), requests. */
export async function measureFirstList(executablePath, url) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const rounds = [];
    for (let number = 0; number < ROUNDS; number += 1) rounds.push(await round(browser, url));
    const of = (key) => median(rounds.map((figures) => figures[key]));
    const keys = ['row', 'fcp', 'cls', 'scriptAtRow', 'script', 'requestsAtRow', 'requests'];
    return Object.fromEntries(keys.map((key) => [key, of(key)]));
  } finally {
    await browser.close();
  }
}
