/** What a screen reader announces and what gets the focus when a page opens, and what is announced on it later. */
import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';

import { openDevice, openDialog, action } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { openHome, queueOf } from './support/home.ts';
import { fullyRead, openList, row, rows, searchBox, searchFor } from './support/list.ts';
import { goTo } from './support/navigation.ts';
import { askPalette } from './support/palette.ts';
import { silentRegions, listen } from './support/reach.ts';

const HOUR = 3_600;
const DEVICES = 12;
test.use({
  pace: 'auto',
  worldOptions: {
    seedApps: [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }],
    seedDevices: Array.from({ length: DEVICES }, (_, at) => ({ uniqueName: `thing-${at}`, target: at < 3 ? 'fw-2' : 'fw-1', reported: 'fw-1', targetedAgo: 9 * HOUR, logging: HOUR })),
  },
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
/** The live region of the whole page. */
const said = (page: Page) => page.locator('body > [role="status"]');

/** Waits until the page with this heading is open, its heading has the focus, and its title was announced. */
async function arrivedAt(page: Page, name: string, title = `${name} · Fleet Console`): Promise<void> {
  await expect(heading(page, name)).toBeFocused();
  await expect(page).toHaveTitle(title);
  await expect(said(page)).toHaveText(title);
}

const PAGES = [['Devices'], ['Rollouts'], ['Apps'], ['Configs'], ['Secrets'], ['Home', 'Needs attention']] as const;

test('each page in the navigation focuses its heading and announces its title, without a focus ring after a click', async ({ page }) => {
  await openHome(page);
  for (const [link, name = link] of PAGES) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await goTo(page, link);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await arrivedAt(page, name);
    // oxlint-disable-next-line no-await-in-loop -- as above
    expect(await heading(page, name).evaluate((at) => at.matches(':focus-visible')), link).toBe(false);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(heading(page, name)).toHaveAttribute('tabindex', '-1');
  }
  for (const name of ['Logging leases', 'Error codes', 'Settings']) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'More' }).click();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.getByRole('navigation', { name: 'More' }).getByRole('link', { name }).click();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await arrivedAt(page, name);
  }
});

test('the same happens by keyboard, from the palette, with the shortcuts of a page, and on back and forward, where the last row gets the focus again', async ({ page }) => {
  await page.goto(paths.settings);
  await expect(heading(page, 'Settings')).toBeVisible();
  // On the first page the browser decides where to start.
  await expect(heading(page, 'Settings')).not.toBeFocused();
  await expect(said(page)).toHaveText('');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Apps' }).focus();
  await page.keyboard.press('Enter');
  await arrivedAt(page, 'Apps');
  await askPalette(page, 'devices');
  await page.keyboard.press('Enter');
  await arrivedAt(page, 'Devices');
  await fullyRead(page, DEVICES);
  await row(page, 'thing-4').getByRole('link').focus();
  await page.keyboard.press('Enter');
  await arrivedAt(page, 'thing-4');
  await page.keyboard.press('j');
  await arrivedAt(page, 'thing-5');
  await page.keyboard.press('u');
  await expect(said(page)).toHaveText('Devices · Fleet Console');
  await page.goBack();
  await arrivedAt(page, 'thing-5');
  await page.goBack();
  await arrivedAt(page, 'thing-4');
  await page.goBack();
  await expect(row(page, 'thing-4').getByRole('link')).toBeFocused();
  await expect(said(page)).toHaveText('Devices · Fleet Console');
  await page.goBack();
  await arrivedAt(page, 'Apps');
  await page.goForward();
  await expect(row(page, 'thing-4').getByRole('link')).toBeFocused();
});

test('a slow page focuses its heading as soon as there is one, and takes the focus from nothing that is in use', async ({ page, fleet }) => {
  await openHome(page);
  fleet.faults.set('latency:ms=1500,on=GET');
  await queueOf(page, 'Stuck').getByRole('link', { name: 'thing-0', exact: true }).click();
  await arrivedAt(page, 'thing-0');
  fleet.faults.set('');
  await goTo(page, 'Devices');
  await arrivedAt(page, 'Devices');
  await searchBox(page).click();
  await page.keyboard.type('thing-1');
  await fullyRead(page, DEVICES, 3);
  await expect(searchBox(page)).toBeFocused();
});

test('the menu on a phone does the same', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openHome(page);
  for (const [link, name = link] of PAGES) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await goTo(page, link);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await arrivedAt(page, name);
  }
});

test('searching, sorting and selecting within a page move no focus and announce no title', async ({ page }) => {
  await openList(page);
  await fullyRead(page, DEVICES);
  await searchFor(page, 'thing-1');
  await fullyRead(page, DEVICES, 3);
  await expect(searchBox(page)).toBeFocused();
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Name' }).getByRole('button')).toBeFocused();
  await rows(page).first().getByRole('checkbox').click();
  await expect(said(page)).toHaveText('');
});

test('the first selection is announced like all later ones, in the list and on the leases page', async ({ page }) => {
  await openList(page);
  await fullyRead(page, DEVICES);
  const heard = await listen(page);
  const silent = await silentRegions(page);
  await rows(page).first().getByRole('checkbox').click();
  await expect.poll(heard).toContain('status: 1 selected');
  await rows(page).nth(1).getByRole('checkbox').click();
  await expect.poll(heard).toContain('status: 2 selected');
  expect(await silent()).toEqual([]);

  await page.goto(paths.leases);
  await expect(page.getByRole('checkbox', { name: 'Select thing-1', exact: true })).toBeVisible();
  const among = await listen(page);
  const silentAmong = await silentRegions(page);
  await page.getByRole('checkbox', { name: 'Select thing-1', exact: true }).check();
  await expect.poll(among).toContain('status: 1 lease selected');
  expect(await silentAmong()).toEqual([]);
});

test('the first toast is announced, and so are notes that appear in a dialog', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openDevice(page, fleet.world.rows[0]?.sid ?? '');
  const heard = await listen(page);
  const silent = await silentRegions(page);
  const dialog = await openDialog(page, 'Rename');
  const name = dialog.getByRole('textbox');
  await name.fill(' thing');
  await expect.poll(async () => (await heard()).join('\n')).toContain('Allowed, but:');
  fleet.faults.set('429:retry-after=2,count=1,on=POST');
  await name.fill('another thing');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await heard()).join('\n')).toContain('The API asks to slow down.');
  await expect(dialog).toHaveCount(0);
  await expect.poll(async () => (await heard()).join('\n')).toContain('Renamed to another thing');
  expect(await silent()).toEqual([]);
  // Once, and not every second.
  expect((await heard()).filter((line) => line.includes('slow down'))).toHaveLength(1);
  await expect(action(page, 'Rename')).toBeVisible();
});
