import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';

import { openBulk, openLastRun, outcomes, runIs, selectAll, setPace, sum, typeCount } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { fullyRead, openList } from './support/list.ts';
import { hold, resume } from './support/runs.ts';

const DEVICES = 40;
test.use({ pace: 'auto', worldOptions: { seedDevices: Array.from({ length: DEVICES }, () => ({})) } });

/** Starts a bulk action and opens its page; answers once four are done. The next two, and with them the rest, wait until the faults are cleared. */
async function startHeld(page: Page, fleet: Fleet): Promise<void> {
  await openList(page);
  await fullyRead(page, DEVICES);
  await selectAll(page, DEVICES);
  const dialog = await openBulk(page, 'Log for 24 h');
  await setPace(dialog, 2, 2_000);
  await typeCount(dialog, DEVICES);
  hold(fleet, 4, 5);
  await dialog.getByRole('button', { name: `Log ${DEVICES} devices for 24 hours` }).click();
  await openLastRun(page);
  await expect.poll(() => outcomes(page)).toMatchObject({ done: 4, 'on its way': 2 });
}

test('a tab that is closed midway loses nothing: another one reads again what was on its way, asks, and goes on', async ({ page, context, fleet }) => {
  await startHeld(page, fleet);
  const { pathname } = new URL(page.url());
  await page.close();
  // What was in transit arrives, or never does: either way before another tab looks.
  fleet.faults.clear();
  const second = await context.newPage();
  await second.goto(pathname);
  await runIs(second, 'Interrupted');
  await expect(second.getByText('The tab that drove it was closed or loaded again.').first()).toBeVisible();
  // What was on its way has had its verdict, by reads alone: the ledger and the API agree, and nothing is sent by loading a page.
  await expect.poll(async () => ((await outcomes(second))['done'] ?? 0) - fleet.world.counters.writesBySid.size).toBe(0);
  const { writes } = fleet.world.counters;
  const found = await outcomes(second);
  expect(sum(found)).toBe(DEVICES);
  expect(found['not sent']).toBe(DEVICES - writes);
  await second.reload();
  await runIs(second, 'Interrupted');
  expect(fleet.world.counters.writes).toBe(writes);

  await resume(second);
  await runIs(second, 'Complete');
  expect(await outcomes(second)).toMatchObject({ done: DEVICES, 'not sent': 0 });
  // None was sent twice.
  expect([...fleet.world.counters.writesBySid.values()]).toEqual(Array.from({ length: DEVICES }, () => 1));
});

test('of two tabs one drives and the other watches it live, and may pause it', async ({ page, context, fleet }) => {
  await startHeld(page, fleet);
  const second = await context.newPage();
  await second.goto(new URL(page.url()).pathname);
  await runIs(second, 'Running');
  await expect(second.getByText(/Another tab drives it/u)).toBeVisible();
  await expect.poll(() => outcomes(second)).toMatchObject({ done: 4, 'on its way': 2 });
  hold(fleet, 20, 21);
  await expect.poll(() => outcomes(second)).toMatchObject({ done: 20, 'on its way': 2 });
  await second.getByRole('button', { name: 'Pause' }).click();
  await runIs(second, 'Paused');
  await runIs(page, 'Paused');
  fleet.faults.clear();
  for (const tab of [page, second]) await expect.poll(() => outcomes(tab)).toMatchObject({ done: 22, 'not sent': DEVICES - 22 });
  expect(fleet.world.counters.writes).toBe(22);
  await resume(second);
  await runIs(second, 'Complete');
  await runIs(page, 'Complete');
  expect(await outcomes(second)).toEqual(await outcomes(page));
  expect(fleet.world.counters.writes).toBe(DEVICES);
});

test('leaving the page of a running bulk action asks first; going elsewhere in the console does not, and it goes on', async ({ page, fleet }) => {
  await startHeld(page, fleet);
  const asked = page.waitForEvent('dialog');
  const left = page.reload({ timeout: 5_000 }).catch(() => null);
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await left;
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click();
  await expect(page).toHaveURL(paths.devices());
  fleet.faults.clear();
  await expect.poll(() => fleet.world.counters.writes).toBe(DEVICES);
  await openLastRun(page);
  await runIs(page, 'Complete');
});

test('stop is for good: what was under way ends, nothing else is sent', async ({ page, fleet }) => {
  await startHeld(page, fleet);
  await page.getByRole('button', { name: 'Stop' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: /^Stop/u }).click();
  await runIs(page, 'Stopped');
  fleet.faults.clear();
  await expect.poll(async () => (await outcomes(page))['on its way'] ?? 0).toBe(0);
  const { writes } = fleet.world.counters;
  expect(await outcomes(page)).toMatchObject({ done: writes, 'not sent': DEVICES - writes });
  await expect(page.getByRole('button', { name: /^Resume/u })).toHaveCount(0);
  await page.reload();
  await runIs(page, 'Stopped');
  expect(fleet.world.counters.writes).toBe(writes);
});
