import { paths } from '#paths.ts';

import { outcomes, runIs, selectionBar, typeCount } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { openList } from './support/list.ts';
import { hold, report, resume, run, shown, verdict } from './support/runs.ts';

/** Of the simulator's devices a few fail by themselves, by their sid and their App's: with the third App none of the first twelve does. */
const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'unused' }, { uniqueName: 'fw-2' }];
const DEVICES = 12;
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: Array.from({ length: DEVICES }, () => ({ target: 'fw-1' })) } });

const sidOf = (fleet: Fleet, index: number): string => fleet.world.rows[index]?.sid ?? '';

test('pauses, goes on, and asks before it stops for good', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  hold(fleet, 4, 5);
  await run(page, 'Log for 24 h', DEVICES);
  await expect.poll(() => outcomes(page)).toMatchObject({ done: 4, 'on its way': 2, 'not sent': 6 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await runIs(page, 'Paused');
  const panel = verdict(page, 'Paused');
  await expect(panel.getByRole('alert')).toContainText('Somebody paused it.');
  await expect(panel).toContainText('2 still on their way');
  fleet.faults.clear();
  await expect.poll(() => outcomes(page)).toMatchObject({ done: 6, 'not sent': 6 });
  expect(fleet.world.counters.writesBySid.size).toBe(6);
  await expect(panel).toContainText('Sending stopped. 6 done, 6 untouched.');
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveAccessibleDescription(/still open/u);

  hold(fleet, 8, 9);
  await resume(page);
  await runIs(page, 'Running');
  await expect.poll(() => outcomes(page)).toMatchObject({ done: 8, 'on its way': 2, 'not sent': 2 });
  await page.getByRole('button', { name: 'Stop' }).click();
  const asked = page.getByRole('dialog', { name: 'Stop for good' });
  await expect(asked).toContainText('2 devices stay untouched.');
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeFocused();
  await page.getByRole('button', { name: 'Stop' }).click();
  await asked.getByRole('button', { name: 'Stop for good' }).click();
  await runIs(page, 'Stopped');
  fleet.faults.clear();
  await expect.poll(() => outcomes(page)).toMatchObject({ done: 10, 'not sent': 2 });
  await expect(page.getByRole('button', { name: /^Resume/u })).toHaveCount(0);
});

test('which devices are on show stands in the address; they can be copied, and chosen for something else', async ({ page, fleet, problems, context }) => {
  problems.expectFailedRequests();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const refused = [1, 4, 7].map((index) => sidOf(fleet, index));
  await page.clock.install();
  fleet.clock.hold();
  fleet.faults.set(refused.map((sid) => `deploy-refused:sid=${sid}`).join(';'));
  await run(page, 'Deploy', DEVICES);
  await runIs(page, 'Accepted, 9 not yet updated');
  await report(page, fleet);
  await runIs(page, 'Finished, partial');
  await expect(shown(page)).toHaveCount(DEVICES);

  await page.getByRole('link', { name: '3 failed: show them' }).click();
  await expect(page).toHaveURL(/\?outcome=failed$/u);
  await expect(shown(page)).toHaveCount(3);
  await expect(shown(page).first()).toContainText('The API refused it (20422): TargetApp: this App cannot be deployed');
  await page.reload();
  await expect(shown(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Copy SIDs of 3 devices' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(refused.join('\n'));

  await page.getByRole('textbox', { name: 'Search by name or SID' }).fill('DEVICE-8');
  await expect(page).toHaveURL(/outcome=failed&q=DEVICE-8$/u);
  await expect(shown(page)).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('all');
  await expect(shown(page)).toHaveCount(1);
  await page.getByRole('textbox', { name: 'Search by name or SID' }).fill('nowhere');
  await expect(page.getByText('No device of this run has that name or SID.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Search by name or SID' }).fill('');
  await expect(shown(page)).toHaveCount(DEVICES);
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('failed');
  // Those that are on show are selected.
  await expect(shown(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Select in the list' }).click();
  await expect(selectionBar(page).getByText('3 selected')).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Devices' }).getByRole('rowheader')).toHaveCount(3);
  await page.goBack();
  await expect(page).toHaveURL(/\?outcome=failed$/u);
});

test('the history says what was sent from here, and forgets only what has ended, when it is told to', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await page.clock.install();
  fleet.clock.hold();
  await page.goto(paths.rollouts);
  await expect(page.getByRole('heading', { name: 'Nothing was sent to many devices yet' })).toBeVisible();
  await run(page, 'Deploy', DEVICES);
  await runIs(page, 'Accepted, 12 not yet updated');
  await report(page, fleet);
  await runIs(page, 'Complete');
  hold(fleet, 4, 5);
  await openList(page);
  await selectionBar(page).getByRole('button', { name: 'Clear' }).click();
  await expect(selectionBar(page)).toHaveCount(0);
  await run(page, 'Log for 24 h', DEVICES);
  await expect.poll(() => outcomes(page)).toMatchObject({ done: 4, 'on its way': 2 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await runIs(page, 'Paused');
  fleet.faults.clear();
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Rollouts' }).click();
  await expect(page.getByRole('heading', { name: 'Rollouts', level: 1 })).toBeFocused();

  const runs = page.getByRole('list', { name: 'Runs' }).getByRole('listitem');
  await expect(runs).toHaveCount(2);
  await expect(runs.first()).toContainText('Log 12 devices for 24 hours');
  await expect(runs.first()).toContainText('Paused');
  await expect(runs.first()).toContainText('6 done, 6 not sent');
  await expect(runs.nth(1)).toContainText('12 updated');
  const open = page.getByRole('button', { name: 'Delete Log 12 devices for 24 hours' });
  await expect(open).toHaveAttribute('aria-disabled', 'true');
  await expect(open).toHaveAccessibleDescription(/still open/u);

  const remove = page.getByRole('button', { name: 'Delete Deploy fw-2 to 12 devices' });
  await remove.click();
  await expect(page.getByRole('dialog', { name: 'Delete this run' })).toContainText('nothing can be rolled back from here');
  await page.keyboard.press('Escape');
  await expect(remove).toBeFocused();
  await remove.click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(runs).toHaveCount(1);
  await page.reload();
  await expect(runs).toHaveCount(1);
});

test('restarts that were paused wait once more before they go on, and can be called off', async ({ page, fleet }) => {
  test.setTimeout(120_000);
  hold(fleet, 4, 5);
  await run(page, 'Restart', DEVICES);
  await expect.poll(() => outcomes(page)).toMatchObject({ done: 4, 'on its way': 2, 'not sent': 6 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await runIs(page, 'Paused');
  fleet.faults.clear();
  await expect.poll(() => outcomes(page)).toMatchObject({ done: 6, 'not sent': 6 });
  const { writes } = fleet.world.counters;

  const ask = page.getByRole('button', { name: 'Resume…', exact: true });
  const dialog = page.getByRole('dialog', { name: 'Resume' });
  for (const button of ['Cancel', null]) {
    await ask.click();
    await expect(dialog).toContainText('Sending continues with 6 untouched devices.');
    await typeCount(dialog, 6);
    await dialog.getByRole('button', { name: 'Restart 6 devices' }).click();
    await expect(dialog.getByRole('timer')).toContainText('Restart 6 devices in');
    expect(fleet.world.counters.writes).toBe(writes);
    if (button !== null) await dialog.getByRole('button', { name: button }).click();
    await expect(dialog).toHaveCount(0, { timeout: 30_000 });
  }
  await runIs(page, 'Complete');
  expect([...fleet.world.counters.restartsBySid.values()]).toEqual(Array.from({ length: DEVICES }, () => 1));
});

test('a run that this browser does not know is said to be unknown here', async ({ page }) => {
  await page.goto(paths.rollout('nobody'));
  await expect(page.getByRole('heading', { name: 'No such run in this browser' })).toBeVisible();
  await page.getByRole('link', { name: 'All runs' }).click();
  await expect(page).toHaveURL(paths.rollouts);
});

test.describe('a bulk action that halts', () => {
  const MANY = 60;
  test.use({ worldOptions: { seedApps: APPS, seedDevices: Array.from({ length: MANY }, () => ({ target: 'fw-1' })) } });

  test('says why and what it did, goes on only when asked to, and closed it is never called complete', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    // None reports, and fails by itself, while the figures are compared.
    fleet.clock.hold();
    fleet.faults.set('deploy-refused:every=5');
    await run(page, 'Deploy', MANY);
    await runIs(page, 'Halted');
    const panel = verdict(page, 'Halted');
    await expect(panel.getByRole('alert')).toContainText(/Halted\. [\d.]+ % of \d+ outcomes were errors; the limit is 10 %\.\s*Sending stopped\. \d+ updated, \d+ pending will still update when they check in, 1\d failed, \d+ untouched\./u);
    const { updated = 0, pending = 0, 'not sent': left = 0 } = await outcomes(page);
    expect(updated + pending).toBeGreaterThan(30);
    await expect(panel.getByRole('button', { name: `Roll back ${updated + pending} devices` })).toBeVisible();
    // In the tab that drove it as in one that is loaded anew.
    await page.reload();
    await runIs(page, 'Halted');
    await panel.getByRole('button', { name: 'Resume anyway…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Resume anyway' });
    await expect(dialog).toContainText(`Sending continues with ${left} untouched devices. The halt rules start counting again from here`);
    // Those that come next are held up.
    hold(fleet, MANY - 1, MANY - 2);
    await typeCount(dialog, left);
    await dialog.getByRole('button', { name: 'Resume and reset the counters' }).click();
    await runIs(page, 'Running');
    await page.getByRole('button', { name: 'Pause' }).click();
    await verdict(page, 'Paused').getByRole('button', { name: 'Close as partial' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close as partial' }).click();
    await runIs(page, 'Closed as partial');
    await expect(page.getByText('Complete', { exact: true })).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^Resume/u })).toHaveCount(0);
  });
});
