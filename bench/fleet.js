/** The whole fleet in a real Chromium: read, searched, sorted, scrolled, and opened again. One round over one fleet. */
import { heapOf } from './heap.js';
import { afterKey, observe, scrub, sortBy, watchKeys } from './observe.js';

/** The longest a fleet may take to be read. */
const READ_MS = 300_000;
const SCRUB_MS = 4_000;
const SORT_MS = 1_500;
const QUIET_MS = 300;
/** Once the page has been quiet, rows beyond the screen are drawn: not by the next key. */
const REST_MS = 700;
const KEYS = 11;

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

/** Types a text letter by letter, and waits after each until the page rests. The slowest and the median key, in ms. */
async function typeKeys(page, box, text) {
  await page.evaluate(watchKeys);
  await box.focus();
  await page.waitForTimeout(REST_MS);
  const times = [];
  for (const letter of text.slice(0, KEYS)) {
    await page.keyboard.type(letter);
    times.push(await page.evaluate(afterKey, { quiet: QUIET_MS }));
    await page.waitForTimeout(REST_MS);
  }
  return { worst: Math.max(...times), median: times.toSorted((a, b) => a - b)[times.length >> 1] };
}

/** Has nothing read by itself any more: what comes in between would change the rows of its own accord. */
async function readByHand(page) {
  await page.evaluate(() => {
    localStorage.setItem('fleet.pace', JSON.stringify('manual'));
    window.dispatchEvent(new StorageEvent('storage', { key: 'fleet.pace' }));
  });
}

async function scrubOf(page, url) {
  await page.goto(url);
  await page.locator('[role="rowheader"]').first().waitFor({ timeout: READ_MS });
  await page.waitForTimeout(1000);
  return page.evaluate(scrub, { ms: SCRUB_MS });
}

/** @param last name of a device on the last page, @param total how many there are */
export async function measureFleet(context, origin, { last, total }) {
  const page = await context.newPage();
  const sweep = watchSweep(page);
  await page.addInitScript(observe);
  await page.goto(`${origin}/devices`);
  const box = page.getByRole('combobox', { name: 'Search devices' });
  await page.getByText(`${total.toLocaleString('en')} devices in all`).waitFor({ timeout: READ_MS });
  const read = { ...(await figuresOf(page)), sweep: sweep.to - sweep.from };
  await readByHand(page);
  await page.waitForTimeout(1000);
  const heap = await heapOf(page);
  const keys = await typeKeys(page, box, last);
  const { slowestEvent } = await figuresOf(page);
  await box.fill('');
  await page.waitForTimeout(1000);
  const sort = await page.evaluate(sortBy, { name: 'Updated', watch: SORT_MS });
  const sortName = await page.evaluate(sortBy, { name: 'Name', watch: SORT_MS });
  const { cls } = await figuresOf(page);
  const plain = await scrubOf(page, `${origin}/devices?size=1000`);
  const results = await scrubOf(page, `${origin}/devices?size=1000&q=-nothing-is-called-this`);
  const exported = await exportAll(page, total);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  const again = await openAgain(context, origin, last);
  return {
    row: read.row, fcp: read.fcp, blockedBefore: read.blockedBefore, blocked: read.blocked, cls, sweep: read.sweep, keys: keys.worst, keysMedian: keys.median,
    event: slowestEvent, sort, sortName, heap: heap.sum, heapMain: heap.main, heapWorker: heap.worker,
    fpsPage: plain.fps, p95Page: plain.p95, fpsResults: results.fps, p95Results: results.p95, ...exported, ...again,
  };
}

/** All rows of a search into a CSV file: how long that takes, and for how long of it the page did not answer, in ms. */
async function exportAll(page, total) {
  await page.goto(`${new URL(page.url()).origin}/devices?q=-nothing-is-called-this`);
  await page.getByText(`${total.toLocaleString('en')} of ${total.toLocaleString('en')} match`).waitFor({ timeout: READ_MS });
  await page.waitForTimeout(1000);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const csv = page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'CSV' });
  await csv.waitFor();
  await page.waitForTimeout(REST_MS);
  const before = await figuresOf(page);
  const began = performance.now();
  const download = page.waitForEvent('download', { timeout: READ_MS });
  await csv.click();
  await (await download).path();
  const exportMs = performance.now() - began;
  const { blocked } = await figuresOf(page);
  return { exportMs, exportBlocked: blocked - before.blocked };
}

/** A second visit: from the first paint until a device of the last page is found, long before it could be read anew. */
async function openAgain(context, origin, name) {
  const page = await context.newPage();
  const sweep = watchSweep(page);
  await page.addInitScript(observe);
  await page.goto(`${origin}/devices?${new URLSearchParams({ q: `name:="${name}"` })}`);
  await page.waitForFunction(() => window.figures.row > 0 && window.figures.fcp > 0, undefined, { timeout: READ_MS });
  const warmCalls = sweep.calls;
  const { row, fcp } = await figuresOf(page);
  await page.locator('[role="rowheader"]').first().getByText(name, { exact: true }).waitFor({ timeout: 1000 });
  await page.close();
  return { warm: row - fcp, warmCalls };
}

/** The page without a framework, in the same browser over the same API. */
export async function measureFloor(context, url, last) {
  const page = await context.newPage();
  await page.addInitScript(observe);
  const began = performance.now();
  await page.goto(url);
  await page.waitForFunction(() => document.title === 'complete', undefined, { timeout: READ_MS });
  const all = performance.now() - began;
  const { row, blocked } = await figuresOf(page);
  const heap = await heapOf(page);
  const keys = await typeKeys(page, page.getByRole('textbox'), last);
  const { slowestEvent } = await figuresOf(page);
  await page.getByRole('textbox').fill('');
  const { fps, p95 } = await page.evaluate(scrub, { ms: SCRUB_MS });
  await page.close();
  return { row, all, blocked, keys: keys.worst, event: slowestEvent, heap: heap.sum, fps, p95 };
}
