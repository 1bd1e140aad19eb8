import { action, NAME, oneDevice, openDevice, openDialog, SHORT_SID, SID, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';

test.use({ worldOptions: { ...oneDevice(), seedDevices: [{ sid: SID, uniqueName: NAME }, { uniqueName: 'taken' }] } });

test('renames by keyboard alone, and takes it back with Undo', async ({ page, fleet }) => {
  await openDevice(page);
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Rename', exact: true });
  await expect(dialog).toContainText(SID);
  await expect(dialog.getByRole('textbox', { name: 'Unique name' })).toBeFocused();
  await page.keyboard.type('freezer; back room');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'freezer; back room' })).toBeVisible();
  await expect(action(page, 'Rename')).toBeFocused();
  expect(fleet.world.device(SID)?.uniqueName).toBe('freezer; back room');
  await toast(page, 'Renamed to freezer; back room').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  expect(fleet.world.device(SID)?.uniqueName).toBe(NAME);
});

test('a name that is taken is said at the field, and the text is kept', async ({ page, problems }) => {
  problems.expectFailedRequests();
  await openDevice(page);
  const dialog = await openDialog(page, 'Rename');
  const field = dialog.getByRole('textbox', { name: 'Unique name' });
  await field.fill('taken');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog.getByRole('alert')).toContainText('already used');
  await expect(dialog.getByRole('alert')).toContainText('20409');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveValue('taken');
  await field.fill('free');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'free' })).toBeVisible();
});

test('an empty name asks the API to clear it, and the page moves from the name to the SID', async ({ page, fleet }) => {
  await openDevice(page, NAME);
  const dialog = await openDialog(page, 'Rename');
  await dialog.getByRole('textbox', { name: 'Unique name' }).fill('');
  await expect(dialog).toContainText('the API is asked to clear the name');
  await dialog.getByRole('button', { name: 'Clear the name' }).click();
  await expect(page.getByRole('heading', { level: 1, name: SHORT_SID })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/devices/${SID}$`, 'u'));
  await expect(action(page, 'Rename').or(page.getByRole('heading', { level: 1 })).and(page.locator(':focus'))).toBeVisible();
  expect(fleet.world.device(SID)?.uniqueName).toBeNull();
});

test('the same name is called what it is, and can be sent all the same', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Rename');
  await expect(dialog).toContainText('That is its name already.');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.counters.writes).toBe(1);
});

test('warns of names that mislead or cannot be opened', async ({ page }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Rename');
  const field = dialog.getByRole('textbox', { name: 'Unique name' });
  await field.fill(`UV${'f'.repeat(32)}`);
  await expect(dialog).toContainText('looks like a device SID');
  await field.fill('gepj.\u202Egnp');
  await expect(dialog).toContainText('gepj.<U+202E>gnp');
  await field.fill('dock/7');
  await expect(dialog).toContainText('will only open by its SID');
});

test('changed by somebody else meanwhile: says so, sends nothing, and lets one go on knowingly', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Rename');
  await dialog.getByRole('textbox', { name: 'Unique name' }).fill('mine');
  const row = fleet.world.device(SID);
  if (row) fleet.world.change(row, { uniqueName: 'theirs' });
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog).toContainText('It is now called theirs.');
  expect(fleet.world.counters.writes).toBe(0);
  await expect(dialog.getByRole('button', { name: 'Rename' })).toHaveAttribute('aria-disabled', 'true');
  await expect(dialog.getByRole('textbox')).toHaveValue('mine');
  await dialog.getByRole('button', { name: 'I have seen it, go on' }).click();
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'mine' })).toBeVisible();
});

test('an answer that got lost: the device is read again, and the rename is confirmed', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('reset-after-write:count=1,on=POST');
  await openDevice(page);
  const dialog = await openDialog(page, 'Rename');
  await dialog.getByRole('textbox', { name: 'Unique name' }).fill('lost and found');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(toast(page, 'Renamed to lost and found')).toContainText('read again and shows the change');
  expect(fleet.world.counters.writes).toBe(1);
});

test('a hostile name stays text, wherever it stands', async ({ page }) => {
  const hostile = '<img src=x onerror=alert(1)>{{7*7}}';
  await openDevice(page);
  const dialog = await openDialog(page, 'Rename');
  await dialog.getByRole('textbox', { name: 'Unique name' }).fill(hostile);
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { level: 1, name: hostile })).toBeVisible();
  await expect(page).toHaveTitle(`${hostile} · Fleet Console`);
  await expect(toast(page, `Renamed to ${hostile}`)).toBeVisible();
  await expect(await openDialog(page, 'Restart')).toContainText(hostile);
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});
