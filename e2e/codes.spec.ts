/** What a code means is what the operators say, and nobody else: kept here, shown wherever the code is, and carried on as a file. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { codeDialog, entry, giveMeaning } from './support/codes.ts';
import { APPS, NEW_APP, OLD_APP, openDevice, SID } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { openHome, queueOf } from './support/home.ts';
import { cell, fullyRead, openList, searchBox } from './support/list.ts';

const failing = (uniqueName: string, errorCode: number) => ({ uniqueName, target: NEW_APP, reported: OLD_APP, status: 'error', errorCode, targetedAgo: 9_000 });

test.use({
  pace: 'auto',
  worldOptions: { seedApps: APPS, seedDevices: [{ ...failing('berlin', 118), sid: SID }, failing('hamburg', 118), failing('munich', 7), { uniqueName: 'rome', target: OLD_APP }] },
});

const missing = (page: Page) => page.getByRole('list', { name: 'Codes without a meaning' });
const runbook = (page: Page) => page.getByRole('link', { name: /^Runbook for code 118/u });

test('the dialog for a code that is still to be named has no gap where a code would stand', async ({ page }) => {
  await page.goto(paths.codes);
  await page.getByRole('button', { name: 'Add a code' }).click();
  await expect(codeDialog(page)).toContainText('Describe an error code');
  await expect(codeDialog(page)).toContainText('The API publishes no meanings: this is your own text');
  await page.goto(paths.code('  '));
  await expect(codeDialog(page)).toContainText('The API publishes no meanings: this is your own text');
  await page.goto(paths.code('118'));
  await expect(codeDialog(page)).toContainText('Error code 118');
});

test('a code of the fleet is given a meaning, which then stands wherever the code does', async ({ page }) => {
  await page.goto(paths.codes);
  await expect(missing(page).getByRole('listitem')).toHaveText([/^1182 devices/u, /^71 device/u]);
  await missing(page).getByRole('button', { name: 'Say what 118 means' }).click();
  await expect(codeDialog(page).getByRole('textbox', { name: 'Meaning' })).toBeFocused();
  await page.keyboard.type('Flash is full');
  await codeDialog(page).getByRole('textbox', { name: 'Runbook' }).fill('https://wiki.example/118');
  await page.keyboard.press('Enter');
  await expect(entry(page, '118')).toContainText('2 devices');
  await expect(missing(page).getByRole('listitem')).toHaveText([/^7/u]);
  await expect(page.getByRole('heading', { name: 'Error codes' })).toBeFocused();

  await openHome(page);
  await expect(queueOf(page, 'Failed').getByRole('heading', { name: /error 118/u })).toContainText('Flash is full');
  await expect(queueOf(page, 'Failed').getByRole('heading', { name: /error 7/u })).not.toContainText('Flash');

  await openDevice(page);
  await expect(page.getByRole('region', { name: 'App', exact: true })).toContainText('Flash is full');
  await expect(runbook(page)).toHaveAttribute('href', 'https://wiki.example/118');
  await expect(runbook(page)).toHaveAttribute('rel', 'noopener noreferrer');

  await openList(page, { q: 'err:118' });
  await fullyRead(page, 4, 2);
  await expect(runbook(page)).toBeVisible();
  const code = await cell(page, 'hamburg', 'Update result');
  await code.hover();
  await expect(page.getByText('Flash is full')).toHaveCount(2);
  await expect(code).toHaveAccessibleDescription('Flash is full');
  await searchBox(page).fill('err:');
  await expect(page.getByRole('option', { name: /^err:118/u })).toHaveText('err:1182 devices · Flash is full');
});

test('a link that is not one of the web is refused, and a stored one is not followed', async ({ page }) => {
  await page.goto(paths.code('118'));
  const dialog = codeDialog(page);
  await dialog.getByRole('textbox', { name: 'Meaning' }).fill('Flash is full');
  for (const [typed, said] of [['javascript:alert(1)', 'Only http and https'], ['wiki', 'begin with https://'], ['https://me:secret@wiki.example', 'Without a name and password']] as const) {
    await dialog.getByRole('textbox', { name: 'Runbook' }).fill(typed);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText(said);
  }
  await page.keyboard.press('Escape');
  await giveMeaning(page, '118', 'Flash is full', 'https://wiki.example/118');
  // Whoever writes into the storage of this browser writes no link.
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith('fleet.codes.'))) {
      localStorage.setItem(name, localStorage.getItem(name)?.replace('https://wiki.example/118', 'javascript:alert(1)') ?? '');
    }
  });
  await page.reload();
  await expect(entry(page, '118')).toContainText('Flash is full');
  await expect(runbook(page)).toHaveCount(0);
});

test('is edited, searched for and deleted, and a deletion can be undone; another tab has it at once', async ({ page, context }) => {
  await giveMeaning(page, '118', 'Flash is full');
  await giveMeaning(page, '7', 'Timed out');
  const other = await context.newPage();
  await other.goto(paths.codes);
  await expect(entry(other, '7')).toContainText('Timed out');
  await entry(page, '7').getByRole('button', { name: 'Edit 7' }).click();
  await codeDialog(page).getByRole('textbox', { name: 'Meaning' }).fill('The network was gone');
  await page.keyboard.press('Enter');
  await expect(entry(other, '7')).toContainText('The network was gone');
  await expect(entry(page, '7').getByRole('button', { name: 'Edit 7' })).toBeFocused();

  await page.getByRole('textbox', { name: 'Search codes and meanings' }).fill('network');
  await expect(entry(page, '118')).toHaveCount(0);
  await expect(page).toHaveURL(`${paths.codes}?q=network`);
  await entry(page, '7').getByRole('button', { name: 'Delete 7' }).click();
  await expect(page.getByText('No code or meaning has “network” in it.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Error codes' })).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry(page, '7')).toContainText('The network was gone');
  await expect(page.getByRole('list', { name: 'Dictionary' }).getByRole('listitem')).toHaveCount(1);
});

test('goes from one browser to another as a file, which is compared before it is taken', async ({ page, browser, baseURL }, testInfo) => {
  await giveMeaning(page, '118', 'Flash is full', 'https://wiki.example/118');
  await giveMeaning(page, '7', 'Timed out');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const path = await (await saving).path();
  const file = await readFile(path, 'utf8');

  const elsewhere = await (await browser.newContext({ baseURL: baseURL ?? '' })).newPage();
  await giveMeaning(elsewhere, '7', 'No network');
  const evil = testInfo.outputPath('codes.json');
  await writeFile(evil, file.replace('"codes": [', '"codes": [{"code":"1","meaning":"x","link":"javascript:alert(1)"},{"code":"0","meaning":"x","link":null},{"code":"2"},'));
  await elsewhere.getByLabel('File of error codes').setInputFiles(evil);
  const dialog = elsewhere.getByRole('dialog', { name: 'Import error codes' });
  await expect(dialog.getByRole('list', { name: 'What is in the file' }).getByRole('listitem')).toHaveText(['1 code is new', '0 are here in the same words', '1 is here in other words', '3 are left out']);
  await dialog.getByText('What is left out, and why').click();
  await expect(dialog.getByRole('list', { name: 'Left out' }).getByRole('listitem')).toHaveText([/^Entry 1: its link/u, /^Entry 2: 0 is no/u, /^Entry 3: it is no code/u]);
  await dialog.getByRole('button', { name: 'Import 1 code' }).click();
  await expect(entry(elsewhere, '118')).toContainText('Flash is full');
  await expect(entry(elsewhere, '7')).toContainText('No network');

  await elsewhere.getByLabel('File of error codes').setInputFiles(path);
  await dialog.getByRole('radio', { name: 'Take the file’s words' }).check();
  await dialog.getByRole('button', { name: 'Import 1 code' }).click();
  await expect(entry(elsewhere, '7')).toContainText('Timed out');

  await writeFile(evil, '{"kind":"something"}');
  await elsewhere.getByLabel('File of error codes').setInputFiles(evil);
  await expect(elsewhere.getByRole('alert').filter({ hasText: 'not a file of error codes' })).toBeVisible();
  await elsewhere.context().close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, in ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

    test('the page and its dialog are accessible, and nothing scrolls sideways', async ({ page }) => {
      await giveMeaning(page, '118', `${'a-meaning-without-a-space-'.repeat(10)}end`, 'https://wiki.example/118');
      await expect(missing(page)).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      await expectNoAxeViolations(page);
      await entry(page, '118').getByRole('button', { name: 'Edit 118' }).click();
      await expect(codeDialog(page)).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });
}
