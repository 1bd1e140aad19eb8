import { expect, type Locator, type Page } from 'playwright/test';

import { openBulk, openLastRun, pickApp, selectAll, setPace, typeCount } from './bulk.ts';
import type { Fleet } from './fleet.ts';
import { fullyRead, openList } from './list.ts';

/** Runs: how one is made quickly, and what stands on its page. */

/** Sends one change to all devices, two at a time, and opens the page of it. */
export async function run(page: Page, action: 'Deploy' | 'Log for 24 h' | 'Restart', devices: number): Promise<void> {
  await openList(page);
  await fullyRead(page, devices);
  await selectAll(page, devices);
  const dialog = await openBulk(page, action);
  if (action === 'Deploy') await pickApp(dialog, 'fw-2');
  await setPace(dialog, 2, 2_000);
  await typeCount(dialog, devices);
  await expect(dialog.getByRole('button', { name: /^(?:Deploy|Log|Restart) .*device/u })).not.toHaveAttribute('aria-disabled');
  await dialog.getByRole('textbox', { name: /^Type/u }).press('Enter');
  // A restart waits.
  await expect(dialog).toHaveCount(0, { timeout: 30_000 });
  await openLastRun(page);
}

/** Has the writes to these devices wait until the faults are cleared: two of them hold up a run that goes two at a time. */
export function hold(fleet: Fleet, ...indexes: readonly number[]): void {
  fleet.faults.set(indexes.map((index) => `latency:on=POST,ms=600000,sid=${fleet.world.rows[index]?.sid}`).join(';'));
}

/** Lets the devices report what they were given, and the run look at them. The page's clock has to be installed. */
export async function report(page: Page, fleet: Fleet): Promise<void> {
  const before = await page.title();
  fleet.clock.advance(60_000);
  // A look that was not yet due when the time was put forward comes with the next step.
  await expect(async () => {
    await page.clock.fastForward(20_000);
    await expect(page).not.toHaveTitle(before, { timeout: 3_000 });
  }).toPass({ timeout: 15_000 });
}

/** Has a run go on of which so much is left that the count has to be typed. */
export async function resume(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Resume…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Resume' });
  const asked = await dialog.getByText(/^Type [\d,]+ to confirm$/u).innerText();
  const typed = dialog.getByRole('textbox', { name: asked });
  await typed.fill(asked.replaceAll(/\D/gu, ''));
  await typed.press('Enter');
  await expect(dialog).toHaveCount(0);
}

/** What stands at the top of a run that does not go on. */
export function verdict(page: Page, status: string): Locator {
  return page.getByRole('region', { name: status });
}

/** The rows of devices that are drawn. */
export function shown(page: Page): Locator {
  return page.getByRole('table', { name: 'Outcome of each device' }).getByRole('row').filter({ has: page.getByRole('link') });
}

/** Types the count and confirms the dialog of a plan; waits for the page of the new run. */
export async function confirm(page: Page, button: string, devices: number): Promise<void> {
  const dialog = page.getByRole('dialog');
  await typeCount(dialog, devices);
  const before = page.url();
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page).not.toHaveURL(before);
}
