/** A device's page while the API has trouble, and after it. */
import type { Page, Request } from 'playwright/test';
import { paths } from '#paths.ts';
import { action, confirmRestart, NAME, NEW_APP, oneDevice, openDevice, openDialog, part, SID } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { openList, row } from './support/list.ts';

test.use({ worldOptions: oneDevice() });
test.beforeEach(({ problems }) => problems.expectFailedRequests());

const trouble = (page: Page) => page.getByRole('group', { name: 'Trouble with the API' });

for (const [kind, id] of [
  ['name', NAME],
  ['SID', SID],
] as const) {
  test(`opened by ${kind} while the credentials are rejected: says so, and recovers by itself`, async ({ page, fleet }) => {
    await page.clock.install();
    fleet.faults.set('401:on=one');
    await page.goto(paths.device(id));
    await expect(trouble(page)).toContainText('(401)');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('could not be read');
    await expect(page.getByRole('status', { name: 'Loading the device' })).toHaveCount(0);
    await expect(trouble(page)).toContainText('Next try in');
    fleet.faults.clear();
    await page.clock.runFor(61_000);
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
    await expect(trouble(page)).toHaveCount(0);
  });
}

test('opened while nothing can be read: “Try now” reads it', async ({ page, fleet }) => {
  fleet.faults.set('401:on=one');
  await page.goto(paths.device(SID));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('could not be read');
  fleet.faults.clear();
  await page.getByRole('main').getByRole('button', { name: 'Try now' }).last().click();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
});

for (const [fault, byItself] of [
  ['401:on=one', false],
  ['503:on=one', true],
] as const) {
  test(`opened from the list during ${fault}: its row stays on show under the banner, and it recovers`, async ({ page, fleet }) => {
    test.slow();
    await openList(page);
    fleet.faults.set(fault);
    await row(page, NAME).getByRole('link').click();
    await expect(trouble(page)).toContainText('Showing what was read at');
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
    await expect(part(page, 'App')).toContainText('freezer-2.4.0');
    fleet.faults.clear();
    // A rejected credential is asked for again once a minute only; anything else goes on at a moment of its own, and takes the button away.
    if (!byItself) await trouble(page).getByRole('button', { name: 'Try now' }).click();
    await expect(trouble(page)).toHaveCount(0, { timeout: 75_000 });
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  });
}

test('“Try now” asks at once, however far off the next try by itself is', async ({ page, fleet }) => {
  test.slow();
  await page.clock.install();
  await openList(page);
  fleet.faults.set('503:on=one');
  await row(page, NAME).getByRole('link').click();
  // Once it has been tried again a few times, the next one is up to a minute away.
  await expect(async () => {
    await page.clock.runFor(5_000);
    await expect(trouble(page)).toContainText(/Next try in [3-5]\d s/u, { timeout: 500 });
  }).toPass();
  fleet.faults.clear();
  await trouble(page).getByRole('button', { name: 'Try now' }).click();
  await expect(trouble(page)).toHaveCount(0);
});

test('a change is not sent when the device cannot be read first, and the dialog says exactly that', async ({ page, fleet }) => {
  test.slow();
  await page.clock.install();
  await openDevice(page);
  const dialog = await openDialog(page, 'Restart');
  fleet.faults.set('500:on=one');
  await confirmRestart(page, dialog);
  await expect(dialog.getByRole('alert')).toContainText('The restart was not sent: the device could not be read first.', { timeout: 40_000 });
  expect(fleet.world.counters.restartsBySid.get(SID) ?? 0).toBe(0);
});

test('a change without effect, however often it is sent, is called that', async ({ page, fleet }) => {
  await openDevice(page);
  fleet.faults.set('500:on=POST');
  const dialog = await openDialog(page, 'Rename');
  await dialog.getByRole('textbox', { name: 'Unique name' }).fill('never');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog.getByRole('alert')).toContainText('it was sent, and the device, read again, is unchanged');
  await expect(dialog.getByRole('textbox')).toHaveValue('never');
  expect(fleet.world.counters.writes).toBe(0);
});

test('deploys by SID when the list of Apps cannot be read', async ({ page, fleet }) => {
  fleet.faults.set('403:on=apps');
  await openDevice(page);
  const dialog = await openDialog(page, 'Deploy an App');
  await expect(dialog).toContainText('The list of Apps could not be read.');
  await dialog.getByRole('combobox', { name: 'App' }).fill(NEW_APP);
  await dialog.getByRole('button', { name: 'Look up this App' }).click();
  await expect(dialog.getByRole('alert')).toContainText('It could not be looked up');
  fleet.faults.clear();
  await dialog.getByRole('button', { name: 'Look up this App' }).click();
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.device(SID)?.target).toBe(NEW_APP);
});

test('is not read again in a hidden tab', async ({ page, fleet }) => {
  await page.clock.install();
  const sent: Request[] = [];
  page.on('request', (request) => sent.push(request));
  await openDevice(page);
  // The device, and the Apps for their names.
  await expect.poll(() => fleet.world.counters.reads).toBe(2);
  const reads = fleet.world.counters.reads;
  await page.clock.runFor(61_000);
  await expect.poll(() => fleet.world.counters.reads).toBeGreaterThan(reads);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  // All that was sent before has arrived.
  await Promise.all(sent.map((request) => request.response()));
  const hidden = fleet.world.counters.requests;
  await page.clock.runFor(300_000);
  expect(fleet.world.counters.requests).toBe(hidden);
  await expect(action(page, 'Restart')).toBeVisible();
});
