import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { appNames, appRow, deleteButton, openApp, openDelete } from './support/apps.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { deployApp, freezeFound, openWizard, start } from './support/wizard.ts';

const seedApps = [{ uniqueName: 'fw-3' }, { uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }];
const seedDevices = [{ target: 'fw-3', reported: 'fw-3' }, { target: 'fw-3', reported: 'fw-1', targetedAgo: 60 }];
test.use({ pace: 'auto', worldOptions: { seedApps, seedDevices } });

const deletions = ({ world }: Fleet): string[] => world.counters.keyedWrites.filter(({ what, change }) => what === 'app' && change === 'delete').map(({ key }) => key);

test('an App that devices should run cannot be deleted, whatever is typed', async ({ page, fleet }) => {
  await openApp(page, 'fw-3');
  const dialog = await openDelete(page);
  await dialog.getByRole('textbox', { name: 'Type fw-3 to confirm' }).fill('fw-3');
  await expect(deleteButton(dialog)).toHaveAccessibleDescription('Devices should still run it: give them another App first.');
  await dialog.getByRole('textbox').press('Enter');
  await expectNoAxeViolations(page);
  await dialog.getByRole('link', { name: '2 devices should run it: fw-3' }).click();
  await expect(page).toHaveURL(/\/devices\?q=app/u);
  expect(deletions(fleet)).toEqual([]);
});

test('an App that nothing needs is deleted once its name is typed, by one DELETE, whatever is clicked', async ({ page, fleet }) => {
  await openApp(page, 'fw-2');
  const dialog = await openDelete(page);
  const typed = dialog.getByRole('textbox', { name: 'Type fw-2 to confirm' });
  await expect(deleteButton(dialog)).toHaveAccessibleDescription('Type its name first.');
  await typed.fill('FW-2');
  await expect(deleteButton(dialog)).toHaveAttribute('aria-disabled', 'true');
  await typed.fill('fw-2');
  await deleteButton(dialog).dblclick();
  await expect(page).toHaveURL(paths.apps);
  await expect(page.getByText('fw-2 deleted')).toBeVisible();
  await expect.poll(() => appNames(page)).toEqual(['fw-3', 'fw-1']);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => appNames(page)).toEqual(['fw-3', 'fw-1']);
  expect(deletions(fleet)).toEqual([fleet.world.apps[1]?.sid]);
});

test('an App that devices only run is deleted once somebody says yes to that, and is an orphan then', async ({ page, fleet }) => {
  await openApp(page, 'fw-1');
  const dialog = await openDelete(page);
  await dialog.getByRole('textbox').fill('fw-1');
  await expect(deleteButton(dialog)).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('checkbox', { name: 'Delete it although 1 device still runs it' }).check();
  await deleteButton(dialog).click();
  await expect(page).toHaveURL(paths.apps);
  const sid = fleet.world.apps[2]?.sid ?? '';
  await expect(appRow(page, `${sid.slice(0, 6)}…${sid.slice(-4)}`).getByText('Orphan')).toBeVisible();
  expect(deletions(fleet)).toEqual([sid]);
});

test.describe('with a fleet that is read by hand only', () => {
  test.use({ pace: 'manual' });

  test('nothing is deleted before the fleet has been read whole', async ({ page, fleet }) => {
    await page.goto(paths.app('fw-2'));
    const dialog = await openDelete(page);
    await dialog.getByRole('textbox').fill('fw-2');
    await expect(deleteButton(dialog)).toHaveAccessibleDescription(/has to be read whole first/u);
    await dialog.getByRole('button', { name: 'Read the fleet' }).click();
    await expect(dialog.getByText('No device should run it.')).toBeVisible();
    await deleteButton(dialog).click();
    await expect(page).toHaveURL(paths.apps);
    expect(deletions(fleet)).toHaveLength(1);
  });
});

test('a deletion that was carried out and whose answer got lost is found out by reading, and not sent again', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('500-after-write:on=DELETE');
  await openApp(page, 'fw-2');
  const dialog = await openDelete(page);
  await dialog.getByRole('textbox').fill('fw-2');
  await deleteButton(dialog).click();
  await expect(page.getByText('The answer got lost; read again, the App is gone.')).toBeVisible();
  await expect.poll(() => appNames(page)).toEqual(['fw-3', 'fw-1']);
  expect(deletions(fleet)).toHaveLength(1);
});

test('one that was not carried out is said to be so, and one that somebody else has deleted is gone', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('500:on=DELETE');
  await openApp(page, 'fw-2');
  const dialog = await openDelete(page);
  await dialog.getByRole('textbox').fill('fw-2');
  await deleteButton(dialog).click();
  await expect(dialog.getByRole('alert')).toContainText('the App is still there: it was not deleted');
  fleet.faults.clear();
  const app = fleet.world.app('fw-2');
  if (app) fleet.world.removeApp(app);
  await deleteButton(dialog).click();
  await expect(page.getByText('It was gone already: somebody else has deleted it.')).toBeVisible();
  expect(deletions(fleet)).toEqual([]);
});

test('an open rollout that sends the App has to end first', async ({ page, fleet }) => {
  fleet.faults.set('latency:on=POST,ms=600000');
  await openWizard(page);
  await deployApp(page, 'fw-2');
  await freezeFound(page, '', 2);
  await start(page, 2);
  await openApp(page, 'fw-2');
  const dialog = await openDelete(page);
  await expect(dialog.getByText('An open rollout sends it:')).toBeVisible();
  await dialog.getByRole('textbox').fill('fw-2');
  await expect(deleteButton(dialog)).toHaveAccessibleDescription('An open rollout sends it: end that first.');
  expect(deletions(fleet)).toEqual([]);
});

test.describe('read-only', () => {
  test.use({ serverEnv: { READ_ONLY: '1' } });

  test('says why nothing can be deleted', async ({ page }) => {
    await openApp(page, 'fw-2');
    await expect(page.getByRole('button', { name: 'Delete…' })).toHaveAccessibleDescription(/^Read-only/u);
    await page.getByRole('button', { name: 'Delete…' }).press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
