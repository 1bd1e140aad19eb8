/** What becomes of a change when its dialog is closed before the answer is there. */
import { paths } from '#paths.ts';
import { action, confirmRestart, NAME, oneDevice, openDevice, openDialog, refresh, SID, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { row, rows } from './support/list.ts';

const OTHER = `UV${'e'.repeat(32)}`;
test.use({ worldOptions: { ...oneDevice(), seedDevices: [...oneDevice().seedDevices, { sid: OTHER, uniqueName: 'the other' }] } });

/** A change waits until this is switched off; the console's server would give it up after 20 s. */
const HELD = 'latency:on=POST,ms=19000';

/** Waits until the API has a change, and holds it back. */
async function isHeld(fleet: Fleet): Promise<void> {
  await expect.poll(() => fleet.faults.toJSON().find(({ name }) => name === 'latency')?.fired).toBe(1);
}

const WAYS = ['Cancel', 'Close', 'Escape'] as const;
for (const way of WAYS) {
  test(`asked to slow down, and left by ${way}: nothing is sent any more`, async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await page.clock.install();
    await openDevice(page);
    fleet.faults.set('429:count=1,on=POST,retry-after=60');
    const dialog = await openDialog(page, 'Restart');
    await confirmRestart(page, dialog);
    await expect(dialog).toContainText(/sent again in \d\d s/u);
    if (way === 'Escape') await page.keyboard.press('Escape');
    else await dialog.getByRole('button', { name: way }).click();
    await expect(dialog).toHaveCount(0);
    await expect(toast(page, /Cancelled: restart of/u)).toContainText('nothing was changed');
    await expect(action(page, 'Restart')).not.toHaveAttribute('aria-disabled');
    await page.clock.runFor(65_000);
    await refresh(page);
    expect(fleet.world.counters.restartsBySid.get(SID) ?? 0).toBe(0);
  });
}

test('once it is sent again, nothing is offered to cancel it', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await page.clock.install();
  await openDevice(page);
  fleet.faults.set(`429:count=1,on=POST,retry-after=60; ${HELD}`);
  const dialog = await openDialog(page, 'Restart');
  await confirmRestart(page, dialog);
  await expect(dialog).toContainText(/sent again in \d\d s/u);
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await page.clock.runFor(60_000);
  await expect(dialog.getByText(/sent again in/u)).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await isHeld(fleet);
  fleet.faults.clear();
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.counters.restartsBySid.get(SID)).toBe(1);
});

test('a restart that is on its way cannot be sent a second time, from the same page or after coming back to it', async ({ page, fleet }) => {
  await page.clock.install();
  await openDevice(page, SID, '');
  fleet.faults.set(HELD);
  const dialog = await openDialog(page, 'Restart');
  await confirmRestart(page, dialog);
  await expect(dialog.getByRole('button', { name: 'Restart the App' })).toHaveAttribute('aria-busy', 'true');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  for (const name of ['Restart', 'Rename', 'Deploy an App'] as const) {
    await expect(action(page, name)).toHaveAttribute('aria-description', 'A restart is on its way.');
  }
  await action(page, 'Restart').click({ force: true });
  await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
  await row(page, NAME).getByRole('link').click();
  await expect(action(page, 'Restart')).toHaveAttribute('aria-description', 'A restart is on its way.');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await isHeld(fleet);
  fleet.faults.clear();
  await expect(toast(page, /is told to restart/u)).toBeVisible();
  await expect(action(page, 'Restart')).not.toHaveAttribute('aria-disabled');
  expect(fleet.world.counters.restartsBySid.get(SID)).toBe(1);
});

test('a late answer closes no dialog but its own, and leaves what was typed there', async ({ page, fleet }) => {
  await openDevice(page, SID, '');
  await expect(page.getByRole('navigation', { name: 'Neighbours' })).toContainText('1 of 2');
  fleet.faults.set(HELD);
  const rename = await openDialog(page, 'Rename');
  await rename.getByRole('textbox', { name: 'Unique name' }).fill('late');
  await rename.getByRole('button', { name: 'Rename' }).click();
  await page.keyboard.press('Escape');
  await expect(rename).toHaveCount(0);
  await page.keyboard.press('j');
  await expect(page.getByRole('article', { name: 'the other' })).toBeVisible();
  const deploy = await openDialog(page, 'Deploy an App');
  await deploy.getByRole('combobox', { name: 'App' }).fill('half a na');
  await isHeld(fleet);
  fleet.faults.clear();
  await expect(page.getByText('Renamed to late').first()).toBeVisible();
  await expect(deploy.getByRole('combobox', { name: 'App' })).toHaveValue('half a na');
  expect(fleet.world.device(SID)?.uniqueName).toBe('late');
});

test('a page that was opened by name and left is not brought back by a late rename', async ({ page, fleet }) => {
  await openDevice(page, NAME);
  fleet.faults.set(HELD);
  const rename = await openDialog(page, 'Rename');
  await rename.getByRole('textbox', { name: 'Unique name' }).fill('late');
  await rename.getByRole('button', { name: 'Rename' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
  await expect(rows(page).first()).toBeVisible();
  await isHeld(fleet);
  fleet.faults.clear();
  await expect(toast(page, 'Renamed to late')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${paths.devices()}$`, 'u'));
  await expect(row(page, 'late')).toBeVisible();
});

test('a page that was opened by name follows its device when the dialog was closed early', async ({ page, fleet }) => {
  await openDevice(page, NAME);
  fleet.faults.set(HELD);
  const rename = await openDialog(page, 'Rename');
  await rename.getByRole('textbox', { name: 'Unique name' }).fill('late');
  await rename.getByRole('button', { name: 'Rename' }).click();
  await page.keyboard.press('Escape');
  await expect(rename).toHaveCount(0);
  await isHeld(fleet);
  fleet.faults.clear();
  await expect(page.getByRole('heading', { level: 1, name: 'late' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/devices/${SID}$`, 'u'));
});

test('a failure after the dialog was closed is said by a toast', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openDevice(page);
  fleet.faults.set(`${HELD}; name-conflict`);
  const rename = await openDialog(page, 'Rename');
  await rename.getByRole('textbox', { name: 'Unique name' }).fill('late');
  await rename.getByRole('button', { name: 'Rename' }).click();
  await page.keyboard.press('Escape');
  await expect(rename).toHaveCount(0);
  await isHeld(fleet);
  fleet.faults.clear();
  await expect(page.getByText(/Failed: rename of/u).first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
});
