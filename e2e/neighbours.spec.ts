/** Other programs of this machine, on other ports: their cookies, and the names that they share. */
import { paths } from '#paths.ts';

import { row, rows } from './support/list.ts';
import { expect, test } from './support/fixtures.ts';

test.use({ worldOptions: { seedDevices: ['freezer-1', 'freezer-2'].map((uniqueName) => ({ uniqueName })) } });

const cookies = (url: string, count: number) => Array.from({ length: count }, (_, index) => ({ name: `other-${index}`, value: 'x'.repeat(4000), url }));

test.describe('cookies of other programs on this host', () => {
  test('of 48 kB are no matter', async ({ page, context, fleet }) => {
    await context.addCookies(cookies(fleet.url, 12));
    await page.goto(paths.devices());
    await expect(row(page, 'freezer-1')).toBeVisible();
    await page.keyboard.press('r');
    await expect(rows(page)).toHaveCount(2);
  });

  test('that are too many are told, with what to do', async ({ page, context, fleet, problems }) => {
    problems.expectFailedRequests();
    await context.addCookies(cookies(fleet.url, 100));
    await page.goto(paths.devices());
    await expect(page.getByRole('heading', { level: 1, name: 'Your browser sends too many cookies' })).toBeVisible();
    await expect(page.getByRole('listitem')).toHaveCount(3);
    await context.clearCookies();
    await page.reload();
    await expect(row(page, 'freezer-1')).toBeVisible();
  });
});

test('a page that is opened by the address of this machine is the console by its name, with the same storage', async ({ page, fleet }) => {
  await page.goto(paths.devices());
  await expect(row(page, 'freezer-1')).toBeVisible();
  await page.evaluate(() => localStorage.setItem('kept', 'here'));
  await page.goto(`${fleet.url.replace('localhost', '127.0.0.1')}/devices?size=20#x`);
  await expect(row(page, 'freezer-2')).toBeVisible();
  await expect(page).toHaveURL(`${fleet.url}/devices?size=20#x`);
  expect(await page.evaluate(() => localStorage.getItem('kept'))).toBe('here');
});
