/** Keys that are pressed before the part of the page that has them is there: kept, shown, and carried out; or cancelled. */
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expect, test } from './support/fixtures.ts';
import { row, rows } from './support/list.ts';
import { FW, stuck, well } from './support/triage.ts';

test.use({ pace: 'auto', worldOptions: { seedApps: FW, seedDevices: [stuck('slow', 9), stuck('slower', 10), well('well')] } });

/** What says that a key waits. */
const waits = (page: Page, does: string): Locator => page.getByRole('status').filter({ hasText: `“${does}”` });
const WORK = 'Work through the queue';
/** Reads are held back until the faults are cleared: the page stays as it is before its first answer. */
const HELD = 'latency:ms=600000';

test('w on Home is kept until the counts are there, and then opens the oldest of the queue', async ({ page, fleet }) => {
  fleet.faults.set(HELD);
  await page.goto(paths.home);
  await expect(page.getByRole('status', { name: 'Counting the fleet' })).toBeVisible();
  await page.keyboard.press('w');
  await expect(waits(page, WORK)).toHaveText(`“${WORK}” (w) waits until this has loaded. Esc cancels it.`);
  fleet.faults.clear();
  await expect(page.getByRole('heading', { level: 1, name: 'slower' })).toBeVisible();
  await expect(waits(page, WORK)).toHaveCount(0);
});

for (const [how, cancel] of [
  ['by Escape', (page: Page) => page.keyboard.press('Escape')],
  ['by any other key', (page: Page) => page.keyboard.press('q')],
  ['by a click', (page: Page) => page.getByRole('heading', { level: 1 }).click()],
] as const) {
  test(`a key that waits is cancelled ${how}`, async ({ page, fleet }) => {
    fleet.faults.set(HELD);
    await page.goto(paths.home);
    await expect(page.getByRole('status', { name: 'Counting the fleet' })).toBeVisible();
    await page.keyboard.press('w');
    await expect(waits(page, WORK)).toBeVisible();
    await cancel(page);
    await expect(waits(page, WORK)).toHaveCount(0);
    fleet.faults.clear();
    await expect(page.getByRole('region', { name: 'Stuck', exact: true })).toBeVisible();
    await expect(page).toHaveURL(/\/$/u);
  });
}

test('a key that waits is cancelled by leaving the page', async ({ page, fleet }) => {
  fleet.faults.set(HELD);
  await page.goto(paths.home);
  await expect(page.getByRole('status', { name: 'Counting the fleet' })).toBeVisible();
  await page.keyboard.press('w');
  await expect(waits(page, WORK)).toBeVisible();
  await page.evaluate(() => {
    history.pushState({ key: 'a', idx: history.length }, '', '/settings');
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
  });
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(waits(page, WORK)).toHaveCount(0);
});

for (const [key, does, opened] of [
  ['d', 'Deploy an App', { role: 'dialog', name: /^Deploy an App/u }],
  ['n', 'Write a note', { role: 'textbox', name: 'Note' }],
] as const) {
  test(`${key} on the page of a device is kept until the device is there`, async ({ page, fleet }) => {
    const [device] = fleet.world.rows;
    fleet.faults.set(`${HELD},on=one`);
    await page.goto(paths.device(device?.sid ?? ''));
    await expect(page.getByRole('status', { name: 'Loading the device' })).toBeVisible();
    await page.keyboard.press(key);
    await expect(waits(page, does)).toBeVisible();
    fleet.faults.clear();
    await expect(page.getByRole(opened.role, { name: opened.name })).toBeVisible();
    await expect(waits(page, does)).toHaveCount(0);
  });
}

test('j in the table is kept until its rows are there, and nothing is sent by a key that waits', async ({ page, fleet }) => {
  fleet.faults.set(`${HELD},on=list`);
  await page.goto(paths.devices());
  await expect(page.getByRole('status', { name: 'Loading devices' })).toBeVisible();
  await page.keyboard.press('j');
  await expect(waits(page, 'Next row')).toBeVisible();
  fleet.faults.clear();
  await expect(rows(page).first().getByRole('link')).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows(page).nth(1).getByRole('link')).toBeFocused();
  await expect(row(page, 'well')).toBeVisible();
  expect(fleet.world.counters.writes).toBe(0);
});
