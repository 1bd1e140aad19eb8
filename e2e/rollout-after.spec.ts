import { outcomes, runIs } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { confirm, report, run, shown, verdict } from './support/runs.ts';

/** Of the simulator's devices a few fail by themselves, by their sid and their App's: with the third App none of these does. */
const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-3' }, { uniqueName: 'fw-2' }];
const DEVICES = 12;
/** The last never had a target. */
const seedDevices = [...Array.from({ length: DEVICES - 1 }, (_, index) => ({ target: index % 2 === 0 ? 'fw-1' : 'fw-3' })), { uniqueName: 'without-target', target: null }];
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices } });

const sidOf = (fleet: Fleet, index: number): string => fleet.world.rows[index]?.sid ?? '';
const targets = (fleet: Fleet): (string | undefined)[] => fleet.world.rows.map(({ target }) => (target === null ? undefined : (fleet.world.app(target)?.uniqueName ?? undefined)));

test('what failed is sent once more, as a new run that is linked', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await page.clock.install();
  fleet.clock.hold();
  fleet.faults.set([1, 4].map((index) => `deploy-refused:sid=${sidOf(fleet, index)}`).join(';'));
  await run(page, 'Deploy', DEVICES);
  await runIs(page, 'Accepted, 10 not yet updated');
  await report(page, fleet);
  await runIs(page, 'Finished, partial');
  const first = page.url();
  fleet.faults.clear();
  await verdict(page, 'Finished, partial').getByRole('button', { name: 'Retry 2 failed' }).click();
  await expect(page.getByRole('dialog', { name: 'Retry' })).toContainText(/2 devices: device-2 UV\w{4}…\w{4}, device-5 UV\w{4}…\w{4}\./u);
  await confirm(page, 'Retry 2 devices', 2);
  await runIs(page, 'Accepted, 2 not yet updated');
  await report(page, fleet);
  await runIs(page, 'Complete');
  expect(await outcomes(page)).toMatchObject({ updated: 2, 'not sent': 0 });
  expect(targets(fleet)).toEqual(Array.from({ length: DEVICES }, () => 'fw-2'));

  const linked = page.getByRole('list', { name: 'Linked runs' });
  await expect(linked).toContainText('Retry of Deploy fw-2 to 12 devices');
  await linked.getByRole('link').click();
  await expect(page).toHaveURL(first);
  await expect(linked).toContainText('Retried by Retry: Deploy fw-2 to 12 devices');
});

test('one that cannot be read holds the others not up: it is left out, by name', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await page.clock.install();
  fleet.clock.hold();
  fleet.faults.set([1, 4, 7].map((index) => `deploy-refused:sid=${sidOf(fleet, index)}`).join(';'));
  await run(page, 'Deploy', DEVICES);
  await runIs(page, 'Accepted, 9 not yet updated');
  await report(page, fleet);
  await runIs(page, 'Finished, partial');
  fleet.faults.set(`500:on=one,sid=${sidOf(fleet, 4)};429:on=one,sid=${sidOf(fleet, 1)},count=1,retry-after=1`);
  await verdict(page, 'Finished, partial').getByRole('button', { name: 'Retry 3 failed' }).click();
  const dialog = page.getByRole('dialog', { name: 'Retry' });
  await expect(dialog).toContainText(/1 device could not be read again and is left out\. device-5 UV/u, { timeout: 30_000 });
  await expect(dialog.getByRole('button', { name: 'Retry 2 devices' })).toBeVisible();
});

test('a restart that may have been one is sent again only where somebody says so, and knows it', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set(`500:on=POST,sid=${sidOf(fleet, 0)};reset-after-write:sid=${sidOf(fleet, 3)}`);
  await run(page, 'Restart', DEVICES);
  await runIs(page, 'Finished, partial');
  expect(await outcomes(page)).toMatchObject({ done: DEVICES - 2, unknown: 2 });
  const panel = verdict(page, 'Finished, partial');
  await expect(panel).toContainText(`${DEVICES - 2} devices restarted: a restart cannot be undone.`);
  await expect(panel).toContainText('2 devices may have restarted: that could not be undone.');
  await panel.getByRole('button', { name: 'Retry 2 unknown' }).click();
  const dialog = page.getByRole('dialog', { name: 'Retry' });
  await expect(dialog).toContainText('Nobody knows whether 2 devices restarted: they may have, and would then restart twice.');
  await expect(dialog.getByRole('button', { name: 'Retry 2 devices' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect([...fleet.world.counters.restartsBySid.values()].every((times) => times === 1)).toBe(true);
});

test('a deployment is rolled back, also before its devices have reported it: what each had before, and what somebody else changed since is left alone', async ({ page, fleet }) => {
  await page.clock.install();
  fleet.clock.hold();
  const before = targets(fleet);
  await run(page, 'Deploy', DEVICES);
  await runIs(page, 'Accepted, 12 not yet updated');
  const panel = verdict(page, 'Accepted, 12 not yet updated');
  await expect(panel.getByRole('list', { name: 'What cannot be rolled back' })).toHaveText('1 device had no target before, and the API cannot remove a target.');
  await panel.getByRole('button', { name: 'Roll back 11 of the changed devices' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roll back' });
  await expect(dialog.getByRole('button', { name: 'Roll back 11 devices' })).toBeVisible();
  const other = fleet.world.rows[2];
  if (other) fleet.world.change(other, { targetApp: 'fw-1' });
  const another = fleet.world.rows[3];
  if (another) fleet.world.change(another, { targetApp: 'fw-1' });
  await confirm(page, 'Roll back 11 devices', 11);
  await runIs(page, 'Accepted, 9 not yet updated');
  await report(page, fleet);
  // The third is as it was already, by somebody else's hand; the fourth is not, and that is not complete.
  await runIs(page, 'Finished, partial');
  expect(await outcomes(page)).toMatchObject({ updated: 9, skipped: 2 });
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('skipped');
  await expect(shown(page).filter({ hasText: 'device-3' })).toContainText('It was so already.');
  await expect(shown(page).filter({ hasText: 'device-4' })).toContainText('It was changed meanwhile by somebody else, or by another run; it was left alone.');
  expect(targets(fleet)).toEqual(before.map((target, index) => (index === 3 ? 'fw-1' : (target ?? 'fw-2'))));
  await expect(page.getByRole('list', { name: 'Linked runs' })).toContainText('Rollback of Deploy fw-2 to 12 devices');
});

test('logging is rolled back', async ({ page, fleet }) => {
  await run(page, 'Log for 24 h', DEVICES);
  await runIs(page, 'Complete');
  await verdict(page, 'Complete').getByRole('button', { name: 'Roll back 12 devices' }).click();
  await confirm(page, 'Roll back 12 devices', 12);
  // Not that of the run before, whose page may still be there.
  await runIs(page, 'Complete: Roll back: ');
  expect(fleet.world.rows.map(({ loggingEnabled }) => loggingEnabled)).toEqual(Array.from({ length: DEVICES }, () => false));
});

