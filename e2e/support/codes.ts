import { expect, type Locator, type Page } from 'playwright/test';

import { paths } from '#paths.ts';

/** Writes into the dictionary what a code means, on its page. */
export async function giveMeaning(page: Page, code: string, meaning: string, runbook = ''): Promise<void> {
  await page.goto(paths.code(code));
  const dialog = codeDialog(page);
  await dialog.getByRole('textbox', { name: 'Meaning' }).fill(meaning);
  await dialog.getByRole('textbox', { name: 'Runbook' }).fill(runbook);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(entry(page, code)).toContainText(meaning);
}

/** Where a meaning is written or changed. */
export function codeDialog(page: Page): Locator {
  return page.getByRole('dialog', { name: /^(Describe an error code|Edit the description)$/u });
}

/** A code that has a meaning. */
export function entry(page: Page, code: string): Locator {
  return page.getByRole('list', { name: 'Dictionary' }).getByRole('listitem').filter({ has: page.getByText(code, { exact: true }) });
}
