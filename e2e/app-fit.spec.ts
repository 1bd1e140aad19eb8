/** An App goes to devices that run nothing like it only once its name was typed, wherever it is deployed from. */
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { openBulk, openLastRun, pickApp, runIs, typeCount } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { fullyRead, openList, row, rows, searchFor } from './support/list.ts';
import { report } from './support/runs.ts';
import { askPalette, offer } from './support/palette.ts';
import { outOfReach } from './support/reach.ts';
import { action, deployApp, freezeFound, openWizard, part, warnings } from './support/wizard.ts';

const seedApps = ['hvac-4.0.0', 'hvac-3.12.7', 'freezer-2.5.0', 'freezer-2.4.1', 'chiller'].map((uniqueName) => ({ uniqueName }));
const of = (name: string, target: string, devices: number) => Array.from({ length: devices }, (_, n) => ({ uniqueName: `${name}-${n + 1}`, target }));
const seedDevices = [...of('freezer', 'freezer-2.4.1', 20), ...of('roof', 'hvac-3.12.7', 20), { uniqueName: 'in-a-box', target: null, reported: null }];
const ALL = seedDevices.length;
test.use({ pace: 'auto', worldOptions: { seedApps, seedDevices } });

const sidOf = (fleet: Fleet, name: string): string => fleet.world.device(name)?.sid ?? '';
const typed = (dialog: Locator): Locator => dialog.getByRole('textbox', { name: 'Type hvac-4.0.0 to deploy it anyway' });
/** The Apps of the list, under their headings. */
const offered = async (dialog: Locator): Promise<string[]> => (await dialog.getByRole('listbox').innerText()).split('\n').filter((line) => /Apps$|^[a-z]+(?:-[\d.]+)?$/u.test(line));

async function openDeploy(page: Page, sid: string): Promise<Locator> {
  await page.goto(paths.device(sid));
  await page.getByRole('button', { name: 'Deploy an App' }).click();
  return page.getByRole('dialog', { name: 'Deploy an App' });
}

test('one device: Apps of its kind come first; another one is told in red, and four keys do not deploy it', async ({ page, fleet }) => {
  const dialog = await openDeploy(page, sidOf(fleet, 'freezer-1'));
  await expect(dialog.getByText('Matching Apps')).toBeVisible();
  expect(await offered(dialog)).toEqual(['Matching Apps', 'freezer-2.5.0', 'freezer-2.4.1', 'Other Apps', 'hvac-4.0.0', 'hvac-3.12.7', 'chiller']);
  await expect(dialog.getByRole('combobox', { name: 'App' })).toBeFocused();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter', 'Enter', 'Enter']) await page.keyboard.press(key);
  await expect(dialog.getByRole('alert')).toContainText('The device runs nothing like hvac-4.0.0.');
  await expect(dialog.getByRole('alert')).toContainText('Running or target App: freezer-2.4.1.');
  await expectNoAxeViolations(page);
  const send = dialog.getByRole('button', { name: 'Deploy', exact: true });
  await expect(send).toHaveAccessibleDescription('Type the App’s name first.');
  for (const wrong of ['hvac', 'hvac-4.0.1', 'freezer-2.4.1']) {
    await typed(dialog).fill(wrong);
    await typed(dialog).press('Enter');
    await expect(send).toHaveAttribute('aria-disabled', 'true');
  }
  expect(fleet.world.counters.writes).toBe(0);
  await typed(dialog).fill('HVAC-4.0.0');
  await typed(dialog).press('Enter');
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.counters.deploysBySid.get(sidOf(fleet, 'freezer-1'))).toBe(1);
});

test('Enter takes the one App that what was typed leaves, and no further: not one of several, nor past the name to be typed', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  const dialog = await openDeploy(page, sidOf(fleet, 'freezer-1'));
  const field = dialog.getByRole('combobox', { name: 'App' });
  await field.pressSequentially('hvac');
  await expect(dialog.getByRole('option')).toHaveCount(2);
  await field.press('Enter');
  await expect(field).toHaveAccessibleDescription(/no App with the SID or unique name “hvac”/u);
  await field.pressSequentially('-4');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await field.press('Enter');
  await expect(field).toHaveValue('hvac-4.0.0');
  await expect(dialog.getByRole('alert')).toContainText('The device runs nothing like hvac-4.0.0.');
  for (const key of ['Enter', 'Enter']) await field.press(key);
  await expect(dialog.getByRole('button', { name: 'Deploy', exact: true })).toHaveAccessibleDescription('Type the App’s name first.');
  expect(fleet.world.counters.writes).toBe(0);
});

test('one that fits needs no more than before, and what a handful of others were seen to move to fits as well', async ({ page, fleet }) => {
  const dialog = await openDeploy(page, sidOf(fleet, 'freezer-2'));
  await pickApp(dialog, 'freezer-2.5.0');
  await expect(dialog.getByRole('button', { name: 'Deploy', exact: true })).not.toHaveAttribute('aria-disabled');
  await expect(dialog.getByRole('textbox', { name: /^Type/u })).toHaveCount(0);
  await pickApp(dialog, 'chiller');
  await expect(dialog.getByRole('alert')).toContainText('The device runs nothing like chiller.');

  // Other freezers update to it.
  for (const name of ['freezer-3', 'freezer-4', 'freezer-5', 'freezer-6', 'freezer-7']) {
    const other = fleet.world.device(name);
    if (other === undefined) throw new Error('There are twenty freezers.');
    fleet.world.change(other, { targetApp: 'chiller' });
    other.landing = { at: fleet.clock.now(), errorCode: 0 };
  }
  await openList(page);
  await fullyRead(page, ALL);
  await page.keyboard.press('r');
  await expect(row(page, 'freezer-7')).toContainText('chiller');
  const again = await openDeploy(page, sidOf(fleet, 'freezer-2'));
  await pickApp(again, 'chiller');
  await expect(again.getByRole('button', { name: 'Deploy', exact: true })).not.toHaveAttribute('aria-disabled');
  await expect(again.getByRole('alert')).toHaveCount(0);
});

test('a device of which no App is known can be given any: that it could not be checked is said', async ({ page, fleet }) => {
  const dialog = await openDeploy(page, sidOf(fleet, 'in-a-box'));
  await pickApp(dialog, 'hvac-4.0.0');
  await expect(dialog.getByRole('note').filter({ hasText: 'Could not check whether hvac-4.0.0 fits.' })).toContainText('The device has no App yet to compare it with.');
  await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.counters.writes).toBe(1);
});

/** A phone on its side, one with its keyboard up, one as it is held, one with a small keyboard, and a low window of a desktop. */
const WINDOWS = [[740, 360], [360, 400], [360, 740], [360, 520], [1366, 600]] as const;

/** What cannot be reached there, in windows of every height, and where what is said of it has no room. */
async function cramped(page: Page, dialog: Locator): Promise<string[]> {
  const found: string[] = [];
  for (const [width, height] of WINDOWS) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.setViewportSize({ width, height });
    // oxlint-disable-next-line no-await-in-loop -- as above
    const lines = await outOfReach(dialog);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(dialog.getByRole('button', { name: / to \d+ devices$/u })).toBeInViewport({ ratio: 1 });
    // oxlint-disable-next-line no-await-in-loop -- as above
    const room = await dialog.getByRole('alert').evaluate((notice) => {
      for (let at: Element | null = notice; at !== null; at = at.parentElement) if (getComputedStyle(at).overflowY === 'auto' && at.scrollHeight > at.clientHeight) return at.clientHeight;
      return innerHeight;
    });
    if (room < 100) lines.push(`the notice has ${room} px of room`);
    found.push(...lines.map((line) => `${width} × ${height}: ${line}`));
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  return found;
}

async function selectFreezers(page: Page): Promise<void> {
  await openList(page);
  await fullyRead(page, ALL);
  await searchFor(page, 'freezer-1');
  // Not only that others are gone: of a long list not all rows are drawn at once.
  await fullyRead(page, ALL, 11);
  await expect(rows(page)).toHaveCount(11);
  await page.getByRole('checkbox', { name: 'Select this page' }).click();
}

test('many devices: the name has to be typed besides the count, and some that do not fit are named', async ({ page, fleet }) => {
  await selectFreezers(page);
  const dialog = await openBulk(page, 'Deploy');
  await pickApp(dialog, 'hvac-4.0.0');
  await expect(dialog.getByRole('alert')).toContainText('None of the 11 devices runs anything like hvac-4.0.0.');
  expect(await cramped(page, dialog)).toEqual([]);
  const send = dialog.getByRole('button', { name: 'Deploy hvac-4.0.0 to 11 devices' });
  await typeCount(dialog, 11);
  await expect(send).toHaveAccessibleDescription('Type the App’s name first.');
  await typed(dialog).fill('hvac-4.0.0');
  await expect(send).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await searchFor(page, 'roof-');
  await expect(row(page, 'roof-1')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select this page' }).click();
  await searchFor(page, '');
  const mixed = await openBulk(page, 'Deploy');
  await pickApp(mixed, 'hvac-4.0.0');
  await expect(mixed.getByRole('note').filter({ hasText: '11 of 31 devices run nothing like hvac-4.0.0.' })).toContainText(/freezer-1 UV\w{4}…\w{4}, .* and 6 more/u);
  await expect(typed(mixed)).toHaveCount(0);
  expect(fleet.world.counters.writes).toBe(0);
});

test('from the palette it is the same dialog', async ({ page }) => {
  await selectFreezers(page);
  await askPalette(page, 'deploy selection');
  await offer(page, /^Deploy/u).first().click();
  const dialog = page.getByRole('dialog', { name: 'Deploy an App' });
  await pickApp(dialog, 'hvac-4.0.0');
  await expect(typed(dialog)).toBeVisible();
});

test('a rollout: the preview begins with it, and the last question asks for the name', async ({ page, fleet }) => {
  await openWizard(page);
  await freezeFound(page, 'freezer-', 20);
  const picker = part(page, 'App');
  await expect(picker.getByText('Matching Apps')).toBeVisible();
  await deployApp(page, 'hvac-4.0.0');
  const danger = part(page, 'Preflight').getByRole('list', { name: 'Dangers' }).getByRole('listitem');
  await expect(danger).toContainText('Danger: None of the 20 devices runs anything like hvac-4.0.0.');
  await expect(warnings(page).filter({ hasText: 'hvac' })).toHaveCount(0);
  await action(page, 'Start rollout…').click();
  const dialog = page.getByRole('dialog', { name: 'Start the rollout' });
  expect(await cramped(page, dialog)).toEqual([]);
  await typeCount(dialog, 20);
  const go = dialog.getByRole('button', { name: 'Start rollout to 20 devices' });
  await expect(go).toHaveAccessibleDescription('Type the App’s name first.');
  await dialog.getByRole('textbox', { name: /^Type 20/u }).press('Enter');
  await expect(dialog).toBeVisible();
  expect(fleet.world.counters.writes).toBe(0);
  await typed(dialog).fill('hvac-4.0.0');
  await go.click();
  await expect(page).toHaveURL(/\/rollouts\/(?!new)\w+$/u);
  await expect.poll(() => fleet.world.counters.writes).toBe(1);
});

test('a mistake is no evidence: after some freezers took it, a retry, another bulk action and a third freezer ask for the name again', async ({ page, fleet }) => {
  await page.clock.install();
  fleet.clock.hold();
  await selectFreezers(page);
  const dialog = await openBulk(page, 'Deploy');
  await pickApp(dialog, 'hvac-4.0.0');
  await typeCount(dialog, 11);
  await typed(dialog).fill('hvac-4.0.0');
  await dialog.getByRole('button', { name: 'Deploy hvac-4.0.0 to 11 devices' }).click();
  await expect.poll(() => fleet.world.counters.writes).toBe(11);
  const taken = fleet.world.rows.filter(({ landing }) => landing !== null);
  for (const [index, device] of taken.entries()) device.landing = { at: fleet.clock.now() + 30_000, errorCode: index < 7 ? 0 : 7 };
  await openLastRun(page);
  await runIs(page, 'Accepted, 11 not yet updated');
  await report(page, fleet);
  await runIs(page, 'Finished, partial');
  await page.keyboard.press('r');

  await page.getByRole('button', { name: 'Retry 4 failed' }).click();
  const retry = page.getByRole('dialog', { name: 'Retry' });
  await expect(retry.getByRole('alert')).toContainText('None of the 4 devices runs anything like hvac-4.0.0.');
  await expect(retry.getByRole('alert')).toContainText('That an earlier run gave them this App is no evidence that it fits');
  await expect(typed(retry)).toBeVisible();
  await retry.getByRole('button', { name: 'Cancel' }).click();

  await openList(page, { q: 'freezer- -app:hvac' });
  await fullyRead(page, ALL, 9);
  await page.getByRole('checkbox', { name: 'Select this page' }).click();
  const rest = await openBulk(page, 'Deploy');
  await pickApp(rest, 'hvac-4.0.0');
  await expect(typed(rest)).toBeVisible();
  await page.keyboard.press('Escape');

  const third = await openDeploy(page, sidOf(fleet, 'freezer-2'));
  await pickApp(third, 'hvac-4.0.0');
  await expect(typed(third)).toBeVisible();
  expect(fleet.world.counters.writes).toBe(11);
});

test.describe('Apps without a name to compare', () => {
  test.use({ worldOptions: { seedApps: [...seedApps, { uniqueName: '2026.11' }, { uniqueName: null }], seedDevices } });

  test('go to devices of a named App only once they are typed', async ({ page, fleet }) => {
    const unnamed = fleet.world.apps.find(({ uniqueName }) => uniqueName === null)?.sid ?? '';
    await openList(page);
    await fullyRead(page, ALL);
    for (const name of ['2026.11', unnamed]) {
      const dialog = await openDeploy(page, sidOf(fleet, 'freezer-2'));
      await dialog.getByRole('combobox', { name: 'App' }).fill(name);
      await expect(page.getByRole('option')).toHaveCount(1);
      await page.getByRole('option').click();
      await expect(dialog.getByRole('alert')).toContainText(/The device runs nothing like/u);
      await expect(dialog.getByRole('alert')).toContainText('there are no names to compare');
      await expect(dialog.getByRole('textbox', { name: `Type ${name} to deploy it anyway` })).toBeVisible();
    }
    expect(fleet.world.counters.writes).toBe(0);
  });
});
