/** A page whose gateway was restarted: it goes on with the same fleet, and never with another one. */
import type { Page } from 'playwright/test';

import { confirmRestart, NAME, oneDevice, openDevice, openDialog, SID } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { openList, row, rows, searchBox } from './support/list.ts';

const trouble = (page: Page) => page.getByRole('group', { name: 'Trouble with the API' });

// The first request after a restart is refused with 403, and Chromium says so.
test.beforeEach(({ problems }) => {
  problems.expectFailedRequests();
  // Each starts the server twice.
  test.slow();
});

test('goes on in silence when the server comes back with the same settings', async ({ page, fleet }) => {
  await openList(page);
  await fleet.restartConsole();
  fleet.world.add({ uniqueName: 'brand-new' });
  await page.keyboard.press('r');
  // Three requests: one that is refused, one for the new session, and the first once more.
  await expect(row(page, 'brand-new')).toBeVisible({ timeout: 20_000 });
  await expect(trouble(page)).toHaveCount(0);
});

test('a part of the page whose code is asked for while the server is away comes once it is back, and the rows stay', async ({ page, fleet }) => {
  await openList(page);
  await fleet.console.stop();
  await page.getByRole('button', { name: 'Columns' }).click();
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'Columns' })).toHaveCount(0);
  await fleet.restartConsole();
  await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible({ timeout: 60_000 });
  await expect(rows(page).first()).toBeVisible();
});

test('a list that is pasted while the server is away is not lost', async ({ page, fleet, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openList(page);
  const names = fleet.world.rows.slice(0, 3).map(({ sid }) => sid);
  await page.evaluate((text) => navigator.clipboard.writeText(text), names.join('\n'));
  await fleet.console.stop();
  await searchBox(page).focus();
  await page.keyboard.press('Control+v');
  await fleet.restartConsole();
  await expect(page.getByRole('group', { name: 'Pasted list' })).toContainText('List of 3', { timeout: 60_000 });
});

const OTHERS = [
  { what: 'another account', env: { TWILIO_ACCOUNT_SID: `AC${'9'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'another-token' } },
  { what: 'another right', env: { READ_ONLY: '1' } },
];
for (const { what, env } of OTHERS) {
  test(`asks to be loaded again when the server comes back with ${what}, and sends nothing`, async ({ page, fleet }) => {
    await openList(page);
    await fleet.restartConsole(env);
    const { requests } = fleet.world.counters;
    await page.keyboard.press('r');
    await expect(trouble(page)).toContainText('The console’s server was restarted with other settings');
    await expect(rows(page).first()).toBeVisible();
    await page.keyboard.press('r');
    await expect(trouble(page)).toContainText('Load this page again to go on');
    expect(fleet.world.counters.requests).toBe(requests);
  });
}

test('after “Load again” the page belongs to the new server', async ({ page, fleet }) => {
  await openList(page);
  await fleet.restartConsole({ READ_ONLY: '1' });
  await page.keyboard.press('r');
  await trouble(page).getByRole('button', { name: 'Load again' }).click();
  await expect(trouble(page)).toHaveCount(0);
  await expect(rows(page).first()).toBeVisible();
  const { reads } = fleet.world.counters;
  await page.keyboard.press('r');
  await expect.poll(() => fleet.world.counters.reads).toBeGreaterThan(reads);
  await expect(trouble(page)).toHaveCount(0);
});

test.describe('a change', () => {
  test.use({ worldOptions: oneDevice() });

  test('is sent once by a page whose server came back with the same settings', async ({ page, fleet }) => {
    await page.clock.install();
    await openDevice(page);
    await fleet.restartConsole();
    const dialog = await openDialog(page, 'Restart');
    await confirmRestart(page, dialog);
    await expect.poll(() => fleet.world.counters.restartsBySid.get(SID)).toBe(1);
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  });

  test('is not sent to another account, and the dialog says why', async ({ page, fleet }) => {
    await page.clock.install();
    await openDevice(page);
    await fleet.restartConsole(OTHERS[0]?.env);
    const { requests } = fleet.world.counters;
    const dialog = await openDialog(page, 'Restart');
    await confirmRestart(page, dialog);
    await expect(dialog.getByRole('alert')).toBeVisible();
    expect(fleet.world.counters.requests).toBe(requests);
    expect(fleet.world.counters.writes).toBe(0);
  });
});
