import { action, NEW_APP, OLD_APP, oneDevice, openDevice, openDialog, part, refresh, SID, toast, UNNAMED_APP } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';

test.use({ worldOptions: oneDevice() });

test('deploys by keyboard alone: Apps of its kind first, each newest first, what changes, landing, and Undo', async ({ page, fleet }) => {
  await openDevice(page);
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog', { name: 'Deploy an App', exact: true });
  await expect(dialog).toContainText(SID);
  await expect(dialog.getByRole('option')).toHaveText([/^freezer-2\.5\.0/u, /^freezer-2\.4\.0.*target now, runs/u, /KA333/u]);
  await expect(dialog.getByRole('combobox', { name: 'App' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const changes = dialog.getByRole('group', { name: 'What changes' });
  await expect(changes).toContainText('Target nowfreezer-2.4.0');
  await expect(changes).toContainText('New targetfreezer-2.5.0');
  // What the device has run is looked up first.
  await expect(dialog.getByRole('button', { name: 'Deploy', exact: true })).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(part(page, 'App').getByRole('group', { name: 'Should run' })).toContainText('freezer-2.5.0');
  await expect(action(page, 'Deploy an App')).toBeFocused();
  expect(fleet.world.counters.writes).toBe(1);
  await toast(page, /Deployment to/u).getByRole('button', { name: 'Undo' }).click();
  await expect(part(page, 'App').getByRole('group', { name: 'Should run' })).toContainText('freezer-2.4.0');
  expect(fleet.world.device(SID)?.target).toBe(OLD_APP);
});

test('says by itself when it has landed', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Deploy an App');
  await dialog.getByRole('option', { name: /freezer-2\.5\.0/u }).click();
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(part(page, 'App')).toContainText('Normal so far');
  const row = fleet.world.device(SID);
  if (row) row.landing = { at: fleet.clock.now(), errorCode: 0 };
  await expect(page.getByRole('group', { name: 'Deployment' })).toContainText(/freezer-2\.5\.0 has landed/u);
});

test('types, picks by arrow and Enter, and deploys with the next Enter', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Deploy an App');
  const field = dialog.getByRole('combobox', { name: 'App' });
  await field.pressSequentially('freezer');
  await expect(dialog.getByRole('option')).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('freezer-2.5.0');
  await expect(dialog.getByRole('option')).toHaveCount(2);
  await expect(dialog.getByRole('button', { name: 'Deploy', exact: true })).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.device(SID)?.target).toBe(NEW_APP);
  expect(fleet.world.counters.writes).toBe(1);
});

test('a double click on Deploy is one deployment', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Deploy an App');
  await dialog.getByRole('option', { name: /freezer-2\.5\.0/u }).click();
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).dblclick();
  await expect(dialog).toHaveCount(0);
  await refresh(page);
  expect(fleet.world.counters.writes).toBe(1);
});

test('Enter and a click in the same moment are one deployment', async ({ page, fleet }) => {
  fleet.faults.set('latency:ms=400,on=POST');
  await openDevice(page);
  const dialog = await openDialog(page, 'Deploy an App');
  await dialog.getByRole('combobox', { name: 'App' }).fill('freezer-2.5.0');
  const button = dialog.getByRole('button', { name: 'Deploy', exact: true });
  await expect(button).not.toHaveAttribute('aria-disabled');
  await button.evaluate((node: HTMLButtonElement) => {
    node.form?.requestSubmit();
    node.click();
    node.form?.requestSubmit();
  });
  await expect(dialog).toHaveCount(0);
  await refresh(page);
  expect(fleet.world.counters.writes).toBe(1);
});

test('takes a pasted SID', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Deploy an App');
  await dialog.getByRole('combobox', { name: 'App' }).fill(` ${UNNAMED_APP} `);
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.device(SID)?.target).toBe(UNNAMED_APP);
});

test('a name that no App has is said at the field; a SID that is unknown may be tried all the same, and is refused with its code', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openDevice(page);
  const dialog = await openDialog(page, 'Deploy an App');
  const field = dialog.getByRole('combobox', { name: 'App' });
  await field.fill('freezer-9');
  await dialog.getByRole('button', { name: 'Look up this App' }).click();
  await expect(dialog.getByRole('alert')).toContainText('no App with the SID or unique name “freezer-9”');
  await expect(field).toHaveValue('freezer-9');
  await field.fill(`KA${'9'.repeat(32)}`);
  await dialog.getByRole('button', { name: 'Look up this App' }).click();
  await expect(dialog).toContainText('The API does not list this App.');
  await dialog.getByRole('button', { name: 'Deploy all the same' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'refused the deployment' })).toContainText(/code \d+, HTTP 400/u);
  expect(fleet.world.counters.writes).toBe(0);
});

test('warns when the App is its target already, and sends it all the same', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Deploy an App');
  await dialog.getByRole('option', { name: /freezer-2\.4\.0/u }).click();
  await expect(dialog).toContainText('That is its target already.');
  await dialog.getByRole('button', { name: 'Deploy again' }).click();
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.counters.deploysBySid.get(SID)).toBe(1);
});

test('retargeted by somebody else meanwhile: shows the new target first', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Deploy an App');
  await dialog.getByRole('option', { name: /freezer-2\.5\.0/u }).click();
  const row = fleet.world.device(SID);
  if (row) fleet.world.change(row, { targetApp: UNNAMED_APP });
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(dialog).toContainText('Changed by somebody else in the meantime.');
  expect(fleet.world.counters.writes).toBe(0);
  await dialog.getByRole('button', { name: 'I have seen it, go on' }).click();
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.device(SID)?.target).toBe(NEW_APP);
});

test('a failed write without effect is sent anew, and lands once', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('500:count=1,on=POST');
  await openDevice(page);
  const dialog = await openDialog(page, 'Deploy an App');
  await dialog.getByRole('option', { name: /freezer-2\.5\.0/u }).click();
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.counters.deploysBySid.get(SID)).toBe(1);
});

test.describe('an App whose name has accents', () => {
  const ZURICH = `KA${'9'.repeat(32)}`;
  const { seedApps, seedDevices } = oneDevice();
  test.use({ worldOptions: { seedApps: [...seedApps, { sid: ZURICH, uniqueName: 'freezer-2.6.0-Zürich' }], seedDevices } });

  test('is found without them, as everywhere, and by its SID with what was copied along', async ({ page, fleet }) => {
    await openDevice(page);
    const dialog = await openDialog(page, 'Deploy an App');
    const field = dialog.getByRole('combobox', { name: 'App' });
    await field.fill('zurich 2.6');
    await expect(dialog.getByRole('option')).toHaveText([/^freezer-2\.6\.0-Zürich/u]);
    await field.fill(`\u200b${ZURICH}\u00a0`);
    await expect(dialog.getByRole('group', { name: 'What changes' })).toContainText('New targetfreezer-2.6.0-Zürich');
    await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
    await expect(dialog).toHaveCount(0);
    expect(fleet.world.device(SID)?.target).toBe(ZURICH);
  });
});
