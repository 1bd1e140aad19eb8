import { expect, type Locator, type Page } from 'playwright/test';

import { paths } from '#paths.ts';

/** Opens Home and waits until the whole fleet has been counted. */
export async function openHome(page: Page, said = /^complete as of/u): Promise<void> {
  await page.goto(paths.home);
  await expect(page.getByText(said)).toBeVisible();
}

/** One of the counts at the top: `Stuck`. */
export function tally(page: Page, word: string): Locator {
  return page.getByRole('list', { name: 'Counts' }).getByRole('link').filter({ hasText: new RegExp(`^${word}`, 'u') });
}

/** The number in a text: 1,344 for `Logging on1,344same as 14:02`. */
export function numberIn(text: string): number {
  return Number((/\d[\d,]*/u.exec(text)?.[0] ?? 'none').replaceAll(',', ''));
}

/** A class of the queue, by its heading. */
export function queueOf(page: Page, word: string): Locator {
  return page.getByRole('region', { name: word, exact: true });
}

/** The names in a part of the queue, as they stand there. */
export function namesIn(part: Locator): Promise<string[]> {
  return part.getByRole('listitem').getByRole('link').allInnerTexts();
}
