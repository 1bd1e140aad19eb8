import { expect, type Locator, type Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { goTo } from './navigation.ts';

/** What a person does with many devices at a time, and what the console then says of it. */

/** The bar that stands below the rows while devices are selected. */
export function selectionBar(page: Page): Locator {
  return page.getByRole('group', { name: 'Selection', exact: true });
}

/** Selects every device that the list, as it is filtered now, has. */
export async function selectAll(page: Page, devices: number): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select this page' }).click();
  const bar = selectionBar(page);
  await expect(bar).toBeVisible();
  const all = devices.toLocaleString('en');
  const more = bar.getByRole('button', { name: `Select all ${all} that match` });
  const done = bar.getByText(`${all} selected`);
  await expect(more.or(done).first()).toBeVisible();
  if (await more.isVisible()) await more.click();
  await expect(done).toBeVisible();
}

/** Opens the dialog of one of the bar's actions. */
export async function openBulk(page: Page, action: string): Promise<Locator> {
  await selectionBar(page).getByRole('button', { name: action, exact: true }).click();
  return page.getByRole('dialog');
}

/** Sets how fast it goes: devices at a time, and writes in any 10 s. */
export async function setPace(dialog: Locator, concurrency: number, rate: number): Promise<void> {
  await dialog.getByText('Pace', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Devices at a time' }).fill(String(concurrency));
  await dialog.getByRole('textbox', { name: 'Writes in any 10 s' }).fill(String(rate));
}

/** Picks an App in a dialog that deploys. */
export async function pickApp(dialog: Locator, name: string): Promise<void> {
  await dialog.getByRole('combobox', { name: 'App' }).fill(name);
  await dialog.page().getByRole('option', { name }).click();
}

/** Types the count where it is asked for. */
export async function typeCount(dialog: Locator, devices: number): Promise<void> {
  await dialog.getByRole('textbox', { name: `Type ${devices.toLocaleString('en')} to confirm` }).fill(String(devices));
}

/** The page of the run that was started last. */
export async function openLastRun(page: Page): Promise<void> {
  await goTo(page, 'Rollouts');
  await expect(page).toHaveURL(paths.rollouts);
  await page.getByRole('list', { name: 'Runs' }).getByRole('link').first().click();
  await expect(figures(page)).toBeVisible();
}

function figures(page: Page): Locator {
  return page.getByRole('main').getByLabel('Outcomes', { exact: true });
}

/** How many devices came to which outcome, as the page of a run says: `{ done: 38, failed: 2, 'not sent': 0 }`. */
export async function outcomes(page: Page): Promise<Readonly<Record<string, number>>> {
  // In one look: between two of them an outcome may come or go, and each number after it would get another name.
  const texts = await figures(page).getByRole('term').or(figures(page).getByRole('definition')).allInnerTexts();
  const numbers = texts.filter((_, index) => index % 2 === 1);
  return Object.fromEntries(numbers.map((number, index) => [(texts[2 * index] ?? '').trim(), Number.parseInt(number.replaceAll(',', ''), 10)]));
}

/** All outcomes together. */
export function sum(found: Readonly<Record<string, number>>): number {
  return Object.values(found).reduce((all, each) => all + each, 0);
}

/** Waits until the run says that it is so. */
export async function runIs(page: Page, status: string, timeout?: number): Promise<void> {
  await expect(page).toHaveTitle(new RegExp(`^${status}`, 'u'), timeout === undefined ? {} : { timeout });
}
