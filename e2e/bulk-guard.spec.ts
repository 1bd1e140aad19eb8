import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { openBulk, openLastRun, outcomes, pickApp, runIs, selectAll, selectionBar, setPace, typeCount } from './support/bulk.ts';
import { holdTime } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, openList, row, searchFor } from './support/list.ts';

const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }];
const seedDevices = [
  ...Array.from({ length: 205 }, () => ({ target: 'fw-1' })),
  { uniqueName: 'so-already', target: 'fw-2' },
  { uniqueName: 'in-error', target: 'fw-1', status: 'error', errorCode: 7 },
  { uniqueName: 'never-reported', target: 'fw-1', reported: null },
];
const ALL = seedDevices.length;
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices } });

test('one device: a plain button that says verb and noun, and a double click sends one', async ({ page, fleet }) => {
  await openList(page);
  await fullyRead(page, ALL);
  await row(page, 'device-3').getByRole('checkbox').click();
  const dialog = await openBulk(page, 'Deploy');
  await expect(dialog.getByText('Real devices at')).toBeVisible();
  await pickApp(dialog, 'fw-2');
  await expect(dialog.getByRole('list', { name: 'Devices' })).toHaveCount(0);
  await expect(dialog.getByRole('textbox', { name: /^Type/u })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Deploy fw-2 to 1 device', exact: true }).dblclick();
  await openLastRun(page);
  await runIs(page, 'Accepted, 1 not yet updated');
  expect(await outcomes(page)).toMatchObject({ updated: 0, pending: 1, failed: 0, 'not sent': 0 });
  expect([...fleet.world.counters.deploysBySid.values()]).toEqual([1]);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('more than ten: all of them by name; the split says what happens to each, and each part can be left out', async ({ page }) => {
  await openList(page);
  await fullyRead(page, ALL);
  for (const name of ['so-already', 'in-error', 'never-reported', ...Array.from({ length: 12 }, (_, n) => `device-${n + 1}`)]) {
    await searchFor(page, name);
    await row(page, name).getByRole('checkbox').click();
  }
  await searchFor(page, '');
  // Until the list has followed the box, what is selected elsewhere is hidden by the filter.
  await fullyRead(page, ALL);
  await expect(selectionBar(page).getByText('15 selected')).toBeVisible();
  const dialog = await openBulk(page, 'Deploy');
  await pickApp(dialog, 'fw-2');
  const split = dialog.getByRole('group', { name: 'What it does' });
  await expect(split.getByRole('listitem').filter({ hasText: 'will change' })).toContainText('12');
  for (const [part, taken] of [['already so', false], ['in error now', true], ['never reported', true]] as const) {
    await expect(split.getByRole('checkbox', { name: new RegExp(`1 ${part}`, 'u') })).toBeChecked({ checked: taken });
  }
  await expect(dialog.getByRole('button', { name: 'Deploy fw-2 to 14 devices' })).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'Devices' }).getByRole('listitem')).toHaveCount(14);
  await split.getByRole('checkbox', { name: /never reported/u }).uncheck();
  await split.getByRole('checkbox', { name: /in error now/u }).uncheck();
  await expect(dialog.getByRole('button', { name: 'Deploy fw-2 to 12 devices' })).toBeVisible();
});

test('more than a hundred: the count has to be typed, and nothing else will do', async ({ page, fleet }) => {
  // The run alone may take most of the usual time.
  test.slow();
  await openList(page);
  await fullyRead(page, ALL);
  await selectAll(page, ALL);
  const dialog = await openBulk(page, 'Deploy');
  await pickApp(dialog, 'fw-2');
  await setPace(dialog, 10, 2_000);
  const send = dialog.getByRole('button', { name: 'Deploy fw-2 to 207 devices' });
  const typed = dialog.getByRole('textbox', { name: 'Type 207 to confirm' });
  for (const wrong of ['', '208', '20', '207 devices', 'yes']) {
    await typed.fill(wrong);
    await typed.press('Enter');
    await expect(send).toHaveAttribute('aria-disabled', 'true');
  }
  expect(fleet.world.counters.writes).toBe(0);
  await typed.fill('207');
  await expect(send).not.toHaveAttribute('aria-disabled');
  await typed.press('Enter');
  await expect(dialog).toHaveCount(0);
  await openLastRun(page);
  await runIs(page, 'Accepted, ', 45_000);
  expect(fleet.world.counters.deploysBySid.size).toBe(207);
});

test('more than a tenth of the fleet counts as many, however few they are', async ({ page }) => {
  await openList(page);
  await fullyRead(page, ALL);
  await searchFor(page, 'device-1');
  // 1, 10 to 19, 100 to 199: the first row is the same before.
  await fullyRead(page, ALL, 111);
  await page.getByRole('checkbox', { name: 'Select this page' }).click();
  const dialog = await openBulk(page, 'Log for 24 h');
  await expect(dialog.getByText(/% of the fleet\.$/u)).toBeVisible();
});

test('what the filter hides is said, and left out until somebody takes it in', async ({ page, fleet }) => {
  await openList(page);
  await fullyRead(page, ALL);
  for (const name of ['device-7', 'device-8', 'device-9']) await row(page, name).getByRole('checkbox').click();
  await searchFor(page, 'device-9');
  await expect(row(page, 'device-8')).toHaveCount(0);
  const dialog = await openBulk(page, 'Log for 24 h');
  await expect(dialog.getByRole('button', { name: 'Log 1 device for 24 hours' })).toBeVisible();
  await dialog.getByRole('checkbox', { name: /2 more devices are chosen, but not in the list as it is filtered now/u }).check();
  await dialog.getByRole('button', { name: 'Log 3 devices for 24 hours' }).click();
  await openLastRun(page);
  await runIs(page, 'Complete');
  expect([...fleet.world.counters.writesBySid.keys()].map((sid) => fleet.world.device(sid)?.uniqueName).toSorted()).toEqual(['device-7', 'device-8', 'device-9']);
});

test('a device that somebody else changed since is left alone, and said so', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openList(page);
  await fullyRead(page, ALL);
  for (const name of ['device-7', 'device-8']) await row(page, name).getByRole('checkbox').click();
  const dialog = await openBulk(page, 'Deploy');
  await pickApp(dialog, 'fw-2');
  const other = fleet.world.find(({ uniqueName }) => uniqueName === 'device-7');
  if (other) fleet.world.change(other, { targetApp: 'fw-2' });
  fleet.world.remove(fleet.world.find(({ uniqueName }) => uniqueName === 'device-8')?.sid ?? '');
  const { writes } = fleet.world.counters;
  await dialog.getByRole('button', { name: 'Deploy fw-2 to 2 devices' }).click();
  await openLastRun(page);
  await expect.poll(async () => (await outcomes(page))['skipped']).toBe(2);
  await expect(page.getByText('The API knows this device no more.').first()).toBeVisible();
  expect(fleet.world.counters.writes).toBe(writes);
});

test('a restart waits eight seconds in which it can be cancelled, and is sent once', async ({ page, fleet }) => {
  await page.clock.install();
  await openList(page);
  await fullyRead(page, ALL);
  for (const name of ['device-7', 'device-8']) await row(page, name).getByRole('checkbox').click();
  const first = await openBulk(page, 'Restart');
  await expect(first.getByRole('button', { name: 'Restart 2 devices' })).not.toHaveAttribute('aria-disabled');
  await holdTime(page);
  await first.getByRole('button', { name: 'Restart 2 devices' }).click();
  await expect(first.getByRole('timer')).toContainText('Restart 2 devices in');
  await first.getByRole('button', { name: 'Cancel' }).click();
  await expect(first).toHaveCount(0);
  await page.clock.runFor(20_000);
  expect(fleet.world.counters.writes).toBe(0);
  await page.clock.resume();

  const second = await openBulk(page, 'Restart');
  await second.getByRole('button', { name: 'Restart 2 devices' }).dblclick();
  await expect(second.getByRole('timer')).toBeVisible();
  await page.clock.runFor(9_000);
  await expect(second).toHaveCount(0);
  await openLastRun(page);
  await runIs(page, 'Complete');
  expect([...fleet.world.counters.restartsBySid.values()]).toEqual([1, 1]);
});

test('while a restart waits nothing about it can be changed, and exactly what was confirmed is sent', async ({ page, fleet }) => {
  await page.clock.install();
  await openList(page);
  await fullyRead(page, ALL);
  for (const name of ['device-7', 'device-8', 'in-error']) {
    await searchFor(page, name);
    await row(page, name).getByRole('checkbox').click();
  }
  await searchFor(page, 'device-');
  await fullyRead(page, ALL, 205);
  await expect(selectionBar(page).getByText('3 selected')).toBeVisible();
  const dialog = await openBulk(page, 'Restart');
  const hidden = dialog.getByRole('checkbox', { name: /1 more device is chosen/u });
  await expect(dialog.getByRole('button', { name: 'Restart 2 devices' })).not.toHaveAttribute('aria-disabled');
  await holdTime(page);
  await dialog.getByRole('button', { name: 'Restart 2 devices' }).click();
  await expect(dialog.getByRole('timer')).toBeVisible();
  await expect(hidden).toBeDisabled();
  await dialog.getByText('Pace', { exact: true }).click();
  await expect(dialog.getByRole('textbox', { name: 'Devices at a time' })).toBeDisabled();
  await page.clock.runFor(9_000);
  await page.clock.resume();
  await expect(dialog).toHaveCount(0);
  await openLastRun(page);
  await runIs(page, 'Complete');
  expect([...fleet.world.counters.restartsBySid.keys()].map((sid) => fleet.world.device(sid)?.uniqueName).toSorted()).toEqual(['device-7', 'device-8']);
});

/** As with a slow disk: nothing is written into the store of runs until it is let go. */
async function holdStore(page: Page): Promise<() => Promise<unknown>> {
  await page.evaluate(async () => {
    const kept = (await indexedDB.databases()).find(({ name }) => name?.startsWith('microvisor-runs:'));
    const opening = indexedDB.open(kept?.name ?? '');
    const db = await new Promise<IDBDatabase>((resolve) => opening.addEventListener('success', () => resolve(opening.result)));
    const store = db.transaction(['plans', 'heads'], 'readwrite').objectStore('plans');
    const again = (): void => {
      if (Reflect.get(window, 'letGo') !== true) store.count().addEventListener('success', again);
    };
    again();
  });
  return () => page.evaluate(() => Reflect.set(window, 'letGo', true));
}

test('what is being started says so, and can no longer be called off', async ({ page, fleet }) => {
  await openList(page);
  await fullyRead(page, ALL);
  await row(page, 'device-7').getByRole('checkbox').click();
  const dialog = await openBulk(page, 'Log for 24 h');
  const go = dialog.getByRole('button', { name: 'Log 1 device for 24 hours' });
  await expect(go).not.toHaveAttribute('aria-disabled');
  const letGo = await holdStore(page);
  await go.click();
  await expect(dialog.getByRole('button', { name: 'Starting…' })).toHaveAttribute('aria-busy', 'true');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toHaveAttribute('aria-description', 'It is being started.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  expect(fleet.world.counters.writes).toBe(0);
  await letGo();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => fleet.world.counters.writes).toBe(1);
});

test('where the list of Apps cannot be read that is said, and a whole App SID is taken', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('403:on=apps');
  await openList(page);
  await fullyRead(page, ALL);
  await row(page, 'device-7').getByRole('checkbox').click();
  const dialog = await openBulk(page, 'Deploy');
  await expect(dialog.getByRole('alert')).toContainText('The list of Apps could not be read; a whole App SID still works.');
  const app = fleet.world.apps.find(({ uniqueName }) => uniqueName === 'fw-2')?.sid ?? '';
  await dialog.getByRole('combobox', { name: 'App' }).fill(app);
  await dialog.getByRole('button', { name: /^Deploy KA\w+…\w+ to 1 device$/u }).click();
  await openLastRun(page);
  await runIs(page, 'Accepted, 1 not yet updated');
  expect(fleet.world.counters.deploysBySid.size).toBe(1);
});

test.describe('a console that was started read-only', () => {
  test.use({ serverEnv: { READ_ONLY: '1' } });

  test('sends nothing, and says why', async ({ page, fleet }) => {
    await openList(page);
    await fullyRead(page, ALL);
    await row(page, 'device-7').getByRole('checkbox').click();
    for (const name of ['Deploy', 'Log for 24 h', 'End logging', 'Restart']) {
      const action = selectionBar(page).getByRole('button', { name, exact: true });
      await expect(action).toHaveAttribute('aria-description', /^Read-only/u);
      await action.focus();
      await action.press('Enter');
    }
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(fleet.world.counters.writes).toBe(0);
  });
});

test.describe('before the fleet has been read', () => {
  test.use({ pace: 'manual' });

  test('devices that were picked from a page of the list are found all the same', async ({ page, fleet }) => {
    await openList(page);
    for (const number of [3, 4, 5, 6, 7, 8]) await row(page, `device-${number}`).getByRole('checkbox').click();
    const dialog = await openBulk(page, 'Log for 24 h');
    await expect(dialog.getByText(/^6 devices chosen: device-3 UV\w{4}…\w{4}, device-4 .* and 1 more\.$/u)).toBeVisible();
    await expect(dialog.getByText(/no longer in the fleet/u)).toHaveCount(0);
    // Of a fleet of which no more than a page is known, six are many.
    await typeCount(dialog, 6);
    await dialog.getByRole('button', { name: 'Log 6 devices for 24 hours' }).click();
    await expect.poll(() => fleet.world.counters.writes).toBe(6);
  });

  test('what is selected and was not read yet is not in a list that is searched, and left out until somebody takes it in', async ({ page }) => {
    await openList(page);
    await row(page, 'device-7').getByRole('checkbox').click();
    await page.goto(paths.devices({ q: 'device-199' }));
    await expect(selectionBar(page)).toContainText('1 selected');
    const dialog = await openBulk(page, 'Restart');
    await expect(dialog.getByRole('checkbox', { name: /1 more device is chosen, but not in the list as it is filtered now/u })).not.toBeChecked();
    await expect(dialog.getByRole('button', { name: 'Restart', exact: true })).toHaveAttribute('aria-description', 'There is no device left to send it to.');
  });
});
