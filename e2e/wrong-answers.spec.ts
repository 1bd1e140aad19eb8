/** Answers that look well: of a proxy, about another device, or of a change that was not applied; and what asked for a pause. */
import type { Page } from 'playwright/test';
import { paths } from '#paths.ts';
import { openBulk, openLastRun, outcomes, pickApp, runIs, selectAll, typeCount } from './support/bulk.ts';
import { NAME, oneDevice, openDevice, openDialog, part, SID, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, openList } from './support/list.ts';

const trouble = (page: Page) => page.getByRole('group', { name: 'Trouble with the API' });
const OTHER = `UV${'e'.repeat(32)}`;

test.describe('one device', () => {
  test.use({ worldOptions: { ...oneDevice(), seedDevices: [{ sid: SID, uniqueName: NAME, target: oneDevice().seedApps[0]?.sid }, { sid: OTHER, uniqueName: 'other' }] } });

  test('a rename that the API accepts and does not apply is not done, and the dialog says so', async ({ page, fleet }) => {
    await openDevice(page);
    const dialog = await openDialog(page, 'Rename');
    fleet.faults.set('ignored-write');
    await dialog.getByRole('textbox', { name: 'Unique name' }).fill('new');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog.getByRole('alert')).toContainText('The API accepted the rename, but did not apply it.');
    await expect(dialog.getByRole('alert')).toContainText(`The device is called “${NAME}”.`);
    await expect(dialog.getByRole('textbox', { name: 'Unique name' })).toHaveValue('new');
    await expect(toast(page, /^Renamed/u)).toHaveCount(0);
    expect(fleet.world.counters.writes).toBe(0);
    // It may be sent again, and is then done.
    fleet.faults.clear();
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'new' })).toBeVisible();
    await expect(toast(page, 'Renamed to new')).toBeVisible();
  });

  test('a name that the API keeps in another form is told as it is now', async ({ page, fleet }) => {
    await openDevice(page);
    const dialog = await openDialog(page, 'Rename');
    fleet.faults.set('normalized-text');
    await dialog.getByRole('textbox', { name: 'Unique name' }).fill(' Lobby 1 ');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog.getByRole('alert')).toContainText('The device is called “lobby 1”.');
    await expect(page.getByRole('heading', { level: 1, name: 'lobby 1', includeHidden: true })).toHaveCount(1);
  });

  test('logging that is accepted and not turned on is told by a toast', async ({ page, fleet }) => {
    await openDevice(page);
    fleet.faults.set('ignored-write');
    await part(page, 'Logging').getByRole('button', { name: 'Turn logging on' }).click();
    await expect(page.getByText(/Not applied: change of logging of/u).first()).toBeVisible();
    await expect(page.getByText(/Its logging is still off\./u).first()).toBeVisible();
    expect(fleet.world.counters.writes).toBe(0);
  });

  test('while the API answers about another device its page shows none of it, and sends nothing', async ({ page, fleet, problems }) => {
    test.slow();
    problems.expectFailedRequests();
    fleet.faults.set('about-another:on=one');
    await page.goto(paths.device(SID));
    await expect(trouble(page)).toContainText('its answer cannot be used');
    await expect(page.getByRole('article')).toHaveCount(0);
    await expect(page.getByRole('main')).not.toContainText('other');
    fleet.faults.clear();
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible({ timeout: 30_000 });
    const dialog = await openDialog(page, 'Rename');
    fleet.faults.set('about-another:on=one');
    await dialog.getByRole('textbox', { name: 'Unique name' }).fill('new');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog.getByRole('alert')).toContainText('The rename was not sent: the device could not be read first.', { timeout: 30_000 });
    expect(fleet.world.counters.writes).toBe(0);
    expect(fleet.world.device(OTHER)?.uniqueName).toBe('other');
  });

  test('a 404 that is not the API’s does not say that the device is gone', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await openDevice(page);
    fleet.faults.set('foreign-error:code=not_found,on=one');
    await page.keyboard.press('r');
    await expect(trouble(page)).toContainText('its answer cannot be used');
    await expect(page.getByRole('main')).not.toContainText('This device is gone.');
    fleet.faults.clear();
    await expect(trouble(page)).toHaveCount(0, { timeout: 30_000 });
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  });
});

test.describe('many devices', () => {
  const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }];
  test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: Array.from({ length: 20 }, () => ({ target: 'fw-1' })) } });

  test('a bulk action that the API accepts and does not apply ends with none done, counts them apart and says why of each', async ({ page, fleet }) => {
    // The run alone may take the usual time.
    test.slow();
    await openList(page);
    await fullyRead(page, 20);
    await selectAll(page, 20);
    const dialog = await openBulk(page, 'Deploy');
    await pickApp(dialog, 'fw-2');
    await typeCount(dialog, 20);
    fleet.faults.set('ignored-write');
    await dialog.getByRole('button', { name: 'Deploy fw-2 to 20 devices' }).click();
    await openLastRun(page);
    await runIs(page, 'Finished, partial', 60_000);
    expect(await outcomes(page)).toMatchObject({ updated: 0, failed: 20 });
    await expect(page.getByRole('main')).toContainText('The API accepted 20 of the failed changes but did not apply them.');
    await expect(page.getByRole('main')).toContainText('The API accepted it, but did not apply it: the device was read again and does not show it.');
    expect(fleet.world.counters.writes).toBe(0);
  });
});

test.describe('what a banner says', () => {
  test.beforeEach(({ problems }) => problems.expectFailedRequests());

  test('of a 503 that asks for a pause is its own cause, on a first visit and on every page', async ({ page, fleet }) => {
    test.slow();
    fleet.faults.set('503:retry-after=40');
    for (const address of ['/devices', '/apps', paths.device(SID), '/configs']) {
      await page.goto(address);
      await expect(trouble(page), address).toContainText('The API is unavailable (503).');
      await expect(trouble(page), address).toContainText(/Next try in \d+ s/u);
      await expect(page.getByRole('main')).not.toContainText('429');
    }
  });

  test.describe('on Home', () => {
    test.use({ pace: 'auto' });

    test('of a 503 that asks for a pause is its own cause', async ({ page, fleet }) => {
      fleet.faults.set('503:retry-after=40');
      await page.goto('/');
      await expect(trouble(page)).toContainText('The API is unavailable (503).');
      await expect(trouble(page)).toContainText(/Next try in \d+ s/u);
    });

    test('of a connection that breaks off is not that the API answered', async ({ page, fleet }) => {
      fleet.faults.set('reset');
      await page.goto('/');
      await expect(trouble(page)).toContainText('The API cannot be reached.');
      await expect(trouble(page)).toContainText('Next try in');
    });

    test('of a rejected credential says what to do, and the page below promises nothing', async ({ page, fleet }) => {
      fleet.faults.set('401');
      await page.goto('/');
      await expect(trouble(page)).toContainText('Check the account and token; restart the console to use different ones.');
      await expect(page.getByRole('heading', { name: 'Nothing has been read yet' })).toBeVisible();
      await expect(page.getByRole('main')).not.toContainText(/by itself/u);
    });
  });

  test('of a read that is not tried again says that, where nothing is scheduled', async ({ page, fleet }) => {
    fleet.faults.set('401:on=configs');
    await page.goto('/configs');
    await expect(trouble(page)).toContainText('No retry is scheduled.');
    fleet.faults.clear();
    await trouble(page).getByRole('button', { name: 'Try now' }).click();
    await expect(trouble(page)).toHaveCount(0);
  });
});
