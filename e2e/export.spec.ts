import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { readCsv } from './support/csv.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, rows } from './support/list.ts';

const HOSTILE = ['=1+1', '+cmd|x', '-2', '@SUM(A1)', '  =1', '＝1+1', 'say "hi", you', 'two\nlines', 'freezer;=1', '😀', '<b>bold</b>', '#1', '__proto__'];
const FREEZERS = Array.from({ length: 60 }, (_, index) => ({ uniqueName: `freezer ${index + 1}`, reported: null, targetedAgo: 7200 }));
const HOSTILE_SEED = HOSTILE.map((uniqueName) => ({ uniqueName }));

test.use({ pace: 'auto', worldOptions: { seedDevices: [...HOSTILE_SEED, ...FREEZERS] } });

const panel = (page: Page): Locator => page.getByRole('dialog', { name: 'Export' });

/** Closes the panel without an export. While it is open its button closes it. */
async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
}

/** Exports what is on show, and answers the file's name and text. */
async function exported(page: Page, format: 'CSV' | 'CSV for spreadsheets' | 'JSON'): Promise<{ readonly name: string; readonly text: string }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: format === 'CSV' ? 'CSV for programs' : format }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

test('exports all rows of a search, and not only those of its page, in its order', async ({ page }) => {
  await page.goto(paths.devices({ q: 'freezer -";"', sort: '-name', size: 20 }));
  await fullyRead(page, 73, 60);
  const { name, text } = await exported(page, 'CSV');
  await expect(page.getByRole('dialog', { name: '60 devices exported' })).toBeVisible();
  expect(name).toMatch(/^devices-\d{4}-\d\d-\d\d-\d{4}-freezer\.csv$/u);
  const file = readCsv(text);
  expect(file.rows.map((row) => row['name'])).toEqual(Array.from({ length: 60 }, (_, index) => `freezer ${60 - index}`));
  expect(file.notes).toEqual(expect.arrayContaining(['# query: freezer -";"', '# sort: -name', '# complete: yes', '# devices: 60']));
  expect(file.rows[0]).toMatchObject({ alignment: 'never-reported', needs_attention: 'never', target_app: 'app-1', running_app: '', update_error_code: '0' });
});

test('a name cannot become a formula, and reads back as it is', async ({ page }) => {
  await page.goto(paths.devices({ q: '-"freezer "' }));
  await fullyRead(page, 73, HOSTILE.length);
  const names = readCsv((await exported(page, 'CSV')).text).rows.map((row) => row['name'] ?? '');
  expect(names.filter((name) => /^\s*[=+\-@＝]/u.test(name))).toEqual([]);
  expect(names.map((name) => name.replace(/^'/u, '').replace(";'=", ';='))).toEqual(HOSTILE);
});

test.describe('names that a spreadsheet would take for numbers and dates', () => {
  const NAMES = ['00123', '356938035643809', '2026-11', '-3', 'freezer'];
  test.use({ permissions: ['clipboard-read', 'clipboard-write'], worldOptions: { seedDevices: NAMES.map((uniqueName) => ({ uniqueName })) } });

  test('are text in the file for spreadsheets, with the separator that was chosen, and are found again when its cells are pasted', async ({ page }) => {
    await page.goto(paths.devices({ sort: 'name' }));
    await fullyRead(page, NAMES.length);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(panel(page).getByRole('radio', { name: 'comma', exact: true })).toBeChecked();
    await panel(page).getByRole('radio', { name: 'semicolon', exact: true }).check();
    await leave(page);
    const { text } = await exported(page, 'CSV for spreadsheets');
    const lines = text.split('\r\n').filter((line) => !/^\u{FEFF}?"?#/u.test(line));
    expect(lines[0]).toMatch(/^name;sid;/u);
    const cells = lines.slice(1, -1).map((line) => /^(?:"((?:[^"]|"")*)"|[^;]*)/u.exec(line)?.[0] ?? '');
    expect(cells.toSorted()).toEqual(['"=""-3"""', '"=""00123"""', '"=""2026-11"""', '"=""356938035643809"""', 'freezer']);
    // What is chosen stays chosen.
    await page.reload();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(panel(page).getByRole('radio', { name: 'semicolon', exact: true })).toBeChecked();
    await leave(page);
    await page.getByRole('button', { name: 'Paste a list' }).click();
    const paste = page.getByRole('dialog', { name: 'Paste a list' });
    await paste.getByRole('textbox', { name: 'Names and SIDs' }).fill([...cells, "'-3"].join('\n'));
    await expect(paste.getByRole('status')).toContainText('6 found.');
    await paste.getByRole('button', { name: 'Show these 5' }).click();
    await fullyRead(page, NAMES.length, NAMES.length);
  });
});

test('as JSON every value is as the API wrote it', async ({ page, fleet }) => {
  await page.goto(paths.devices({ q: '-"freezer "' }));
  await fullyRead(page, 73, HOSTILE.length);
  const { name, text } = await exported(page, 'JSON');
  expect(name).toMatch(/\.json$/u);
  const sids = fleet.world.rows.slice(0, HOSTILE.length).map(({ sid }) => sid);
  expect(JSON.parse(text)).toMatchObject({
    query: '-"freezer "',
    complete: true,
    count: HOSTILE.length,
    devices: HOSTILE.map((each, index) => ({ name: each, sid: sids[index], needs_attention: null })),
  });
});

test('without a search the whole fleet is exported in the order of the API', async ({ page, fleet }) => {
  await page.goto(paths.devices({ size: 20 }));
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(panel(page)).toContainText('73 devices, complete as of');
  await leave(page);
  const { rows: lines } = readCsv((await exported(page, 'CSV')).text);
  expect(lines.map((row) => row['sid'])).toEqual(fleet.world.rows.map(({ sid }) => sid));
});

test.describe('while the fleet is not read whole', () => {
  test.use({ worldOptions: { devices: 1500 } });

  test('says so before, and in the file', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    fleet.faults.set('503:on=paged');
    await page.goto(paths.devices({ sort: 'name' }));
    await expect(rows(page).first()).toBeVisible();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(panel(page)).toContainText('The fleet is not read whole: 1,000 read so far. The file will say so.');
    await leave(page);
    const file = readCsv((await exported(page, 'CSV')).text);
    expect(file.notes).toContain('# complete: no (1,000 read so far)');
    expect(file.rows).toHaveLength(1000);
  });
});

test.describe('a large fleet', () => {
  test.use({ worldOptions: { devices: 3000 } });

  test('can be cancelled: nothing is saved, and it can be begun anew', async ({ page }) => {
    const saved: string[] = [];
    page.on('download', (file) => saved.push(file.suggestedFilename()));
    await page.goto(paths.devices({ sort: 'name' }));
    await fullyRead(page, 3000);
    const button = page.getByRole('button', { name: 'Export', exact: true });
    await button.click();
    // Pressed one right after the other: an export of a few thousand is over before a hand has moved.
    await panel(page)
      .getByRole('button', { name: 'CSV for programs' })
      .evaluate(async (csv: HTMLElement) => {
        csv.click();
        await Promise.resolve();
        if (document.activeElement?.textContent !== 'Cancel') throw new Error('Cancel has not got the focus.');
        document.activeElement.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      });
    await expect(panel(page)).toHaveCount(0);
    await expect(button).toBeFocused();
    await exported(page, 'JSON');
    await expect(page.getByRole('dialog', { name: '3,000 devices exported' })).toBeVisible();
    expect(saved).toEqual([expect.stringMatching(/\.json$/u)]);
  });
});

test('is done by keyboard alone, and gives the focus back', async ({ page }) => {
  await page.goto(paths.devices({ q: 'freezer' }));
  await expect(rows(page).first()).toBeVisible();
  const button = page.getByRole('button', { name: 'Export', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('button', { name: 'CSV for spreadsheets' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('button', { name: 'CSV for spreadsheets' })).toBeFocused();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  await download;
  await expect(button).toBeFocused();
});
