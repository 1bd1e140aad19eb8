/** A browser that keeps nothing: whatever looks saved and is not says so, where it is saved. */
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { codeDialog, entry } from './support/codes.ts';
import { toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { openList } from './support/list.ts';
import { askPalette } from './support/palette.ts';
import { atDevice, FW, openFrom, stuck, triage } from './support/triage.ts';
import { openHome } from './support/home.ts';
import { fillStorage, forbidStorage, leaveNoRoom } from './support/storage.ts';

test.use({ pace: 'auto', worldOptions: { seedApps: FW, seedDevices: [stuck('a', 30), stuck('b', 20)] } });

const notSaved = (page: Page): Locator => page.getByRole('alertdialog', { name: 'Not saved in this browser', includeHidden: true });

test.describe('with the browser’s storage full', () => {
  test('a view that is saved holds until the page is left, and says so', async ({ page }) => {
    await openList(page, { q: 'a' });
    await fillStorage(page);
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Saved views' });
    await panel.getByRole('textbox', { name: 'Save this view as' }).fill('Mine');
    await page.keyboard.press('Enter');
    await expect(panel.getByRole('link', { name: 'Mine' })).toBeVisible();
    await expect(notSaved(page)).toContainText('The browser’s storage for this site is full. The change is lost when the page is reloaded.');
    await page.reload();
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await expect(panel).toContainText('Save this view as');
    await expect(panel.getByRole('link', { name: 'Mine' })).toHaveCount(0);
  });

  test('so does a theme, wherever it is chosen, and it is told once', async ({ page }) => {
    await page.goto(paths.settings);
    await expect(page.getByRole('group', { name: 'Theme' })).toBeVisible();
    await fillStorage(page);
    await page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'Dark' }).check();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(notSaved(page)).toHaveCount(1);
    await page.getByRole('button', { name: /^Theme: / }).click();
    await page.getByRole('button', { name: /^Theme: / }).click();
    await expect(notSaved(page)).toHaveCount(1);
    await notSaved(page).getByRole('button', { name: 'Dismiss', includeHidden: true }).click();
    await expect(notSaved(page)).toHaveCount(0);
    await askPalette(page, 'theme dark');
    await page.keyboard.press('Enter');
    await expect(notSaved(page)).toHaveCount(1);
  });

  test('so does the meaning of a code, which is not called saved', async ({ page }) => {
    await page.goto(paths.code('118'));
    await codeDialog(page).getByRole('textbox', { name: 'Meaning' }).fill('Flash is full');
    await fillStorage(page);
    await codeDialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(entry(page, '118')).toContainText('Flash is full');
    await expect(notSaved(page)).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: /^Saved$/u })).toHaveCount(0);
  });

  test('so do thresholds, which are not called saved', async ({ page }) => {
    await page.goto(paths.settings);
    await page.getByRole('textbox', { name: 'Every App' }).fill('3');
    await fillStorage(page);
    await page.getByRole('button', { name: 'Save thresholds' }).click();
    await expect(notSaved(page)).toBeVisible();
    await expect(toast(page, 'Thresholds saved')).toHaveCount(0);
  });

  test('where somebody went by the palette was nobody’s to save, and is not spoken of', async ({ page }) => {
    await openList(page);
    await fillStorage(page);
    await askPalette(page, 'settings');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(paths.settings);
    // What comes after it is told: the toast would be there by then.
    await page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'Dark' }).check();
    await expect(notSaved(page)).toHaveCount(1);
  });
});

test('in a browser that forbids storage a theme holds until the page is left, and says why', async ({ page }) => {
  await forbidStorage(page);
  await page.goto(paths.settings);
  await page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'Dark' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(notSaved(page)).toContainText('The browser does not let this site store anything. The change is lost when the page is reloaded.');
});

test('with no room on the disk, an acknowledgement and a note say that they are lost with the page', async ({ page, fleet }) => {
  await leaveNoRoom(page, fleet.url);
  await openHome(page);
  await openFrom(page, 'Stuck', 'a');
  await page.keyboard.press('a');
  await expect(toast(page, 'Acknowledged')).toBeVisible();
  await expect(notSaved(page)).toContainText('Acknowledgements and notes are not kept for the next visit: the browser’s storage is full.');
  await notSaved(page).getByRole('button', { name: 'Dismiss', includeHidden: true }).click();
  await expect(notSaved(page)).toHaveCount(0);
  await triage(page).getByRole('button', { name: 'Note', exact: true }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('called the shop');
  await page.keyboard.press('Control+Enter');
  await expect(triage(page)).toContainText('called the shop');
  await expect(notSaved(page)).toContainText('Acknowledgements and notes are not kept');
  // Where it stands that is still said once nobody reads the toast any more.
  await notSaved(page).getByRole('button', { name: 'Dismiss', includeHidden: true }).click();
  await expect(notSaved(page)).toHaveCount(0);
  await expect(triage(page)).toContainText('Acknowledgements and notes are not kept for the next visit: the browser’s storage is full.');
  await page.reload();
  await atDevice(page, 'a');
  await expect(triage(page)).not.toContainText('called the shop');
});
