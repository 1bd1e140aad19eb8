import type { Page } from 'playwright/test';

import { expect, test } from './support/fixtures.ts';
import { grid, openList, rows } from './support/list.ts';

const USUAL = ['Name', 'Alignment', 'Update result', 'Runs', 'Should run', 'SID', 'Targeted', 'Reported', 'Logging', 'Updated', 'Created'];
const chooser = (page: Page) => page.getByRole('dialog', { name: 'Columns' });

async function openChooser(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Columns' }).click();
  await expect(chooser(page)).toBeVisible();
}

test('hides a column, and still does after a reload', async ({ page }) => {
  await openList(page);
  await openChooser(page);
  await chooser(page).getByRole('checkbox', { name: 'Created' }).uncheck();
  const fewer = USUAL.filter((name) => name !== 'Created');
  await expect(grid(page).getByRole('columnheader')).toHaveText(fewer);
  await page.goto('/devices');
  await expect(grid(page).getByRole('columnheader')).toHaveText(fewer);
});

test('moves a column, and puts the usual ones back', async ({ page }) => {
  await openList(page);
  await openChooser(page);
  await chooser(page).getByRole('button', { name: 'Move Update result left' }).click();
  await expect(grid(page).getByRole('columnheader').nth(1)).toHaveText('Update result');
  await expect(chooser(page).getByRole('button', { name: 'Move Update result left' })).toHaveAttribute('aria-disabled', 'true');
  await chooser(page).getByRole('button', { name: 'Usual columns' }).click();
  await expect(grid(page).getByRole('columnheader')).toHaveText(USUAL);
});

test('a link shows the columns it was copied with, without changing anybody’s own', async ({ page }) => {
  await page.goto('/devices?columns=name,logging,sid');
  await expect(grid(page).getByRole('columnheader')).toHaveText(['Name', 'Logging', 'SID']);
  await page.goto('/devices');
  await expect(grid(page).getByRole('columnheader')).toHaveText(USUAL);
});

test('an address names the columns that were chosen earlier, so that it shows them to others, too', async ({ page }) => {
  await openList(page);
  await openChooser(page);
  await chooser(page).getByRole('checkbox', { name: 'Created' }).uncheck();
  await page.keyboard.press('Escape');
  await page.goto('/devices?q=-nobody');
  const columns = /\?q=-nobody&columns=name,alignment,update,runs,target,sid,targeted,reported,logging,updated$/u;
  await expect(page).toHaveURL(columns);
  await openChooser(page);
  await chooser(page).getByRole('button', { name: 'Usual columns' }).click();
  await expect(page).toHaveURL(/\?q=-nobody$/u);
});

test('chooses columns by keyboard alone, and gives the focus back', async ({ page }) => {
  await openList(page);
  const button = page.getByRole('button', { name: 'Columns' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(chooser(page)).toBeVisible();
  await chooser(page).getByRole('checkbox', { name: 'SID' }).focus();
  await page.keyboard.press('Space');
  await expect(grid(page).getByRole('columnheader', { name: 'SID' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(chooser(page)).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('makes the rows denser, and remembers it', async ({ page }) => {
  await openList(page);
  const tall = (await rows(page).first().boundingBox())?.height ?? 0;
  await openChooser(page);
  await chooser(page).getByRole('radio', { name: 'Compact' }).check();
  await page.reload();
  await expect(rows(page).first()).toBeVisible();
  expect((await rows(page).first().boundingBox())?.height).toBeLessThan(tall);
});
