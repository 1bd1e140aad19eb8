/** What is typed for the palette before its code is there: as a scanner does, that types a name and Enter with no pause. */
import type { Page } from 'playwright/test';

import { expect, test } from './support/fixtures.ts';
import { fullyRead, openList } from './support/list.ts';
import { first, palette, paletteField } from './support/palette.ts';

// Names that end alike: a letter lost would find another one.
const NAMES = ['ezer-1', 'Freezer-1', 'zer-1', '-1', 'freezer-10', 'freezer-1'];
test.use({ pace: 'auto', worldOptions: { seedDevices: NAMES.map((uniqueName) => ({ uniqueName })) } });

for (const [how, open] of [
  ['by its keys', (page: Page) => page.keyboard.press('Control+k')],
  ['by its button', (page: Page) => page.getByRole('button', { name: 'Find or do' }).click()],
] as const) {
  test(`what is typed in one go with opening it ${how}, before its code is there, is all in the field, and Enter opens that device`, async ({ page, fleet }) => {
    for (const name of ['freezer-1', 'ezer-1']) {
      // Anew each time: its code is loaded with the first use of a page.
      await openList(page);
      await fullyRead(page, NAMES.length);
      await open(page);
      await page.keyboard.type(`${name}\n`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
      await expect(palette(page)).toHaveCount(0);
    }
    expect(fleet.world.counters.writes).toBe(0);
  });
}

test('while its code is long in coming what is typed can be seen and corrected; what comes after Enter calls that off', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openList(page);
  await fullyRead(page, NAMES.length);
  await fleet.console.stop();
  await page.keyboard.press('Control+k');
  const early = page.getByRole('dialog', { name: 'Loading' }).getByRole('textbox');
  await page.keyboard.type('Freezer-12');
  await page.keyboard.press('Backspace');
  await expect(early).toBeVisible();
  await expect(early).toHaveValue('Freezer-1');
  await page.keyboard.press('Enter');
  await fleet.restartConsole();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Freezer-1');

  await openList(page);
  await fullyRead(page, NAMES.length);
  await fleet.console.stop();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('freezer\n-1');
  await fleet.restartConsole();
  await expect(paletteField(page)).toHaveValue('freezer-1');
  await expect(paletteField(page)).toBeFocused();
  await page.keyboard.type('0');
  await expect(paletteField(page)).toHaveValue('freezer-10');
  await expect(first(page)).toContainText('freezer-10');
  await page.keyboard.press('Escape');

  // Escape leaves nothing for the next time.
  await openList(page);
  await fleet.console.stop();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('zer');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await fleet.restartConsole();
  await expect(paletteField(page)).toBeFocused();
  await expect(paletteField(page)).toHaveValue('');
  expect(fleet.world.counters.writes).toBe(0);
});
