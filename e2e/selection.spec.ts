/** Devices are chosen by what they are, not by where they stand: whatever happens to the list, the same ones stay chosen. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { openBulk, selectionBar } from './support/bulk.ts';
import { readCsv } from './support/csv.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, goNext, grid, openList, row, rows, searchFor } from './support/list.ts';

const named = (town: string, count: number) => Array.from({ length: count }, (_, index) => ({ uniqueName: `${town} ${index + 1}` }));
const BERLINS = 60;
const ALL = BERLINS + 40;
test.use({ pace: 'auto', worldOptions: { seedDevices: [...named('berlin', BERLINS), ...named('munich', 40)] } });

const box = (page: Page, name: string): Locator => row(page, name).getByRole('checkbox');
const selected = (page: Page): Locator => selectionBar(page).getByRole('status');

/** Has the SIDs of what is selected copied, and answers them. */
async function copied(page: Page): Promise<string[]> {
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await selectionBar(page).getByRole('button', { name: 'More' }).click();
  await page.getByRole('dialog', { name: 'Selection' }).getByRole('button', { name: /^Copy SIDs of/u }).click();
  await expect.poll(clipboard).not.toBe('');
  await page.keyboard.press('Escape');
  return (await clipboard()).split('\n');
}

test('chooses one by its box, several with Shift, and lets them go in the same way', async ({ page }) => {
  await openList(page, { size: 20 });
  await box(page, 'berlin 2').click();
  await expect(selected(page)).toHaveText('1 selected');
  await box(page, 'berlin 6').click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveText('5 selected');
  await expect(grid(page).getByRole('row', { selected: true })).toHaveCount(5);
  // Upwards, over some that are chosen already.
  await box(page, 'berlin 10').click();
  await box(page, 'berlin 4').click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveText('9 selected');
  await box(page, 'berlin 3').click();
  await box(page, 'berlin 9').click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveText('2 selected');
  await expect(page).toHaveURL(new RegExp(`${paths.devices()}\\?size=20$`, 'u'));
  // The keys go on where the box was pressed.
  await page.keyboard.press('x');
  await expect(box(page, 'berlin 9')).toBeChecked();
  await page.keyboard.press('j');
  await expect(row(page, 'berlin 10').getByRole('link')).toBeFocused();
});

test('chooses the row in use with x, and the page with X or its box', async ({ page }) => {
  await openList(page, { size: 20 });
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(selected(page)).toHaveText('2 selected');
  await expect(box(page, 'berlin 2')).toBeChecked();
  const all = page.getByRole('checkbox', { name: 'Select this page' });
  await expect.poll(() => all.evaluate((one: HTMLInputElement) => one.indeterminate)).toBe(true);
  await page.keyboard.press('x');
  await expect(selected(page)).toHaveText('1 selected');
  await page.keyboard.press('X');
  await expect(selected(page)).toHaveText('20 selected');
  await expect(all).toBeChecked();
  await page.keyboard.press('X');
  await expect(selectionBar(page)).toHaveCount(0);
  await all.click();
  await expect(selected(page)).toHaveText('20 selected');
});

test('“select all that match” means those of that moment: what is added, renamed or sorted afterwards changes nothing', async ({ page, context, fleet }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openList(page, { q: 'berlin', size: 20 });
  await fullyRead(page, ALL, BERLINS);
  await page.keyboard.press('X');
  await selectionBar(page).getByRole('button', { name: `Select all ${BERLINS} that match` }).click();
  await expect(selected(page)).toHaveText('60 selected, 40 of them not on this page');
  await expect(selectionBar(page).getByRole('button', { name: /^Select all/u })).toHaveCount(0);
  await expect(selectionBar(page).getByRole('button', { name: 'Deploy' })).toBeFocused();
  const sids = fleet.world.rows.slice(0, BERLINS).map(({ sid }) => sid);

  fleet.world.add({ uniqueName: 'berlin 0' });
  const munich = fleet.world.device('munich 1');
  if (munich) fleet.world.change(munich, { uniqueName: 'berlin 61' });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await fullyRead(page, ALL + 1, BERLINS + 2);
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await expect(rows(page).first()).toContainText('berlin 0');
  await expect(box(page, 'berlin 0')).not.toBeChecked();
  await expect(box(page, 'berlin 1')).toBeChecked();
  await expect(selected(page)).toContainText('60 selected');
  expect((await copied(page)).toSorted()).toEqual(sids.toSorted());

  await selectionBar(page).getByRole('button', { name: `Select all ${BERLINS + 2} that match` }).click();
  await expect(selected(page)).toContainText('62 selected');
});

test('survives search, sort, page and reload, Escape too, and says what is not in sight and why', async ({ page, fleet }) => {
  await openList(page, { size: 20 });
  await fullyRead(page, ALL);
  for (const name of ['berlin 1', 'berlin 2', 'berlin 3']) await box(page, name).click();
  await goNext(page);
  await expect(selected(page)).toHaveText('3 selected, 3 of them not on this page');
  await page.keyboard.press('Escape');
  await searchFor(page, 'berlin');
  await fullyRead(page, ALL, BERLINS);
  await expect(selected(page)).toHaveText('3 selected');
  await searchFor(page, '"berlin 1"');
  await expect(selected(page)).toHaveText('3 selected, 2 of them hidden by the filter');
  await expect(page).toHaveURL((url) => url.searchParams.get('q') === '"berlin 1"');
  await page.reload();
  await expect(selected(page)).toHaveText('3 selected, 2 of them hidden by the filter');
  await searchFor(page, 'munich');
  await expect(selected(page)).toHaveText('3 selected, 3 of them hidden by the filter');
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await searchFor(page, '');
  await expect(rows(page).first()).toContainText('berlin 1');
  await expect(box(page, 'berlin 2')).toBeChecked();
  await expect(selected(page)).toHaveText('3 selected');

  fleet.world.remove(fleet.world.device('berlin 2')?.sid ?? '');
  // Only what is missing twice is gone. While a reading goes on, whoever asks for one has that.
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(row(page, 'berlin 2')).toContainText('not listed since');
  await fullyRead(page, ALL);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await fullyRead(page, ALL - 1);
  await expect(selected(page)).toHaveText('3 selected, 1 of them no longer in the fleet');
});

test('clears at once, and gives it back', async ({ page }) => {
  await openList(page);
  await page.keyboard.press('X');
  await selectionBar(page).getByRole('button', { name: 'Clear the selection' }).click();
  await expect(selectionBar(page)).toHaveCount(0);
  await expect(rows(page).first().getByRole('link')).toBeFocused();
  await box(page, 'berlin 1').click();
  await page.getByRole('dialog', { name: 'Selection cleared' }).getByRole('button', { name: 'Undo' }).click();
  await expect(selected(page)).toHaveText('50 selected');
});

test('each tab has its own', async ({ page, context }) => {
  await openList(page);
  await box(page, 'berlin 1').click();
  const other = await context.newPage();
  await openList(other);
  await expect(selectionBar(other)).toHaveCount(0);
  await box(other, 'berlin 2').click();
  await box(other, 'berlin 3').click();
  await page.reload();
  await expect(selected(page)).toHaveText('1 selected');
  await other.reload();
  await expect(selected(other)).toHaveText('2 selected');
});

test('exports exactly the selection, whatever the list shows', async ({ page }) => {
  await openList(page);
  await fullyRead(page, ALL);
  for (const name of ['berlin 7', 'berlin 1']) await box(page, name).click();
  await searchFor(page, 'munich');
  await selectionBar(page).getByRole('button', { name: 'More' }).click();
  await page.getByRole('dialog', { name: 'Selection' }).getByRole('button', { name: 'Export' }).click();
  const panel = page.getByRole('dialog', { name: 'Export' });
  await expect(panel).toContainText('The devices that are selected: 2.');
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'CSV for programs' }).click();
  const file = readCsv(await readFile(await (await download).path(), 'utf8'));
  expect(file.rows.map((each) => each['name'])).toEqual(['berlin 1', 'berlin 7']);
});

test('shows exactly the selection as a list, which can be gone back from', async ({ page }) => {
  await openList(page);
  await fullyRead(page, ALL);
  for (const name of ['berlin 7', 'berlin 1']) await box(page, name).click();
  await searchFor(page, 'munich');
  await expect(selected(page)).toHaveText('2 selected, 2 of them hidden by the filter');
  const show = selectionBar(page).getByRole('button', { name: 'Show selected' });
  await show.click();
  await expect(rows(page).getByRole('link')).toHaveText(['berlin 1', 'berlin 7']);
  await expect(selected(page)).toHaveText('2 selected');
  await expect(show).toHaveAttribute('aria-description', 'The list shows exactly these.');
  await page.goBack();
  await expect(rows(page).first()).toContainText('munich');
  await expect(selected(page)).toContainText('2 selected');
});

test('is done by keyboard alone', async ({ page, fleet }) => {
  await openList(page);
  await fullyRead(page, ALL);
  for (const key of ['j', 'x', 'j', 'j', 'x', 'Tab']) await page.keyboard.press(key);
  const restart = selectionBar(page).getByRole('button', { name: 'Restart' });
  // The refresh icon is for reading, not for restarts.
  await expect(restart.locator('svg')).not.toHaveClass(/refresh/u);
  for (const name of ['Show selected', 'Deploy', 'Log for 24 h', 'End logging', 'Restart'] as const) {
    const button = selectionBar(page).getByRole('button', { name });
    // Before them comes the button for all, where there are more than are on the page.
    await expect(async () => {
      if (!(await button.evaluate((one) => one === document.activeElement))) await page.keyboard.press('Tab');
      await expect(button).toBeFocused({ timeout: 200 });
    }).toPass();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Restart' })).toContainText('2 devices');
  await page.keyboard.press('Escape');
  await expect(restart).toBeFocused();
  for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  await expect(selectionBar(page)).toHaveCount(0);
  await expect(row(page, 'berlin 3').getByRole('link')).toBeFocused();
  expect(fleet.world.counters.writes).toBe(0);
});

test.describe('while the fleet is not read whole', () => {
  test.use({ worldOptions: { devices: 1_500 } });

  test('says of what is selected that it is all that was read so far', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    fleet.faults.set('503:on=paged');
    await openList(page, { sort: 'name' });
    await page.keyboard.press('X');
    await selectionBar(page).getByRole('button', { name: 'Select all 1,000 read so far', exact: true }).click();
    await expect(selected(page)).toHaveText('1,000 selected, 950 of them not on this page');
    await searchFor(page, 'is:drifting');
    await expect(selected(page)).toContainText('hidden by the filter');
  });
});

test.describe('read-only', () => {
  test.use({ serverEnv: { READ_ONLY: '1' } });

  test('what changes no device can be done all the same', async ({ page }) => {
    await openList(page);
    await page.keyboard.press('X');
    await expect(selectionBar(page).getByRole('button', { name: 'Deploy' })).toHaveAttribute('aria-description', /^Read-only/u);
    await selectionBar(page).getByRole('button', { name: 'Show selected' }).click();
    await expect(page.getByRole('group', { name: 'Pasted list' })).toContainText('List of 50');
  });
});

test('a dialog keeps what was selected as it opened, and leaves out what the filter hides unless asked', async ({ page }) => {
  await openList(page);
  await fullyRead(page, ALL);
  for (const name of ['berlin 1', 'berlin 2', 'berlin 3']) await box(page, name).click();
  await searchFor(page, '"berlin 1"');
  await expect(selected(page)).toHaveText('3 selected, 2 of them hidden by the filter');
  const dialog = await openBulk(page, 'Restart');
  await expect(dialog.getByRole('button', { name: 'Restart 1 device' })).toBeVisible();
  await dialog.getByRole('checkbox', { name: /^2 more devices are chosen/u }).check();
  await expect(dialog.getByRole('button', { name: 'Restart 3 devices' })).toBeVisible();
});
