import type { Locator, Page } from 'playwright/test';

import { expectNoAxeViolations } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, onShow, openList, searchBox, searchFor } from './support/list.ts';

test.use({ pace: 'auto' });

const DEVICES = 120;

/** What the box offers; all of it, or what is called so. */
function suggestions(page: Page, name?: string): Locator {
  const offered = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  return name === undefined ? offered : offered.filter({ hasText: name });
}

test('completes fields and values by the keyboard alone', async ({ page }) => {
  await openList(page);
  await fullyRead(page, DEVICES);
  const box = searchBox(page);
  const option = (name: string) => suggestions(page, name);
  await page.keyboard.press('/');
  await expect(box).toBeFocused();
  await expect(box).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.type('-st');
  await expect(option('status:')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(option('status:')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('-status:');
  await expect(option('status:none')).toBeVisible();
  await page.keyboard.type('up');
  await expect(suggestions(page)).toHaveCount(1);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await expect(box).toHaveValue('-status:up-to-date ');
  await expect(box).toBeFocused();
  await expect(page).toHaveURL(/q=-status/u);
});

test('offers the term for words that the table shows, with its count, and takes it by the keyboard', async ({ page, fleet }) => {
  const failed = fleet.world.rows.slice(0, 3);
  for (const row of failed) Object.assign(row, { status: 'error', errorCode: 7_118, landing: null });
  await openList(page);
  await fullyRead(page, DEVICES);
  await page.keyboard.press('/');
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.type('error 7118');
  await expect(suggestions(page, 'err:7118')).toContainText('3 devices');
  await page.keyboard.press('ArrowDown');
  await expect(suggestions(page, 'err:7118')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(searchBox(page)).toHaveValue('err:7118 ');
  await fullyRead(page, DEVICES, 3);
  await searchFor(page, 'berlin never rep');
  await suggestions(page, 'is:never').click();
  await expect(searchBox(page)).toHaveValue('berlin is:never ');
});

test('completes the part at the caret, and leaves what is around it', async ({ page }) => {
  await openList(page);
  const box = searchBox(page);
  await searchFor(page, 'freezer log:o berlin');
  for (const _ of ' berlin') await page.keyboard.press('ArrowLeft');
  await suggestions(page, 'log:off').click();
  await expect(box).toHaveValue('freezer log:off berlin');
  await page.keyboard.type('!');
  await expect(box).toHaveValue('freezer log:off! berlin');
});

test('Escape closes the suggestions, then clears the box, then leaves it', async ({ page }) => {
  await openList(page);
  const box = searchBox(page);
  await box.focus();
  await page.keyboard.type('is:');
  await expect(suggestions(page)).not.toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(suggestions(page)).toHaveCount(0);
  await expect(box).toHaveValue('is:');
  await page.keyboard.press('Escape');
  await expect(box).toHaveValue('');
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box).not.toBeFocused();
});

test('says what a field may be followed by while it is typed, and once it is left what is wrong with it', async ({ page }) => {
  await openList(page);
  const box = searchBox(page);
  await box.focus();
  await page.keyboard.type('stauts:error');
  await expect(box).toHaveAccessibleDescription(/“stauts:error” is searched for as text, because “stauts” is not a field. Did you mean “status:”\?/u);
  await searchFor(page, 'log:yes freezer');
  await expect(box).toHaveAccessibleDescription(/“log:yes” is not used. After “log:” comes on, off, expiring or expired./u);
  await searchFor(page, 'log:on freezer');
  await expect(box).not.toHaveAccessibleDescription(/not used/u);
});

test('keeps every letter, however quickly they come, and follows the way back', async ({ page }) => {
  await openList(page);
  await fullyRead(page, DEVICES);
  const box = searchBox(page);
  const text = '"hamburg" -is:aligned status:none freezer age:>1h';
  await box.focus();
  await page.keyboard.type(text);
  await expect(box).toHaveValue(text);
  await expect(page).toHaveURL((url) => url.searchParams.get('q') === text);
  await page.goto('/devices?q=log%3Aon');
  await expect(box).toHaveValue('log:on');
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect(box).toHaveValue('');
  await expect(box).toBeFocused();
});

test('explains the search language in a panel, which gives the focus back', async ({ page }) => {
  await openList(page);
  const help = page.getByRole('button', { name: 'Search help' });
  await help.click();
  const panel = page.getByRole('dialog', { name: 'Search help' });
  await expect(panel).toContainText('app:="fw 1.3"');
  // It is longer than the window: it opens at the top, and scrolls by keyboard.
  await expect(panel).toBeFocused();
  await expect(panel.getByRole('heading', { name: 'Search help' })).toBeInViewport();
  await page.keyboard.press('End');
  await expect(panel.getByRole('button', { name: 'Close' })).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(help).toBeFocused();
});

test('is accessible with its suggestions open and a mistake explained', async ({ page }) => {
  await openList(page);
  await searchFor(page, 'log:yes -sid:x is:');
  await expect(suggestions(page, 'is:stuck')).toBeVisible();
  // While the rows are those of the search before, they are faint. All match: what is said of them would do for the whole list, too.
  await expect(onShow(page)).toContainText(/^120 of 120 match, complete as of/u);
  await expect(page.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expectNoAxeViolations(page);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('is as wide as the screen, high enough for a finger, and takes a suggestion by touch', async ({ page }) => {
    await openList(page);
    const box = searchBox(page);
    const place = await box.boundingBox();
    expect(place?.width).toBeGreaterThanOrEqual(320);
    expect(place?.height).toBeGreaterThanOrEqual(44);
    // Below 16 px a phone zooms into the page.
    await expect(box).toHaveCSS('font-size', '16px');
    await box.tap();
    await page.keyboard.type('is:st');
    await suggestions(page, 'is:stuck').tap();
    await expect(box).toHaveValue('is:stuck ');
    await expect(box).toBeFocused();
  });
});
