/** A restart: the 8 s in which it can be called off, and that it is sent once, or not at all. */
import type { Locator, Page } from 'playwright/test';

import { action, confirmRestart, holdTime, NAME, oneDevice, openDevice, openDialog, refresh, SID, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { openList, row, rows } from './support/list.ts';

const OTHER = `UV${'e'.repeat(32)}`;
test.use({ worldOptions: { ...oneDevice(), seedDevices: [...oneDevice().seedDevices, { sid: OTHER, uniqueName: 'the other' }] } });

test.beforeEach(({ page }) => page.clock.install());

const confirm = (dialog: Locator): Locator => dialog.getByRole('button', { name: 'Restart the App' });

/** Opens the dialog, confirms, and lets so much of the 8 s pass. No more of them passes by itself. */
async function confirmed(page: Page, ms: number): Promise<Locator> {
  const dialog = await openDialog(page, 'Restart');
  await holdTime(page);
  await confirm(dialog).click();
  await expect(dialog.getByRole('timer')).toContainText(/^Restart the App in \d s\. Until then nothing is sent/u);
  await page.clock.runFor(ms);
  return dialog;
}

test('says what it does, is sent once by double click, and gives the focus back', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Restart');
  await expect(dialog).toContainText('starts afresh');
  await expect(dialog).toContainText(SID);
  await confirm(dialog).dblclick();
  await expect(dialog.getByRole('timer')).toBeVisible();
  await page.clock.runFor(8_000);
  await expect(toast(page, /is told to restart/u)).toBeVisible();
  await expect(action(page, 'Restart')).toBeFocused();
  await refresh(page);
  expect(fleet.world.counters.restartsBySid.get(SID)).toBe(1);
});

test('nothing is sent before 8 s are over, and the button says why it cannot be pressed again', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Restart');
  await holdTime(page);
  await confirm(dialog).click();
  await expect(dialog.getByRole('timer')).toContainText('in 8 s');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(confirm(dialog)).toHaveAttribute('aria-description', 'It is sent when the wait is over; Cancel ends it.');
  await confirm(dialog).click({ force: true });
  const { requests } = fleet.world.counters;
  await page.clock.runFor(7_800);
  await expect(dialog.getByRole('timer')).toContainText('in 1 s');
  expect(fleet.world.counters.requests).toBe(requests);
  await page.clock.runFor(200);
  await expect.poll(() => fleet.world.counters.restartsBySid.get(SID)).toBe(1);
});

test('says the wait to a screen reader twice, and not with each second', async ({ page }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Restart');
  await holdTime(page);
  await confirm(dialog).click();
  const said: string[] = [];
  for (let second = 0; second < 8; second += 1) {
    const text = await dialog.getByRole('status').last().innerText();
    if (text !== said.at(-1)) said.push(text);
    await page.clock.runFor(900);
  }
  expect(said).toEqual(['', 'Restart the App in a few seconds. Cancel, and nothing is sent.', '3 seconds left.']);
});

for (const way of ['Cancel', 'Close', 'Escape'] as const) {
  test(`called off by ${way}, nothing is sent, and that is said`, async ({ page, fleet }) => {
    await openDevice(page);
    const dialog = await confirmed(page, 5_000);
    if (way === 'Escape') await page.keyboard.press('Escape');
    else await dialog.getByRole('button', { name: way }).click();
    await page.clock.resume();
    await expect(dialog).toHaveCount(0);
    await expect(toast(page, /Cancelled: restart of/u)).toContainText('Nothing was sent.');
    await expect(action(page, 'Restart')).toBeFocused();
    await page.clock.runFor(60_000);
    await refresh(page);
    expect(fleet.world.counters.writes).toBe(0);
  });
}

test('the page is left meanwhile: nothing is sent, and that is said', async ({ page, fleet }) => {
  await openList(page);
  await row(page, NAME).getByRole('link').click();
  await confirmed(page, 5_000);
  // The letters lead nowhere while the dialog is open.
  await page.keyboard.press('j');
  await expect(page.getByRole('dialog', { name: 'Restart' })).toBeVisible();
  await page.goBack();
  await expect(rows(page).first()).toBeVisible();
  await page.clock.resume();
  await expect(toast(page, /Cancelled: restart of/u)).toBeVisible();
  await page.clock.runFor(60_000);
  await page.goForward();
  await expect(action(page, 'Restart')).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'Restart' })).toHaveCount(0);
  expect(fleet.world.counters.writes).toBe(0);
});

test('a page that is loaded again has forgotten it', async ({ page, fleet }) => {
  await openDevice(page);
  await confirmed(page, 5_000);
  await page.reload();
  await page.clock.resume();
  await expect(action(page, 'Restart')).toBeVisible();
  await page.clock.runFor(60_000);
  await refresh(page);
  expect(fleet.world.counters.writes).toBe(0);
});

test('a computer that slept through the end sends nothing, and asks again', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await confirmed(page, 3_000);
  await page.clock.fastForward('10:00');
  await expect(dialog.getByRole('alert')).toContainText('Nothing was sent.');
  await page.clock.resume();
  await page.clock.runFor(60_000);
  expect(fleet.world.counters.writes).toBe(0);
  await dialog.getByRole('button', { name: 'Wait 8 s again' }).click();
  await expect(dialog.getByRole('timer')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.clock.runFor(8_000);
  await expect(toast(page, /is told to restart/u)).toBeVisible();
  expect(fleet.world.counters.restartsBySid.get(SID)).toBe(1);
});

test('another change that began meanwhile goes first, and the restart is said not to have been sent', async ({ page, fleet }) => {
  await openDevice(page);
  const rename = await openDialog(page, 'Rename');
  await rename.getByRole('textbox', { name: 'Unique name' }).fill('another');
  await rename.getByRole('button', { name: 'Rename' }).click();
  await expect(toast(page, 'Renamed to another')).toBeVisible();
  fleet.faults.set('latency:ms=600000,on=POST');
  // Soon: the toast goes by itself.
  const dialog = await confirmed(page, 1_000);
  await toast(page, 'Renamed to another').getByRole('button', { name: 'Undo' }).click();
  await page.clock.runFor(7_000);
  await expect(dialog.getByRole('alert')).toContainText('The restart was not sent.');
  fleet.faults.clear();
  await page.clock.resume();
  await expect(toast(page, 'Put back')).toBeVisible();
  expect(fleet.world.counters.restartsBySid.get(SID) ?? 0).toBe(0);
});

test('Enter held down restarts nothing by itself, and no more than once', async ({ page, fleet }) => {
  await openDevice(page);
  const dialog = await openDialog(page, 'Restart');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await confirm(dialog).focus();
  for (let press = 0; press < 5; press += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(dialog.getByRole('timer')).toBeVisible();
  await page.clock.runFor(8_000);
  await expect(dialog).toHaveCount(0);
  await refresh(page);
  expect(fleet.world.counters.restartsBySid.get(SID)).toBe(1);
});

test('one whose answer got lost is unknown, and never sent again by itself; once more waits once more', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('reset-after-write:on=POST,count=1');
  await openDevice(page);
  const dialog = await openDialog(page, 'Restart');
  await confirmRestart(page, dialog);
  await expect(dialog.getByRole('alert')).toContainText('Outcome unknown.');
  await expect(dialog.getByRole('alert')).toContainText('It was not sent a second time.');
  await page.clock.runFor(60_000);
  expect(fleet.world.counters.restartsBySid.get(SID)).toBe(1);
  await dialog.getByRole('button', { name: 'Restart once more' }).click();
  await expect(dialog.getByRole('timer')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await refresh(page);
  expect(fleet.world.counters.restartsBySid.get(SID)).toBe(1);
});

test('asked to slow down: waits as long as the API wishes, then sends it once', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('429:count=1,on=POST,retry-after=60');
  await openDevice(page);
  const dialog = await openDialog(page, 'Restart');
  await confirmRestart(page, dialog);
  await expect(dialog).toContainText(/The API asks to slow down.*sent again in [1-6]\d s/u);
  await page.clock.runFor(60_000);
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.counters.restartsBySid.get(SID)).toBe(1);
});
