/** A deployment to many devices at once: what the API has accepted is not updated. */
import { paths } from '#paths.ts';
import { outcomes, runIs } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import { goTo } from './support/navigation.ts';
import { report, run, verdict } from './support/runs.ts';

const DEVICES = 12;
/** Of the simulator's devices a few fail by themselves, by their sid and their App's: with the third App none of these does. */
const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'unused' }, { uniqueName: 'fw-2' }];
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: Array.from({ length: DEVICES }, () => ({ target: 'fw-1' })) } });

test('it says how many have not updated, in no colour, in whichever tab, and is complete only once all have', async ({ page, fleet }) => {
  await page.clock.install();
  fleet.clock.hold();
  await run(page, 'Deploy', DEVICES);
  await runIs(page, 'Accepted, 12 not yet updated');
  const panel = verdict(page, 'Accepted, 12 not yet updated');
  await expect(panel).toContainText('12 devices have the new target and have not reported it yet.');
  await expect(panel.getByRole('group', { name: 'Available actions' }).getByRole('button')).toHaveText(['Roll back 12 devices', 'Cancel 12 pending']);
  await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0);
  await expect(page.getByText('Complete', { exact: true })).toHaveCount(0);
  const { writes } = fleet.world.counters;

  // Closing its tab stops nothing: there is no question, it is not interrupted, and whichever tab is open looks on.
  await page.goto(paths.rollouts);
  const runs = page.getByRole('list', { name: 'Runs' }).getByRole('listitem');
  await expect(runs).toContainText('Accepted, 12 not yet updated');
  await expect(runs.getByText('just now')).toBeVisible();
  await expect(page.getByRole('banner').getByRole('button', { name: '0 % · 1 run' })).toBeVisible();
  await report(page, fleet);
  await expect(runs).toContainText('Complete');
  await expect(runs).toContainText('12 updated');
  await runs.getByRole('link').first().click();
  await expect(verdict(page, 'Complete')).toContainText('All 12 devices have updated.');
  expect(fleet.world.counters.writes).toBe(writes);
});

test('one that does not report is no longer waited for after its deadline, and the list shows how it is now', async ({ page, fleet }) => {
  await page.clock.install();
  fleet.clock.hold();
  await run(page, 'Deploy', DEVICES);
  await runIs(page, 'Accepted, 12 not yet updated');
  const silent = fleet.world.rows[4];
  if (silent === undefined) throw new Error('There are twelve.');
  silent.landing = null;
  await report(page, fleet);
  await runIs(page, 'Accepted, 1 not yet updated');
  expect(await outcomes(page)).toMatchObject({ updated: 11, pending: 1 });
  await page.clock.fastForward('01:00:00');
  await runIs(page, 'Finished, partial');
  const panel = verdict(page, 'Finished, partial');
  await expect(panel).toContainText('1 device had not updated when this run stopped checking.');
  await panel.getByRole('link', { name: 'Show their current state' }).click();
  await expect(page.getByRole('grid', { name: 'Devices' }).getByRole('rowheader')).toHaveText([/device-5/u]);
});

test('it can be left alone before all have updated, and is not called complete', async ({ page, fleet }) => {
  fleet.clock.hold();
  await run(page, 'Deploy', DEVICES);
  await runIs(page, 'Accepted, 12 not yet updated');
  await page.getByRole('button', { name: 'Stop watching' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stop watching' });
  await expect(dialog).toContainText('12 devices have the new target and have not reported it');
  await dialog.getByRole('button', { name: 'Stop watching' }).click();
  await runIs(page, 'Stopped');
  await expect(verdict(page, 'Stopped')).toContainText('12 pending will still update when they check in');
});

test('while it waits for reports the same devices can be given something else without a question', async ({ page, fleet }) => {
  fleet.clock.hold();
  await run(page, 'Deploy', DEVICES);
  await runIs(page, 'Accepted, 12 not yet updated');
  await goTo(page, 'Devices');
  const bar = page.getByRole('group', { name: 'Selection', exact: true });
  await bar.getByRole('button', { name: 'Restart' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restart' });
  await expect(dialog.getByRole('button', { name: 'Restart 12 devices' })).toBeVisible();
  await expect(dialog.getByText('in another open rollout')).toHaveCount(0);
});
