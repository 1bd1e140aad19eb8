import { expect, test } from './support/fixtures.ts';
import { namesIn, openHome, queueOf, tally } from './support/home.ts';
import { toast } from './support/device.ts';
import { rows } from './support/list.ts';
import { atDevice, failed, FW, goHome, openFrom, recover, stuck, triage, well, where } from './support/triage.ts';

test.use({ pace: 'auto' });

const nameOf = (n: number): string => `stuck-${String(n).padStart(2, '0')}`;

test.describe('a queue of 41', () => {
  test.use({ worldOptions: { seedApps: FW, seedDevices: [...Array.from({ length: 41 }, (_, n) => stuck(nameOf(n + 1), 100 - n)), well('well')] } });

  test('is worked through by keyboard alone, from home to an empty queue', async ({ page }) => {
    test.slow();
    await openHome(page);
    await page.keyboard.press('w');
    for (let n = 1; n <= 41; n += 1) {
      await atDevice(page, nameOf(n));
      await expect(where(page)).toContainText(n === 1 ? '1 of 41' : `${n} of 41 · ${n - 1} done`);
      await page.keyboard.press('a');
      await expect(where(page)).toContainText(`${n} of 41 · ${n} done`);
      if (n < 41) await page.keyboard.press('j');
    }
    await expect(triage(page)).toContainText('Acknowledged just now as Stuck');
    const done = page.getByRole('status').filter({ hasText: 'Queue done: 41 of 41' });
    await expect(done).toBeVisible();
    const home = done.getByRole('link', { name: 'Home' });
    for (let press = 0; press < 12 && !(await home.evaluate((link) => link === document.activeElement)); press += 1) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Nothing else needs attention', exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: '41 acknowledged: stuck' })).toBeVisible();
    await expect(tally(page, 'Stuck')).toContainText('41');
  });
});

test.describe('a small queue', () => {
  test.use({ worldOptions: { seedApps: FW, seedDevices: [stuck('a', 30), stuck('b', 20), stuck('c', 10), failed('x', 118), well('well')] } });

  test('is left by what is acknowledged, and j skips nothing, whatever leaves meanwhile', async ({ page, fleet }) => {
    await openHome(page);
    await openFrom(page, 'Stuck', 'a');
    await page.keyboard.press('a');
    await expect(where(page)).toContainText('No longer in this list: 1 of 3 · 1 done');
    recover(fleet.world.device('b'));
    await page.keyboard.press('j');
    await atDevice(page, 'b');
    await page.keyboard.press('r');
    await expect(triage(page)).toContainText('No issues');
    await expect(where(page)).toContainText('2 of 3 · 2 done');
    await expect(triage(page).getByRole('button', { name: 'Acknowledge' })).toHaveAccessibleDescription('Nothing is the matter with it');
    await page.keyboard.press('k');
    await atDevice(page, 'a');
    await page.keyboard.press('a');
    await expect(triage(page)).toContainText('Needs attention: Stuck');
    await expect(where(page)).toContainText('1 of 3 · 1 done');
    await page.keyboard.press('j');
    await atDevice(page, 'c');
    // The last, and one before it is left.
    await page.keyboard.press('a');
    await page.getByRole('link', { name: 'The last. One before it is left' }).click();
    await atDevice(page, 'a');
    // Opened anew from home, it is the list that is left.
    await goHome(page);
    await openFrom(page, 'Stuck', 'a');
    await expect(where(page)).toContainText(/1 of 1$/u);
  });

  test('gets back what was snoozed when its time has come, by the clock of the API', async ({ page, fleet }) => {
    await openHome(page);
    await openFrom(page, 'Stuck', 'b');
    await page.keyboard.press('s');
    const panel = page.getByRole('dialog', { name: 'Snooze' });
    await expect(panel.getByRole('button', { name: '1 hour' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(triage(page)).toContainText(/Snoozed until .* as Stuck/u);
    await expect(triage(page).getByRole('button', { name: 'Snooze' })).toBeFocused();
    await goHome(page);
    await expect(queueOf(page, 'Stuck').getByRole('link', { name: '1 snoozed: stuck' })).toBeVisible();
    await expect.poll(() => namesIn(queueOf(page, 'Stuck'))).toEqual(['a', 'c']);
    const asOf = page.getByText(/^complete as of/u);
    const before = await asOf.innerText();
    fleet.clock.advance(59 * 60_000);
    await page.keyboard.press('r');
    // Read to its end: while that goes on there is nothing more to ask for.
    await expect(asOf).not.toHaveText(before);
    await expect(queueOf(page, 'Stuck').getByRole('link', { name: '1 snoozed: stuck' })).toBeVisible();
    fleet.clock.advance(2 * 60_000);
    await page.keyboard.press('r');
    await expect(queueOf(page, 'Stuck').getByRole('listitem')).toHaveCount(3);
    await openFrom(page, 'Stuck', 'b');
    await expect(triage(page)).toContainText(/Needs attention: Stuck.*Snoozed until .*: that time has come\./u);
  });

  test('gets back what has become something else, and says what was said of it', async ({ page, fleet }) => {
    await openHome(page);
    await openFrom(page, 'Stuck', 'b');
    await triage(page).getByRole('button', { name: 'Acknowledge' }).click();
    await expect(triage(page)).toContainText('Acknowledged just now as Stuck');
    const device = fleet.world.device('b');
    if (device) Object.assign(device, { status: 'error', errorCode: 7 });
    await goHome(page);
    await page.keyboard.press('r');
    await expect(queueOf(page, 'failed, error 7, on the way to fw-2').getByRole('listitem')).toHaveText(/^b/u);
    await openFrom(page, 'failed, error 7, on the way to fw-2', 'b');
    await expect(triage(page)).toContainText('Needs attention: Failed');
  });

  test('shows what is well again in its place, until the fleet has been read once more', async ({ page, fleet }) => {
    await openHome(page);
    recover(fleet.world.device('b'));
    const asOf = page.getByText(/^complete as of/u);
    const before = await asOf.innerText();
    fleet.clock.advance(5_000);
    await page.keyboard.press('r');
    const row = queueOf(page, 'Stuck').getByRole('listitem').filter({ hasText: /^b/u });
    await expect(row).toContainText('cleared just now');
    await expect.poll(() => namesIn(queueOf(page, 'Stuck'))).toEqual(['a', 'b', 'c']);
    await expect(page.getByRole('link', { name: '2 devices: stuck' })).toBeVisible();
    // Read to its end: while that goes on there is nothing more to ask for.
    await expect(asOf).not.toHaveText(before);
    await page.keyboard.press('r');
    await expect(row).toHaveCount(0);
  });

  test('is emptied at once, and filled again', async ({ page }) => {
    await openHome(page);
    await queueOf(page, 'Stuck').getByRole('button', { name: 'Acknowledge 3 devices' }).click();
    await expect(queueOf(page, 'Stuck')).toContainText('3 acknowledged');
    await expect(queueOf(page, 'Stuck').getByRole('listitem')).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await toast(page, '3 devices acknowledged').getByRole('button', { name: 'Undo' }).click();
    await expect(queueOf(page, 'Stuck').getByRole('listitem')).toHaveCount(3);
    await queueOf(page, 'Stuck').getByRole('button', { name: 'Snooze 3 devices' }).click();
    await page.getByRole('dialog', { name: 'Snooze' }).getByRole('button', { name: 'Tomorrow, 9:00' }).click();
    await queueOf(page, 'Stuck').getByRole('link', { name: '3 snoozed: stuck' }).click();
    await expect(rows(page)).toHaveCount(3);
    await expect(page).toHaveURL(/q=needs%3Astuck\+is%3Asnoozed&sort=targeted$/u);
  });
});

test.describe('more than a hundred', () => {
  test.use({ worldOptions: { seedApps: FW, seedDevices: [...Array.from({ length: 130 }, (_, n) => stuck(`many-${n}`)), failed('x', 118)] } });

  test('are asked for once more, and can be chosen in the list as well', async ({ page }) => {
    await openHome(page);
    await queueOf(page, 'Stuck').getByRole('button', { name: 'Acknowledge 130 devices' }).click();
    const dialog = page.getByRole('dialog', { name: 'Acknowledge 130 devices' });
    await expect(dialog).toContainText('and 125 more');
    await page.keyboard.press('Escape');
    await expect(queueOf(page, 'Stuck').getByRole('button', { name: 'Acknowledge 130 devices' })).toBeFocused();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click();
    await expect(rows(page).first()).toBeVisible();
    await page.keyboard.press('X');
    const bar = page.getByRole('group', { name: 'Selection' });
    await bar.getByRole('button', { name: 'Select all 131' }).click();
    await bar.getByRole('button', { name: 'More' }).click();
    await page.getByRole('dialog', { name: 'Selection' }).getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('dialog', { name: 'Acknowledge 131 devices' }).getByRole('button', { name: 'Acknowledge 131 devices' }).click();
    await expect(toast(page, '131 devices acknowledged')).toBeVisible();
    await goHome(page);
    await expect(page.getByRole('heading', { name: 'Nothing else needs attention', exact: true })).toBeVisible();
  });
});
