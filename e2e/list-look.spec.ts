import { expectNoAxeViolations } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { openList, row, rows } from './support/list.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, worldOptions: { devices: 20 } });
    test(`has no serious accessibility violation in the ${colorScheme} theme`, async ({ page }) => {
      await openList(page);
      await expectNoAxeViolations(page);
      await page.getByRole('button', { name: 'Columns' }).click();
      await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible();
      await expectNoAxeViolations(page);
    });

    test(`nor with a banner over the rows in the ${colorScheme} theme`, async ({ page, fleet, problems }) => {
      problems.expectFailedRequests();
      await openList(page);
      fleet.faults.set('401');
      await page.keyboard.press('r');
      await expect(page.getByRole('alert')).toContainText('(401)');
      await expectNoAxeViolations(page);
    });
  });
}

for (const [name, width, height] of [['a phone', 360, 640], ['a desktop at 200 % zoom', 720, 450], ['a desktop at 400 % zoom', 320, 256]] as const) {
  test(`fits ${name} without scrolling the page sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openList(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expect(page.getByRole('link', { name: 'Next page' })).toBeVisible();
    await rows(page).nth(1).getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}

test('on a phone, each row says alignment and update result under the name', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await openList(page);
  await expect(rows(page).first().getByRole('rowheader')).toContainText(/Aligned|Drifting|Stuck|Never|No target/u);
  await expect(page.getByRole('columnheader', { name: 'Alignment' })).toHaveCount(0);
});

test('does not shift its layout while it loads', async ({ page, fleet }) => {
  await page.addInitScript(() => {
    Object.assign(globalThis, { shifts: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ('value' in entry) Object.assign(globalThis, { shifts: Reflect.get(globalThis, 'shifts') + entry.value });
    }).observe({ type: 'layout-shift', buffered: true });
  });
  fleet.faults.set('latency:ms=400');
  await openList(page);
  await expect(rows(page)).toHaveCount(50);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'shifts'))).toBe(0);
});

test('switches between light, dark and the system’s theme, and remembers it', async ({ page }) => {
  await openList(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole('button', { name: 'Theme: system' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
  const dark = await background();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
  expect(await background()).toBe(dark);
  await page.getByRole('button', { name: 'Theme: dark' }).click();
  expect(await background()).not.toBe(dark);
});

test.describe('hostile names', () => {
  const LONG = 'x'.repeat(5_000);
  const NAMES = ['<img src=x onerror=alert(1)>', '{{7*7}}', 'javascript:alert(1)', '__proto__', '👩‍👩‍👧‍👦 Z͑ͫ̓ͪa̴͊l͌g̈́o'];
  test.use({ worldOptions: { seedDevices: [...NAMES, LONG, 'abc\u202Ecba'].map((uniqueName) => ({ uniqueName })) } });

  test('are text, on one line each, and what cannot be seen is made visible', async ({ page }) => {
    await openList(page);
    for (const name of NAMES) await expect(row(page, name)).toBeVisible();
    await expect(row(page, 'abc<U+202E>cba')).toBeVisible();
    const heights = await rows(page).evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height));
    expect(new Set(heights).size).toBe(1);
    await expect(page.getByRole('img', { name: 'x' })).toHaveCount(0);
  });
});
