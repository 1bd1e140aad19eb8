import type { Page } from 'playwright/test';

import { expectNoAxeViolations } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, onShow, openList, position, rows, searchBox } from './support/list.ts';

const DEVICES = 600;
// Wide enough for every filter to stand beside the others.
test.use({ pace: 'auto', viewport: { width: 2400, height: 800 }, worldOptions: { devices: DEVICES } });

const filters = (page: Page) => page.getByRole('group', { name: 'Filters' });

test('each filter leaves as many rows as it says, and a second click takes it out', async ({ page }) => {
  await openList(page);
  await fullyRead(page, DEVICES);
  const chips = filters(page).locator('button[aria-pressed]');
  const chosen = filters(page).getByRole('button', { pressed: true });
  await expect(filters(page)).toBeVisible();
  const all = await chips.count();
  expect(all).toBeGreaterThan(8);
  for (let index = 0; index < all; index += 1) {
    const label = await chips.nth(index).locator('bdi').innerText();
    await chips.nth(index).click();
    await expect(chosen.locator('bdi')).toHaveText(label);
    // Time goes on, and what is read again may change a count: they are compared as they stand together.
    await expect(async () => {
      const count = /[\d,]+$/u.exec(await chosen.innerText())?.[0] ?? '';
      await expect(onShow(page)).toContainText(new RegExp(`^${count} of ${DEVICES} match`, 'u'), { timeout: 1_000 });
      await expect(rows(page)).toHaveCount(Math.min(50, Number(count.replaceAll(',', ''))), { timeout: 1_000 });
    }).toPass();
    await chosen.click();
    await expect(chosen).toHaveCount(0);
    await expect(searchBox(page)).toHaveValue('');
  }
});

test('a filter is a term of the search, and another of its kind takes its place', async ({ page }) => {
  await openList(page, { q: 'freezer' });
  await fullyReadSome(page);
  await filters(page).getByRole('button', { name: /^drifting/u }).click();
  await expect(searchBox(page)).toHaveValue('freezer is:drifting');
  await filters(page).getByRole('button', { name: /^aligned/u }).click();
  await expect(searchBox(page)).toHaveValue('freezer is:aligned');
  await filters(page).getByRole('button', { name: /^off/u }).click();
  await expect(searchBox(page)).toHaveValue('freezer is:aligned log:off');
  await page.goBack();
  await expect(searchBox(page)).toHaveValue('freezer is:aligned');
  await page.reload();
  await expect(filters(page).getByRole('button', { name: /^aligned/u })).toHaveAttribute('aria-pressed', 'true');
});

test('what is called stuck in two ways is told apart by its name, too', async ({ page }) => {
  await openList(page);
  await fullyRead(page, DEVICES);
  const needs = filters(page).getByRole('group', { name: 'Needs attention' }).getByRole('button', { name: /^stuck ?, not failed/u });
  const alignment = filters(page).getByRole('group', { name: 'Alignment' }).getByRole('button', { name: /^stuck ?, failed too/u });
  await expect(needs).toHaveAccessibleDescription(/each device counts once/u);
  await alignment.click();
  await expect(searchBox(page)).toHaveValue('is:stuck');
});

test.describe('on a usual screen', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  const LISTS = ['App', 'Update', 'Alignment', 'Logging'];

  test.describe('with larger counts than there is room for', () => {
    test.use({ worldOptions: { devices: 20_000 } });

    test('the lists stay in sight, and what moves beside them is reached by key', async ({ page, fleet }) => {
      fleet.faults.set('latency:ms=600000,on=paged');
      await openList(page);
      await expect(page.getByRole('group', { name: 'Filters, counted so far' })).toBeVisible();
      fleet.faults.clear();
      await fullyRead(page, 20_000);
      for (const name of LISTS) await expect(filters(page).getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
      const last = filters(page).getByRole('button', { name: /^logging left on/u });
      await filters(page).getByRole('button', { name: 'App', exact: true }).focus();
      await page.keyboard.press('Shift+Tab');
      await expect(last).toBeFocused();
      await expect(last).toBeInViewport({ ratio: 1 });
    });
  });

  test('every filter is in sight, the short ones as a list', async ({ page }) => {
    await openList(page);
    await fullyRead(page, DEVICES);
    for (const name of LISTS) await expect(filters(page).getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
    await filters(page).getByRole('button', { name: 'Alignment', exact: true }).click();
    const list = page.getByRole('dialog', { name: 'Alignment' });
    await expect(list.getByRole('button', { name: /^stuck ?, failed too/u })).toHaveAccessibleDescription(/whether or not its update failed/u);
    await list.getByRole('button', { name: /^aligned/u }).click();
    await expect(searchBox(page)).toHaveValue('is:aligned');
    await expect(filters(page).getByRole('button', { name: 'Alignment: aligned' })).toBeFocused();
  });
});

test('Apps and words of the API stand in a list, each with its count', async ({ page, fleet }) => {
  // Numbers that stand still can be compared.
  fleet.clock.hold();
  await openList(page);
  await fullyRead(page, DEVICES);
  await filters(page).getByRole('button', { name: 'Update' }).click();
  const list = page.getByRole('dialog', { name: 'Update' });
  const failed = list.getByRole('button', { name: /^error/u });
  const count = Number(/\d+$/u.exec(await failed.innerText())?.[0]);
  await failed.click();
  await expect(onShow(page)).toContainText(`${count} of ${DEVICES} match`);
  await expect(filters(page).getByRole('button', { name: 'Update: error' })).toBeFocused();
  await filters(page).getByRole('button', { name: 'App' }).click();
  const apps = page.getByRole('dialog', { name: 'App' });
  await expect(apps.getByRole('button').first()).toBeVisible();
  const [first] = await apps.getByRole('button').allInnerTexts();
  await apps.getByRole('button').first().click();
  await expect(onShow(page)).toContainText(new RegExp(`^${/\d+$/u.exec(first ?? '')?.[0]} of ${DEVICES} match`, 'u'));
  await expect(searchBox(page)).toHaveValue(/^status:error app:=/u);
});

test('on a phone they are one row that scrolls by itself, and a thumb can hit them', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await openList(page);
  await fullyRead(page, DEVICES);
  await expect(filters(page)).toBeVisible();
  await expect.poll(() => filters(page).getByRole('button').evaluateAll((all) => new Set(all.map((one) => Math.round(one.getBoundingClientRect().top))).size)).toBe(1);
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expect(rows(page).nth(2).getByRole('rowheader')).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Targeted');
  await expect(page).toHaveURL(/sort=-targeted$/u);
  await page.getByRole('button', { name: 'Sort upwards' }).click();
  // The address is ahead of what is on show.
  await expect(page.getByRole('button', { name: 'Sort downwards' })).toBeVisible();
  await expect(page).toHaveURL(/sort=targeted$/u);
  await page.getByRole('combobox', { name: 'Then by' }).selectOption('Name');
  await expect(page).toHaveURL(/sort=targeted,name$/u);
  await page.getByRole('button', { name: 'Then by Name downwards' }).click();
  await expect(page).toHaveURL(/sort=targeted,-name$/u);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, worldOptions: { devices: 20 } });
    test(`a search, its filters and its order have no serious accessibility violation in the ${colorScheme} theme`, async ({ page }) => {
      await openList(page, { q: 'is:aligned', sort: 'name,-created' });
      await expect(filters(page)).toBeVisible();
      await expectNoAxeViolations(page);
      await filters(page).getByRole('button', { name: 'App' }).click();
      await expect(page.getByRole('dialog', { name: 'App' })).toBeVisible();
      await expectNoAxeViolations(page);
      await page.goto('/devices?q=nothing-is-called-this');
      await expect(page.getByRole('heading', { name: 'No device matches' })).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });
}

async function fullyReadSome(page: Page): Promise<void> {
  await expect(onShow(page)).toContainText(`of ${DEVICES} match, complete as of`);
  await expect(position(page)).toContainText('Page 1 of');
}

test.describe('where nothing needs attention', () => {
  test.use({ viewport: { width: 1280, height: 800 }, worldOptions: { seedApps: [{ uniqueName: 'fw-1' }], seedDevices: Array.from({ length: 5 }, () => ({ target: 'fw-1' })) } });

  test('the filters begin where the page does, with no room kept for others', async ({ page }) => {
    await openList(page);
    await fullyRead(page, 5);
    const first = filters(page).getByRole('button').first();
    await expect(first).toHaveText('App');
    expect((await first.boundingBox())?.x).toBe((await page.getByRole('heading', { level: 1 }).boundingBox())?.x);
  });
});
