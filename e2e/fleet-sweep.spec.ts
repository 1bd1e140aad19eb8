import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { tally } from './support/home.ts';
import { fullyRead, onShow, rows, searchFor } from './support/list.ts';

/** Whatever an API does while its fleet is read page by page: the picture stays true, and says how far it goes. */
test.use({ pace: 'auto', worldOptions: { devices: 2500 } });

/** How often each fault has acted: a fault that never met its request proves nothing. */
const fired = (fleet: Fleet): Record<string, number> => Object.fromEntries(fleet.faults.toJSON().map(({ name, fired: times }) => [name, times]));

const pager = (page: Page) => page.getByRole('navigation', { name: 'Pages' });

test('every device is found, the last one of the last page too', async ({ page, fleet }) => {
  const last = fleet.world.rows.at(-1)?.sid ?? '';
  await page.goto(paths.devices({ q: last }));
  await expect(rows(page)).toHaveCount(1);
  await fullyRead(page, 2500, 1);
});

test('a device that two pages list counts once', async ({ page, fleet }) => {
  fleet.faults.set('duplicates');
  await page.goto(paths.devices({ q: '-nothing-is-called-this' }));
  await fullyRead(page, 2500);
  expect(fired(fleet)['duplicates']).toBeGreaterThan(0);
});

test('short and empty pages in the middle are no end', async ({ page, fleet }) => {
  fleet.faults.set('short-page:count=2;empty-page:count=2');
  await page.goto(paths.devices({ q: '-nothing-is-called-this' }));
  await fullyRead(page, 2500);
  expect(fired(fleet)).toEqual({ 'short-page': 2, 'empty-page': 2 });
});

test('a page token that runs out begins the chain anew, and the reading is complete all the same', async ({ page, fleet }) => {
  // Never acts: it only counts the first pages that were asked for and all pages.
  fleet.faults.set('expired-token:count=1;latency:ms=1,on=list;latency:ms=1,on=paged');
  await page.goto(paths.devices({ q: '-nothing-is-called-this' }));
  await fullyRead(page, 2500);
  const [expired, lists, paged] = fleet.faults.toJSON();
  expect(expired?.fired).toBe(1);
  expect((lists?.seen ?? 0) - (paged?.seen ?? 0), 'first pages').toBe(2);
});

test('an API that is busy is waited for, and the reading goes on where it was', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('429:retry-after=2,count=1,on=paged;503:count=1,on=paged');
  await page.goto(paths.devices({ q: '-nothing-is-called-this' }));
  await fullyRead(page, 2500);
  expect(fired(fleet)).toEqual({ '429': 1, '503': 1 });
  expect(fleet.world.counters.requests).toBeLessThan(20);
});

test('a reading that breaks off removes nothing', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await page.goto(paths.devices({ q: '-nothing-is-called-this' }));
  await fullyRead(page, 2500);
  const gone = fleet.world.rows.slice(1500, 1600).map((row) => row.sid);
  gone.forEach((sid) => fleet.world.remove(sid));
  fleet.faults.set('wrong-shape:shape=array,on=paged');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('group', { name: 'Trouble with the API' })).toBeVisible();
  expect(fired(fleet)['wrong-shape']).toBeGreaterThan(0);
  await expect(onShow(page)).toContainText('2,500 of 2,500 match');
  await searchFor(page, gone[0] ?? '');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).not.toContainText('not listed since');
  await searchFor(page, 'is:missing');
  await expect(onShow(page)).toContainText(/^0 of 2,500 match/u);
});

test('a device is “not listed since” after one complete reading, and gone after the second', async ({ page, fleet }) => {
  const victim = fleet.world.rows[1200];
  const sid = victim?.sid ?? '';
  await page.goto(paths.devices({ q: sid }));
  await fullyRead(page, 2500, 1);
  fleet.world.remove(sid);
  // Whoever reads the row alone finds it gone; the list says it only once a whole reading has not seen it.
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(rows(page).first()).toContainText('not listed since');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(rows(page)).toHaveCount(0);
});

test('a fleet that shrinks by more than half is not believed until somebody says so', async ({ page, fleet }) => {
  await page.goto(paths.devices({ q: '-nothing-is-called-this' }));
  await fullyRead(page, 2500);
  fleet.world.rows.slice(500).forEach((row) => fleet.world.remove(row.sid));
  await page.getByRole('button', { name: 'Refresh' }).click();
  const banner = page.getByRole('group', { name: 'The fleet shrank' });
  await expect(banner).toContainText('The API now lists 500 devices; it was 2,500 devices before.');
  await expect(pager(page)).toContainText('Page 1 of 50');
  await banner.getByRole('button', { name: 'Keep the old picture' }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(pager(page)).toContainText('Page 1 of 50');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await banner.getByRole('button', { name: 'Take what is listed now' }).click();
  await expect(pager(page)).toContainText('Page 1 of 10');
});

test('a fleet of which nothing is left is not believed either, until somebody says so', async ({ page, fleet }) => {
  await page.goto(paths.home);
  await expect(page.getByText(/^complete as of/u)).toBeVisible();
  [...fleet.world.rows].forEach((row) => fleet.world.remove(row.sid));
  await page.getByRole('button', { name: 'Refresh' }).click();
  const banner = page.getByRole('group', { name: 'The fleet shrank' });
  await expect(banner).toContainText('The API now lists no devices; it was 2,500 devices before.');
  await expect(tally(page, 'Fleet')).toContainText('2,500');
  await banner.getByRole('button', { name: 'Take what is listed now' }).click();
  await expect(page.getByRole('heading', { name: 'No devices yet' })).toBeVisible();
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('a Worker that is lost is told of, what was kept stays, and it is started anew', async ({ page, problems }) => {
  problems.expect(/lost in a test/u);
  await page.clock.install();
  await page.goto(paths.home);
  await expect(page.getByText(/^complete as of/u)).toBeVisible();
  // A page that was just opened has the Worker started a moment later, and would do so again.
  await page.clock.runFor(1_500);
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('lost in a test');
    });
  });
  const banner = page.getByRole('group', { name: 'Trouble with the API' });
  await expect(banner.getByRole('alert')).toHaveText('The part of the console that reads the whole fleet has stopped.');
  await expect(tally(page, 'Fleet')).toContainText('2,500');
  await banner.getByRole('button', { name: 'Try now' }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByText(/^complete as of/u)).toBeVisible();
  await expect(tally(page, 'Fleet')).toContainText('2,500');
});

test('a picture that cannot be kept is not kept, and that is said', async ({ page }) => {
  await page.goto(paths.home);
  await expect(page.getByText(/^complete as of/u)).toBeVisible();
  await page.workers()[0]?.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no more room', 'QuotaExceededError');
    };
  });
  // A sweep that ends while the one before is still being kept is kept with the next.
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByText('not kept in this browser: The picture of the fleet is not kept for the next visit: the browser’s storage is full.')).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expect(tally(page, 'Fleet')).toContainText('2,500');
});

test.describe('names that try something', () => {
  test.use({
    worldOptions: {
      seedDevices: [
        { uniqueName: '<img src=x onerror=alert(1)>' },
        { uniqueName: '</script><script>alert(1)</script>' },
        { uniqueName: 'gepj.\u202Egnp' },
        { uniqueName: 'x'.repeat(10_000) },
        { uniqueName: '__proto__' },
        { uniqueName: 'constructor' },
        { uniqueName: 'half \ud83d of a pair' },
        { uniqueName: 'status:error' },
        { uniqueName: 'Łódź “Süd” №1' },
        { uniqueName: '100% .* [a-z]+ (' },
      ],
    },
  });

  const CASES: readonly (readonly [typed: string, found: string | RegExp])[] = [
    ['<img', '<img src=x onerror=alert(1)>'],
    ['</script>', '</script><script>alert(1)</script>'],
    ['gepj', 'gepj.<U+202E>gnp'],
    ['xxxxxxxxxx', /^x{50}/u],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['"of a pair"', /of a pair/u],
    ['"status:error"', 'status:error'],
    ['lodz sud', 'Łódź “Süd” №1'],
    ['.* [a-z]+', '100% .* [a-z]+ ('],
  ];
  for (const [typed, found] of CASES) {
    test(`“${typed}” finds its device, as text`, async ({ page }) => {
      await page.goto(paths.devices());
      await searchFor(page, typed);
      await expect(rows(page)).toHaveCount(1);
      await expect(rows(page).getByRole('link').first()).toHaveText(found);
    });
  }
});
