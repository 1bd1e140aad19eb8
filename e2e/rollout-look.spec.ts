import type { Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { openBulk, openLastRun, pickApp, runIs, selectAll, typeCount } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { fullyRead, openList } from './support/list.ts';
import { report } from './support/runs.ts';

/** Of the simulator's devices a few fail by themselves, by their sid and their App's: with the third App none of these does. */
const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'unused' }, { uniqueName: 'fw-2' }];
const DEVICES = 12;
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: Array.from({ length: DEVICES }, () => ({ target: 'fw-1' })) } });

/** A run of which a part failed, on show. */
async function partial(page: Page, fleet: Fleet): Promise<void> {
  await page.clock.install();
  fleet.clock.hold();
  fleet.faults.set('deploy-refused:every=4');
  await openList(page);
  await fullyRead(page, DEVICES);
  await selectAll(page, DEVICES);
  const dialog = await openBulk(page, 'Deploy');
  await pickApp(dialog, 'fw-2');
  await typeCount(dialog, DEVICES);
  await expect(dialog.getByRole('button', { name: /^Deploy .*device/u })).not.toHaveAttribute('aria-disabled');
  await dialog.getByRole('textbox', { name: /^Type/u }).press('Enter');
  await expect.poll(() => fleet.world.counters.writes).toBe(9);
  await openLastRun(page);
  await runIs(page, 'Accepted, 9 not yet updated');
  await report(page, fleet);
  await runIs(page, 'Finished, partial');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`has no serious accessibility violation in the ${colorScheme} theme`, async ({ page, fleet, problems }) => {
      problems.expectFailedRequests();
      await page.goto(paths.rollouts);
      await expect(page.getByRole('heading', { name: /^Nothing was sent/u })).toBeVisible();
      await expectNoAxeViolations(page);
      await partial(page, fleet);
      await expectNoAxeViolations(page);
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Roll back/u }).click();
      await expect(page.getByRole('dialog', { name: 'Roll back' })).toBeVisible();
      await expectNoAxeViolations(page);
      await page.goto(paths.rollouts);
      await expect(page.getByRole('list', { name: 'Runs' })).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });
}

for (const [name, width, height] of [['a phone', 360, 640], ['a desktop at 200 % zoom', 720, 450], ['a desktop at 400 % zoom', 320, 256]] as const) {
  test(`fits ${name} without scrolling the page sideways`, async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await partial(page, fleet);
    await page.setViewportSize({ width, height });
    const wide = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    // The header has to follow the window first.
    await expect.poll(wide).toBeLessThanOrEqual(width);
    await expect(page.getByRole('button', { name: 'Retry 3 failed' })).toBeVisible();
    await page.goto(paths.rollouts);
    await expect(page.getByRole('list', { name: 'Runs' }).getByRole('listitem')).toHaveCount(1);
    expect(await wide()).toBeLessThanOrEqual(width);
  });
}
