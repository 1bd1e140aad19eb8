import { paths } from '#paths.ts';
import { openDevice } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { openList, row, rows } from './support/list.ts';

test.use({ worldOptions: { devices: 50 } });

test('steps through the list it was opened from, by link and by j and k, and back to it', async ({ page, fleet }) => {
  const [, second, third] = fleet.world.rows.map((device) => device.uniqueName ?? device.sid);
  await openList(page, { size: 20 });
  await row(page, second ?? '').getByRole('link').click();
  const nav = page.getByRole('navigation', { name: 'Neighbours in the list' });
  await expect(nav).toContainText('2 of 20');
  await nav.getByRole('link', { name: 'Next' }).click();
  await expect(nav).toContainText('3 of 20');
  await expect(page.getByRole('article', { name: third ?? '' })).toBeVisible();
  await page.keyboard.press('k');
  await expect(nav).toContainText('2 of 20');
  await page.keyboard.press('k');
  await expect(nav).toContainText('1 of 20');
  await expect(nav.getByRole('link', { name: 'Previous' })).toHaveCount(0);
  await page.keyboard.press('j');
  await expect(nav).toContainText('2 of 20');
  await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
  await expect(page).toHaveURL(/\/devices\?size=20$/u);
  await expect(rows(page).first()).toBeVisible();
});

test('whoever opens a device by keyboard starts at its heading, at each one', async ({ page, fleet }) => {
  const [first, second] = fleet.world.rows.map((device) => device.uniqueName ?? device.sid);
  const heading = page.getByRole('heading', { level: 1 });
  await openList(page, { size: 20 });
  await row(page, first ?? '').getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: first ?? '' })).toBeVisible();
  await expect(heading).toBeFocused();
  await page.keyboard.press('j');
  await expect(page.getByRole('article', { name: second ?? '' })).toBeVisible();
  await expect(heading).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(heading).not.toBeFocused();
  await page.reload();
  await expect(heading).toBeVisible();
});

test('says quietly when that list cannot be read again', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('expired-token');
  const sid = fleet.world.rows[0]?.sid ?? '';
  await openDevice(page, sid, '?size=20&page=1&token=PT.long.gone');
  await expect(page.getByText('The list cannot be read again: no neighbours.')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('opened by itself it has no neighbours, and the way back is the whole list', async ({ page, fleet }) => {
  await openDevice(page, fleet.world.rows[0]?.sid ?? '');
  await expect(page.getByRole('navigation', { name: 'Neighbours in the list' })).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
  await expect(page).toHaveURL(new RegExp(`${paths.devices()}$`, 'u'));
});
