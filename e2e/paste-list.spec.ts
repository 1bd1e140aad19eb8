import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, rows, searchBox } from './support/list.ts';

const DEVICES = 300;
const SEEDS = Array.from({ length: DEVICES }, (_, index) => ({ uniqueName: `berlin ${index + 1}; cellar` }));
const KNOWN = SEEDS.slice(0, 197).map(({ uniqueName }) => uniqueName);
const UNKNOWN = ['paris 1', `UV${'f'.repeat(32)}`, '<img src=x onerror=alert(1)>'];

test.use({ pace: 'auto', worldOptions: { seedDevices: SEEDS } });

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Paste a list' });
const bar = (page: Page): Locator => page.getByRole('group', { name: 'Pasted list' });

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Paste a list' }).click();
  await dialog(page).getByRole('textbox', { name: 'Names and SIDs' }).fill(text);
}

test('of 200 pasted names and SIDs it shows the 197 it found, and names the three it did not', async ({ page, context, fleet }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(paths.devices({ q: 'berlin' }));
  await fullyRead(page, DEVICES, DEVICES);
  const sids = fleet.world.rows.slice(100, 197).map(({ sid }) => sid.toUpperCase());
  await paste(page, [...KNOWN.slice(0, 100), ...sids, ...UNKNOWN].join('\n'));
  await expect(dialog(page).getByRole('status').first()).toHaveText(/197 found, 3 unknown/u);
  await expect(dialog(page).getByRole('list', { name: 'Unknown' }).getByRole('listitem')).toHaveText(UNKNOWN);
  await dialog(page).getByRole('button', { name: 'Copy the unknown ones' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(UNKNOWN.join('\n'));

  await dialog(page).getByRole('button', { name: 'Show these 197' }).click();
  await expect(bar(page)).toContainText('List of 200: 197 found, 3 unknown');
  await fullyRead(page, DEVICES, 197);
  expect(new URL(page.url()).search).not.toContain('list');
  await page.reload();
  await expect(bar(page)).toContainText('List of 200: 197 found, 3 unknown');

  await bar(page).getByRole('button', { name: 'Remove the list' }).click();
  await expect(bar(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/#/u);
  await expect(searchBox(page)).toBeFocused();
});

test('is shown whole, whatever was searched for before', async ({ page }) => {
  await page.goto(paths.devices({ q: '"berlin 2;"', sort: '-name' }));
  await fullyRead(page, DEVICES, 1);
  await paste(page, 'berlin 1; cellar\nberlin 2; cellar');
  await dialog(page).getByRole('button', { name: 'Show these 2' }).click();
  await expect(rows(page).getByRole('link')).toHaveText(['berlin 2; cellar', 'berlin 1; cellar']);
  await expect(searchBox(page)).toHaveValue('');
  await searchBox(page).fill('"berlin 2;"');
  await expect(rows(page)).toHaveCount(1);
  await searchBox(page).evaluate((box) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'berlin 3; cellar\nberlin 4; cellar\nberlin 5; cellar');
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(rows(page).getByRole('link')).toHaveText(['berlin 5; cellar', 'berlin 4; cellar', 'berlin 3; cellar']);
  await expect(searchBox(page)).toHaveValue('');
});

test('takes tabs, commas, quotes and repetitions as a spreadsheet writes them', async ({ page }) => {
  await page.goto(paths.devices());
  await paste(page, `"berlin 1; cellar"\tberlin 2; cellar,berlin 3; cellar\r\n\r\n berlin 1; cellar `);
  await expect(dialog(page).getByRole('status').first()).toHaveText(/3 found\. 1 repetition left out\./u);
  await dialog(page).getByRole('button', { name: 'Show these 3' }).click();
  await expect(rows(page)).toHaveCount(3);
});

test('is searched further, and kept while it is', async ({ page }) => {
  await page.goto(paths.devices({ q: '"berlin 2;"', list: ['berlin 1; cellar', 'berlin 2; cellar', 'paris'] }));
  await expect(rows(page)).toHaveCount(1);
  await expect(bar(page)).toContainText('List of 3: 2 found, 1 unknown');
});

test('is done by keyboard alone, and gives the focus back', async ({ page }) => {
  await page.goto(paths.devices());
  await expect(rows(page).first()).toBeVisible();
  const button = page.getByRole('button', { name: 'Paste a list' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('berlin 7; cellar');
  await expect(dialog(page).getByRole('button', { name: 'Show this one' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(rows(page)).toHaveCount(1);
});
