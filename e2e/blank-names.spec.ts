/** Names that would be invisible: they are quoted everywhere, and can be clicked, opened and changed like any other name. */
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';

import { openBulk, openLastRun, runIs, selectAll, typeCount } from './support/bulk.ts';
import { action, openDialog, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { openHome, queueOf } from './support/home.ts';
import { fullyRead, openList, rows } from './support/list.ts';
import { askPalette, palette } from './support/palette.ts';
import { shown } from './support/runs.ts';

const HOUR = 3_600;
const NBSP = '\u00a0';
/** The name, and how it is shown. */
const NAMES = [
  ['   ', `“${NBSP}${NBSP}${NBSP}”`],
  [' ', `“${NBSP}”`],
  [NBSP, '“<U+00A0>”'],
  ['\u2003\u3000', '“<U+2003><U+3000>”'],
  ['\u200d', '“<U+200D>”'],
  ['\ufe0f\u3164', '“<U+FE0F><U+3164>”'],
  ['\u2800', '“<U+2800>”'],
  ['\u200b', '<U+200B>'],
] as const;
const LABELS: readonly string[] = NAMES.map(([, label]) => label);

test.use({
  pace: 'auto',
  worldOptions: {
    seedApps: [{ uniqueName: '  ' }, { uniqueName: 'fw-1' }],
    seedDevices: NAMES.map(([uniqueName], at) => ({ uniqueName, target: '  ', reported: 'fw-1', targetedAgo: 9 * HOUR - at })),
  },
});

/** The exact text: Playwright's own matchers collapse spaces. */
const textOf = (page: Page): Promise<string | null> => page.getByRole('heading', { level: 1 }).evaluate((heading) => heading.textContent);

const textsOf = (elements: Locator): Promise<(string | null)[]> => elements.evaluateAll((all) => all.map((each) => each.textContent));

test('are quoted in the table, the page title and heading, the queue and the palette', async ({ page, fleet }) => {
  await openList(page);
  await fullyRead(page, NAMES.length);
  await expect.poll(() => textsOf(rows(page).getByRole('link'))).toEqual(LABELS);
  await expect(rows(page).first().getByRole('gridcell', { name: '“ ”', exact: true })).toHaveText(`“${NBSP}${NBSP}”`);
  for (const [at, label] of LABELS.entries()) {
    const link = rows(page).nth(at).getByRole('link');
    // oxlint-disable-next-line no-await-in-loop -- one page
    expect((await link.boundingBox())?.width).toBeGreaterThan(8);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await link.click();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page).toHaveURL(new RegExp(`/devices/${fleet.world.rows[at]?.sid}`, 'u'));
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect.poll(() => textOf(page)).toBe(label);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect.poll(() => page.evaluate(() => document.title)).toBe(`${label} · Fleet Console`);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.keyboard.press('u');
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(rows(page)).toHaveCount(NAMES.length);
  }
  await openHome(page);
  const stuck = queueOf(page, 'Stuck');
  await stuck.getByRole('button', { name: /^Show \d+ more/u }).click();
  await expect.poll(() => textsOf(stuck.getByRole('listitem').getByRole('link'))).toEqual(LABELS);
  await askPalette(page, fleet.world.rows[0]?.sid ?? '');
  // Others begin alike, and stand there until the whole of it was looked up.
  const option = palette(page).getByRole('option', { name: '“' });
  await expect(option).toHaveCount(1);
  await option.click();
  await expect.poll(() => textOf(page)).toBe(LABELS[0]);
});

test('are quoted in dialogs, toasts, observed changes and tickets', async ({ page, fleet, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(paths.device(fleet.world.rows[0]?.sid ?? ''));
  const dialog = await openDialog(page, 'Rename');
  await expect(dialog.getByRole('heading').locator('..')).toContainText('“   ”');
  await dialog.getByRole('textbox').fill(`${NBSP}${NBSP}`);
  await expect(dialog.getByRole('note')).toContainText('It holds characters that cannot be seen: “<U+00A0><U+00A0>”');
  await page.keyboard.press('Enter');
  await expect(toast(page, 'Renamed to “<U+00A0><U+00A0>”')).toBeVisible();
  await expect.poll(() => textOf(page)).toBe('“<U+00A0><U+00A0>”');
  expect(fleet.world.rows[0]?.uniqueName).toBe(`${NBSP}${NBSP}`);
  await expect(page.getByRole('region', { name: 'Observed changes' })).toContainText(/“\s{3}”.*“<U\+00A0><U\+00A0>”/u);
  await expect(page.getByRole('region', { name: 'Identifiers' })).toContainText('“<U+00A0><U+00A0>”');
  await expect(action(page, 'Rename')).toBeVisible();
  await page.keyboard.press('c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('“<U+00A0><U+00A0>”');
});

for (const what of ['Restart', 'Deploy'] as const) {
  test(`a bulk action on them ends with every device done: ${what}`, async ({ page, fleet }) => {
    await openList(page);
    await fullyRead(page, NAMES.length);
    await selectAll(page, NAMES.length);
    const dialog = await openBulk(page, what);
    if (what === 'Deploy') {
      await expect(dialog.getByRole('option').filter({ hasText: '“  ”' })).toBeVisible();
      await dialog.getByRole('option', { name: 'fw-1' }).click();
    }
    // More than a tenth of the fleet.
    await typeCount(dialog, NAMES.length);
    // Enter does nothing while the devices and other runs are still looked up.
    await expect(dialog.getByRole('button', { name: new RegExp(`^${what} .*8 devices$`, 'u') })).not.toHaveAttribute('aria-disabled');
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0, { timeout: 30_000 });
    await openLastRun(page);
    await runIs(page, 'Complete');
    await expect.poll(() => textsOf(shown(page).getByRole('link'))).toEqual(expect.arrayContaining([...LABELS]));
    for (const { sid } of fleet.world.rows) {
      // oxlint-disable-next-line no-await-in-loop -- one page
      await expect(shown(page).locator(`a[href="${paths.device(sid)}"]`)).toBeVisible();
    }
    if (what === 'Restart') expect(fleet.world.rows.map(({ sid }) => fleet.world.counters.restartsBySid.get(sid))).toEqual(NAMES.map(() => 1));
    await shown(page).getByRole('link').first().click();
    await expect.poll(() => textOf(page)).toMatch(/^(?:“.+”|<U\+200B>)$/u);
  });
}

test('an App with such a name can be found, opened, picked and deployed', async ({ page, fleet }) => {
  const app = fleet.world.apps[0]?.sid ?? '';
  await page.goto(paths.apps);
  await page.getByRole('main').getByRole('link', { name: '“ ”', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/apps/${app}$`, 'u'));
  await expect.poll(() => textOf(page)).toBe(`“${NBSP}${NBSP}”`);
  await openList(page, { q: 'is:stuck' });
  await fullyRead(page, NAMES.length);
  await page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'App' }).click();
  await page.getByRole('dialog', { name: 'App' }).getByRole('button', { name: '“ ”' }).click();
  await expect(rows(page)).toHaveCount(NAMES.length);
  await page.goto(paths.device(fleet.world.rows[1]?.sid ?? ''));
  const deploy = await openDialog(page, 'Deploy an App');
  await deploy.getByRole('option').filter({ hasText: 'fw-1' }).click();
  await deploy.getByRole('option').filter({ hasText: '“' }).click();
  await expect(deploy.getByRole('group', { name: 'What changes' })).toContainText('“  ”');
  await deploy.getByRole('button', { name: /^Deploy/u }).last().click();
  await expect(deploy).toHaveCount(0);
  expect(fleet.world.rows[1]?.target).toBe(app);
});
