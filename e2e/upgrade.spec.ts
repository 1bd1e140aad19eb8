/** A tab that was open before an upgrade, and code that does not come: nothing is lost, nothing loads itself anew, no page is white. */
import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';

import { type Build, copyBuild, newerBuild } from './support/builds.ts';
import { openBulk, selectAll, setPace, typeCount } from './support/bulk.ts';
import { NAME, oneDevice, openDevice, openDialog, part, toast } from './support/device.ts';
import { expect, test as base } from './support/fixtures.ts';
import { announced, fullyRead, openList, rows, searchBox } from './support/list.ts';

const READY = 'A newer version of the console is ready.';
const place = (page: Page, name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name });
const fleetStrip = (page: Page) => page.getByRole('note', { name: 'Connected fleet' });
const reload = (page: Page) => fleetStrip(page).getByRole('button', { name: 'Reload' });

const test = base.extend<{ newer: Build; copy: Build }>({
  // oxlint-disable-next-line no-empty-pattern -- that is how a fixture says that it needs none
  newer: async ({}, run) => {
    const build = await newerBuild();
    await run(build);
    await build.remove();
  },
  // oxlint-disable-next-line no-empty-pattern
  copy: async ({}, run) => {
    const build = await copyBuild();
    await run(build);
    await build.remove();
  },
});

// A file that is gone is an error of Chromium's console, too.
test.beforeEach(({ problems }) => {
  problems.expectFailedRequests();
  // What a page's own net catches React reports, too.
  problems.expect(/Failed to fetch dynamically imported module|belongs to a version of the console/u);
  // Each starts the server twice.
  test.slow();
});

test.describe('with the whole fleet read', () => {
  test.use({ pace: 'auto', worldOptions: { seedDevices: ['freezer-1', 'freezer-2', 'oven'].map((uniqueName) => ({ uniqueName })) } });

  test('an old tab offers the newer version once another tab has it, and keeps focus and what is typed until it is wanted', async ({ page, context, fleet, newer }) => {
    await openList(page);
    await fullyRead(page, 3);
    await searchBox(page).fill('freezer');
    await fullyRead(page, 3, 2);
    await expect(announced(page)).toContainText('2 of 3');
    await fleet.restartConsole({}, newer.main);
    const second = await context.newPage();
    await openList(second);
    await expect(fleetStrip(page)).toContainText(READY);
    await expect(searchBox(page)).toBeFocused();
    await expect(searchBox(page)).toHaveValue('freezer');
    await expect(fleetStrip(second)).not.toContainText(READY);
    await reload(page).click();
    await expect(rows(page)).toHaveCount(2);
    await expect(fleetStrip(page)).not.toContainText(READY);
    // The old one that is loaded anew is no newer than the other.
    await expect(fleetStrip(second)).not.toContainText(READY);
  });
});

test('alone, it learns of the upgrade with the first request that the new server gets', async ({ page, fleet, newer }) => {
  await openList(page);
  // With all of its parts: one that is still to come would need the newer version.
  await page.waitForLoadState('networkidle');
  await fleet.restartConsole({}, newer.main);
  await page.keyboard.press('r');
  await expect(fleetStrip(page)).toContainText(READY, { timeout: 30_000 });
  await expect(rows(page).first()).toBeVisible();
});

test('a page whose code is gone says so below the navigation, and comes with the newer version', async ({ page, fleet, newer }) => {
  await openList(page);
  await fleet.restartConsole({}, newer.main);
  await place(page, 'Rollouts').click();
  await expect(page.getByRole('heading', { name: 'The console was upgraded' })).toBeVisible();
  await expect(fleetStrip(page)).toContainText(READY);
  // What is loaded still works.
  await place(page, 'Devices').click();
  await expect(rows(page).first()).toBeVisible();
  await place(page, 'Rollouts').click();
  await page.getByRole('main').getByRole('button', { name: 'Load again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Rollouts' })).toBeVisible();
  await expect(fleetStrip(page)).not.toContainText(READY);
});

test.describe('one device', () => {
  test.use({ worldOptions: oneDevice() });

  test('a part whose code is gone takes nothing away: it says what is needed, each time', async ({ page, fleet, newer }) => {
    await openDevice(page);
    await fleet.restartConsole({}, newer.main);
    const needed = page.getByRole('alert').filter({ hasText: 'The console was upgraded.' });
    const press = () => page.getByRole('button', { name: 'Rename' }).click();
    await press();
    await expect(needed).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
    await needed.getByRole('button', { name: 'Not now' }).click();
    await expect(needed).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeFocused();
    await expect(fleetStrip(page)).toContainText(READY);
    // Again, and what is opened everywhere, too.
    await press();
    await needed.getByRole('button', { name: 'Not now' }).click();
    await page.keyboard.press('Control+k');
    await needed.getByRole('button', { name: 'Not now' }).click();
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    await reload(page).click();
    await expect(fleetStrip(page)).not.toContainText(READY);
    await press();
    await expect(page.getByRole('dialog', { name: /Rename/u })).toBeVisible();
  });
});

test.describe('with a run', () => {
  const DEVICES = 4;
  test.use({ pace: 'auto', worldOptions: { seedDevices: Array.from({ length: DEVICES }, () => ({})) } });

  test('while this tab drives one, the newer version waits for its end', async ({ page, context, fleet, newer }) => {
    await openList(page);
    await fullyRead(page, DEVICES);
    await selectAll(page, DEVICES);
    const dialog = await openBulk(page, 'Log for 24 h');
    await setPace(dialog, 2, 2_000);
    fleet.faults.set('latency:on=POST,ms=600000');
    await typeCount(dialog, DEVICES);
    await dialog.getByRole('button', { name: `Log ${DEVICES} devices for 24 hours` }).click();
    await expect(dialog).toHaveCount(0);
    // Two are on their way.
    await expect.poll(() => fleet.faults.toJSON()).toMatchObject([{ fired: 2 }]);
    await fleet.restartConsole({}, newer.main);
    await openList(await context.newPage());
    await expect(fleetStrip(page)).toContainText('It waits for the run that this tab drives.');
    await expect(reload(page)).toHaveAttribute('aria-description', /would be paused/u);
    const before = page.url();
    await reload(page).click({ force: true });
    await expect(page).toHaveURL(before);
    fleet.faults.clear();
    await expect(fleetStrip(page)).not.toContainText('It waits', { timeout: 60_000 });
    await expect(reload(page)).not.toHaveAttribute('aria-disabled');
  });
});

test('where the code of a page is missing without an upgrade, that page says what is the matter, and the others work', async ({ page, fleet, copy }) => {
  await copy.lose('src/pages/rollouts/RolloutsPage.tsx');
  await fleet.restartConsole({}, copy.main);
  await openList(page);
  await place(page, 'Rollouts').click();
  await expect(page.getByRole('heading', { name: 'This page broke' })).toBeVisible();
  await place(page, 'Devices').click();
  await expect(rows(page).first()).toBeVisible();
  // At its own address, too.
  await page.goto(paths.rollouts);
  await expect(page.getByRole('heading', { name: 'This page broke' })).toBeVisible();
  await expect(place(page, 'Devices')).toBeVisible();
});

test.describe('a page that broke', () => {
  test.use({ pace: 'auto', worldOptions: oneDevice() });

  test('says that nothing was sent only where that is so', async ({ page, fleet, copy }) => {
    await copy.lose('src/pages/rollouts/RolloutsPage.tsx');
    await fleet.restartConsole({}, copy.main);
    await openDevice(page);
    await place(page, 'Rollouts').click();
    await expect(page.getByRole('alert')).toContainText('This tab has sent no change since it was loaded at');
    await expect(page.getByRole('table', { name: 'Latest changes' })).toHaveCount(0);
  });

  test('lists the changes that this tab has sent, and what became of each', async ({ page, fleet, copy }) => {
    await copy.lose('src/pages/rollouts/RolloutsPage.tsx');
    await fleet.restartConsole({}, copy.main);
    await openDevice(page);
    const dialog = await openDialog(page, 'Rename');
    await dialog.getByRole('textbox', { name: 'Unique name' }).fill('in the cellar');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog).toHaveCount(0);
    // Its answer is lost; the device is read again, and the change sent again.
    fleet.faults.set('500:count=1,on=POST');
    await part(page, 'Logging').getByRole('button', { name: 'Turn logging on' }).click();
    await expect(toast(page, /Logging of in the cellar is on/u)).toBeVisible();
    fleet.faults.set('latency:on=POST,ms=600000');
    await part(page, 'Logging').getByRole('button', { name: 'Turn logging off' }).click();
    await place(page, 'Rollouts').click();
    const alert = page.getByRole('alert').filter({ has: page.getByRole('heading', { name: 'This page broke' }) });
    await expect(alert).toContainText('This tab has sent 4 changes');
    await expect(alert).toContainText('1 has no answer yet. 2 were accepted by the API. The outcome of 1 is unknown: no answer came.');
    await expect(alert).not.toContainText('Nothing was sent');
    const latest = alert.getByRole('table', { name: 'Latest changes' });
    await expect(latest.getByRole('row').nth(1)).toContainText(/Change of logging.*in the cellar.*No answer yet/u);
    await expect(latest.getByRole('row').nth(2)).toContainText(/Change of logging.*in the cellar.*Accepted by the API/u);
    await expect(latest.getByRole('row').nth(3)).toContainText(/Change of logging.*in the cellar.*Outcome unknown/u);
    await expect(latest.getByRole('row').nth(4)).toContainText(/Rename.*in the cellar.*Accepted by the API/u);
    // An answer that comes later is told, too.
    fleet.faults.clear();
    await expect(latest.getByRole('row').nth(1)).toContainText('Accepted by the API');
  });

  test('says so where what was sent cannot be shown', async ({ page, fleet, copy }) => {
    await copy.lose('src/pages/rollouts/RolloutsPage.tsx');
    await copy.lose('src/components/SentChanges.tsx');
    await fleet.restartConsole({}, copy.main);
    await openDevice(page);
    await place(page, 'Rollouts').click();
    await expect(page.getByRole('alert')).toContainText('What this tab has sent cannot be shown yet.');
  });
});

test('where not even the first script comes, the page says what to do', async ({ page, fleet, copy }) => {
  await copy.lose('index.html');
  await fleet.restartConsole({}, copy.main);
  await page.goto(paths.home);
  await expect(page.getByText('The console is loading. If it does not appear, reload the page.')).toBeVisible();
});

test('the details of a page that broke can be copied, and hold no token', async ({ page, context, problems }) => {
  problems.expect(/is on fire/u);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.addInitScript(() => {
    const { matchMedia } = window;
    window.matchMedia = (query) => {
      if (query.includes('max-width')) throw new Error('the width is on fire');
      return matchMedia.call(window, query);
    };
  });
  await page.goto(paths.devices({ q: 'freezer', token: 'PTplace', page: 2 }));
  await expect(page.getByRole('heading', { name: 'This page broke' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('the width is on fire');
  await page.getByRole('button', { name: 'Copy details' }).click();
  const read = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(read).toContain('the width is on fire');
  const copied = await read();
  const token = await page.evaluate(() => document.querySelector('meta[name="fleet-session"]')?.getAttribute('content')?.match(/"token":"([^"]+)"/u)?.[1] ?? '');
  expect(token).not.toBe('');
  expect(copied).toContain('Address: /devices?q=freezer');
  expect(copied).toMatch(/Version: [\w-]{12}\n/u);
  expect(copied).not.toContain('PTplace');
  expect(copied).not.toContain(token);
});
