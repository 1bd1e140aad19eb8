import { expect, test } from './support/fixtures.ts';
import { announced, fullyRead, onShow, openList, position, row, rows, searchBox, searchFor } from './support/list.ts';

test.use({ pace: 'auto' });

const KA = (n: number): string => `KA${String(n).padStart(32, 'a')}`;

test.describe('a fleet that has been read', () => {
  test.use({
    worldOptions: {
      seedApps: [{ sid: KA(1), uniqueName: 'fw-1.2' }, { sid: KA(2), uniqueName: 'fw-1.3' }],
      seedDevices: [
        { uniqueName: 'Zürich back room', target: KA(1) },
        { uniqueName: 'zurich front', target: KA(2), reported: KA(1), targetedAgo: 3 * 86_400, status: 'error', errorCode: 118 },
        { uniqueName: 'berlin-2', target: KA(1) },
        { uniqueName: 'berlin-10', target: null },
      ],
    },
  });

  test('shows what matches with each key, without accents and capitals, and all of it again', async ({ page }) => {
    await openList(page);
    await fullyRead(page, 4);
    await page.keyboard.press('/');
    await page.keyboard.type('ZUR');
    await expect(rows(page)).toHaveCount(2);
    await expect(onShow(page)).toContainText('2 of 4 match, complete as of');
    await page.keyboard.type(' bac');
    await expect(rows(page)).toHaveCount(1);
    await expect(row(page, 'Zürich back room')).toBeVisible();
    await expect(searchBox(page)).toBeFocused();
    await expect(page).toHaveURL(/\?q=ZUR\+bac$/u);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(rows(page)).toHaveCount(4);
    await expect(page).toHaveURL(/\/devices$/u);
  });

  test('understands fields and exclusions, and takes what looks like a field for text', async ({ page }) => {
    await openList(page);
    await searchFor(page, 'err:118 app:fw-1.3');
    await expect(rows(page)).toHaveCount(1);
    await expect(row(page, 'zurich front')).toBeVisible();
    await searchFor(page, '-err:any -app:none');
    await expect(rows(page)).toHaveCount(2);
    await searchFor(page, 'berlin colour:red ');
    await expect(page.getByRole('heading', { name: 'No device matches' })).toBeVisible();
    await expect(page.getByText('“colour:red” was searched for as text, because “colour” is not a field.')).toBeVisible();
  });

  test('takes no mistaken field for the name of a device', async ({ page }) => {
    await openList(page);
    await fullyRead(page, 4);
    await searchFor(page, 'nonsense stauts:error');
    await expect(page.getByRole('heading', { name: 'No device matches' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Clear the search' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Ask the API' })).toHaveCount(0);
    await searchFor(page, 'nonsense');
    await expect(page.getByRole('button', { name: 'Ask the API for exactly this device' })).toBeVisible();
  });

  test('names the word that nothing has, and searches without it', async ({ page }) => {
    await openList(page);
    await fullyRead(page, 4);
    await searchFor(page, 'berlin freezr');
    await expect(page.getByRole('heading', { name: 'No device matches' })).toBeVisible();
    await expect(page.getByText('Nothing matches freezr')).toBeVisible();
    await page.getByRole('button', { name: 'Search without it' }).click();
    await expect(searchBox(page)).toHaveValue('berlin');
    await expect(searchBox(page)).toBeFocused();
    await expect(rows(page)).toHaveCount(2);
    await searchFor(page, 'nonsense');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await expect(rows(page)).toHaveCount(4);
    await expect(searchBox(page)).toBeFocused();
  });

  test('says to a screen reader what was found, once it has come to rest', async ({ page }) => {
    await openList(page);
    await expect(announced(page)).toHaveText('Page 1, 4 devices');
    await fullyRead(page, 4);
    await searchFor(page, 'berlin');
    await expect(announced(page)).toHaveText('2 of 4 devices match');
    await searchFor(page, 'nonsense');
    await expect(announced(page)).toHaveText('0 of 4 devices match');
    await expect(position(page)).toHaveText('Page 1 of 1 · nothing found');
  });

  test('typing takes one step of the history, a filter one of its own', async ({ page }) => {
    await page.goto('/');
    await openList(page);
    await fullyRead(page, 4);
    await page.keyboard.press('/');
    await page.keyboard.type('berlin');
    await expect(page).toHaveURL(/q=berlin$/u);
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    await expect(page).toHaveURL(/q=berlin&sort=name$/u);
    await expect(rows(page).getByRole('link')).toHaveText(['berlin-2', 'berlin-10']);
    await page.goBack();
    await expect(page).toHaveURL(/q=berlin$/u);
    await expect(searchBox(page)).toHaveValue('berlin');
    await page.goBack();
    await expect(page).toHaveURL(/\/devices$/u);
    await expect(searchBox(page)).toHaveValue('');
    await expect(rows(page)).toHaveCount(4);
    await page.goBack();
    await expect(page).toHaveURL(/\/$/u);
  });

  test('Enter opens the only match, or the one with exactly this name, else goes into the rows', async ({ page }) => {
    await openList(page);
    await fullyRead(page, 4);
    await searchFor(page, 'front');
    await expect(rows(page)).toHaveCount(1);
    await searchBox(page).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'zurich front' })).toBeVisible();
    await page.goBack();
    await searchFor(page, 'berlin');
    await expect(rows(page)).toHaveCount(2);
    await searchBox(page).press('Enter');
    await expect(page.getByRole('link', { name: 'berlin-2' })).toBeFocused();
  });

  test('back from a device finds the search, its rows, and the row that was opened', async ({ page }) => {
    await openList(page);
    await searchFor(page, 'berlin');
    await expect(rows(page)).toHaveCount(2);
    await searchBox(page).blur();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'berlin-10' })).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Devices', exact: true }).click();
    await expect(searchBox(page)).toHaveValue('berlin');
    await page.goBack();
    await page.goBack();
    await expect(row(page, 'berlin-10').getByRole('link')).toBeFocused();
  });
});

test.describe('a list that is longer than the screen', () => {
  test('is found where it was left by whoever goes back, and at its top by whoever opens it anew', async ({ page, fleet }) => {
    const name = fleet.world.rows[30]?.uniqueName ?? fleet.world.rows[30]?.sid ?? '';
    const first = fleet.world.rows[0]?.uniqueName ?? fleet.world.rows[0]?.sid ?? '';
    await openList(page);
    await row(page, name).getByRole('link').click();
    await expect(page.getByRole('article')).toBeVisible();
    await page.goBack();
    await expect(row(page, name).getByRole('link')).toBeFocused();
    await expect(row(page, name)).toBeInViewport();
    await row(page, name).getByRole('link').press('Enter');
    await expect(page.getByRole('article')).toBeVisible();
    await page.keyboard.press('u');
    await expect(row(page, name).getByRole('link')).toBeFocused();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Needs attention');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click();
    await expect(row(page, first)).toBeInViewport();
    await expect(row(page, name)).not.toBeInViewport();
  });
});

test.describe('what depends on the time', () => {
  test.use({ pace: 'manual', worldOptions: { seedApps: [{ sid: KA(1), uniqueName: 'fw-1' }, { sid: KA(2), uniqueName: 'fw-2' }], seedDevices: [{ uniqueName: 'on its way', target: KA(2), reported: KA(1), targetedAgo: 60 }] } });

  test('is counted again without being read again', async ({ page, fleet }) => {
    await page.clock.install();
    await page.goto('/devices?q=age%3A%3E1d');
    await page.getByRole('button', { name: 'Read the fleet' }).click();
    await expect(onShow(page)).toContainText('complete as of');
    // The Worker's clock cannot be moved, so real time has to pass: counted from here, not from a start that may be slow.
    const age = Math.ceil((fleet.clock.now() - (fleet.world.rows[0]?.targeted ?? 0)) / 1_000);
    await searchFor(page, `age:>${age + 12}s`);
    await expect(page.getByRole('heading', { name: 'No device matches' })).toBeVisible();
    const readAt = /complete as of [\d:]+/u.exec(await onShow(page).innerText())?.[0] ?? '';
    await expect(async () => {
      await page.clock.runFor(31_000);
      await expect(row(page, 'on its way')).toBeVisible({ timeout: 500 });
    }).toPass();
    await expect(onShow(page)).toHaveText(`1 of 1 matches, ${readAt}`);
  });
});

test.describe('a fleet that is being read', () => {
  test.use({ worldOptions: { devices: 2200 } });
  /** All but the first page, until it is switched off. */
  const HELD = 'latency:ms=19000,on=paged';

  test('says of how much an answer is true, and never that nothing matches before the end', async ({ page, fleet }) => {
    const last = fleet.world.rows.at(-1)?.sid ?? '';
    fleet.faults.set(HELD);
    await openList(page, { q: '-nothing-is-called-this' });
    await expect(onShow(page)).toContainText('1,000 match in the 1,000 read so far');
    await expect(page.getByText('Counts so far')).toBeVisible();
    await searchFor(page, last);
    await expect(page.getByRole('heading', { name: /^No match in the 1,000 read so far$/u })).toBeVisible();
    await expect(page.getByText('The reading goes on')).toBeVisible();
    await expect(page.getByText('No device matches')).toHaveCount(0);
    fleet.faults.clear();
    await expect(rows(page)).toHaveCount(1);
    await fullyRead(page, 2200, 1);
    await expect(page.getByText('Counts so far')).toHaveCount(0);
  });

  test('Enter does not take the only match so far for the only one, and asks the API for what is not there yet', async ({ page, fleet }) => {
    const [first, last] = [fleet.world.rows[0], fleet.world.rows.at(-1)];
    fleet.faults.set(HELD);
    await openList(page, { q: '-nothing-is-called-this' });
    await expect(onShow(page)).toContainText('so far');
    await searchFor(page, first?.sid.slice(2) ?? '');
    await expect(rows(page)).toHaveCount(1);
    await searchBox(page).press('Enter');
    await expect(rows(page).getByRole('link')).toBeFocused();
    await expect(page).toHaveURL(/\/devices\?q=/u);
    await searchFor(page, last?.sid ?? '');
    await searchBox(page).press('Enter');
    await expect(page).toHaveURL(new RegExp(`/devices/${last?.sid}`, 'u'));
  });

  test('says that only what was read is sorted', async ({ page, fleet }) => {
    fleet.faults.set(HELD);
    await openList(page, { sort: '-created' });
    await expect(onShow(page)).toHaveText('Sorted over the 1,000 read so far');
    fleet.faults.clear();
    await fullyRead(page, 2200);
  });

  test('asks the API for a device that has not been read yet', async ({ page, fleet }) => {
    const last = fleet.world.rows.at(-1)?.sid ?? '';
    fleet.faults.set(HELD);
    await page.goto('/devices?q=-nothing-is-called-this');
    await expect(onShow(page)).toContainText('so far');
    await searchFor(page, last);
    await page.getByRole('button', { name: 'Ask the API for exactly this device' }).click();
    await expect(page).toHaveURL(new RegExp(`/devices/${last}`, 'u'));
    await expect(page.getByRole('article')).toBeVisible();
  });
});

test.describe('a console that reads by hand', () => {
  test.use({ pace: 'manual' });
  test('says that nothing was read, and reads it when asked', async ({ page, fleet }) => {
    await openList(page, { size: 20 });
    await searchFor(page, 'berlin');
    await expect(page.getByRole('heading', { name: 'The fleet has not been read yet' })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]'), 'nothing is on its way').toHaveCount(0);
    await expect.poll(() => fleet.world.counters.reads).toBe(3);
    await page.getByRole('button', { name: 'Read the fleet' }).click();
    await expect(rows(page).first()).toBeVisible();
    await expect(searchBox(page)).toBeFocused();
    await expect(onShow(page)).toContainText(/of 120 match, complete as of/u);
    await expect(position(page)).toContainText('Page 1 of');
  });
});
