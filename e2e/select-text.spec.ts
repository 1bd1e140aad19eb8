/** A row opens with one click; a double click selects its text, and leaves the page where it was. */
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { runIs } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import { openHome, queueOf } from './support/home.ts';
import { cell, fullyRead, openList, row } from './support/list.ts';
import { run, shown } from './support/runs.ts';
import { FW, stuck } from './support/triage.ts';

const NAME = 'beta-2 cold';
const SEEDS = ['alpha-1 cold', NAME, 'gamma-3 cold'].map((name, index) => Object.assign(stuck(name, 9 + index), { logging: 3_600 }));
test.use({ pace: 'auto', worldOptions: { seedApps: FW, seedDevices: SEEDS } });

const selected = (page: Page): Promise<string> => page.evaluate(() => document.getSelection()?.toString().trim() ?? '');

async function expectSelected(page: Page, what: Locator, text: string): Promise<void> {
  const before = page.url();
  // An App is called by its sid until the list of them has come.
  await expect(what).toContainText(text);
  await what.dblclick();
  await expect.poll(() => selected(page)).toBe(text);
  expect(page.url()).toBe(before);
  await expect(what).toBeVisible();
}

/** Opened in the page that is there, and not by loading another. */
async function expectOpened(page: Page, what: Locator, name = NAME): Promise<void> {
  const loads: string[] = [];
  const note = (frame: { url(): string }): number => loads.push(frame.url());
  page.on('domcontentloaded', note);
  await what.click();
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  page.off('domcontentloaded', note);
  expect(loads).toEqual([]);
}

test('in the list of devices a double click on a name selects all of it, and one click opens the device', async ({ page, fleet }) => {
  await openList(page, { q: 'cold' });
  await fullyRead(page, 3, 3);
  const name = row(page, NAME).getByRole('link');
  await expectSelected(page, await cell(page, NAME, 'Should run'), 'fw-2');
  await expectSelected(page, name, NAME);
  // Also while another text is selected.
  await expectOpened(page, row(page, 'alpha-1 cold').getByRole('link'), 'alpha-1 cold');
  await page.goBack();
  await expectOpened(page, name);
  await page.goBack();
  await expectOpened(page, await cell(page, NAME, 'Should run'));
  expect(fleet.world.counters.writesBySid.size).toBe(0);
});

test('a text of a row that is dragged over is selected, and the device is not opened', async ({ page }) => {
  await openList(page, { q: 'cold' });
  await fullyRead(page, 3, 3);
  const target = await cell(page, NAME, 'Should run');
  await expect(target).toContainText('fw-2');
  const box = await target.boundingBox();
  if (box === null) throw new Error('The cell is not on the page.');
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + 10, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, middle, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => selected(page)).toContain('fw-2');
  await expect(page).toHaveURL(/\/devices\?q=cold/u);
});

test('so it is in the queue, among the leases, the Apps and the outcomes of a run', async ({ page }) => {
  await openHome(page);
  const queued = queueOf(page, 'Stuck').getByRole('link', { name: NAME, exact: true });
  await expectSelected(page, queued, NAME);
  await expectOpened(page, queued);

  await page.goto(paths.leases);
  const leased = page.getByRole('list', { name: 'Leases', exact: true }).getByRole('link', { name: NAME, exact: true });
  await expect(page.getByText(/^complete as of/u)).toBeVisible();
  await expectSelected(page, leased, NAME);
  await expectOpened(page, leased);

  await page.goto(paths.apps);
  const app = page.getByRole('row').getByRole('link', { name: 'fw-2', exact: true });
  await expect(app).toBeVisible();
  await expectSelected(page, app, 'fw-2');
  await expectOpened(page, app, 'fw-2');

  await run(page, 'Log for 24 h', SEEDS.length);
  await runIs(page, 'Complete');
  const outcome = shown(page).getByRole('link', { name: NAME, exact: true });
  await expectSelected(page, outcome, NAME);
  await expectOpened(page, outcome);
});
