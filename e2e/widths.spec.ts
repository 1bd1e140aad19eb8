/** Every page at every width from a phone to a desktop: nothing is hidden without a sign, and every region has its own name. */
import { AxeBuilder } from '@axe-core/playwright';

import { paths } from '#paths.ts';

import { expect, test } from './support/fixtures.ts';
import { openHome, queueOf } from './support/home.ts';
import { fullyRead, openList } from './support/list.ts';
import { said, speakPseudo } from './support/pseudo.ts';
import { open, places, tooWide } from './support/reach.ts';
import { run } from './support/runs.ts';
import { clippedInList, clippedIds, unmarkedOverflow } from './support/widths.ts';

const HOUR = 3_600;
const DELETED = `KA${'5bd7'.repeat(8)}`;
const UNNAMED = `KA${'139f'.repeat(8)}`;
const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }, { sid: UNNAMED, uniqueName: null }];
const many = (word: string) => Array.from({ length: 55 }, (_, at) => ({ key: `${word}-${at}`, value: 'x'.repeat(40) }));
/** One device of each class, most without a name; two failures with the same code and different targets. */
const KINDS = [
  { uniqueName: 'thing-without-trouble', target: 'fw-1' },
  { target: 'fw-2', reported: UNNAMED, status: 'pending', targetedAgo: 9 * HOUR },
  // The device whose page is tested.
  { uniqueName: null, target: DELETED, reported: UNNAMED, targetedAgo: 2 * HOUR, configs: many('config'), secrets: many('secret') },
  { uniqueName: 'failed-1', target: 'fw-2', reported: 'fw-1', status: 'error', errorCode: 118 },
  { uniqueName: 'failed-2', target: UNNAMED, reported: 'fw-1', status: 'error', errorCode: 118 },
  { uniqueName: null, target: DELETED, reported: DELETED },
  { uniqueName: null, target: 'fw-1', status: 'error', errorCode: 9 },
  { uniqueName: null, target: 'fw-1', reported: null },
  { uniqueName: null, target: UNNAMED, logging: HOUR },
];

test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: KINDS, seedConfigs: many('config'), seedSecrets: many('secret') } });

test('content beyond an edge is marked by a fade, and shortened SIDs are never cut off', async ({ page, fleet, problems }) => {
  test.setTimeout(300_000);
  problems.expectFailedRequests();
  await run(page, 'Log for 24 h', KINDS.length);
  const all = places(fleet.world.rows[2]?.sid ?? '', new URL(page.url()).pathname);
  for (const place of all) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await open(page, place);
    for (const width of [360, 768, 1024, 1280, 1440]) {
      // oxlint-disable-next-line no-await-in-loop -- as above
      await page.setViewportSize({ width, height: 800 });
      // Wait for the new layout.
      // oxlint-disable-next-line no-await-in-loop -- as above
      await page.evaluate(() => new Promise((resolve) => void requestAnimationFrame(() => requestAnimationFrame(resolve))));
      // What is drawn anew for it comes a moment later.
      // oxlint-disable-next-line no-await-in-loop -- as above
      await expect.poll(async () => [...(await tooWide(page)), ...(await unmarkedOverflow(page)), ...(await clippedIds(page))], `${place.name}, ${width} px`).toEqual([]);
    }
  }
});

test('the Apps table fades at its edge until it is scrolled to the end', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 800 });
  await page.goto(paths.apps);
  const table = page.getByRole('region', { name: 'Apps, table' });
  const fade = (): Promise<string> => table.evaluate((region) => getComputedStyle(region, '::after').opacity);
  await expect(table.getByRole('row')).toHaveCount(APPS.length + 2);
  await expect.poll(fade).toBe('1');
  await table.evaluate((region) => region.scrollTo({ left: region.scrollWidth }));
  await expect.poll(fade).toBe('0');
  await page.setViewportSize({ width: 1440, height: 800 });
  await expect.poll(fade).toBe('0');
});

test.describe('in a fleet of thousands', () => {
  test.use({ worldOptions: { devices: 2_000 } });

  for (const width of [1280, 1440, 1920, 2400]) {
    test(`at ${width} px all filters of the list are visible and no column name is cut off, whatever the sort order`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      for (const sort of ['reported,logging', 'update,-target', 'targeted,updated', '-created,alignment']) {
        // oxlint-disable-next-line no-await-in-loop -- one page
        await openList(page, { sort });
        // oxlint-disable-next-line no-await-in-loop -- as above
        await fullyRead(page, 2_000);
        // oxlint-disable-next-line no-await-in-loop -- as above
        await expect(page.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'logging left on' })).toBeVisible();
        // oxlint-disable-next-line no-await-in-loop -- as above
        await expect.poll(() => clippedInList(page), sort).toEqual([]);
      }
    });
  }

  test('at 1440 px no state is cut off', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 800 });
    for (const [q, there] of [['is:never', /^Never reported \d+ d$/u], ['log:expired', 'on, expired'], ['status:error', /^error \d+$/u], ['is:drifting', /^Drifting|^Stuck/u]] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one page
      await openList(page, { q });
      // oxlint-disable-next-line no-await-in-loop -- as above
      await expect(page.getByRole('gridcell', { name: there }).first()).toBeVisible();
      // oxlint-disable-next-line no-await-in-loop -- as above
      await expect.poll(async () => (await clippedInList(page)).filter((line) => line.startsWith('state')), q).toEqual([]);
    }
  });
});

test('no column name is cut off in a language with longer words', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 800 });
  await speakPseudo(page);
  for (const sort of ['reported,logging', 'update,-target', 'targeted,updated', '-created,alignment']) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await page.goto(paths.devices({ sort }));
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect(page.getByRole('columnheader', { name: said('Reported') })).toBeVisible();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect.poll(async () => (await clippedInList(page)).filter((line) => line.startsWith('column')), sort).toEqual([]);
  }
});

test('every region of a page has its own name, including failures with the same code', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openHome(page);
  await expect(queueOf(page, 'failed, error 118, on the way to fw-2')).toBeVisible();
  await expect(queueOf(page, 'failed, error 118, on the way to KA139f…139f')).toBeVisible();
  const found: string[] = [];
  for (const { name, path } of places(fleet.world.rows[2]?.sid ?? '', paths.rollouts)) {
    // oxlint-disable-next-line no-await-in-loop -- one page
    await open(page, { name, path });
    if (name === 'a device') {
      for (const list of ['Configs', 'Secrets']) {
        // oxlint-disable-next-line no-await-in-loop -- as above
        await page.getByRole('button', { name: list, exact: true }).click();
        // oxlint-disable-next-line no-await-in-loop -- as above
        await expect(page.getByRole('navigation', { name: `${list}, pages`, exact: true })).toBeVisible();
      }
    }
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { violations } = await new AxeBuilder({ page }).options({ runOnly: ['landmark-unique'], resultTypes: ['violations'] }).analyze();
    found.push(...violations.flatMap(({ nodes }) => nodes.map(({ html }) => `${name}: ${html.slice(0, 160)}`)));
  }
  expect(found).toEqual([]);
});
