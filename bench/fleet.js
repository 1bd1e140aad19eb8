/** The whole fleet in a real Chromium: read, searched, sorted, scrolled, and opened again. One round over one fleet. */
import { heapOf } from './heap.js';
import { observe, scrub, untilSettled } from './observe.js';

/** The longest a fleet may take to be read. */
const READ_MS = 300_000;
const SCRUB_MS = 4_000;
const QUIET_MS = 300;

const figuresOf = (page) => page.evaluate(() => window.figures);

/** Time from the first call of a sweep to the end of its last one, in ms, by the browser's own clock. */
function watchSweep(page) {
  const sweep = { from: 0, to: 0, calls: 0 };
  page.on('requestfinished', (request) => {
    if (!request.url().includes('PageSize=1000')) return;
    const { startTime, responseEnd } = request.timing();
    sweep.from ||= startTime;
    sweep.to = startTime + responseEnd;
    sweep.calls += 1;
  });
  return sweep;
}

/** Types a text letter by letter and waits after each until the page rests. The slowest and the median key, in ms. */
async function typeKeys(page, box, text) {
  await box.focus();
  const times = [];
  for (const letter of text) {
    const settled = page.evaluate(untilSettled, { selector: 'main, body', quiet: QUIET_MS });
    await page.keyboard.type(letter);
    times.push(await settled);
  }
  return { worst: Math.max(...times), median: times.toSorted((a, b) => a - b)[times.length >> 1] };
}

/** From the click on a header to the first frame in which the order is another, in ms. */
async function sortClick(page, header) {
  return page.evaluate((name) => {
    // It runs in the page, where nothing else of this file is.
    // oxlint-disable-next-line unicorn/consistent-function-scoping
    const first = () => document.querySelector('[role="rowheader"]')?.textContent;
    const button = [...document.querySelectorAll('[role="columnheader"] button')].find((each) => each.textContent.startsWith(name));
    const before = first();
    const began = performance.now();
    button.click();
    return new Promise((resolve) => {
      const look = () => {
        if (first() !== before) requestAnimationFrame(() => resolve(performance.now() - began));
        else if (performance.now() - began > 10_000) resolve(Number.NaN);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  }, header);
}

/** @param last name of a device on the last page, @param total how many there are */
export async function measureFleet(context, origin, { last, total }) {
  const page = await context.newPage();
  const sweep = watchSweep(page);
  await page.addInitScript(observe);
  await page.goto(`${origin}/devices`);
  const box = page.getByRole('combobox', { name: 'Search devices' });
  const complete = page.getByText(`${total.toLocaleString('en')} devices in all`);
  await complete.waitFor({ timeout: READ_MS });
  const read = { ...(await figuresOf(page)), sweep: sweep.to - sweep.from, calls: sweep.calls };
  const keys = await typeKeys(page, box, last.slice(0, 11));
  const { slowestEvent } = await figuresOf(page);
  await box.fill('');
  await page.waitForTimeout(QUIET_MS);
  const sort = await sortClick(page, 'Updated');
  await page.waitForTimeout(QUIET_MS);
  const sortName = await sortClick(page, 'Name');
  const heap = await heapOf(page);
  const scrubbed = [];
  for (const search of ['?size=1000', '?size=1000&q=-nothing-is-called-this']) {
    await page.goto(`${origin}/devices${search}`);
    await page.locator('[role="rowheader"]').first().waitFor({ timeout: READ_MS });
    await page.waitForTimeout(1000);
    scrubbed.push(await page.evaluate(scrub, { ms: SCRUB_MS }));
  }
  const { cls } = await figuresOf(page);
  await page.close();
  const warm = await openAgain(context, origin, last);
  return {
    row: read.row, blocked: read.blocked, cls: Math.max(read.cls, cls), sweep: read.sweep, calls: read.calls, keys: keys.worst, keysMedian: keys.median,
    event: slowestEvent, sort, sortName, heap: heap.sum, heapMain: heap.main, heapWorker: heap.worker,
    fpsPage: scrubbed[0].fps, p95Page: scrubbed[0].p95, fpsResults: scrubbed[1].fps, p95Results: scrubbed[1].p95, warm,
  };
}

/** A second visit: from the first paint until a device of the last page is found, long before it could be read anew. */
async function openAgain(context, origin, name) {
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.goto(`${origin}/devices?${new URLSearchParams({ q: `name:="${name}"` })}`);
  await page.waitForFunction(() => window.figures.row > 0 && window.figures.fcp > 0, undefined, { timeout: READ_MS });
  const { row, fcp } = await figuresOf(page);
  await page.close();
  return row - fcp;
}

/** The page without a framework, in the same browser over the same API. */
export async function measureFloor(context, url, last) {
  const page = await context.newPage();
  await page.addInitScript(observe);
  const began = performance.now();
  await page.goto(url);
  await page.waitForFunction(() => document.title === 'complete', undefined, { timeout: READ_MS });
  const all = performance.now() - began;
  const { row } = await figuresOf(page);
  const keys = await typeKeys(page, page.getByRole('textbox'), last.slice(0, 11));
  await page.getByRole('textbox').fill('');
  const { sum } = await heapOf(page);
  const { fps, p95 } = await page.evaluate(scrub, { ms: SCRUB_MS });
  await page.close();
  return { row, all, keys: keys.worst, heap: sum, fps, p95 };
}
