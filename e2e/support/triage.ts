import { expect, type Locator, type Page } from 'playwright/test';

import { queueOf } from './home.ts';

const HOUR = 3600;

export const FW = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }];

/** A device that has drifted for so many hours, the older the earlier in the queue. */
export const stuck = (uniqueName: string, hours = 9) => ({ uniqueName, target: 'fw-2', reported: 'fw-1', targetedAgo: hours * HOUR });
export const failed = (uniqueName: string, errorCode: number, hours = 9) => ({ ...stuck(uniqueName, hours), status: 'error', errorCode });
export const well = (uniqueName: string) => ({ uniqueName, target: 'fw-1' });

/** What the device page says and offers about the queue. */
export function triage(page: Page): Locator {
  return page.getByRole('region', { name: 'Triage', exact: true });
}

/** Where the device stands in the list it was opened from. */
export function where(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Neighbours in the list' });
}

/** Waits until the page of this device is there, and knows how it stands. */
export async function atDevice(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('article', { name, exact: true })).toBeVisible();
  await expect(triage(page).getByRole('button', { name: 'Snooze' })).toBeVisible();
}

/** Opens a device of a class from the home page. */
export async function openFrom(page: Page, word: string, name: string): Promise<void> {
  await queueOf(page, word).getByRole('link', { name, exact: true }).click();
  await atDevice(page, name);
}

/** Makes a device run what it should, by itself. */
export function recover(device: { target: string | null } | undefined): void {
  if (device !== undefined) Object.assign(device, { reported: device.target, status: 'up-to-date', errorCode: 0 });
}

/** Goes home by the navigation, and waits until that page is there: keys pressed before are still those of the last one. */
export async function goHome(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  await expect(page.getByText(/^complete as of/u)).toBeVisible();
}
