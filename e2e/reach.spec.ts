/** Every page for everybody: both themes, 400 % zoom by keyboard, a phone by thumb, the person's own colours, without motion, and aloud. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';

import { violationsOf } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { invisible, listen, moving, open, outOfReach, places, type Place, tooSmall, tooWide } from './support/reach.ts';
import { run } from './support/runs.ts';

const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }];
/** One of each kind: as it should be, on its way, failed, never heard of, with logging on. */
const KINDS = [
  { target: 'fw-1' },
  { target: 'fw-2', reported: 'fw-1', status: 'pending' },
  // The one whose page is looked at.
  { configs: [{ key: 'key-1', value: '{"of": "this device"}' }], secrets: [{ key: 'its-own' }], target: 'fw-2', reported: 'fw-1', status: 'error', errorCode: 118 },
  { target: 'fw-1', reported: null },
  { target: 'fw-1', logging: 3_600 },
];
const DEVICES = 10;
const KEYED = {
  seedConfigs: [{ key: 'key-1', value: 'of the account' }, { key: 'key-2', value: 'x'.repeat(400) }],
  seedSecrets: [{ key: 'wifi' }, { key: 'certificate' }],
};
test.use({ pace: 'auto', worldOptions: { ...KEYED, seedApps: APPS, seedDevices: Array.from({ length: DEVICES }, (_, at) => ({ uniqueName: `thing-${at}`, ...KINDS[at % KINDS.length] })) } });
// Seventeen pages, on a machine that may be busy.
test.beforeEach(({ problems }) => {
  test.setTimeout(300_000);
  // Of the pages that find nothing.
  problems.expectFailedRequests();
});

/** Every page, once there is something on each. */
async function everyPage(page: Page, fleet: Fleet): Promise<readonly Place[]> {
  await run(page, 'Log for 24 h', DEVICES);
  return places(fleet.world.rows[2]?.sid ?? '', new URL(page.url()).pathname);
}

/** Opens them one after the other and lists what is wrong, each line with the page. */
async function walk(page: Page, all: readonly Place[], look: (place: Place) => Promise<readonly string[]>): Promise<string[]> {
  const found: string[] = [];
  for (const place of all) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await open(page, place);
    // oxlint-disable-next-line no-await-in-loop -- as above
    found.push(...(await look(place)).map((line) => `${place.name}: ${line}`));
  }
  return found;
}

test('in both themes axe finds nothing, on no page', async ({ page, fleet }) => {
  const all = await everyPage(page, fleet);
  // Halfway from one theme to the other a colour is neither's.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const found = await walk(page, all, async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await violationsOf(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    return [...light, ...(await violationsOf(page))];
  });
  expect(found).toEqual([]);
});

test('at 400 % zoom, and in colours of the person’s own, all that can be operated is reached and seen', async ({ page, fleet }) => {
  const all = await everyPage(page, fleet);
  const found = await walk(page, all, async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    const unseen = await invisible(page);
    await page.emulateMedia({ forcedColors: 'none' });
    await page.setViewportSize({ width: 320, height: 256 });
    // It has been laid out anew; behind a dialog the header is there, and for nobody.
    await expect(page.getByRole('banner', { includeHidden: true }).getByRole('button', { name: 'Menu', includeHidden: true })).toBeVisible();
    const cut = [...(await tooWide(page)), ...(await outOfReach(page))];
    await page.setViewportSize({ width: 1280, height: 800 });
    return [...unseen, ...cut];
  });
  expect(found).toEqual([]);
});

/** A desktop at 400 %, and a phone on its side. */
const ZOOMED = { width: 320, height: 256 };
const LYING = { width: 740, height: 360 };

test('at 400 % zoom and on a phone on its side every dialog of every page is used to its end, and axe finds nothing there', async ({ page, fleet }) => {
  const all = await everyPage(page, fleet);
  await page.setViewportSize(ZOOMED);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const seen = new Set<string>();
  const found = await walk(page, all, async () => {
    const lines: string[] = [];
    // An address may have opened one.
    await page.keyboard.press('Escape');
    for (const button of await openers(page)) {
      const name = button.replaceAll(/[\d,]+|thing-\d+|key-\d|wifi|certificate|fw-\d/gu, '…');
      if (seen.has(name)) continue;
      seen.add(name);
      // oxlint-disable-next-line no-await-in-loop -- one page
      lines.push(...(await lookInto(page, button)).map((line) => `${name}: ${line}`));
    }
    return lines;
  });
  expect(found).toEqual([]);
  // What it is that was looked into: a name that goes missing would be tested no more.
  for (const name of ['Menu', 'Find or do', 'Deploy an App', 'Rename', 'Restart', 'Columns', 'Views', 'Export', 'Deploy', 'Snooze', 'New Config', 'New Secret', 'Add a code', 'Delete…']) expect([...seen]).toContain(name);
});

/** The names of what opens a dialog there. */
async function openers(page: Page): Promise<readonly string[]> {
  const buttons = await page.locator('[aria-haspopup="dialog"]:not([aria-disabled="true"]):visible').all();
  return [...new Set(await Promise.all(buttons.map(async (button) => ((await button.getAttribute('aria-label')) ?? (await button.innerText())).replaceAll(/\s+/gu, ' ').trim())))];
}

async function lookInto(page: Page, button: string): Promise<readonly string[]> {
  await page.locator('[aria-haspopup="dialog"]:visible').and(page.getByRole('button', { name: button, exact: true })).first().click();
  const dialog = page.getByRole('dialog').last();
  await expect(dialog).toBeVisible();
  await expect(dialog.locator('[aria-busy="true"]')).toHaveCount(0);
  const lines = [...(await tooWide(page)), ...(await outOfReach(dialog))];
  await page.setViewportSize(LYING);
  lines.push(...(await tooWide(page)), ...(await outOfReach(dialog)));
  await page.setViewportSize(ZOOMED);
  for (const colorScheme of ['light', 'dark'] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.emulateMedia({ colorScheme });
    // oxlint-disable-next-line no-await-in-loop -- as above
    lines.push(...(await violationsOf(page, '[role="dialog"]')));
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  return lines;
}

test('on a phone every page is operated by thumb: nothing is too small, nothing too wide', async ({ page, context, browser, fleet, problems }) => {
  const all = await everyPage(page, fleet);
  const storageState = await context.storageState({ indexedDB: true });
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, storageState, baseURL: fleet.url });
  problems.watch(phone);
  const hand = await phone.newPage();
  const found = await walk(hand, all, async () => {
    const { violations } = await new AxeBuilder({ page: hand }).options({ runOnly: ['target-size'], resultTypes: ['violations'] }).analyze();
    return [...(await tooWide(hand)), ...(await tooSmall(hand)), ...violations.flatMap(({ nodes }) => nodes.map(({ html }) => `too near to another: ${html.slice(0, 160)}`))];
  });
  await phone.close();
  expect(found).toEqual([]);
});

test('for whom motion is too much, nothing moves, not even what waits', async ({ page, fleet }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  fleet.faults.set('latency:ms=60000,on=GET');
  await page.goto(paths.device(fleet.world.rows[0]?.sid ?? ''));
  await expect(page.getByRole('status', { name: 'Loading the device' })).toBeVisible();
  expect(await moving(page)).toEqual([]);
});

test('a page that is left alone for minutes says nothing aloud', async ({ page, fleet }) => {
  const all = await everyPage(page, fleet);
  await page.clock.install();
  const found = await walk(page, all.filter(({ name }) => /Home|list|search$|device|run/u.test(name)), async () => {
    await page.clock.runFor(2_000);
    const said = await listen(page);
    await page.clock.runFor(180_000);
    await page.waitForLoadState('networkidle');
    return said();
  });
  expect(found).toEqual([]);
});
