import { expect, type Locator, type Page } from 'playwright/test';

import { paths } from '#paths.ts';

/** The list of Apps and the page of one, as a person finds them. */

/** Opens the list and waits until the Apps have been read, and every device has been counted: the one may come before the other. */
export async function openApps(page: Page, search = ''): Promise<void> {
  await page.goto(paths.apps + search);
  await expect(page.getByRole('main').getByText(/^as of \d/u)).toBeVisible();
  await expect(page.getByRole('main').getByText(/devices: complete as of/u)).toBeVisible();
}

/** The row of an App, by what it is called. */
export function appRow(page: Page, name: string): Locator {
  return page.getByRole('table', { name: 'Apps' }).getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
}

/** The names in the list, in their order. */
export function appNames(page: Page): Promise<string[]> {
  return page.getByRole('table', { name: 'Apps' }).getByRole('rowheader').getByRole('link').allInnerTexts();
}

/** Opens the page of an App, by sid or name, and waits until every device has been counted. */
export async function openApp(page: Page, id: string): Promise<void> {
  await page.goto(paths.app(id));
  await expect(page.getByRole('region', { name: 'Devices' }).getByText(/^complete as of/u)).toBeVisible();
}

/** A line of the App's devices: `Pending`. */
export function figure(page: Page, words: string): Locator {
  return page.getByRole('region', { name: 'Devices' }).getByRole('listitem').filter({ hasText: new RegExp(`^${words}`, 'u') }).first();
}

/** Opens the last question before an App is deleted. */
export async function openDelete(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete an App' });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** The button that deletes, and why it cannot be pressed. */
export function deleteButton(dialog: Locator): Locator {
  return dialog.getByRole('button', { name: 'Delete App' });
}
