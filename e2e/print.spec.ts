/** A page on paper: whole, light, and without what is pressed. */
import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { runIs } from './support/bulk.ts';
import { openDevice, part } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, openList, rows } from './support/list.ts';
import { pagesOf } from './support/pdf.ts';
import { run, shown } from './support/runs.ts';
import { FW, stuck, well } from './support/triage.ts';

const DEVICES = 300;
const named = (index: number): string => `unit-${String(index).padStart(3, '0')}`;
const SEEDS = Array.from({ length: DEVICES }, (_, index) => (index % 2 === 0 ? well(named(index)) : stuck(named(index))));
test.use({ pace: 'auto', colorScheme: 'dark', worldOptions: { seedApps: FW, seedDevices: SEEDS } });

/** What stands on each sheet of paper. */
async function sheets(page: Page): Promise<string[]> {
  const pages = pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
  // More than the window of rows would fill.
  expect(pages.length).toBeGreaterThan(4);
  return pages;
}

function expectEveryName(pages: readonly string[]): void {
  const text = pages.join('');
  expect(SEEDS.flatMap((_, index) => (text.includes(named(index)) ? [] : named(index)))).toEqual([]);
}

/** Shows the page as it is printed, until `leavePaper`. */
async function putOnPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
}

async function leavePaper(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
}

async function expectLight(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toHaveCSS('color', 'rgb(22, 24, 29)');
  await expect(page.getByRole('button', { name: /^(?:Refresh|Find or do|Columns|Rename|Export)$/u })).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0);
  // Which fleet it was stays.
  await expect(page.getByRole('note', { name: 'Connected fleet' })).toBeVisible();
}

test('a list is printed with all rows of its page, a header on each sheet, and what it shows as of when', async ({ page }) => {
  await openList(page, { q: 'unit-', size: 500 });
  await fullyRead(page, DEVICES, DEVICES);
  expect(await rows(page).count()).toBeLessThan(DEVICES / 2);

  await putOnPaper(page);
  await expect(rows(page)).toHaveCount(DEVICES);
  await expect(page.getByText('Search: unit-')).toBeVisible();
  await expect(page.getByText(/^Printed .* UTC from http:.*\/devices\?q=unit-/u)).toBeVisible();
  await expect(page.getByRole('group', { name: 'What is on show' })).toHaveText(/300 of 300 match, complete as of \d\d:\d\d:\d\d/u);
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('paragraph')).toHaveText(/1–300 of 300/u);
  await expect(page.getByRole('combobox')).toHaveCount(0);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expectLight(page);
  await leavePaper(page);

  const pages = await sheets(page);
  expectEveryName(pages);
  for (const each of pages) expect(each).toContain('NameAlignmentUpdateresultRunsShouldrunSIDTargetedReportedLoggingUpdatedCreated');
  expect(pages[0]).toContain('Search:unit-');
  expect(pages[0]).toContain('300of300match,completeasof');
  // On the screen it is as it was.
  await expect.poll(() => rows(page).count()).toBeLessThan(DEVICES / 2);
  await expect(page.getByText('Search: unit-')).toHaveCount(0);
});

test('a device is printed in light colours, without what would be pressed', async ({ page, fleet }) => {
  await openDevice(page, fleet.world.rows[1]?.sid);
  // As it is opened from a list.
  await page.goto(`${new URL(page.url()).pathname}?from=%3Fq%3Dunit`);
  await expect(page.getByRole('toolbar', { name: 'Actions' })).toBeVisible();
  // The Apps are read beside the device: until then it has no more than their SIDs.
  await expect(part(page, 'App')).toContainText('fw-2');
  await putOnPaper(page);
  await expectLight(page);
  await expect(page.getByRole('heading', { level: 1, name: named(1) })).toBeVisible();
  await expect(page.getByText(/^as of \d/u)).toBeVisible();
  await expect(page.getByRole('toolbar')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Devices', exact: true })).toHaveCount(0);
  await expect(page.getByText(/^Printed .* from http:.*\/devices\/UV[0-9a-f]{32}$/u)).toBeVisible();
  await leavePaper(page);
  // Target and running App with whole SIDs, and again under Identifiers.
  const paper = pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true })).join('');
  expect(paper.split(fleet.world.rows[1]?.target ?? '?').length - 1).toBeGreaterThanOrEqual(2);
  expect(paper).not.toMatch(/KA[0-9a-f]{4,}…/u);
});

test('Apps and leases are printed without what searches them, and the heads of the table stand apart within its card', async ({ page }) => {
  for (const path of [paths.apps, paths.leases]) {
    await page.goto(path);
    await expect(page.getByRole('search')).toBeVisible();
    await putOnPaper(page);
    await expect(page.getByRole('search')).toHaveCount(0);
    await leavePaper(page);
  }
  await page.goto(paths.apps);
  await expect(page.getByRole('table', { name: 'Apps' })).toBeVisible();
  // A sheet of A4 that lies on its side, without its margins.
  await page.setViewportSize({ width: 1032, height: 700 });
  await putOnPaper(page);
  const table = page.getByRole('table', { name: 'Apps' });
  const [inner, card] = await table.evaluate((element) => [element.getBoundingClientRect().right, element.parentElement?.getBoundingClientRect().right ?? 0]);
  expect(inner).toBeLessThanOrEqual(card);
  const gaps = await table.getByRole('columnheader').evaluateAll((heads) => heads.map((head) => Number.parseFloat(getComputedStyle(head).paddingInlineEnd)));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(4);
});

test('a run is printed with the outcome of each device', async ({ page }) => {
  // So many writes, two at a time.
  test.slow();
  await run(page, 'Log for 24 h', DEVICES);
  await runIs(page, 'Complete', 120_000);
  expect(await shown(page).count()).toBeLessThan(DEVICES / 2);
  await putOnPaper(page);
  await expect(shown(page)).toHaveCount(DEVICES);
  await expectLight(page);
  await expect(page.getByRole('toolbar')).toHaveCount(0);
  await leavePaper(page);

  const pages = await sheets(page);
  expectEveryName(pages);
  for (const each of pages.slice(pages.findIndex((text) => text.includes(named(0))))) expect(each).toContain('DeviceOutcomeWhyWhen');
  await expect.poll(() => shown(page).count()).toBeLessThan(DEVICES / 2);
});
