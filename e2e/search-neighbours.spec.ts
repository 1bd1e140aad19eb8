import type { Page } from 'playwright/test';

import { openDevice } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, onShow, openList, row, rows } from './support/list.ts';

const KA = (n: number): string => `KA${String(n).padStart(32, 'a')}`;
const failed = (uniqueName: string) => ({ uniqueName, target: KA(2), reported: KA(1), targetedAgo: 86_400, status: 'error', errorCode: 7 });

test.use({
  pace: 'auto',
  worldOptions: {
    seedApps: [{ sid: KA(1), uniqueName: 'fw-1' }, { sid: KA(2), uniqueName: 'fw-2' }],
    seedDevices: [failed('d'), { uniqueName: 'x' }, failed('b'), failed('a'), { uniqueName: 'y' }, failed('c')],
  },
});

const nav = (page: Page) => page.getByRole('navigation', { name: 'Neighbours in the list' });

test('steps through all that was found, in its order, and back to it', async ({ page }) => {
  await openList(page, { q: 'is:failed', sort: 'name' });
  await fullyRead(page, 6, 4);
  await row(page, 'b').getByRole('link').click();
  await expect(nav(page)).toContainText('2 of 4');
  await page.keyboard.press('j');
  await expect(page.getByRole('article', { name: 'c' })).toBeVisible();
  await expect(nav(page)).toContainText('3 of 4');
  await nav(page).getByRole('link', { name: 'Next: d' }).click();
  await expect(nav(page)).toContainText('4 of 4');
  await expect(nav(page).getByRole('link', { name: 'Next' })).toHaveCount(0);
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await expect(page.getByRole('article', { name: 'a' })).toBeVisible();
  await expect(nav(page)).toContainText('1 of 4');
  await page.keyboard.press('u');
  await expect(page).toHaveURL(/\?q=is%3Afailed&sort=name$/u);
  await expect(rows(page)).toHaveCount(4);
});

test('a device that no longer matches says so, and still leads on', async ({ page, fleet }) => {
  await openList(page, { q: 'is:failed', sort: 'name' });
  await fullyRead(page, 6, 4);
  await row(page, 'b').getByRole('link').click();
  await expect(nav(page)).toContainText('2 of 4');
  const cured = fleet.world.rows.find((device) => device.uniqueName === 'b');
  if (cured) Object.assign(cured, { status: 'up-to-date', errorCode: 0, reported: KA(2) });
  await page.keyboard.press('r');
  await expect(nav(page)).toContainText('No longer in this list: 2 of 4 · 1 done');
  await page.keyboard.press('j');
  await expect(page.getByRole('article', { name: 'c' })).toBeVisible();
  await expect(nav(page)).toContainText('3 of 4 · 1 done');
});

test('at the ends it says why there is no further, and of a device from elsewhere that it is not in the list', async ({ page, fleet }) => {
  const sid = (name: string): string => fleet.world.rows.find(({ uniqueName }) => uniqueName === name)?.sid ?? '';
  await openDevice(page, sid('a'), '?q=is%3Afailed&sort=name');
  await expect(nav(page).getByRole('button', { name: 'Previous' })).toHaveAccessibleDescription('It stands first in the list');
  await openDevice(page, sid('x'), '?q=is%3Afailed&sort=name');
  await expect(nav(page)).toContainText('Not in this list');
  await expect(nav(page).getByRole('button', { name: 'Next' })).toHaveAccessibleDescription('This device is not in the list it was opened from');
});

test('a pasted list is walked, too, and its names never reach a server', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await openList(page, { list: ['y', 'a', 'not-there'] });
  await expect(onShow(page)).toContainText('2 of 6 match, complete as of');
  await rows(page).first().getByRole('link').click();
  await expect(nav(page)).toContainText('1 of 2');
  await page.reload();
  await expect(nav(page)).toContainText('1 of 2');
  await page.keyboard.press('u');
  await expect(page).toHaveURL(/\/devices#list=y,a,not-there$/u);
  expect(asked.filter((url) => url.includes('not-there') && !url.includes('#'))).toEqual([]);
});

test('a link to a device in a search has its neighbours as soon as the fleet is read', async ({ page, fleet }) => {
  const sid = fleet.world.rows.find((device) => device.uniqueName === 'c')?.sid ?? '';
  await openDevice(page, sid, '?q=is%3Afailed&sort=name');
  await expect(nav(page)).toContainText('3 of 4');
  await expect(nav(page).getByRole('link', { name: 'Previous: b' })).toBeVisible();
});
