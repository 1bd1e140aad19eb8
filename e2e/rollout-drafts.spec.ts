import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expect, test } from './support/fixtures.ts';
import { onShow } from './support/list.ts';
import { action, deployApp, figure, freezeFound, frozen, openWizard, part, start, warnings, wavesField } from './support/wizard.ts';

const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }];
const seedDevices = [...Array.from({ length: 6 }, (_, n) => ({ uniqueName: `rack-${n + 1}`, target: 'fw-1' })), ...Array.from({ length: 70 }, () => ({ target: 'fw-1' }))];
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices } });

const title = (page: Page): Locator => page.getByRole('textbox', { name: 'Title' });
const soak = (page: Page): Locator => part(page, 'Pace').getByRole('textbox', { name: /^Soak/u });
const runs = (page: Page): Locator => page.getByRole('list', { name: 'Runs' }).getByRole('link');
const canaries = (page: Page): Locator => page.getByRole('list', { name: 'Picked canaries' }).getByRole('listitem');

async function pick(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name: 'Picked by hand' }).check();
  await page.getByRole('combobox', { name: 'Add a canary' }).fill(name);
  await part(page, 'Waves').getByRole('option', { name }).click();
}

async function putTogether(page: Page): Promise<void> {
  await openWizard(page);
  await deployApp(page, 'fw-2');
  await freezeFound(page, 'rack-', 6);
  await wavesField(page).fill('1, 2, 100%');
  await soak(page).fill('0');
  await page.getByRole('radio', { name: /^by hand/u }).check();
  await pick(page, 'rack-5');
  await pick(page, 'rack-2');
}

test('a draft is kept over a reload, opened with its frozen list, changed, and started', async ({ page, fleet, problems }) => {
  // One of its devices is asked for once it is no more.
  problems.expectFailedRequests();
  await putTogether(page);
  await title(page).fill('Racks first');
  await action(page, 'Save draft').click();
  await expect(page.getByText(/^Draft saved at .*\.$/u)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Draft of a rollout');
  await page.reload();
  await frozen(page, 6);
  await expect(part(page, 'Devices').getByText(/by this draft/u)).toBeVisible();
  await expect(title(page)).toHaveValue('Racks first');
  await expect(wavesField(page)).toHaveValue('1, 2, 100%');
  await expect(canaries(page)).toHaveText([/1\s*rack-5/u, /2\s*rack-2/u]);
  await expect(soak(page)).toHaveValue('0');

  // What became of them since is read again; who is gone is said, and left out.
  const [gone, changed] = [fleet.world.device('rack-2'), fleet.world.device('rack-6')];
  if (gone === undefined || changed === undefined) throw new Error('The world has six racks.');
  fleet.world.change(changed, { targetApp: 'fw-2' });
  fleet.world.remove(gone.sid);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click();
  // One that is missing from a single reading may come back.
  await expect(async () => {
    await page.keyboard.press('r');
    await expect(onShow(page)).toContainText('75 devices', { timeout: 2_000 });
  }).toPass();
  await page.goBack();
  await frozen(page, 6);
  await expect(part(page, 'Devices').getByText('1 device of the list is no longer in the fleet, and left out')).toBeVisible();
  await expect(figure(page, 'already so')).toHaveText(/^1\s/u);
  await expect(canaries(page).nth(1)).toContainText('not in the list');
  await wavesField(page).fill('1, 100%');
  await start(page, 4);
  await expect(page).toHaveTitle(/^Running: Racks first/u);
  await expect.poll(() => [...fleet.world.counters.deploysBySid.keys()].map((sid) => fleet.world.device(sid)?.uniqueName)).toEqual(['rack-5']);

  // It is a draft no more, whoever has its old address.
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await page.goto(`${paths.newRollout}?draft=${id}`);
  await expect(page.getByRole('heading', { name: 'This rollout has been started' })).toBeVisible();
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page).toHaveURL(paths.rollout(id));
});

test('leaving with something that was not kept keeps it as a draft, with what was changed last; a draft can be deleted, and put back', async ({ page }) => {
  await putTogether(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rollouts' }).click();
  await page.getByRole('dialog', { name: 'Kept as a draft' }).getByRole('button', { name: 'Open it' }).click();
  await frozen(page, 6);
  await expect(canaries(page)).toHaveCount(2);
  const draft = page.url();
  await title(page).fill('Racks');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rollouts' }).click();
  await runs(page).filter({ hasText: 'Racks' }).click();
  await expect(page).toHaveURL(draft);
  await expect(title(page)).toHaveValue('Racks');
  await action(page, 'Delete draft').click();
  await expect(page).toHaveURL(paths.rollouts);
  await expect(page.getByRole('heading', { name: 'Nothing was sent to many devices yet' })).toBeVisible();
  await page.getByRole('dialog', { name: 'Draft deleted' }).getByRole('button', { name: 'Put it back' }).click();
  await expect(runs(page)).toHaveText(['Racks']);
  await page.goto(`${paths.newRollout}?draft=nothing`);
  await expect(page.getByRole('heading', { name: 'No such draft in this browser' })).toBeVisible();
});

test('the browser asks before a tab is closed with something in it that was not kept, and not once it is', async ({ page }) => {
  await putTogether(page);
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await action(page, 'Save draft').click();
  await expect(page.getByText(/^Draft saved at .*\.$/u)).toBeVisible();
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
});

test('nothing is kept of a wizard in which nothing was changed', async ({ page }) => {
  await openWizard(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rollouts' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing was sent to many devices yet' })).toBeVisible();
});

test('whatever a rollout still lacks, what was put into it is kept when its page is left', async ({ page }) => {
  const leave = async (): Promise<void> => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rollouts' }).click();
    await page.getByRole('dialog', { name: 'Kept as a draft' }).last().getByRole('button', { name: 'Open it' }).click();
  };
  // An App without devices.
  await openWizard(page);
  await deployApp(page, 'fw-2');
  await leave();
  await expect(part(page, 'App').getByText('fw-2')).toBeVisible();
  await expect(part(page, 'Devices').getByRole('radio', { name: 'Search' })).toBeVisible();
  // What was typed and cannot be used yet, and names that were pasted and not frozen.
  await part(page, 'App').getByRole('button', { name: 'Pick another' }).click();
  await part(page, 'App').getByRole('combobox', { name: 'App to deploy' }).fill('fw-');
  await wavesField(page).fill('ten');
  await soak(page).fill('soon');
  await part(page, 'Devices').getByRole('radio', { name: 'Pasted list' }).check();
  await part(page, 'Devices').getByRole('textbox', { name: 'Names and SIDs' }).fill('rack-1\nrack-2');
  await leave();
  await expect(part(page, 'App').getByRole('combobox', { name: 'App to deploy' })).toHaveValue('fw-');
  await expect(wavesField(page)).toHaveValue('ten');
  await expect(soak(page)).toHaveValue('soon');
  await part(page, 'Devices').getByRole('button', { name: 'Freeze these 2' }).click();
  // Devices without an App.
  await frozen(page, 2);
  await leave();
  await frozen(page, 2);
  await page.goto(paths.rollouts);
  await expect(runs(page)).toHaveCount(1);
  await expect(page.getByRole('list', { name: 'Runs' })).toContainText('Rollout · 2 devices, nothing sent');
});

test('a copy asks for the same of the same devices, as another rollout', async ({ page, fleet }) => {
  await putTogether(page);
  await page.getByRole('combobox', { name: 'Unit of the deadline' }).selectOption('minutes');
  await part(page, 'Pace').getByRole('textbox', { name: 'Deadline of each device' }).fill('45');
  await part(page, 'Halt rules').getByRole('checkbox', { name: 'Errors in all' }).check();
  await start(page, 6);
  await expect.poll(() => fleet.world.counters.deploysBySid.size).toBe(1);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop for good' }).click();
  await expect(page).toHaveTitle(/^Stopped/u);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await openWizard(page, `?from=${id}`);
  await frozen(page, 6);
  await expect(part(page, 'Devices').getByText(/as in the run that this is a copy of/u)).toBeVisible();
  await expect(part(page, 'App').getByText('fw-2')).toBeVisible();
  await expect(wavesField(page)).toHaveValue('1, 2, 100%');
  await expect(canaries(page)).toHaveText([/rack-5/u, /rack-2/u]);
  await expect(part(page, 'Pace').getByRole('textbox', { name: 'Deadline of each device' })).toHaveValue('45');
  await expect(part(page, 'Halt rules').getByRole('checkbox', { name: 'Errors in all' })).toBeChecked();
  await expect(page.getByRole('radio', { name: /^by hand/u })).toBeChecked();
  // The canary has the App already: left out, and said.
  await expect(warnings(page).filter({ hasText: '1 canary picked by hand is not sent to' })).toBeVisible();
  await expect(canaries(page).first()).toContainText('left out');
  await page.getByRole('button', { name: 'Remove rack-5' }).click();
  await expect(page.getByRole('button', { name: 'Remove rack-2' })).toBeFocused();
  await start(page, 5);
  await expect(page).not.toHaveURL(paths.rollout(id));
  await expect.poll(() => [...fleet.world.counters.deploysBySid.keys()].map((sid) => fleet.world.device(sid)?.uniqueName)).toEqual(['rack-5', 'rack-2']);
});

test('a rollout that another tab has started from the same draft is not started twice, nor made a draft again', async ({ page, context, fleet }) => {
  await putTogether(page);
  await action(page, 'Save draft').click();
  await expect(page).toHaveURL(/draft=/u);
  const other = await context.newPage();
  await other.goto(page.url());
  await frozen(other, 6);
  await start(page, 6);
  await expect.poll(() => fleet.world.counters.deploysBySid.size).toBe(1);
  await wavesField(other).fill('100%');
  await action(other, 'Save draft').click();
  await expect(other.getByText('The draft could not be saved: This rollout has been started already')).toBeVisible();
  await action(other, 'Start rollout…').click();
  const dialog = other.getByRole('dialog', { name: 'Start the rollout' });
  await dialog.getByRole('checkbox', { name: /in another open rollout/u }).check();
  await dialog.getByRole('button', { name: /^Start rollout to/u }).click();
  await expect(dialog.getByText('nothing was sent: This rollout has been started already')).toBeVisible();
  expect(fleet.world.counters.deploysBySid.size).toBe(1);
});
