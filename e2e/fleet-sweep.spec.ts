import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, onShow, rows, searchFor } from './support/list.ts';

/** Whatever an API does while its fleet is read page by page: the picture stays true, and says how far it goes. */
test.use({ pace: 'auto', worldOptions: { devices: 2500 } });

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
});

test('short and empty pages in the middle are no end', async ({ page, fleet }) => {
  fleet.faults.set('short-page:count=2;empty-page:count=2');
  await page.goto(paths.devices({ q: '-nothing-is-called-this' }));
  await fullyRead(page, 2500);
});

test('a page token that runs out begins the chain anew, and the reading is complete all the same', async ({ page, fleet }) => {
  fleet.faults.set('expired-token:count=1');
  await page.goto(paths.devices({ q: '-nothing-is-called-this' }));
  await fullyRead(page, 2500);
});

test('an API that is busy is waited for, and the reading goes on where it was', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('429:retry-after=2,count=1,on=paged;503:count=1,on=paged');
  await page.goto(paths.devices({ q: '-nothing-is-called-this' }));
  await fullyRead(page, 2500);
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
  await expect(onShow(page)).toContainText('2,500 of 2,500 match');
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
  await expect(pager(page)).toContainText('Page 1 of 50');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await banner.getByRole('button', { name: 'Take what is listed now' }).click();
  await expect(pager(page)).toContainText('Page 1 of 10');
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
