/** The first list in a real Chromium with nothing in its cache: what a user waits for. */
import { chromium } from 'playwright';

import { median } from './figures.js';

const ROUNDS = 3;

/** Runs in the page before its scripts: layout shifts, paints, and the first frame that shows a device. */
function observe() {
  window.figures = { cls: 0, fcp: 0, row: 0 };
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.figures.cls += shift.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const paint of list.getEntriesByName('first-contentful-paint')) window.figures.fcp = paint.startTime;
  }).observe({ type: 'paint', buffered: true });
  const look = () => {
    if (document.querySelector('[role="row"] a[href^="/devices/"]') === null) requestAnimationFrame(look);
    else window.figures.row = performance.now();
  };
  requestAnimationFrame(look);
}

async function round(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const types = new Map();
    let script = 0;
    session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (types.get(requestId) === 'Script') script += encodedDataLength;
    });
    await page.addInitScript(observe);
    await page.goto(url);
    await page.waitForFunction(() => window.figures.row > 0 && window.figures.fcp > 0);
    const scriptAtRow = script;
    // Late shifts, and what is loaded once the page is idle.
    await page.waitForTimeout(2000);
    return { ...(await page.evaluate(() => window.figures)), scriptAtRow, script, requests: types.size };
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
    const keys = ['row', 'fcp', 'cls', 'scriptAtRow', 'script', 'requests'];
    return Object.fromEntries(keys.map((key) => [key, of(key)]));
  } finally {
    await browser.close();
  }
}
