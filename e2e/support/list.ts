import { expect, type Locator, type Page } from 'playwright/test';

import { paths, type ListView } from '#paths.ts';

/** The table of devices. */
export function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Devices' });
}

/** Opens the list and waits for its first row. */
export async function openList(page: Page, view: ListView = {}): Promise<void> {
  await page.goto(paths.devices(view));
  await expect(rows(page).first()).toBeVisible();
}

/** The rows that are drawn, without the header. */
export function rows(page: Page): Locator {
  return grid(page).getByRole('row').filter({ has: page.getByRole('rowheader') });
}

/** The row of one device, by its name or sid. */
export function row(page: Page, name: string): Locator {
  return grid(page).getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
}

/** The position, among the columns on show, of the one with this header. */
export async function columnOf(page: Page, header: string): Promise<number> {
  await expect(grid(page).getByRole('columnheader').first()).toBeVisible();
  const headers = await grid(page).getByRole('columnheader').allInnerTexts();
  return headers.indexOf(header);
}

/** One cell, by the device's name and the column's header. */
export async function cell(page: Page, name: string, header: string): Promise<Locator> {
  const at = await columnOf(page, header);
  return row(page, name).getByRole('rowheader').or(row(page, name).getByRole('gridcell')).nth(at);
}

/** Opens the page after this one, and waits until the pager tells of it: until then its links lead where they led before. */
export async function goNext(page: Page): Promise<void> {
  const before = await position(page).innerText();
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(position(page)).not.toHaveText(before);
}

/** What the pager says: `Page 2 · 50 devices`. */
export function position(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Pages' }).getByRole('paragraph');
}

/** The search box above the rows. */
export function searchBox(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Search devices' });
}

/** Types into the search box, in place of what stands there. */
export async function searchFor(page: Page, text: string): Promise<void> {
  await searchBox(page).fill(text);
}

/** What the list says of itself: `37 of 12,431 match, complete as of 14:02:11`. */
export function onShow(page: Page): Locator {
  return page.getByRole('group', { name: 'What is on show' });
}

/** What a screen reader is told of the list, once it has come to rest: `37 of 12,431 devices match`. */
export function announced(page: Page): Locator {
  return page.getByRole('main').getByRole('status').filter({ hasText: /device|match|read/u });
}

/** Waits until the fleet has been read to its end, and so many of its devices are found: a second more for each thousand, which is a page of the API. */
export async function fullyRead(page: Page, devices: number, found = devices): Promise<void> {
  const [all, some] = [devices.toLocaleString('en'), found.toLocaleString('en')];
  await expect(onShow(page)).toContainText(new RegExp(`^(?:${some} of ${all} match(?:es)?|${all} devices?), complete as of|^${all} devices? in all`, 'u'), { timeout: 15_000 + devices });
}
