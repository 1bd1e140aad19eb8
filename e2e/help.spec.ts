import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { oneDevice, openDevice } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { openList, rows, searchBox } from './support/list.ts';
import { askPalette, paletteField } from './support/palette.ts';

test.use({ worldOptions: oneDevice() });

test('? lists the keys of the page that is open, and they do what it says', async ({ page }) => {
  await openDevice(page);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys of this page' });
  const here = help.getByRole('region', { name: 'On this page' });
  const keyOf = (does: string) => here.getByRole('definition').filter({ hasText: new RegExp(`^${does}$`, 'u') });
  for (const does of ['Deploy an App', 'Rename', 'Go to logging', 'Refresh', 'Back to the list']) await expect(keyOf(does)).toHaveCount(1);
  await expect(help.getByRole('region', { name: 'Everywhere' })).toContainText('Find a device or page, or do something');
  // No key does anything beneath it.
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await help.getByText('What can be searched for').click();
  await expect(help.getByText('status:', { exact: true }).first()).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('e');
  await expect(page.getByRole('dialog', { name: 'Rename' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await expect(page).toHaveURL(paths.devices());
  await expect(rows(page).first()).toBeVisible();

  // The keys of another page, by the menu: the focus goes back to where it was opened.
  const more = page.getByRole('button', { name: 'More', exact: true }).first();
  await more.click();
  await page.getByRole('button', { name: 'Keyboard help' }).click();
  await expect(help.getByRole('region', { name: 'In the table' })).toContainText('Select the row, or no longer');
  await expect(help.getByText('Deploy an App')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(more).toBeFocused();
});

test('keys that are switched off do nothing, but Ctrl K does, and the help says so', async ({ page }) => {
  await page.goto(paths.settings);
  await page.getByRole('group', { name: 'Single keys' }).getByRole('radio', { name: 'Off' }).check();
  await openList(page);
  await rows(page).first().getByRole('link').first().focus();
  for (const key of ['/', 'x', '?', 'j']) await page.keyboard.press(key);
  await expect(searchBox(page)).not.toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('group', { name: 'Selection', exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Refresh' })).not.toHaveAttribute('aria-keyshortcuts');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article')).toBeVisible();
  await askPalette(page, 'keyboard help');
  await page.keyboard.press('Enter');
  const help = page.getByRole('dialog', { name: 'Keys of this page' });
  await expect(help).toContainText('Single keys are switched off');
  await page.keyboard.press('Escape');
  await askPalette(page, 'single keys on');
  await page.keyboard.press('Enter');
  await expect(paletteField(page)).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(help).not.toContainText('Single keys are switched off');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 }, hasTouch: true });

    test('the menu leads to every page by thumb, and neither it nor the help has a serious accessibility violation', async ({ page }) => {
      await openDevice(page);
      const menu = page.getByRole('button', { name: 'Menu' });
      await menu.click();
      const nav = page.getByRole('navigation', { name: 'Main' });
      await expect(nav.getByRole('link')).toHaveText(['Home', 'Devices', 'Rollouts', 'Apps', 'Configs', 'Secrets', 'Logging leases', 'Error codes', 'Settings']);
      await expect(nav.getByRole('link', { name: 'Devices' })).toHaveAttribute('aria-current', 'page');
      for (const link of await nav.getByRole('link').all()) expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      await expectNoAxeViolations(page);
      await page.getByRole('button', { name: 'Keyboard help' }).click();
      await expect(page.getByRole('dialog', { name: 'Keys of this page' })).toBeVisible();
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await menu.click();
      await nav.getByRole('link', { name: 'Settings' }).click();
      await expect(page).toHaveURL(paths.settings);
      await expect(nav).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    });
  });
}
