/** The bar of the selection: readable for everybody, and in reach of a thumb. */
import { expectNoAxeViolations } from './support/accessibility.ts';
import { selectionBar } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, onShow, openList, searchFor } from './support/list.ts';

const ALL = 120;
test.use({ pace: 'auto', worldOptions: { devices: ALL } });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the bar and its menu are accessible', async ({ page }) => {
      await openList(page, { size: 20 });
      await fullyRead(page, ALL);
      await page.keyboard.press('X');
      await searchFor(page, 'is:drifting');
      await expect(selectionBar(page).getByRole('status')).toContainText('hidden by the filter');
      // While the rows are those of the search before, they are faint.
      await expect(onShow(page)).toContainText(/^\d+ of 120 match/u);
      await expect(page.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0);
      await expectNoAxeViolations(page);
      await selectionBar(page).getByRole('button', { name: 'More' }).click();
      await expect(page.getByRole('dialog', { name: 'Selection' })).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('the bar is two lines, nothing scrolls sideways, and the menu has the rest', async ({ page }) => {
    await openList(page, { size: 20 });
    await fullyRead(page, ALL);
    await page.getByRole('checkbox', { name: 'Select this page' }).tap();
    const bar = selectionBar(page);
    const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    for (const name of ['Select all 120 that match', 'Deploy', 'More', 'Clear the selection']) await expect(bar.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    expect((await bar.boundingBox())?.height).toBeLessThan(120);
    expect(await width()).toBe(360);
    const more = bar.getByRole('button', { name: 'More' });
    await more.tap();
    const menu = page.getByRole('dialog', { name: 'Selection' });
    for (const name of ['Log for 24 h', 'End logging', 'Restart', 'Show selected', 'Export', 'Copy SIDs of 20 devices']) await expect(menu.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    await menu.getByRole('button', { name: 'Restart' }).tap();
    await expect(page.getByRole('dialog', { name: 'Restart' })).toContainText('20 devices');
    expect(await width()).toBe(360);
    await page.getByRole('dialog', { name: 'Restart' }).getByRole('button', { name: 'Cancel' }).tap();
    await more.tap();
    await menu.getByRole('button', { name: 'Show selected' }).tap();
    await expect(page.getByRole('group', { name: 'Pasted list' })).toContainText('List of 20');
    expect(await width()).toBe(360);
  });
});
