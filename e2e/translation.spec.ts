import { paths } from '#paths.ts';

import { openBulk, openLastRun, outcomes, pickApp, runIs, selectAll, sum, typeCount } from './support/bulk.ts';
import { action, NAME, OLD_APP, APPS, openDevice, openDialog, part, SID, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, onShow, openList, row, searchFor } from './support/list.ts';
import { translate, type Way } from './support/translator.ts';

const seedDevices = [{ sid: SID, uniqueName: NAME, target: OLD_APP }, ...Array.from({ length: 19 }, () => ({ target: OLD_APP }))];
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices } });

test('asks translators to leave the page alone, in every language that it speaks', async ({ page }) => {
  for (const language of [null, 'en-XA']) {
    await page.addInitScript((chosen) => localStorage.setItem('fleet.language', JSON.stringify(chosen)), language);
    await page.goto(paths.devices());
    await expect(page.getByRole('grid')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('translate', 'no');
    await expect(page.locator('meta[name="google"]')).toHaveAttribute('content', 'notranslate');
  }
});

test('an element that is removed from where it is not stays an error: only texts are a translator’s', async ({ page }) => {
  await openList(page);
  await translate(page, 'wraps');
  const names = await page.evaluate(() => {
    const attempts = [
      () => document.body.removeChild(document.createElement('p')),
      () => document.body.insertBefore(document.createElement('p'), document.createElement('p')),
      () => document.createElement('p').removeChild(document.body),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return 'nothing';
      } catch (error) {
        return error instanceof DOMException ? error.name : 'another';
      }
    });
  });
  expect(names).toEqual(['NotFoundError', 'NotFoundError', 'NotFoundError']);
});

const WAYS: readonly Way[] = ['wraps', 'replaces'];

for (const way of WAYS) {
  test.describe(`a translator that ${way} the texts of the page`, () => {
    test('leaves a device to be renamed, and renamed back, and its new name is on show', async ({ page, fleet }) => {
      await openDevice(page);
      await translate(page, way);
      const dialog = await openDialog(page, 'Rename');
      await dialog.getByRole('textbox', { name: 'Unique name' }).fill('freezer in the cellar');
      await dialog.getByRole('button', { name: 'Rename' }).click();
      await expect(dialog).toHaveCount(0);
      await expect(page.getByRole('heading', { level: 1, name: 'freezer in the cellar', exact: true })).toBeVisible();
      expect(fleet.world.device(SID)?.uniqueName).toBe('freezer in the cellar');
      await toast(page, 'Renamed to freezer in the cellar').getByRole('button', { name: 'Undo' }).click();
      await expect(page.getByRole('heading', { level: 1, name: NAME, exact: true })).toBeVisible();
    });

    test('leaves an App to be deployed, and says when the device has it', async ({ page, fleet }) => {
      await openDevice(page);
      await translate(page, way);
      const dialog = await openDialog(page, 'Deploy an App');
      await dialog.getByRole('option', { name: /freezer-2\.5\.0/u }).click();
      await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
      await expect(part(page, 'App').getByRole('group', { name: 'Should run' })).toContainText('freezer-2.5.0');
      const device = fleet.world.device(SID);
      if (device) device.landing = { at: fleet.clock.now(), errorCode: 0 };
      await expect(page.getByRole('group', { name: 'Deployment' })).toContainText(/freezer-2\.5\.0 has landed/u);
      await expect(action(page, 'Deploy an App')).toBeVisible();
    });

    test('leaves the list to be searched, and the search to be cleared', async ({ page }) => {
      await openList(page, { q: 'status:up-to-date' });
      await fullyRead(page, 20, 20);
      await expect(page.getByRole('button', { name: /^Update.*up-to-date/u })).toBeVisible();
      await translate(page, way);
      await page.getByRole('button', { name: 'Clear search' }).click();
      await expect(page.getByRole('button', { name: 'Update', exact: true })).toBeVisible();
      await searchFor(page, 'berlin nothing-like-it');
      await expect(page.getByRole('main')).toContainText('Nothing matches nothing-like-it');
      await page.getByRole('button', { name: 'Search without it' }).click();
      await expect(row(page, NAME)).toBeVisible();
      await expect(onShow(page)).toContainText('1 of 20 matches');
      await page.getByRole('button', { name: 'Clear search' }).click();
      await expect(onShow(page)).toContainText('20 devices in all');
      await expect(row(page, NAME)).toBeVisible();
      await expect(row(page, 'device-3')).toBeVisible();
    });

    test('leaves a bulk action to be carried out, and its outcome to be told', async ({ page, fleet }) => {
      await openList(page);
      await fullyRead(page, 20);
      await translate(page, way);
      await selectAll(page, 20);
      const dialog = await openBulk(page, 'Deploy');
      await pickApp(dialog, 'freezer-2.5.0');
      await typeCount(dialog, 20);
      await dialog.getByRole('button', { name: 'Deploy freezer-2.5.0 to 20 devices', exact: true }).click();
      await expect(dialog).toHaveCount(0);
      await openLastRun(page);
      await runIs(page, 'Accepted, ');
      const told = await outcomes(page);
      expect(told).toMatchObject({ failed: 0, 'not sent': 0 });
      expect(sum(told)).toBe(20);
      expect(fleet.world.counters.writes).toBe(20);
    });
  });
}
