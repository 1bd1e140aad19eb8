/** A run that was halted or interrupted goes on only where somebody has seen why, and is told of on every page at once. */
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { outcomes, runIs } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { hold, run, verdict } from './support/runs.ts';
import { deployApp, freezeFound, openWizard, part, start, wavesField } from './support/wizard.ts';

const DEVICES = 40;
/** Of the simulator's devices a few fail by themselves, by their sid and their App's: with the fifth App none of these does. */
const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'a' }, { uniqueName: 'b' }, { uniqueName: 'c' }, { uniqueName: 'fw-2' }];
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: Array.from({ length: DEVICES }, () => ({ target: 'fw-1' })) } });

const background = (button: Locator): Promise<string> => button.evaluate((element) => getComputedStyle(element).backgroundColor);
const above = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.y ?? 0;

/** A rollout that halts once two of its devices were refused. */
async function halted(page: Page, fleet: Fleet): Promise<Locator> {
  fleet.clock.hold();
  fleet.faults.set('deploy-refused:every=5');
  await openWizard(page);
  await deployApp(page, 'fw-2');
  await freezeFound(page, '', DEVICES);
  await wavesField(page).fill('100%');
  await part(page, 'Pace').getByRole('textbox', { name: 'Devices at a time' }).fill('1');
  await part(page, 'Halt rules').getByRole('textbox', { name: 'Outcomes before a rate counts' }).fill('2');
  await start(page, DEVICES);
  await runIs(page, 'Halted');
  fleet.faults.clear();
  return verdict(page, 'Halted');
}

test('after a halt what undoes it comes first and in black; to go on all the same is the last and quiet, and names what failed', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  const panel = await halted(page, fleet);
  const actions = panel.getByRole('group', { name: 'Available actions' }).getByRole('button');
  await expect(actions).toHaveText(['Roll back 8 devices', 'Cancel 8 pending', 'Close as partial', 'Resume anyway…']);
  const [first, last] = [actions.first(), actions.last()];
  expect(await background(last)).toBe('rgba(0, 0, 0, 0)');
  expect(await background(first)).not.toBe(await background(actions.nth(1)));

  await last.click();
  const dialog = page.getByRole('dialog', { name: 'Resume anyway' });
  await expect(dialog).toContainText('100 % of 2 outcomes were errors; the limit is 5 %.');
  const failed = dialog.getByRole('list', { name: 'Failures so far' }).getByRole('listitem');
  await expect(failed).toHaveCount(1);
  await expect(failed).toContainText('2 failed: The API refused it (20422): TargetApp: this App cannot be deployed');
  await expect(failed.getByRole('link')).toHaveCount(2);
  await expectNoAxeViolations(page);
  const { writes } = fleet.world.counters;
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(last).toBeFocused();
  await last.click();
  await failed.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/devices\/UV/u);
  expect(fleet.world.counters.writes).toBe(writes);
});

test('once a halted run is closed as partial, what undoes it still comes first and in black', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  const panel = await halted(page, fleet);
  await panel.getByRole('button', { name: 'Close as partial' }).click();
  await page.getByRole('dialog', { name: 'Close as partial' }).getByRole('button', { name: 'Close as partial' }).click();
  await runIs(page, 'Closed as partial');
  const actions = verdict(page, 'Closed as partial').getByRole('group', { name: 'Available actions' }).getByRole('button');
  await expect(actions).toHaveText(['Roll back 8 devices', 'Cancel 8 pending', 'Retry 2 failed']);
  expect(await background(actions.first())).not.toBe(await background(actions.last()));
});

test('where the API alone was the trouble, nothing has to be undone, and nothing is in black', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openWizard(page);
  await deployApp(page, 'fw-2');
  await freezeFound(page, '', DEVICES);
  const rules = part(page, 'Halt rules');
  await rules.getByRole('textbox', { name: 'API failures in a row' }).fill('1');
  await wavesField(page).fill('100%');
  fleet.faults.set('503:on=one');
  await start(page, DEVICES);
  await runIs(page, 'Halted');
  const actions = verdict(page, 'Halted').getByRole('group', { name: 'Available actions' }).getByRole('button');
  await expect(actions).toHaveText(['Close as partial', 'Resume anyway…']);
  await actions.last().click();
  await expect(page.getByRole('dialog', { name: 'Resume anyway' }).getByRole('list', { name: 'Failures so far' })).toHaveCount(0);
});

test('a halted run is in the header and the first thing on Home as soon as a page is loaded, with its rule and figures', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await page.clock.install();
  await halted(page, fleet);
  const tray = page.getByRole('banner').getByRole('button', { name: 'Halted · 1 run' });
  for (const [hours, path, ...code] of [[1, paths.devices(), /\/Tray-/u], [2, paths.home, /\/Tray-/u, /\/OpenRuns-/u]] as const) {
    await page.goto('about:blank');
    // No timer fires, and the browser never has nothing better to do: what is needed is asked for all the same.
    await page.clock.pauseAt(Date.now() + hours * 3_600_000);
    const asked = code.map((chunk) => page.waitForRequest(chunk));
    await page.goto(path);
    await Promise.all(asked);
    await page.clock.resume();
    await expect(tray).toBeVisible();
  }
  const section = page.getByRole('region', { name: '1 run needs a decision' });
  await expect(section).toContainText(/Halted\s*Deploy fw-2 to 40 devices\s*100 % of 2 outcomes were errors\. \d of 40 updated, .*2 failed\./u);
  await expect(page.getByRole('region', { name: 'Queue' })).toContainText('No device needs attention');
  expect(await above(section)).toBeLessThan(await above(page.getByRole('list', { name: 'Counts' })));
  await expectNoAxeViolations(page);
  await tray.click();
  await expect(page.getByRole('dialog', { name: 'Runs' }).getByRole('link', { name: 'Review Deploy fw-2 to 40 devices' })).toBeVisible();
  await page.keyboard.press('Escape');
  await section.getByRole('link', { name: 'Review Deploy fw-2 to 40 devices' }).click();
  await verdict(page, 'Halted').getByRole('button', { name: 'Close as partial' }).click();
  await page.getByRole('dialog', { name: 'Close as partial' }).getByRole('button', { name: 'Close as partial' }).click();
  await runIs(page, 'Closed as partial');
  await page.goto(paths.home);
  await expect(page.getByRole('region', { name: 'Queue' })).toContainText('Nothing needs attention');
  await expect(section).toHaveCount(0);
});

test('an interrupted run asks before it goes on, however little is left', async ({ page, fleet }) => {
  page.on('dialog', (dialog) => void dialog.accept());
  hold(fleet, 37, 38);
  await run(page, 'Log for 24 h', DEVICES);
  await expect.poll(() => outcomes(page)).toMatchObject({ done: 37, 'on its way': 2, 'not sent': 1 });
  await page.reload();
  fleet.faults.clear();
  await runIs(page, 'Interrupted');
  await expect.poll(async () => (await outcomes(page))['on its way'] ?? 0).toBe(0);
  const { writes } = fleet.world.counters;
  await page.getByRole('button', { name: 'Resume…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Resume' });
  await expect(dialog).toContainText('The tab that drove it was closed or loaded again.');
  await expect(dialog).toContainText(/Sending continues with \d untouched devices?\./u);
  expect(fleet.world.counters.writes).toBe(writes);
  await dialog.getByRole('button', { name: /^Resume with \d devices?$/u }).click();
  await runIs(page, 'Complete');
  expect(fleet.world.counters.writesBySid.size).toBe(DEVICES);
});
