import { readFile, writeFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expect, test } from './support/fixtures.ts';
import { grid, rows } from './support/list.ts';

const SEEDS = Array.from({ length: 60 }, (_, index) => ({ uniqueName: `${index % 2 === 0 ? 'freezer' : 'oven'} ${index + 1}` }));

test.use({ pace: 'auto', worldOptions: { seedDevices: SEEDS } });

const panel = (page: Page): Locator => page.getByRole('dialog', { name: 'Saved views' });
const pinned = (page: Page): Locator => page.getByRole('navigation', { name: 'Pinned views' });
const saved = (page: Page, name: string): Locator => panel(page).getByRole('listitem').filter({ has: page.getByRole('link', { name }) });

async function openViews(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await expect(panel(page)).toBeVisible();
}

async function save(page: Page, name: string): Promise<void> {
  await openViews(page);
  await panel(page).getByRole('textbox', { name: 'Save this view as' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(saved(page, name)).toBeVisible();
}

/** Apps have their names once their list has come; before, they are called by their sids. */
const appsNamed = (page: Page): Promise<void> => expect(rows(page).first()).toContainText('app-1');

const FREEZERS = { q: 'freezer', sort: '-name', size: 20, columns: 'name,sid' };

test('a view that was saved is there after a reload, with its query, order, columns and page size', async ({ page }) => {
  await page.goto(paths.devices(FREEZERS));
  await expect(rows(page).first()).toContainText('freezer 59');
  await save(page, 'All freezers');
  await page.goto(paths.devices());
  await openViews(page);
  await saved(page, 'All freezers').getByRole('link').click();
  await expect(page).toHaveURL(paths.devices(FREEZERS));
  await expect(rows(page).first()).toContainText('freezer 59');
  await expect(panel(page)).toHaveCount(0);
});

test('a pinned view is one click away', async ({ page }) => {
  await page.goto(paths.devices({ q: 'oven' }));
  await save(page, 'Ovens');
  await expect(pinned(page)).toHaveCount(0);
  await panel(page).getByRole('button', { name: 'Pin Ovens' }).click();
  await page.goto(paths.devices());
  await pinned(page).getByRole('link', { name: 'Ovens' }).click();
  await expect(rows(page).first()).toContainText('oven 2');
  await expect(pinned(page).getByRole('link', { name: 'Ovens' })).toHaveAttribute('aria-current', 'page');
});

test('is renamed and deleted by keyboard alone, and a deletion can be undone', async ({ page }) => {
  await page.goto(paths.devices({ q: 'oven' }));
  await save(page, 'Ovens');
  await panel(page).getByRole('button', { name: 'Rename Ovens' }).focus();
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('textbox', { name: 'New name of Ovens' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel(page).getByRole('button', { name: 'Rename Ovens' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('textbox', { name: 'New name of Ovens' })).toBeFocused();
  await page.keyboard.type('Bakery');
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('button', { name: 'Rename Bakery' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(saved(page, 'Bakery')).toHaveCount(0);
  await expect(panel(page).getByRole('textbox', { name: 'Save this view as' })).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(saved(page, 'Bakery')).toBeVisible();
});

test('says what is wrong with a name, and takes none twice', async ({ page }) => {
  await page.goto(paths.devices({ q: 'oven' }));
  await save(page, 'Ovens');
  const field = panel(page).getByRole('textbox', { name: 'Save this view as' });
  await field.fill('Ovens');
  await panel(page).getByRole('button', { name: 'Save' }).click();
  await expect(panel(page).getByRole('alert')).toHaveText('There is a view of that name.');
  await expect(panel(page).getByRole('listitem')).toHaveCount(1);
});

test('a file takes a view to a clean browser, where it has the same rows', async ({ page, browser, baseURL, problems }, testInfo) => {
  const list = ['freezer 1', 'freezer 3', 'oven 2', 'nobody'];
  await page.goto(paths.devices({ sort: '-name', list }));
  await expect(rows(page)).toHaveCount(3);
  await appsNamed(page);
  const before = await rows(page).allInnerTexts();
  await save(page, 'My three');
  const download = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: 'Export to a file' }).click();
  const file = testInfo.outputPath('views.json');
  await writeFile(file, await readFile(await (await download).path()));

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  problems.watch(context);
  const clean = await context.newPage();
  await clean.goto(paths.devices());
  await openViews(clean);
  await panel(clean).getByLabel('File of saved views').setInputFiles(file);
  await expect(clean.getByRole('dialog', { name: '1 view imported' })).toBeVisible();
  await saved(clean, 'My three').getByRole('link').click();
  await expect(rows(clean)).toHaveCount(3);
  await appsNamed(clean);
  expect(await rows(clean).allInnerTexts()).toEqual(before);
  await context.close();
});

test('a file that is none is explained, and one that leads elsewhere leads nowhere', async ({ page }, testInfo) => {
  await page.goto(paths.devices());
  await expect(grid(page)).toBeVisible();
  await openViews(page);
  const file = testInfo.outputPath('evil.json');
  await writeFile(file, 'not json');
  await panel(page).getByLabel('File of saved views').setInputFiles(file);
  await expect(panel(page).getByRole('alert').last()).toContainText('“evil.json” was not imported. It is not JSON');
  const views = [
    { name: 'Elsewhere', path: 'https://example.com/devices', pinned: true },
    { name: 'Script', path: 'javascript:alert(1)', pinned: true },
    { name: '<b>Odd</b>', path: '/devices?q=oven&redirect=https://example.com', pinned: true },
  ];
  await writeFile(file, JSON.stringify({ kind: 'microvisor-fleet-console views', version: 1, views }));
  await panel(page).getByLabel('File of saved views').setInputFiles(file);
  await expect(page.getByRole('dialog', { name: '1 view imported' })).toContainText('2 entries left out');
  await pinned(page).getByRole('link', { name: '<b>Odd</b>' }).click();
  await expect(page).toHaveURL(paths.devices({ q: 'oven' }));
});
