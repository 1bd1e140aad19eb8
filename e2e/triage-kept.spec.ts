import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { openHome, queueOf } from './support/home.ts';
import { saidKept } from './support/kept.ts';
import { onShow, openList, rows } from './support/list.ts';
import { atDevice, failed, FW, openFrom, stuck, triage, well } from './support/triage.ts';

test.use({ pace: 'auto', worldOptions: { seedApps: FW, seedDevices: [stuck('a', 30), stuck('b', 20), failed('x', 118), well('well')] } });

async function openKept(page: Page): Promise<Locator> {
  await page.goto(paths.settings);
  return page.getByRole('region', { name: 'Acknowledged, snoozed, noted' });
}

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press('n');
  const field = page.getByRole('textbox', { name: 'Note' });
  await expect(field).toBeFocused();
  await field.fill(text);
  await page.keyboard.press('Control+Enter');
  await expect(triage(page).getByRole('note', { name: 'Note' })).toBeVisible();
  await saidKept(page, JSON.stringify(text).slice(1, -1));
}

test('a note has links to web pages, made of its text, and nothing else in it does anything', async ({ page }) => {
  await openHome(page);
  await openFrom(page, 'Stuck', 'a');
  // Letters that are keys elsewhere are letters here.
  await write(page, 'ajsn <b>Called</b> javascript:alert(1) https://user@evil.example/ see https://wiki.example/a?b=c.\nBack on Monday');
  const note = triage(page).getByRole('note', { name: 'Note' });
  await expect(note).toHaveText(/ajsn <b>Called<\/b> javascript:alert\(1\) https:\/\/user@evil.example\/ see/u);
  const link = note.getByRole('link');
  await expect(link).toHaveCount(1);
  await expect(link).toHaveAttribute('href', 'https://wiki.example/a?b=c');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(triage(page).getByRole('button', { name: 'Edit note' })).toBeFocused();
  await page.reload();
  await expect(note).toContainText('Back on Monday');
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Note' }).fill('');
  await triage(page).getByRole('button', { name: 'Save' }).click();
  await expect(note).toHaveCount(0);
});

test('what is said in one tab is said in all of them, and found', async ({ page, context }) => {
  await openHome(page);
  const second = await context.newPage();
  await openHome(second);
  await openFrom(second, 'Stuck', 'b');
  await second.keyboard.press('a');
  await expect(queueOf(page, 'Stuck').getByRole('listitem')).toHaveCount(1);
  await expect(queueOf(page, 'Stuck')).toContainText('1 acknowledged');
  await write(second, 'seen to');
  await page.goto(paths.devices({ q: 'is:noted' }));
  await expect(onShow(page)).toContainText('1 of 4 matches');
  await expect(rows(page)).toContainText('b');
  await page.goto(paths.devices({ q: 'is:aside' }));
  await expect(rows(page)).toContainText('b');
});

test('all of it goes to another browser as a file, and is forgotten with the local data', async ({ page, browser, baseURL, context }) => {
  await openHome(page);
  await openFrom(page, 'Stuck', 'a');
  await page.keyboard.press('a');
  await write(page, 'of the first browser');
  const kept = await openKept(page);
  await expect(kept).toContainText('1 device put aside');
  const download = page.waitForEvent('download');
  await kept.getByRole('button', { name: 'Export to a file' }).click();
  const file = await (await download).path();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ kind: 'microvisor-fleet-console triage', version: 1, entries: [{ note: { value: 'of the first browser' } }] });

  const other = await browser.newContext({ baseURL: baseURL ?? '' });
  const clean = await other.newPage();
  await openHome(clean);
  const there = await openKept(clean);
  await expect(there.getByRole('button', { name: 'Export to a file' })).toHaveAccessibleDescription('There is nothing to export yet');
  await there.getByLabel('File of acknowledgements and notes').setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{"kind":"views"}') });
  await expect(there.getByRole('alert')).toContainText('“other.json” was not imported. It is not a file of acknowledgements and notes');
  await there.getByLabel('File of acknowledgements and notes').setInputFiles(file);
  await expect(clean.getByRole('dialog', { name: 'What was said of one device is imported' })).toBeVisible();
  await expect(there).toContainText('1 device put aside');
  await openHome(clean);
  await expect(queueOf(clean, 'Stuck')).toContainText('1 acknowledged');
  await other.close();

  const data = page.getByRole('region', { name: 'Local data' });
  await data.getByRole('button', { name: 'Forget local data' }).click();
  await data.getByRole('button', { name: 'Forget it' }).click();
  await expect(kept).toContainText('0 devices put aside');
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.startsWith('microvisor-triage:')))).toEqual([]);
  expect(context.pages()).toHaveLength(1);
});

test('what makes no sense on the disk is left out, and said once', async ({ page }) => {
  await openHome(page);
  await openFrom(page, 'Stuck', 'a');
  await write(page, 'good');
  await page.evaluate(async () => {
    const name = (await indexedDB.databases()).map((each) => each.name ?? '').find((each) => each.startsWith('microvisor-triage:')) ?? '';
    const request = indexedDB.open(name);
    await new Promise((resolve) => {
      request.addEventListener('success', resolve);
    });
    const transaction = request.result.transaction('values', 'readwrite');
    transaction.objectStore('values').put([{ sid: 'javascript:alert(1)' }, 7], 'zz');
    await new Promise((resolve) => {
      transaction.addEventListener('complete', resolve);
    });
    request.result.close();
  });
  await openHome(page);
  const gone = page.getByText('2 acknowledgements or notes of this browser could not be read, and are gone.');
  await expect(gone).toBeVisible();
  await page.reload();
  await expect(await openKept(page)).toContainText('1 note');
  await expect(gone).toHaveCount(0);
});

for (const [colorScheme, width] of [['light', 1280], ['dark', 360]] as const) {
  test.describe(`in ${colorScheme} colours, ${width} px wide`, () => {
    test.use({ colorScheme, viewport: { width, height: 800 } });

    test('it can be read and used by everybody, and nothing is cut off', async ({ page }) => {
      await openHome(page);
      await openFrom(page, 'Stuck', 'a');
      await write(page, 'see https://wiki.example/');
      await page.keyboard.press('a');
      await expect(triage(page)).toContainText('Acknowledged just now as Stuck');
      await page.keyboard.press('s');
      await expect(page.getByRole('dialog', { name: 'Snooze' })).toBeVisible();
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: 'Snooze' })).toHaveCount(0);
      await page.keyboard.press('n');
      await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
      await saidKept(page, 'stuck');
      await expectNoAxeViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      await openHome(page);
      await expect(queueOf(page, 'Stuck')).toContainText('1 acknowledged');
      await expectNoAxeViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    });
  });
}

test('an address of a device that was acknowledged stands where it stood in its list, also after a reload', async ({ page }) => {
  await openList(page, { q: 'needs:stuck -is:aside', sort: 'targeted' });
  await rows(page).first().getByRole('link').click();
  await atDevice(page, 'a');
  await page.keyboard.press('a');
  await expect(triage(page)).toContainText('Acknowledged');
  await saidKept(page, 'stuck');
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Neighbours in the list' })).toContainText('1 of 2 · 1 done');
  await page.keyboard.press('j');
  await atDevice(page, 'b');
});
