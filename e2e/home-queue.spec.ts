import { expect, test } from './support/fixtures.ts';
import { namesIn, openHome, queueOf, tally } from './support/home.ts';
import { rows } from './support/list.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }];
const stuck = (uniqueName: string, targetedAgo: number) => ({ uniqueName, target: 'fw-2', reported: 'fw-1', targetedAgo });
const failed = (uniqueName: string, errorCode: number, targetedAgo: number) => ({ ...stuck(uniqueName, targetedAgo), status: 'error', errorCode });

test.use({
  pace: 'auto',
  worldOptions: {
    seedApps: APPS,
    seedDevices: [
      ...[3, 9, 5, 7, 4, 8, 6].map((hours) => stuck(`stuck-${hours}`, hours * HOUR - 10 * MINUTE)),
      stuck('slow', 30 * MINUTE),
      failed('old-118', 118, 9 * HOUR),
      failed('new-118', 118, 2 * HOUR),
      failed('the-7', 7, 50 * MINUTE),
      { uniqueName: 'odd', target: 'fw-1', status: 'error', errorCode: 9 },
      { uniqueName: 'boxed', target: 'fw-1', reported: null },
      { uniqueName: 'talks', target: 'fw-1', logging: HOUR },
      { uniqueName: 'well', target: 'fw-1' },
    ],
  },
});

test('lists each class once, the oldest first, with the reason in words', async ({ page }) => {
  await openHome(page);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Failed', 'Stuck', 'Odd', 'Never reported', 'Logging left on', 'Adoption per App', 'Should run × does run']);
  expect(await namesIn(queueOf(page, 'Stuck'))).toEqual(['stuck-9', 'stuck-8', 'stuck-7', 'stuck-6', 'stuck-5']);
  const first = queueOf(page, 'Stuck').getByRole('listitem').first();
  await expect(first).toContainText(/runs\s*fw-1\s*→\s*should run\s*fw-2/u);
  await expect(first).toContainText('8 h 50 m');
  expect(await namesIn(queueOf(page, 'failed, error 118, on the way to fw-2'))).toEqual(['old-118', 'new-118']);
  expect(await namesIn(queueOf(page, 'failed, error 7, on the way to fw-2'))).toEqual(['the-7']);
  await expect(queueOf(page, 'Odd')).toContainText('runs what it should, yet the last update is reported as an error');
  await queueOf(page, 'Stuck').getByRole('button', { name: 'Show 2 more' }).click();
  await expect(queueOf(page, 'Stuck').getByRole('listitem')).toHaveCount(7);
  // The button is gone: the first row that it brought has its focus.
  await expect(page.locator(':focus')).toHaveText('stuck-4');
});

test('says what each number is of to whoever hears it alone', async ({ page }) => {
  await openHome(page);
  await expect(page.getByRole('link', { name: '2 devices: failed, error 118, on the way to fw-2', exact: true })).toHaveText('2 devices');
  await expect(page.getByRole('link', { name: '3 devices: failed', exact: true })).toHaveText('3 devices');
  await expect(tally(page, 'Stuck')).toHaveAccessibleDescription(/failed or not/u);
});

test('is as it was left when one comes back: groups, rows and the row that was opened', async ({ page }) => {
  await openHome(page);
  await page.getByRole('button', { name: /^error 118/u }).click();
  await queueOf(page, 'Stuck').getByRole('button', { name: 'Show 2 more' }).click();
  await queueOf(page, 'Stuck').getByRole('link', { name: 'stuck-3', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('stuck-3');
  await page.goBack();
  await expect(queueOf(page, 'Stuck').getByRole('listitem')).toHaveCount(7);
  await expect(page.getByRole('button', { name: /^error 118/u })).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByRole('button', { name: /^error 7/u })).toHaveAttribute('aria-expanded', 'true');
  await expect(page.locator(':focus')).toHaveText('stuck-3');
  await page.keyboard.press('k');
  await expect(page.locator(':focus')).toHaveText('stuck-4');
  // A way of its own begins anew.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click();
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  await expect(queueOf(page, 'Stuck').getByRole('listitem')).toHaveCount(5);
  await expect(page.getByRole('button', { name: /^error 118/u })).toHaveAttribute('aria-expanded', 'true');
});

test('goes on where one was when the row itself has gone', async ({ page, fleet }) => {
  await openHome(page);
  await queueOf(page, 'Stuck').getByRole('link', { name: 'stuck-8', exact: true }).focus();
  const device = fleet.world.device('stuck-8');
  if (device !== undefined) Object.assign(device, { reported: device.target, status: 'up-to-date' });
  await page.keyboard.press('r');
  await expect(queueOf(page, 'Stuck').getByRole('listitem').filter({ hasText: 'stuck-8' })).toContainText('cleared');
  await page.keyboard.press('r');
  await expect(queueOf(page, 'Stuck').getByRole('link', { name: 'stuck-8', exact: true })).toHaveCount(0);
  await page.keyboard.press('j');
  await expect(page.locator(':focus')).toHaveText('stuck-7');
  await page.keyboard.press('k');
  await expect(page.locator(':focus')).toHaveText('stuck-9');
});

test('is worked by keyboard, and the device’s page steps through exactly that group', async ({ page }) => {
  await openHome(page);
  const focused = page.locator(':focus');
  await page.keyboard.press('j');
  await expect(focused).toHaveText('old-118');
  for (const name of ['new-118', 'the-7', 'stuck-9', 'stuck-8']) {
    await page.keyboard.press('j');
    await expect(focused).toHaveText(name);
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('stuck-8');
  await expect(page.getByRole('navigation', { name: /list/u })).toContainText('2 of 7');
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('stuck-7');
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('stuck-9');
});

test('leads to all of a group in the same order', async ({ page }) => {
  await openHome(page);
  await queueOf(page, 'Stuck').getByRole('link', { name: 'All 7 devices, oldest first' }).click();
  await expect(rows(page)).toHaveCount(7);
  await expect(rows(page).first()).toContainText('stuck-9');
  await expect(rows(page).last()).toContainText('stuck-3');
});

test('copies the SIDs of a group', async ({ page, context, fleet }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openHome(page);
  await queueOf(page, 'failed, error 118, on the way to fw-2').getByRole('button', { name: 'Copy 2 SIDs' }).click();
  await expect(page.getByRole('dialog', { name: '2 SIDs copied.' })).toBeVisible();
  const sids = ['old-118', 'new-118'].map((name) => fleet.world.device(name)?.sid);
  expect((await page.evaluate(() => navigator.clipboard.readText())).split('\n')).toEqual(sids);
});

test('counts stuck after the threshold that is chosen, for the fleet and for one App, and keeps it', async ({ page }) => {
  await openHome(page);
  await expect(tally(page, 'Stuck')).toContainText('9');
  const settings = async () => {
    await page.getByRole('button', { name: 'Reading and thresholds' }).click();
    return page.getByRole('dialog', { name: 'Reading and thresholds' });
  };
  let dialog = await settings();
  await dialog.getByLabel('Every App', { exact: true }).fill('0');
  await expect(dialog.getByRole('alert')).toContainText('from 1 minute to 365 days');
  await expect(dialog.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('Every App', { exact: true }).fill('5');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(queueOf(page, 'Stuck')).toContainText('4 devices');
  expect(await namesIn(queueOf(page, 'Stuck'))).toEqual(['stuck-9', 'stuck-8', 'stuck-7', 'stuck-6']);

  dialog = await settings();
  await dialog.getByRole('combobox', { name: 'Give an App a time of its own' }).selectOption('fw-2');
  await dialog.getByLabel('fw-2', { exact: true }).fill('20');
  await dialog.getByLabel('Unit for fw-2').selectOption('minutes');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(queueOf(page, 'Stuck')).toContainText('8 devices');
  await page.reload();
  await expect(queueOf(page, 'Stuck')).toContainText('8 devices');
  await tally(page, 'Stuck').click();
  await expect(rows(page)).toHaveCount(11);
});
