/** A search that is not understood, that means something else, or that cannot be answered yet: nothing of it shows more than was asked for. */
import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expect, test } from './support/fixtures.ts';
import { announced, fullyRead, onShow, openList, row, rows, searchBox, searchFor } from './support/list.ts';

test.use({ pace: 'auto' });

const KA = (n: number): string => `KA${String(n).padStart(32, 'a')}`;

test.describe('a fleet that has been read', () => {
  test.use({
    worldOptions: {
      seedApps: [{ sid: KA(1), uniqueName: 'fw-1.2' }, { sid: KA(2), uniqueName: 'fw-1.3' }],
      seedDevices: [
        { uniqueName: 'Zürich back room', target: KA(1) },
        { uniqueName: 'zurich front', target: KA(2), reported: KA(1), targetedAgo: 3 * 86_400, status: 'error', errorCode: 118 },
        { uniqueName: 'berlin-2', target: KA(1) },
        { uniqueName: 'berlin-10', target: null },
      ],
    },
  });

  for (const q of ['reported:>7d', '(?:x', 'is:stuk', 'age:7d', '-is:stuk', 'status:']) {
    test(`does not show the whole fleet for ${q}`, async ({ page }) => {
      await page.goto(paths.devices({ q }));
      await expect(onShow(page)).toContainText('0 of 4 match');
      await expect(page.getByRole('heading', { name: /^(?:No device matches|This search is not understood)$/u })).toBeVisible();
      await expect(rows(page)).toHaveCount(0);
    });
  }

  test('leaves out a value that is not understood, says so, and searches for the rest', async ({ page }) => {
    await openList(page);
    await fullyRead(page, 4);
    await searchFor(page, 'berlin is:stuk ');
    await fullyRead(page, 4, 2);
    await expect(searchBox(page)).toHaveAccessibleDescription(/“is:stuk” is not used. Did you mean “is:stuck”\?/u);
  });

  test('offers what the words of the table may mean, with its count, where they find nothing', async ({ page }) => {
    await page.goto(paths.devices({ q: 'error 118' }));
    await expect(onShow(page)).toContainText('0 of 4 match');
    await page.getByRole('button', { name: 'Search for err:118: 1 device' }).click();
    await expect(searchBox(page)).toHaveValue('err:118');
    await expect(searchBox(page)).toBeFocused();
    await expect(row(page, 'zurich front')).toBeVisible();
    await searchFor(page, 'stauts:error');
    await page.getByRole('button', { name: 'Search for status:error: 1 device' }).click();
    await expect(searchBox(page)).toHaveValue('status:error');
  });
});

/** Nothing on the page says that there is none. */
async function expectUntold(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Not known yet: the Apps of this account have not been read' })).toBeVisible();
  await expect(onShow(page)).toContainText('Not known yet');
  await expect(onShow(page)).toContainText('Apps not read: targets not checked');
  await expect(announced(page)).toHaveText(/^Not known yet/u);
  await expect(page.getByText(/none of|no device|nothing found|\b0 of/iu)).toHaveCount(0);
}

test.describe('devices whose App may not be listed', () => {
  test.use({ worldOptions: { devices: 12 } });

  test('are not said to be none while the Apps could not be read', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    fleet.faults.set('403:on=apps');
    await page.goto('/devices?q=is%3Aorphan');
    await expectUntold(page);
    await searchFor(page, '-is:orphan');
    await expect(rows(page)).toHaveCount(12);
    await expect(onShow(page)).toContainText('Apps not read: targets not checked');
    await searchFor(page, '-nobody');
    await expect(onShow(page)).toContainText('12 of 12 match');
    await expect(onShow(page)).not.toContainText('Apps');
  });

  test('are not said to be none while the Apps are being read, and are shown once they are', async ({ page, fleet }) => {
    for (const one of fleet.world.rows.slice(0, 1)) Object.assign(one, { target: KA(9) });
    await openList(page);
    await fullyRead(page, 12);
    fleet.faults.set('latency:ms=600000,on=apps');
    await page.goto('/devices?q=is%3Aorphan');
    await expectUntold(page);
    await searchFor(page, 'needs:orphan');
    await expectUntold(page);
    await expect(page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'App not listed …' })).toBeVisible();
    fleet.faults.clear();
    await page.goto('/devices?q=is%3Aorphan');
    await fullyRead(page, 12, 1);
  });
});

test.describe('devices whose names look like fields', () => {
  test.use({ worldOptions: { seedDevices: Array.from({ length: 30 }, (_, index) => ({ uniqueName: `loc:berlin ${index + 1}` })) } });

  test('are found by the text, and are only selected together once it is clear that the text is meant', async ({ page }) => {
    const bar = page.getByRole('group', { name: 'Selection', exact: true });
    const all = bar.getByRole('button', { name: 'Select all 30 that match' });
    for (const [q, doubt] of [['loc:berlin', /“loc:berlin” is searched for as text/u], ['berlin is:stuk', /“is:stuk” is not used/u]] as const) {
      await page.goto(paths.devices({ q, size: 20 }));
      await fullyRead(page, 30);
      await page.getByRole('checkbox', { name: 'Select this page' }).check();
      await expect(all).toHaveAccessibleDescription(doubt);
      await expect(all).toHaveAttribute('aria-disabled', 'true');
      await bar.getByRole('button', { name: 'Clear the selection' }).click();
    }
    await page.goto(paths.devices({ q: '"loc:berlin"', size: 20 }));
    await fullyRead(page, 30);
    await page.getByRole('checkbox', { name: 'Select this page' }).check();
    await all.click();
    await expect(bar.getByRole('status')).toContainText('30 selected');
  });
});
