import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { selectionBar } from './support/bulk.ts';
import { toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, goNext, openList, rows, searchBox } from './support/list.ts';

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
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(UNKNOWN.join('\n'));

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

test('what was found of a list on show is selected, with what was not; and stays so without the list', async ({ page, fleet }) => {
  const sids = fleet.world.rows.slice(100, 197).map(({ sid }) => sid);
  await page.goto(paths.devices({ list: [...KNOWN.slice(0, 100), ...sids, ...UNKNOWN], size: 20 }));
  await fullyRead(page, DEVICES, 197);
  const selected = selectionBar(page).getByRole('status');
  const select = bar(page).getByRole('button', { name: 'Select the 197 found' });
  await select.click();
  await expect(bar(page).getByRole('status')).toHaveText(`197 devices of the list selected. 3 unknown, not selected: ${UNKNOWN.join(', ')}.`);
  await expect(selected).toHaveText('197 selected, 177 of them not on this page');
  await expect(select).toBeFocused();
  await searchBox(page).fill('"berlin 1;"');
  await expect(selected).toHaveText('197 selected, 196 of them hidden by the filter');
  await searchBox(page).fill('');
  await expect(selected).toHaveText('197 selected, 177 of them not on this page');
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await expect(page).toHaveURL(/sort=name/u);
  await goNext(page);
  await expect(selected).toHaveText('197 selected, 177 of them not on this page');
  await page.reload();
  await expect(selected).toHaveText('197 selected, 177 of them not on this page');
  await bar(page).getByRole('button', { name: 'Remove the list' }).click();
  await fullyRead(page, DEVICES);
  await expect(selected).toContainText('197 selected');
  await selectionBar(page).getByRole('button', { name: 'Show selected' }).click();
  await expect(bar(page)).toContainText('List of 197: 197 found');
  await expect(bar(page).getByRole('button', { name: 'Select the 197 found' })).toHaveAttribute('aria-description', 'All of them are selected.');
});

test('a list is selected where it is pasted, without being shown, in addition to what is selected already', async ({ page }) => {
  await page.goto(paths.devices({ q: '"berlin 250;"' }));
  await fullyRead(page, DEVICES, 1);
  await page.keyboard.press('X');
  await paste(page, [...KNOWN.slice(0, 12), ...UNKNOWN].join('\n'));
  await dialog(page).getByRole('button', { name: 'Select these 12' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(toast(page, '12 devices of the list selected')).toContainText(`3 unknown, not selected: ${UNKNOWN.join(', ')}.`);
  await expect(selectionBar(page).getByRole('status')).toHaveText('13 selected, 12 of them hidden by the filter');
  await expect(searchBox(page)).toHaveValue('"berlin 250;"');
  await expect(page.getByRole('button', { name: 'Paste a list' })).toBeFocused();
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

test.describe('of names that look alike', () => {
  test.use({ worldOptions: { seedDevices: ['freezer-1', 'freezer\u20111', 'trail '].map((uniqueName) => ({ uniqueName })) } });

  test('each is offered with what tells it apart, without anything to open first', async ({ page }) => {
    await page.goto(paths.devices({ list: ['FREEZER-1', 'trail'] }));
    await expect(bar(page).getByRole('listitem')).toHaveText(['FREEZER-1Did you mean:freezer-1freezer<U+2011>1', 'trailDid you mean:“trail ”']);
    await bar(page).getByRole('button', { name: 'Use freezer<U+2011>1 instead of FREEZER-1', exact: true }).click();
    await expect(rows(page).getByRole('link')).toHaveText(['freezer\u20111']);
    await expect(bar(page).getByRole('listitem')).toHaveText(['trailDid you mean:“trail ”']);
  });
});

test.describe('of names that are nearly others', () => {
  const NEARLY = ['freezer-1', 'Freezer-1', 'ハブ-1', '-3', 'cold\u200broom', 'a', 'b'].map((uniqueName) => ({ uniqueName }));
  test.use({ worldOptions: { seedDevices: NEARLY } });

  test('selects none of those: it offers them, and one that is used takes the place of what was pasted', async ({ page }) => {
    await openList(page);
    await fullyRead(page, NEARLY.length);
    await paste(page, 'FREEZER-1\nパブ-1');
    await expect(dialog(page).getByRole('status').first()).toHaveText(/0 found, 2 unknown/u);
    await expect(dialog(page).getByRole('button', { name: /^Select these/u })).toHaveCount(0);
    const unknown = dialog(page).getByRole('list', { name: 'Unknown' }).getByRole('listitem');
    await expect(unknown).toHaveText(['FREEZER-1Did you mean:freezer-1Freezer-1', 'パブ-1']);
    await dialog(page).getByRole('button', { name: 'Use Freezer-1 instead of FREEZER-1', exact: true }).click();
    await expect(dialog(page).getByRole('status').first()).toHaveText(/1 found, 1 unknown/u);
    await expect(dialog(page).getByRole('button', { name: 'Show this one' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(rows(page).getByRole('link')).toHaveText(['Freezer-1']);

    // What can be mended is open at once.
    await page.goto(paths.devices({ list: ['FREEZER-1', 'a'] }));
    await expect(rows(page).getByRole('link')).toHaveText(['a']);
    await bar(page).getByRole('button', { name: 'Use freezer-1 instead of FREEZER-1', exact: true }).click();
    await expect(rows(page).getByRole('link')).toHaveText(['freezer-1', 'a']);
    await expect(page).toHaveURL(paths.devices({ list: ['freezer-1', 'a'] }));
  });

  test('takes what was copied from a chat, an address, a ticket and our own file', async ({ page, fleet }) => {
    const [, , hub] = fleet.world.rows;
    await openList(page);
    await fullyRead(page, NEARLY.length);
    await paste(page, `\u200bfreezer-1\u00a0\nhttps://console.example/devices/${hub?.sid}?from=#list=Freezer-1\n'-3\ncold<U+200B>room\na; b`);
    await expect(dialog(page).getByRole('status').first()).toHaveText(/6 found\./u);
    await dialog(page).getByRole('button', { name: 'Show these 6' }).click();
    await expect(rows(page).getByRole('link')).toHaveText(['freezer-1', 'ハブ-1', '-3', 'cold<U+200B>room', 'a', 'b']);
  });
});
