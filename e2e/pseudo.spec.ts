import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { runIs } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import { said, speakPseudo, wrongIn } from './support/pseudo.ts';
import { report, run } from './support/runs.ts';

/** Every word is in the catalogue, and there is room for one that is 40 % longer. */

const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }];
const NAMES = [...APPS.map(({ uniqueName }) => uniqueName), 'thing-', 'Fleet Console'];
const DEVICES = 24;
/** One of each kind: as it should be, on its way, failed, never heard of, with logging on. */
const KINDS = [
  { target: 'fw-1' },
  { target: 'fw-2', reported: 'fw-1', status: 'pending' },
  { target: 'fw-2', reported: 'fw-1', status: 'error', errorCode: 118 },
  { target: 'fw-1', reported: null },
  { target: 'fw-1', logging: 3_600 },
];
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: Array.from({ length: DEVICES }, (_, at) => ({ uniqueName: `thing-${at}`, ...KINDS[at % KINDS.length] })) } });

const WIDTHS = [[1440, 900], [360, 740]] as const;

/** At a desk and on a phone. */
async function looksRight(page: Page, what: string, names = NAMES): Promise<void> {
  for (const [width, height] of WIDTHS) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, on one page
    await page.setViewportSize({ width, height });
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect.soft(async () => expect(await wrongIn(page, names)).toEqual([]), `${what}, ${width} px`).toPass({ timeout: 5_000 });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

test.beforeEach(({ page }) => page.setViewportSize({ width: 1440, height: 900 }));

/** Opens a page, and waits for the text that is there once it has been read. */
async function openPseudo(page: Page, path: string, there: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByText(said(there)).first()).toBeVisible();
  await page.waitForLoadState('networkidle');
}

test('pages that only show', async ({ page, problems }) => {
  problems.expectFailedRequests();
  await speakPseudo(page);
  for (const path of [paths.home, paths.rollouts, paths.newRollout, paths.apps, paths.configs, paths.secrets, paths.leases, paths.codes, paths.settings, '/nowhere']) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.goto(path);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page.getByRole('heading', { level: 1 })).toContainText('⟦');
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (path === paths.home) await expect(page.getByText(said('Adoption per App'))).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.waitForLoadState('networkidle');
    // oxlint-disable-next-line no-await-in-loop -- as above
    await looksRight(page, path);
  }
});

test('a device and its dialogs', async ({ page, fleet }) => {
  await speakPseudo(page);
  await openPseudo(page, paths.device(fleet.world.rows[2]?.sid ?? ''), 'Identifiers');
  await looksRight(page, 'a device');
  for (const name of ['Rename', 'Restart']) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.getByRole('toolbar').getByRole('button', { name: said(name) }).click();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page.getByRole('dialog')).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await looksRight(page, name);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.keyboard.press('Escape');
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('the palette, the help on keys and the menu', async ({ page }) => {
  await speakPseudo(page);
  await openPseudo(page, paths.devices(), 'Devices');
  for (const [key, name] of [['Control+k', 'Find or do'], ['?', 'Keys of this page']] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.keyboard.press(key);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page.getByRole('dialog', { name: said(name) })).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await looksRight(page, name);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.keyboard.press('Escape');
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: said('Menu'), exact: true }).click();
  await expect(page.getByRole('navigation', { name: said('Main') }).getByRole('link', { name: said('Settings') })).toBeVisible();
  await expect(async () => expect(await wrongIn(page, NAMES)).toEqual([]), 'menu').toPass({ timeout: 5_000 });
});

test('the list, with a search, a selection and its panels', async ({ page }) => {
  await speakPseudo(page);
  await openPseudo(page, paths.devices({ q: 'fw nonsense:1' }), 'Devices');
  await looksRight(page, 'a search that cannot be used');
  await page.goto(paths.devices({ q: 'fw' }));
  await page.getByRole('checkbox', { name: said('Select this page') }).click();
  await expect(page.getByRole('group', { name: said('Selection') })).toBeVisible();
  await looksRight(page, 'a selection');
  for (const name of ['Columns', 'Views']) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.getByRole('button', { name: said(name) }).first().click();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page.getByRole('dialog')).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await looksRight(page, name);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.keyboard.press('Escape');
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  for (const name of ['More', 'Deploy', 'Restart']) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.getByRole('group', { name: said('Selection') }).getByRole('button', { name: said(name), exact: true }).click();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page.getByRole('dialog')).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await looksRight(page, name);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.keyboard.press('Escape');
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('a text that is cut is read in full where it is pointed at', async ({ page }) => {
  await speakPseudo(page);
  await page.goto(paths.devices({ q: 'is:never' }));
  const badge = page.getByRole('gridcell', { name: /Ñévéŕ/u }).first();
  const words = await badge.innerText();
  const shown = page.getByText(words, { exact: true });
  const before = await shown.count();
  await badge.getByText(words).hover();
  await expect(shown).toHaveCount(before + 1);
});

test.describe('runs', () => {
  // Of the simulator's devices a few fail by themselves, by their sid and their App's: with the third App none of these does.
  test.use({ worldOptions: { seedApps: [{ uniqueName: 'fw-1' }, { uniqueName: 'unused' }, { uniqueName: 'fw-2' }], seedDevices: Array.from({ length: 12 }, (_, at) => ({ uniqueName: `thing-${at}`, target: 'fw-1' })) } });

  /** The kept title of a run is in the language that it was made in. */
  const names = [...NAMES, 'Deploy', 'to', 'devices', 'Roll back'];

  test('that are on their way, and that ended in part', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await page.clock.install();
    fleet.clock.hold();
    fleet.faults.set('deploy-refused:every=4');
    await run(page, 'Deploy', 12);
    await runIs(page, 'Accepted, 9 not yet updated');
    await speakPseudo(page);
    await page.reload();
    await expect(page).toHaveTitle(/⟦/u);
    await looksRight(page, 'a run of which all was accepted', names);
    await report(page, fleet);
    await expect(page).toHaveTitle(new RegExp(said('Finished, partial'), 'u'));
    await looksRight(page, 'a run that ended in part', names);
    await page.getByRole('button', { name: said('Export'), exact: true }).click();
    await looksRight(page, 'Export', names);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: new RegExp(`^${said('Retry {0} failed', '3')}`, 'u') }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await looksRight(page, 'Retry', names);
    await page.goto(paths.rollouts);
    await expect(page.getByRole('list', { name: said('Runs') })).toBeVisible();
    await looksRight(page, 'the list of runs', names);
  });
});
