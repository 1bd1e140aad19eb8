import { expect, test } from './support/fixtures.ts';
import { goNext, grid, openList, position, row, rows } from './support/list.ts';

test('shows the first fifty devices and invents no total', async ({ page, fleet }) => {
  await openList(page);
  await expect(position(page)).toHaveText('Page 1 · 50 devices');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '51');
  await expect(rows(page)).toHaveCount(50);
  await expect(page.getByText(String(fleet.world.rows.length))).toHaveCount(0);
});

test('goes to the next page, back, and to the first, with the position in the address', async ({ page, fleet }) => {
  await openList(page);
  await goNext(page);
  await expect(position(page)).toHaveText('Page 2 · 50 devices');
  await expect(page).toHaveURL(/page=1&token=/u);
  await goNext(page);
  await expect(position(page)).toHaveText('Page 3 · 20 devices, the last page');
  await expect(row(page, fleet.world.rows[119]?.uniqueName ?? fleet.world.rows[119]?.sid ?? '')).toBeVisible();
  await page.getByRole('link', { name: 'Previous page' }).click();
  await expect(position(page)).toHaveText('Page 2 · 50 devices');
  await page.getByRole('link', { name: 'First page' }).click();
  await expect(position(page)).toHaveText('Page 1 · 50 devices');
  await expect(page).toHaveURL(/\/devices$/u);
});

test('turns pages with the keys [ and ]', async ({ page }) => {
  await openList(page);
  await expect(page.getByRole('link', { name: 'Next page' })).toBeVisible();
  await page.keyboard.press(']');
  await expect(position(page)).toContainText('Page 2');
  await expect(page.getByRole('link', { name: 'Previous page' })).toBeVisible();
  await page.keyboard.press('[');
  await expect(position(page)).toContainText('Page 1');
});

test('keeps the focus where it was pressed, also at the last page', async ({ page }) => {
  await openList(page);
  await goNext(page);
  await page.getByRole('link', { name: 'Next page' }).press('Enter');
  await expect(position(page)).toContainText('the last page');
  await expect(page.getByRole('button', { name: 'Next page' })).toBeFocused();
});

test('says at each end why there is no way on', async ({ page }) => {
  await openList(page);
  const previous = page.getByRole('button', { name: 'Previous page' });
  await expect(previous).toHaveAttribute('aria-disabled', 'true');
  await expect(previous).toHaveAccessibleDescription('This is the first page');
  await openList(page, { size: 250 });
  await expect(page.getByRole('button', { name: 'Next page' })).toHaveAccessibleDescription('This is the last page');
});

test('a shared link opens the same page for somebody else', async ({ page, browser, baseURL }) => {
  await openList(page, { size: 20 });
  await goNext(page);
  await expect(position(page)).toHaveText('Page 2 · 20 devices');
  await expect(rows(page)).toHaveCount(20);
  const names = await rows(page).getByRole('link').allInnerTexts();
  const stranger = await browser.newPage(baseURL === undefined ? {} : { baseURL });
  await stranger.goto(page.url());
  await expect(position(stranger)).toHaveText('Page 2 · 20 devices');
  await expect(rows(stranger)).toHaveCount(20);
  expect(await rows(stranger).getByRole('link').allInnerTexts()).toEqual(names);
  await stranger.close();
});

test('offers every page size, and starts at the first page with a new one', async ({ page }) => {
  await openList(page);
  await goNext(page);
  await expect(position(page)).toContainText('Page 2');
  const sizes = page.getByRole('combobox', { name: 'Devices per page' });
  await expect(sizes.getByRole('option')).toHaveText(['20', '50', '100', '250', '500', '1000']);
  await sizes.selectOption('100');
  await expect(position(page)).toHaveText('Page 1 · 100 devices');
  await expect(page).toHaveURL(/\?size=100$/u);
});

test('has read the next page before it is asked for', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  const ahead = page.waitForResponse((response) => response.url().includes('PageToken='));
  await openList(page);
  // To its end: what the API was asked for is not yet in the browser.
  await (await ahead).finished();
  await fleet.stop();
  await goNext(page);
  await expect(row(page, fleet.world.rows[50]?.uniqueName ?? fleet.world.rows[50]?.sid ?? '')).toBeVisible();
});

test('keeps the old page on show while another one loads', async ({ page, fleet }) => {
  await openList(page);
  const first = await rows(page).first().getByRole('link').innerText();
  fleet.faults.set('latency:ms=19000,on=list');
  await page.getByRole('combobox', { name: 'Devices per page' }).selectOption('20');
  await expect(page).toHaveURL(/size=20/u);
  await expect(row(page, first)).toBeVisible();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '51');
  fleet.faults.clear();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '21');
});

test('says that a link has expired, and leads to the first page', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openList(page);
  await goNext(page);
  await expect(position(page)).toContainText('Page 2');
  const link = page.url();
  fleet.faults.set('expired-token');
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'This page’s link has expired' })).toBeVisible();
  fleet.faults.clear();
  await page.getByRole('link', { name: 'Go to the first page' }).click();
  await expect(position(page)).toHaveText('Page 1 · 50 devices');
});

test('a link with nonsense in it opens the first page', async ({ page }) => {
  await page.goto('/devices?size=7&page=-3&token=%3Cscript%3E&columns=nonsense');
  await expect(position(page)).toHaveText('Page 1 · 50 devices');
});

test.describe('an account without devices', () => {
  test.use({ worldOptions: { seedDevices: [] } });
  test('says so, and where devices come from', async ({ page }) => {
    await page.goto('/devices');
    await expect(page.getByRole('heading', { name: 'No devices yet' })).toBeVisible();
    await expect(page.getByText('Devices cannot be created over the API')).toBeVisible();
  });
});

test('goes on after an empty page in the middle of the list', async ({ page, fleet }) => {
  fleet.faults.set('empty-page:count=1,on=paged');
  await openList(page);
  await goNext(page);
  await expect(page.getByRole('heading', { name: 'This page is empty' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the next page' }).click();
  await expect(rows(page).first()).toBeVisible();
});

test('sets rows aside that are no devices, and counts them', async ({ page, fleet }) => {
  fleet.faults.set('bad-sids:on=list');
  await page.goto('/devices');
  await expect(page.getByText(/^\d+ rows set aside: they could not be read$/u)).toBeVisible();
});

test('reads page tokens out of a hostile next link and goes nowhere else', async ({ page, fleet }) => {
  fleet.faults.set('hostile-next-url:url=http://169.254.169.254/latest');
  await openList(page);
  await goNext(page);
  await expect(position(page)).toHaveText('Page 2 · 50 devices');
});

test('names the field when a page is of the wrong shape', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('wrong-shape:shape=null,on=list');
  await page.goto('/devices');
  await expect(page.getByRole('alert')).toContainText('The API has a problem');
  await page.getByText('Details').click();
  await expect(page.getByText('at “devices”')).toBeVisible();
});
