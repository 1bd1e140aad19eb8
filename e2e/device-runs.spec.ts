/** Whoever changes a device by hand is told of the open runs that have it, too. */
import { openBulk, openLastRun, pickApp, runIs, setPace } from './support/bulk.ts';
import { action, openDevice, openDialog, part } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, openList, row } from './support/list.ts';
import { report } from './support/runs.ts';

const sid = (n: number): string => `UV${String(n).padStart(32, 'd')}`;
const SEEDS = Array.from({ length: 30 }, (_, index) => ({ sid: sid(index + 1), uniqueName: `unit ${index + 1}`, target: 'fw-1' }));
test.use({ pace: 'auto', worldOptions: { seedApps: [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }], seedDevices: SEEDS } });

test('the page of a device that an open run has not reached yet says so, in its dialogs too, and no longer once the run has ended', async ({ page, fleet }) => {
  await page.clock.install();
  fleet.clock.hold();
  await openList(page);
  await fullyRead(page, SEEDS.length);
  for (const name of ['unit 1', 'unit 2']) await row(page, name).getByRole('checkbox').click();
  // One at a time, and the first for longer than the test: the second waits.
  fleet.faults.set('latency:on=POST,ms=18000');
  const dialog = await openBulk(page, 'Deploy');
  await pickApp(dialog, 'fw-2');
  await setPace(dialog, 1, 100);
  await dialog.getByRole('button', { name: 'Deploy fw-2 to 2 devices' }).click();
  await expect(dialog).toHaveCount(0);
  await openLastRun(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await runIs(page, 'Paused');

  const runs = page.getByRole('list', { name: 'Open rollouts of this device' });
  await openDevice(page, sid(2));
  await expect(runs).toHaveText(/In an open bulk action: Deploy fw-2 to 2 devices, not sent to it yet\s*Paused/u);
  const deploy = await openDialog(page, 'Deploy an App');
  await expect(deploy.getByRole('note')).toContainText('the run finds it changed by somebody else, and leaves this device alone');
  await page.keyboard.press('Escape');
  await expect(deploy).toHaveCount(0);
  const restart = await openDialog(page, 'Restart');
  await expect(restart.getByRole('note')).toContainText('A restart is not in its way.');
  await page.keyboard.press('Escape');
  await expect(restart).toHaveCount(0);
  await expect(part(page, 'Logging').getByRole('note')).toHaveCount(0);

  await runs.getByRole('link').click();
  fleet.faults.clear();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await runIs(page, 'Accepted, 2 not yet updated');
  await page.goBack();
  await expect(runs).toHaveText(/In an open bulk action: Deploy fw-2 to 2 devices, sent to it, not reported yet\s*Accepted, 2 not yet updated/u);
  await page.goForward();
  await runIs(page, 'Accepted, 2 not yet updated');
  await report(page, fleet);
  await runIs(page, 'Complete');
  await page.goBack();
  await expect(action(page, 'Restart')).toBeVisible();
  await expect(runs).toHaveCount(0);
});
