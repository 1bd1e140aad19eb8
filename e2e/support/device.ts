import { expect, type Locator, type Page } from 'playwright/test';

import { paths } from '#paths.ts';

export const SID = `UV${'a1b2c3d4'.repeat(4)}`;
export const NAME = 'berlin-0042 freezer-2';
export const OLD_APP = `KA${'1'.repeat(32)}`;
export const NEW_APP = `KA${'2'.repeat(32)}`;
export const UNNAMED_APP = `KA${'3'.repeat(32)}`;

/** What stands in place of a name where there is none. */
export const SHORT_SID = `${SID.slice(0, 8)}…${SID.slice(-6)}`;

/** Two versions of a firmware, and an App without a name, the newest first. */
export const APPS = [
  { sid: OLD_APP, uniqueName: 'freezer-2.4.0', createdAgo: 90 * 86_400 },
  { sid: NEW_APP, uniqueName: 'freezer-2.5.0', createdAgo: 2 * 86_400 },
  { sid: UNNAMED_APP, uniqueName: null, createdAgo: 40 * 86_400 },
];

/** One device that runs what it should; more fields as a test needs them. */
export function oneDevice(seed: object = {}): { seedApps: typeof APPS; seedDevices: object[] } {
  return { seedApps: APPS, seedDevices: [{ sid: SID, uniqueName: NAME, target: OLD_APP, ...seed }] };
}

/** Opens a device's page, by sid unless told otherwise, and waits until it is read. */
export async function openDevice(page: Page, id = SID, from?: string): Promise<void> {
  await page.goto(paths.device(id, from));
  await expect(page.getByRole('article')).toBeVisible();
}

/** One of the page's parts, by its heading. */
export function part(page: Page, name: 'App' | 'Logging' | 'Identifiers'): Locator {
  return page.getByRole('region', { name, exact: true });
}

/** An action's button at the head of the page. */
export function action(page: Page, name: 'Deploy an App' | 'Rename' | 'Logging' | 'Restart'): Locator {
  return page.getByRole('toolbar', { name: 'Actions' }).getByRole('button', { name, exact: true });
}

/** Opens an action's dialog and answers it. */
export async function openDialog(page: Page, name: 'Deploy an App' | 'Rename' | 'Restart'): Promise<Locator> {
  await action(page, name).click();
  const dialog = page.getByRole('dialog', { name, exact: true });
  await expect(dialog).toBeVisible();
  return dialog;
}

/**
 * Confirms a restart, and lets the 8 s pass at once in which it could still be called off. The page's clock
 * (`page.clock.install()`) has to have been taken over before the page was opened.
 */
export async function confirmRestart(page: Page, dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Restart the App' }).click();
  await expect(dialog.getByRole('timer')).toBeVisible();
  await page.clock.runFor(8_000);
}

/** From now on time passes on the page only as the test has it pass. Its clock (`page.clock.install()`) has to have been taken over before. */
export async function holdTime(page: Page): Promise<void> {
  // By the page's own clock, which may be ahead. A moment that is over by the time it comes to a busy page is refused: then a later one.
  await expect(async () => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000)).toPass();
}

/** Has the page read the device again. */
export async function refresh(page: Page): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().includes('/api/v1/Devices/'));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await answered;
}

/** A toast about something that went well; its buttons are inside. */
export function toast(page: Page, title: string | RegExp): Locator {
  return page.getByRole('dialog', { name: title });
}
