import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { openList, rows } from './support/list.ts';
import { askPalette } from './support/palette.ts';

test.use({ timezoneId: 'Asia/Kolkata', pace: 'auto' });

test('UTC changes the times on show, at once, in other tabs, and after a reload', async ({ page, context }) => {
  await openList(page);
  const asOf = page.getByText(/^as of \d\d:\d\d:\d\d/u).first();
  await expect(asOf).not.toContainText('UTC');
  const local = (await asOf.innerText()).slice(6, 11);
  const other = await context.newPage();
  await openList(other);
  await askPalette(page, 'times utc');
  await page.keyboard.press('Enter');
  await expect(asOf).toContainText(/^as of \d\d:\d\d:\d\d UTC$/u);
  expect((await asOf.innerText()).slice(6, 11)).not.toBe(local);
  await expect(other.getByText(/^as of \d\d:\d\d:\d\d UTC$/u).first()).toBeVisible();
  await page.reload();
  await expect(asOf).toContainText('UTC');

  await page.goto(paths.settings);
  const times = page.getByRole('group', { name: 'Times' });
  await expect(times.getByRole('radio', { name: 'UTC' })).toBeChecked();
  await expect(times).toContainText(/it is \d\d:\d\d:\d\d UTC/u);
  await times.getByRole('radio', { name: 'Local (Asia/Calcutta)' }).or(times.getByRole('radio', { name: 'Local (Asia/Kolkata)' })).check();
  await expect(times).not.toContainText(/\d UTC\./u);
});

test('theme and density hold at once and after a reload', async ({ page }) => {
  await page.goto(paths.settings);
  await page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('group', { name: 'Rows of tables' }).getByRole('radio', { name: 'Compact' }).check();
  await page.reload();
  await expect(page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await openList(page);
  await expect.poll(async () => (await rows(page).first().boundingBox())?.height).toBe(32);
});

test('thresholds are saved when they can be used, and the pace at once', async ({ page }) => {
  await page.goto(paths.settings);
  const save = page.getByRole('button', { name: 'Save thresholds' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('textbox', { name: 'Every App' }).fill('0');
  await expect(page.getByRole('alert')).toContainText('A whole number');
  await page.getByRole('textbox', { name: 'Every App' }).fill('3');
  await page.getByRole('textbox', { name: 'Time since it was turned on or extended' }).fill('6');
  await save.click();
  await expect(page.getByRole('dialog', { name: 'Thresholds saved' })).toBeVisible();
  await page.getByRole('group', { name: 'The whole fleet is read' }).getByRole('radio', { name: /Only when asked/u }).check();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Every App' })).toHaveValue('3');
  await expect(page.getByRole('textbox', { name: 'Time since it was turned on or extended' })).toHaveValue('6');
  await expect(page.getByRole('radio', { name: /Only when asked/u })).toBeChecked();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });
    test(`has no serious accessibility violation in the ${colorScheme} theme, and fits a phone`, async ({ page }) => {
      await page.goto(paths.settings);
      await expect(page.getByRole('region', { name: 'About' })).toContainText('127.0.0.1');
      await expect(page.getByRole('region', { name: 'About' })).toContainText(/\d+\.\d+\.\d+/u);
      await expectNoAxeViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    });
  });
}

test('another language is there once the page is loaded again, and the browser’s own is one of the choices', async ({ page }) => {
  await page.goto(paths.settings);
  const language = page.getByRole('combobox', { name: 'Language' });
  await expect(language).toHaveValue('');
  await language.selectOption('en-XA');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  // It is said for as long as it is true.
  await page.getByRole('link', { name: 'Apps', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Apps' })).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: 'Load it again' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toHaveCount(0);
  await page.getByRole('combobox').first().selectOption('');
  await page.getByRole('main').getByRole('status').getByRole('button').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});
