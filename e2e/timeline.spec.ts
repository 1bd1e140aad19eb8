import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { APPS, NEW_APP, OLD_APP, openDevice, refresh, SID } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { cell, fullyRead, grid } from './support/list.ts';

const OTHERS = Array.from({ length: 20 }, (_, index) => ({ uniqueName: `other ${index + 1}` }));

test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: [{ sid: SID, uniqueName: 'berlin', target: OLD_APP }, ...OTHERS] } });

const timeline = (page: Page): Locator => page.getByRole('region', { name: 'Observed changes' });
const entries = (page: Page): Locator => timeline(page).getByRole('listitem');

test('a device that has not changed says what cannot be known', async ({ page }) => {
  await openDevice(page);
  await expect(timeline(page)).toContainText('the API has no history');
  await expect(timeline(page)).toContainText('It has seen no change so far.');
});

/** From the list, once the fleet was read: only what was read before can be seen to change. */
async function openRead(page: Page): Promise<void> {
  await page.goto(paths.devices({ q: 'berlin' }));
  await fullyRead(page, OTHERS.length + 1, 1);
  await page.getByRole('link', { name: 'berlin', exact: true }).click();
  await expect(timeline(page)).toContainText('no change so far');
}

function theDevice(fleet: Fleet): NonNullable<ReturnType<Fleet['world']['device']>> {
  const device = fleet.world.device(SID);
  if (device === undefined) throw new Error('It is in the world.');
  return device;
}

test('what somebody else changed stands there with both values, the latest first, and between which times', async ({ page, fleet }) => {
  await openRead(page);
  fleet.world.change(theDevice(fleet), { targetApp: NEW_APP });
  await refresh(page);
  await expect(entries(page).filter({ hasText: 'Should run' })).toContainText(/freezer-2\.4\.0.*freezer-2\.5\.0/u);
  await expect(entries(page).first()).toContainText(/between (?:.*, )?\d\d:\d\d:\d\d and (?:.*, )?\d\d:\d\d:\d\d/u);

  fleet.world.change(theDevice(fleet), { uniqueName: 'hamburg' });
  await refresh(page);
  await expect(entries(page).first()).toContainText(/Name.*berlin.*hamburg/u);
});

test('what a reading of the whole fleet saw stands there, too', async ({ page, fleet }) => {
  await openRead(page);
  await page.goBack();
  await expect(grid(page)).toBeVisible();
  fleet.world.change(theDevice(fleet), { loggingEnabled: true });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(await cell(page, 'berlin', 'Logging')).toContainText('left');
  await page.getByRole('link', { name: 'berlin', exact: true }).click();
  await expect(entries(page).filter({ hasText: 'Logging' })).toContainText(/off.*on/u);
});
