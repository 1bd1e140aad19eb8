import { expect, test } from './support/fixtures.ts';
import { cell, grid, openList, row, rows } from './support/list.ts';

const KA = (n: number): string => `KA${String(n).padStart(32, 'a')}`;

test.describe('with a large page', () => {
  test.use({ worldOptions: { devices: 1000 } });

  test('draws only what is on the screen, tells the true number of rows, and reaches the last by key', async ({ page, fleet }) => {
    await openList(page, { size: 1000 });
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '1001');
    expect(await rows(page).count()).toBeLessThan(80);
    await page.keyboard.press('j');
    await page.keyboard.press('Control+End');
    const last = fleet.world.rows[999];
    await expect(row(page, last?.uniqueName ?? last?.sid ?? '')).toBeInViewport();
    await expect(rows(page).last()).toHaveAttribute('aria-rowindex', '1001');
    await page.keyboard.press('Control+Home');
    await expect(rows(page).first().getByRole('link')).toBeFocused();
  });

  test('a refresh moves neither scroll nor focus, even with new devices above', async ({ page, fleet }) => {
    await openList(page, { size: 1000 });
    await page.keyboard.press('j');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('PageDown');
    const focused = page.locator(':focus');
    const name = await focused.innerText();
    const top = (await focused.boundingBox())?.y;
    const victim = fleet.world.rows[28];
    if (victim) fleet.world.change(victim, { uniqueName: 'renamed-by-somebody-else' });
    await page.keyboard.press('r');
    await expect(row(page, 'renamed-by-somebody-else')).toBeAttached();
    await expect(focused).toHaveText(name);
    expect((await focused.boundingBox())?.y).toBe(top);
  });

  test('going back finds the same place in the list', async ({ page }) => {
    await openList(page, { size: 1000 });
    await page.keyboard.press('j');
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('PageDown');
    const link = page.locator(':focus');
    const name = await link.innerText();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await page.goBack();
    await expect(row(page, name)).toBeInViewport();
    await expect(row(page, name).getByRole('link')).toBeFocused();
  });
});

test.describe('with a few devices', () => {
  test.use({
    worldOptions: {
      seedApps: [{ sid: KA(1), uniqueName: 'fw-1.2' }, { sid: KA(2), uniqueName: 'fw-1.3' }, { sid: KA(3), uniqueName: null }, { sid: KA(4), deleted: true }],
      seedDevices: [
        { uniqueName: 'aligned-1', target: KA(1), logging: 7 * 3600 + 60 },
        { uniqueName: 'drifting-1', target: KA(2), reported: KA(1), targetedAgo: 59 * 60, status: 'scheduled' },
        { uniqueName: 'stuck-1', target: KA(2), reported: KA(1), targetedAgo: 61 * 60 },
        { uniqueName: 'failed-1', target: KA(2), reported: KA(1), targetedAgo: 3 * 86_400, status: 'error', errorCode: 12 },
        { uniqueName: 'odd-1', target: KA(1), status: 'error', errorCode: -7 },
        { uniqueName: 'strange-1', target: KA(1), status: 'REBOOTING' },
        { uniqueName: 'new-1', target: KA(1), reported: null, targetedAgo: 120 },
        { uniqueName: 'idle-1', target: null },
        { uniqueName: 'orphan-1', target: KA(4), reported: KA(3), targetedAgo: 60 },
        { uniqueName: null, logging: -600, loggingLingers: true },
      ],
    },
  });

  test('shows every column of a device', async ({ page }) => {
    await openList(page);
    await expect(grid(page).getByRole('columnheader')).toHaveText([
      'Name', 'Alignment', 'Update result', 'Runs', 'Should run', 'SID', 'Targeted', 'Reported', 'Logging', 'Updated', 'Created',
    ]);
    await expect(row(page, 'aligned-1').getByRole('gridcell')).toHaveText([
      'Aligned', 'up-to-date', 'fw-1.2', 'fw-1.2', /^UV0000…0001/u, '1 h ago', '30 m ago', '7 h left', '1 h ago', '30 d ago',
    ]);
    await expect(row(page, `UV${'0'.repeat(31)}a`)).toBeVisible();
  });

  test('says alignment and update result in words, drift with its age', async ({ page }) => {
    await openList(page);
    const said = async (name: string): Promise<string[]> => [
      await (await cell(page, name, 'Alignment')).innerText(),
      await (await cell(page, name, 'Update result')).innerText(),
    ];
    expect(await said('drifting-1')).toEqual(['Drifting 59 m', 'scheduled']);
    expect(await said('stuck-1')).toEqual(['Stuck 1 h', expect.stringMatching(/pending|scheduled/u)]);
    expect(await said('failed-1')).toEqual(['Stuck 3 d', 'error 12']);
    expect(await said('odd-1')).toEqual(['Aligned', 'error -7']);
    expect(await said('strange-1')).toEqual(['Aligned', 'REBOOTING']);
    expect(await said('new-1')).toEqual(['Never reported 2 m', expect.stringMatching(/pending|scheduled/u)]);
    expect(await said('idle-1')).toEqual(['No target', '–']);
  });

  test('a drift becomes stuck while one watches', async ({ page, fleet }) => {
    await openList(page);
    await expect(await cell(page, 'drifting-1', 'Alignment')).toHaveText('Drifting 59 m');
    fleet.clock.advance(2 * 60_000);
    await page.keyboard.press('r');
    await expect(await cell(page, 'drifting-1', 'Alignment')).toHaveText('Stuck 1 h');
  });

  test('an App without a name shows its SID, one that is not listed is marked', async ({ page }) => {
    await openList(page);
    await expect(await cell(page, 'orphan-1', 'Runs')).toHaveText('KAaaaa…aaa3');
    await expect(await cell(page, 'orphan-1', 'Should run')).toContainText('not listed');
  });

  test('a lease that is over although logging is enabled is shown as that', async ({ page }) => {
    await openList(page);
    await expect(await cell(page, `UV${'0'.repeat(31)}a`, 'Logging')).toHaveText('on, expired');
  });

  test('says a date in full on hover and on focus', async ({ page }) => {
    await openList(page);
    const full = /\d\d:\d\d:\d\d.*\n?.*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/u;
    await (await cell(page, 'aligned-1', 'Created')).getByText('30 d ago').hover();
    await expect(page.getByText(full)).toBeVisible();
    await page.mouse.move(0, 0);
    await expect(page.getByText(full)).toHaveCount(0);
    await page.keyboard.press('j');
    await page.keyboard.press('End');
    await expect(page.getByText(full)).toBeVisible();
  });

  test('copies a SID, by mouse and by key', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openList(page);
    await page.getByRole('button', { name: 'Copy SID of stuck-1' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`UV${'0'.repeat(31)}3`);
    await expect(page).toHaveURL(/\/devices$/u);
    await (await cell(page, 'aligned-1', 'Name')).getByRole('link').focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('button', { name: 'Copy SID of aligned-1' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`UV${'0'.repeat(31)}1`);
  });

  test('walks the rows with j and k, the cells with arrows, and opens one with Enter', async ({ page }) => {
    await openList(page);
    await page.keyboard.press('j');
    await expect(page.getByRole('link', { name: 'aligned-1' })).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('k');
    await expect(page.getByRole('link', { name: 'drifting-1' })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(await cell(page, 'drifting-1', 'Alignment')).toBeFocused();
    await page.keyboard.press('End');
    await expect(await cell(page, 'drifting-1', 'Created')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'drifting-1' })).toBeVisible();
  });

  test('is one stop for Tab, however many rows there are', async ({ page }) => {
    await openList(page);
    await expect(grid(page).locator('[tabindex="0"]')).toHaveCount(1);
  });

  test('a row is a link: click, middle click and Ctrl-click', async ({ page, context }) => {
    await openList(page);
    const target = await cell(page, 'stuck-1', 'Runs');
    for (const options of [{ button: 'middle' as const }, { modifiers: ['ControlOrMeta' as const] }]) {
      const opened = context.waitForEvent('page');
      await target.click(options);
      await expect((await opened).getByRole('heading', { level: 1, name: 'stuck-1' })).toBeVisible();
      await (await opened).close();
    }
    await expect(page).toHaveURL(/\/devices$/u);
    await target.click();
    await expect(page.getByRole('heading', { level: 1, name: 'stuck-1' })).toBeVisible();
  });
});

test('keeps the header and the name in sight when scrolled', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 500 });
  await openList(page, { size: 100 });
  const header = grid(page).getByRole('columnheader', { name: 'Name' });
  const before = await header.boundingBox();
  await page.keyboard.press('j');
  await page.keyboard.press('Control+End');
  await expect(grid(page).getByRole('columnheader', { name: 'Created' })).toBeInViewport();
  expect(await header.boundingBox()).toEqual(before);
  expect((await rows(page).last().getByRole('rowheader').boundingBox())?.x).toBe(before?.x);
});
