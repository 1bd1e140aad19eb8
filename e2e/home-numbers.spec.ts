import { expect, test } from './support/fixtures.ts';
import { numberIn, openHome, tally } from './support/home.ts';
import { fullyRead, onShow } from './support/list.ts';

const DEVICES = 400;
test.use({ pace: 'auto', worldOptions: { devices: DEVICES } });

/** Without what lands meanwhile, and leases that end: numbers that stand still can be compared. */
test.beforeEach(({ fleet }) => {
  for (const row of fleet.world.rows) Object.assign(row, { landing: null, loggingExpires: row.loggingExpires === null ? null : row.loggingExpires + 24 * 3_600_000 });
});

test('every number leads to a list with exactly as many rows', async ({ page }) => {
  test.setTimeout(180_000);
  await openHome(page);
  const more = page.getByRole('button', { name: /^Show all/u });
  for (let left = await more.count(); left > 0; left -= 1) {
    await more.first().click();
    await expect(more).toHaveCount(left - 1);
  }
  const links = await page.getByRole('main').getByRole('link').evaluateAll((all) =>
    all.map((link) => ({ href: link.getAttribute('href') ?? '', text: link.textContent ?? '' })).filter(({ href, text }) => href.startsWith('/devices?q=') && /\d/u.test(text)),
  );
  const expected = new Map<string, number>();
  for (const { href, text } of links) {
    const count = numberIn(text);
    expect(count, `the same for each that leads to ${href}`).toBe(expected.get(href) ?? count);
    expected.set(href, count);
  }
  expect(expected.size).toBeGreaterThan(40);
  for (const [href, count] of expected) {
    // In the page as it is, as a click does it: the index stays as it was read.
    await page.evaluate((to) => {
      // As the router writes it: each place has a key of its own.
      const state = { key: to, idx: history.length };
      history.pushState(state, '', to);
      dispatchEvent(new PopStateEvent('popstate', { state }));
    }, href);
    await expect(onShow(page), href).toContainText(new RegExp(`^${count.toLocaleString('en')} of ${DEVICES} match`, 'u'));
  }
});

test('the counts at the top are links, and the fleet leads to all of it', async ({ page }) => {
  await openHome(page);
  await expect(tally(page, 'Fleet')).toContainText(String(DEVICES));
  for (const word of ['Aligned', 'Drifting', 'Stuck', 'Failed', 'Odd', 'Never reported', 'Logging on']) {
    const count = numberIn(await tally(page, word).innerText());
    await tally(page, word).click();
    await fullyRead(page, DEVICES, count);
    await page.goBack();
  }
  await tally(page, 'Fleet').click();
  await expect(page).toHaveURL(/\/devices$/u);
  await fullyRead(page, DEVICES);
});

test('what “Show all” brings takes the focus of the button', async ({ page, fleet }) => {
  for (const [index, row] of fleet.world.rows.slice(0, 40).entries()) Object.assign(row, { target: `KA${String(index).padStart(32, '0')}`, reported: null });
  await openHome(page);
  const adoption = page.getByRole('region', { name: 'Adoption per App', exact: true });
  await adoption.getByRole('button', { name: /^Show all \d+ Apps/u }).click();
  await expect(adoption.getByRole('row').nth(13).getByRole('link').first()).toBeFocused();
  const matrix = page.getByRole('region', { name: 'Should run × does run', exact: true });
  await matrix.getByRole('button', { name: 'Show all' }).click();
  await expect(matrix.getByRole('row').nth(11).getByRole('link').first()).toBeFocused();
});

test.describe('with three Apps', () => {
  const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }, { uniqueName: 'fw-3', deleted: true }];
  const seedDevices = [
    { target: 'fw-2', reported: 'fw-2' },
    { target: 'fw-2', reported: 'fw-1', targetedAgo: 120 },
    { target: 'fw-2', reported: 'fw-1', targetedAgo: 90_000 },
    { target: 'fw-2', reported: 'fw-1', status: 'error', errorCode: 118, targetedAgo: 120 },
    { target: 'fw-2', reported: null },
    { target: 'fw-1' },
    { target: null, reported: null },
  ];
  test.use({ worldOptions: { seedApps: APPS, seedDevices } });

  test('the matrix has a row for what should run, and a column for what does', async ({ page }) => {
    await openHome(page);
    const table = page.getByRole('region', { name: 'Should run × does run', exact: true }).getByRole('table');
    await expect(table.getByRole('columnheader')).toHaveText([/Should run/u, 'fw-2', 'fw-1', 'never reported']);
    await expect(table.getByRole('row', { name: /^fw-2/u }).getByRole('cell')).toHaveText(['1', '3', '1']);
    await expect(table.getByRole('row', { name: /^no target/u }).getByRole('cell')).toHaveText(['0', '0', '1']);
    await table.getByRole('row', { name: /^fw-2/u }).getByRole('link', { name: '3 should run fw-2 and run fw-1', exact: true }).click();
    await fullyRead(page, seedDevices.length, 3);
  });

  test('each App has its numbers, and says that no landing was observed', async ({ page }) => {
    await openHome(page);
    const table = page.getByRole('region', { name: 'Adoption per App', exact: true }).getByRole('table');
    await expect(table.getByRole('row', { name: /^fw-2/u }).getByRole('cell')).toHaveText(['5', '1', /^3$/u, '1', '1', 'none observed']);
    await expect(table.getByRole('link', { name: / fw-2$/u })).toHaveText(['5', '1', '3', '1']);
    await expect(table.getByRole('link', { name: '1 failed on the way to fw-2', exact: true })).toBeVisible();
    await expect(table.getByRole('link', { name: '1 stuck on the way to fw-2, failed or not', exact: true })).toBeVisible();
    await expect(table.getByRole('row', { name: /^fw-1/u }).getByRole('cell')).toHaveText(['1', '4', '0', '0', '0', 'none observed']);
  });

  test('a landing that was observed is timed', async ({ page, fleet }) => {
    await openHome(page);
    const device = fleet.world.rows[1];
    if (device !== undefined) device.landing = { at: fleet.clock.now() - 60_000, errorCode: 0 };
    await page.keyboard.press('r');
    await expect(page.getByRole('row', { name: /^fw-2/u }).getByText(', the median of 1 observed')).toBeVisible();
    await expect(page.getByRole('row', { name: /^fw-2/u }).filter({ hasText: 'the median' })).toContainText('1 m');
  });
});
