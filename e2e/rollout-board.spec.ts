import type { Locator, Page } from 'playwright/test';

import { outcomes, runIs } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { confirm, shown, verdict } from './support/runs.ts';
import { deployApp, freezeFound, openWizard, part, start, wavesField } from './support/wizard.ts';

/** Of the simulator's devices a few fail by themselves, by their sid and their App's: with the third App none of these does. */
const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'unused' }, { uniqueName: 'fw-2' }];
const DEVICES = 12;
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: Array.from({ length: DEVICES }, () => ({ target: 'fw-1' })) } });

/** A rollout of fw-2 to all devices, started. */
async function rollOut(page: Page, waves: string, more: () => Promise<void>): Promise<void> {
  await openWizard(page);
  await deployApp(page, 'fw-2');
  await freezeFound(page, '', DEVICES);
  await wavesField(page).fill(waves);
  await more();
  await start(page, DEVICES);
}

/** The row of a wave. */
const wave = (page: Page, number: number): Locator => page.getByRole('region', { name: 'Waves' }).getByRole('row').nth(number);
const nameOf = (fleet: Fleet, app: string | null | undefined): string | null | undefined => fleet.world.app(app ?? '')?.uniqueName;

test('shows each wave and what the next one waits for, and goes on when somebody opens the gate', async ({ page, fleet }) => {
  test.setTimeout(120_000);
  fleet.clock.hold();
  await rollOut(page, '2, 100%', async () => {
    await part(page, 'Pace').getByRole('textbox', { name: /^Soak/u }).fill('0');
    await page.getByRole('radio', { name: /^by hand/u }).check();
  });
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress).toContainText('Wave 1 of 2: waiting for reports.');
  await expect(progress).toContainText('0 of the 2 needed of wave 1 have landed, 2 devices are still to report.');
  await expect(progress).toContainText('Time left: up to whoever opens the waves');
  await expect(progress).toContainText(/Nearest to halting: .*halts/u);
  await expect(wave(page, 1)).toContainText('waiting for reports');
  await expect(wave(page, 2)).toContainText('not begun');

  // To go on before they have landed has to be confirmed.
  await page.getByRole('button', { name: 'Go to wave 2' }).click();
  await expect(page.getByRole('dialog', { name: 'Go to wave 2 now?' }).getByRole('button', { name: 'Send to 10 devices of wave 2' })).toBeVisible();
  await page.keyboard.press('Escape');
  fleet.clock.advance(60_000);
  const open = page.getByRole('button', { name: 'Start wave 2' });
  await expect(open).toBeVisible({ timeout: 40_000 });
  await expect(progress).toContainText('2 of the 2 needed of wave 1 have landed and the soak is over. Somebody has to open wave 2.');
  expect(fleet.world.counters.writes).toBe(2);
  await expect(page.getByRole('region', { name: 'Time to update' })).toContainText(/Median\s*\d+ s/u);
  await open.click();
  await expect(wave(page, 1)).toContainText('passed');
  await expect.poll(() => fleet.world.counters.writes).toBe(DEVICES);
  fleet.clock.advance(60_000);
  await runIs(page, 'Complete', 60_000);
  await expect(verdict(page, 'Complete')).toContainText('All 12 devices have updated.');
});

test('a question about the next wave is over once that wave has begun, and is not asked again about the one after it', async ({ page, fleet }) => {
  test.setTimeout(120_000);
  fleet.clock.hold();
  await rollOut(page, '2, 50%, 100%', async () => {
    await part(page, 'Pace').getByRole('textbox', { name: /^Soak/u }).fill('0');
    await part(page, 'Halt rules').getByRole('checkbox', { name: 'Error rate', exact: true }).uncheck();
  });
  await page.getByRole('button', { name: 'Go to wave 2' }).click();
  await expect(page.getByRole('dialog', { name: 'Go to wave 2 now?' })).toBeVisible();
  fleet.clock.advance(60_000);
  await expect.poll(() => fleet.world.counters.writes, { timeout: 40_000 }).toBe(6);
  await expect(page.getByRole('button', { name: 'Go to wave 3' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a halt says what is still under way: the pending can be cancelled, and what was changed rolled back', async ({ page, fleet, problems }) => {
  test.setTimeout(150_000);
  problems.expectFailedRequests();
  fleet.faults.set('deploy-refused:every=5');
  fleet.clock.hold();
  await rollOut(page, '100%', async () => {
    await part(page, 'Pace').getByRole('textbox', { name: 'Devices at a time' }).fill('1');
    const rules = part(page, 'Halt rules');
    await rules.getByRole('checkbox', { name: 'Error rate', exact: true }).uncheck();
    await rules.getByRole('checkbox', { name: 'Errors in all' }).check();
    await rules.getByRole('textbox', { name: 'Devices that failed' }).fill('2');
  });
  await runIs(page, 'Halted');
  fleet.faults.clear();
  const halted = page.url();
  const panel = verdict(page, 'Halted');
  await expect(panel.getByRole('alert')).toContainText('Halted. 2 devices failed; the limit is 2.');
  await expect(panel.getByRole('alert')).toContainText('Sending stopped. 0 updated, 8 pending will still update when they check in, 2 failed, 2 untouched.');
  const sent = fleet.world.rows.filter(({ target }) => nameOf(fleet, target) === 'fw-2');
  expect(sent).toHaveLength(8);

  await panel.getByRole('button', { name: 'Cancel 8 pending' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel pending' });
  await expect(dialog).toContainText('The API cannot cancel an update.');
  // One of them updates while the question stands, and must not be set back to what it ran before.
  const [first] = sent;
  if (first !== undefined) first.reported = first.target;
  await confirm(page, 'Set 8 devices back to what they run', 8);
  await runIs(page, 'Accepted, 7 not yet updated');
  // What they run already is reported within three seconds.
  fleet.clock.advance(3_000);
  await runIs(page, 'Finished, partial', 40_000);
  expect(await outcomes(page)).toMatchObject({ updated: 7, skipped: 1 });
  expect(sent.map(({ target }) => nameOf(fleet, target))).toEqual(['fw-2', ...Array.from({ length: 7 }, () => 'fw-1')]);
  await page.getByRole('list', { name: 'Linked runs' }).getByRole('link').click();
  await expect(page).toHaveURL(halted);
  await expect(page.getByRole('list', { name: 'Linked runs' })).toContainText('Pending cancelled by Cancel pending: Deploy fw-2 to 12 devices');
  await expect(panel).toContainText('Pending updates since cancelled by Cancel pending: Deploy fw-2 to 12 devices');

  // The halted run sees by itself that they are no longer its own. It looks every 15 s.
  fleet.clock.advance(15_000);
  await expect(panel).toContainText('7 skipped', { timeout: 40_000 });
  await panel.getByRole('button', { name: 'Roll back 1 device' }).click();
  await page.getByRole('dialog', { name: 'Roll back' }).getByRole('button', { name: 'Roll back 1 device' }).click();
  await runIs(page, 'Accepted, 1 not yet updated');
  fleet.clock.advance(60_000);
  await runIs(page, 'Complete', 40_000);
  expect(fleet.world.rows.map(({ target }) => nameOf(fleet, target))).toEqual(Array.from({ length: DEVICES }, () => 'fw-1'));
  await expect(shown(page)).toHaveCount(1);

  await page.goto(halted);
  await panel.getByRole('button', { name: 'Close as partial' }).click();
  await page.getByRole('dialog', { name: 'Close as partial' }).getByRole('button', { name: 'Close as partial' }).click();
  await runIs(page, 'Closed as partial');
});
