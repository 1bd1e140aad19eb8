/** Other programs of this machine, on other ports or earlier on this one: their service workers, their cookies, and the names that they share. */
import { paths } from '#paths.ts';

import { row, rows } from './support/list.ts';
import { expect, test } from './support/fixtures.ts';
import { leaveWorker } from './support/old-program.ts';

test.use({ worldOptions: { seedDevices: ['freezer-1', 'freezer-2'].map((uniqueName) => ({ uniqueName })) } });

test.describe('a service worker that another program left at this port', () => {
  test('is gone before the page reads its session or calls anything', async ({ page, fleet }) => {
    await leaveWorker(page, fleet, 'steals');
    await page.goto(paths.devices());
    await expect(row(page, 'freezer-1')).toBeVisible();
    await page.keyboard.press('r');
    await page.waitForLoadState('networkidle');
    expect(fleet.world.counters.writes).toBe(0);
    expect(await page.evaluate(async () => [navigator.serviceWorker.controller, (await navigator.serviceWorker.getRegistrations()).length])).toEqual([null, 0]);
  });

  test('that shows its own page in place of the console ends itself', async ({ page, fleet }) => {
    await leaveWorker(page, fleet, 'keeps');
    await page.goto(paths.devices());
    // Without a reload by hand: the browser asks for a newer worker, and gets the last one.
    await expect(row(page, 'freezer-1')).toBeVisible({ timeout: 30_000 });
    await page.reload();
    await expect(row(page, 'freezer-1')).toBeVisible();
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length))).toBe(0);
  });

  test('that the browser does not remove keeps the console from starting, and the page says so', async ({ page, fleet }) => {
    await page.addInitScript(() => {
      const stays = { scope: `${location.origin}/`, unregister: () => Promise.resolve(false) };
      Object.defineProperty(ServiceWorkerContainer.prototype, 'getRegistrations', { value: () => Promise.resolve([stays]) });
    });
    let loads = 0;
    page.on('request', (request) => {
      if (request.isNavigationRequest()) loads += 1;
    });
    await page.goto(paths.devices());
    await expect(page.getByRole('heading', { level: 1, name: 'The console was not started' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText(`Close all other tabs of ${new URL(fleet.url).host} and reload this page.`);
    await page.waitForLoadState('networkidle');
    expect(loads).toBe(2);
    expect(fleet.world.counters.requests).toBe(0);
    // By hand it may be tried again, and that once, too.
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => loads).toBe(4);
    await expect(page.getByRole('heading', { level: 1, name: 'The console was not started' })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(loads).toBe(4);
  });
});

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
