import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead } from './support/list.ts';

test.use({ pace: 'auto', worldOptions: { devices: 12 } });

async function open(page: Page, button: string, title: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('dialog', { name: title })).toBeVisible();
}

for (const [colorScheme, width] of [['light', 1440], ['dark', 360]] as const) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 780 } });

    test('saved views, a pasted list and export are accessible, and stay within the page', async ({ page }) => {
      await page.goto(paths.devices({ q: '-nobody', list: ['nobody', 'no one'] }));
      await fullyRead(page, 12, 0);
      await page.getByRole('group', { name: 'Pasted list' }).getByText('Show them').click();
      await open(page, 'Views', 'Saved views');
      await page.getByRole('textbox', { name: 'Save this view as' }).fill('Nobody');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Pin Nobody' }).click();
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await open(page, 'Export', 'Export');
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await open(page, 'Paste a list', 'Paste a list');
      await page.getByRole('textbox', { name: 'Names and SIDs' }).fill('nobody');
      await expect(page.getByRole('dialog').getByText('0 found, 1 unknown.')).toBeVisible();
      await expectNoAxeViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
  });
}
