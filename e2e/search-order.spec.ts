import type { Page } from 'playwright/test';

import { expect, test } from './support/fixtures.ts';
import { fullyRead, grid, openList, position, row, rows } from './support/list.ts';

test.use({ pace: 'auto' });

const header = (page: Page, name: string) => grid(page).getByRole('columnheader', { name });
const names = (page: Page) => rows(page).getByRole('rowheader').getByRole('link');

const days = (n: number): number => n * 86_400;

test.describe('a few devices', () => {
  test.use({
    worldOptions: {
      seedDevices: [
        { uniqueName: 'b-10', status: 'error', errorCode: 7, createdAgo: days(3) },
        { uniqueName: 'b-2', createdAgo: days(1) },
        { uniqueName: 'a-1', status: 'error', errorCode: 7, createdAgo: days(2) },
        { uniqueName: null, createdAgo: days(4) },
      ],
    },
  });

  test('a header sorts up, down, and as the API does; numbers in names count as numbers, no name stands last', async ({ page }) => {
    await openList(page);
    await fullyRead(page, 4);
    const unnamed = /^UV/u;
    const button = header(page, 'Name').getByRole('button');
    await button.click();
    await expect(names(page)).toHaveText(['a-1', 'b-2', 'b-10', unnamed]);
    await expect(header(page, 'Name')).toHaveAttribute('aria-sort', 'ascending');
    await button.click();
    await expect(names(page)).toHaveText(['b-10', 'b-2', 'a-1', unnamed]);
    await expect(header(page, 'Name')).toHaveAttribute('aria-sort', 'descending');
    await button.click();
    await expect(names(page)).toHaveText(['b-10', 'b-2', 'a-1', unnamed]);
    await expect(header(page, 'Name')).not.toHaveAttribute('aria-sort');
    await expect(page).toHaveURL(/\/devices$/u);
  });

  test('Shift adds a second column', async ({ page }) => {
    await openList(page);
    await header(page, 'Update result').getByRole('button').click();
    await expect(header(page, 'Update result')).toHaveAttribute('aria-sort', 'ascending');
    await header(page, 'Created').getByRole('button').click({ modifiers: ['Shift'] });
    await expect(page).toHaveURL(/sort=update,-created$/u);
    await expect(names(page)).toHaveText(['a-1', 'b-10', 'b-2', /^UV/u]);
    await expect(header(page, 'Created')).toHaveAttribute('aria-sort', 'descending');
    await page.reload();
    await expect(names(page)).toHaveText(['a-1', 'b-10', 'b-2', /^UV/u]);
  });

  test('the headers are reached and used by key, and keep the focus', async ({ page }) => {
    await openList(page);
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowUp');
    await expect(header(page, 'Name').getByRole('button')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(names(page).first()).toHaveText('a-1');
    await expect(header(page, 'Name').getByRole('button')).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Enter');
    await expect(page).toHaveURL(/sort=name,-created$/u);
    expect(await grid(page).locator('[tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await expect(names(page).first()).toBeFocused();
  });

  test('a link with an order that there is not is a list as the API gives it', async ({ page }) => {
    await openList(page, { sort: 'colour,-size' });
    await expect(position(page)).toHaveText('Page 1 · 4 devices, the last page');
  });
});

test.describe('many pages', () => {
  test.use({ worldOptions: { devices: 1230 } });

  test('has true page numbers, to be turned by button, key, and number', async ({ page }) => {
    await openList(page, { sort: 'name' });
    await fullyRead(page, 1230);
    await expect(position(page)).toHaveText('Page 1 of 25 · 1–50 of 1,230');
    const first = await names(page).first().innerText();
    await page.getByRole('link', { name: 'Next page' }).click();
    await expect(position(page)).toHaveText('Page 2 of 25 · 51–100 of 1,230');
    await page.keyboard.press(']');
    await expect(position(page)).toHaveText('Page 3 of 25 · 101–150 of 1,230');
    await expect(page).toHaveURL(/page=3$/u);
    await page.getByRole('link', { name: 'Last page' }).click();
    await expect(position(page)).toHaveText('Page 25 of 25 · 1,201–1,230 of 1,230');
    await expect(page.getByRole('button', { name: 'Next page' })).toHaveAccessibleDescription('This is the last page');
    await page.getByRole('textbox', { name: 'Go to page' }).fill('7');
    await page.keyboard.press('Enter');
    await expect(position(page)).toHaveText('Page 7 of 25 · 301–350 of 1,230');
    await page.goBack();
    await expect(position(page)).toHaveText('Page 25 of 25 · 1,201–1,230 of 1,230');
    await page.getByRole('link', { name: 'First page' }).click();
    await expect(names(page).first()).toHaveText(first);
    await page.getByRole('combobox', { name: 'Devices per page' }).selectOption('1000');
    await expect(position(page)).toHaveText('Page 1 of 2 · 1–1,000 of 1,230');
  });

  test('a page beyond the end is the last', async ({ page }) => {
    await openList(page, { sort: 'name', page: 900 });
    await fullyRead(page, 1230);
    await expect(position(page)).toHaveText('Page 25 of 25 · 1,201–1,230 of 1,230');
    await expect(rows(page)).toHaveCount(30);
  });

  test('going back finds the same place in the order', async ({ page }) => {
    await openList(page, { sort: '-name', size: 1000 });
    await fullyRead(page, 1230);
    await page.keyboard.press('j');
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('PageDown');
    const name = await page.locator(':focus').innerText();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article')).toBeVisible();
    await page.goBack();
    await expect(row(page, name)).toBeInViewport();
    await expect(row(page, name).getByRole('link')).toBeFocused();
  });
});
