import { expect, type Locator, type Page } from 'playwright/test';

import { paths } from '#paths.ts';

/** The pages of Configs and Secrets, and the parts of a device's page that show its own. */

export type Kind = 'Configs' | 'Secrets';

/** The part of a device's page, by its heading. */
export function partOf(page: Page, kind: Kind): Locator {
  return page.getByRole('region', { name: kind, exact: true });
}

/** Opens one of the pages and waits until its keys are on show. `search`: `?q=…`. */
export async function openKeys(page: Page, kind: Kind, search = ''): Promise<void> {
  await page.goto(`${kind === 'Configs' ? paths.configs : paths.secrets}${search}`);
  await expect(table(page, kind)).toBeVisible();
}

export function table(within: Page | Locator, kind: Kind): Locator {
  return within.getByRole('table', { name: kind });
}

/** The keys on show, in their order. */
export async function keysOn(within: Page | Locator, kind: Kind): Promise<string[]> {
  return table(within, kind).getByRole('rowheader').getByRole('link').or(table(within, kind).getByRole('rowheader').getByRole('button')).allInnerTexts();
}

/** Its name is a link on a page of keys, and a button on the page of a device. */
export function keyRow(within: Page | Locator, key: string): Locator {
  const page = 'page' in within ? within.page() : within;
  return within.getByRole('row').filter({ has: page.getByRole('link', { name: key, exact: true }).or(page.getByRole('button', { name: key, exact: true })) });
}

/** How many there are, or match: on the page, not what is said of it a moment later. */
export function howMany(page: Page, words: string): Locator {
  return page.getByText(words, { exact: true }).first();
}

export function searchKeys(within: Page | Locator, kind: Kind): Locator {
  return within.getByRole('textbox', { name: `Search ${kind}` });
}

/** Begins a new key, and answers its dialog. */
export async function startNew(within: Page | Locator, page: Page, kind: Kind): Promise<Locator> {
  const one = kind === 'Configs' ? 'New Config' : 'New Secret';
  await within.getByRole('button', { name: one }).click();
  return dialogOf(page, one);
}

/** Opens a key by its name, and answers its dialog: that of a Config is called after the key. */
export async function openKey(within: Page | Locator, page: Page, kind: Kind, key: string): Promise<Locator> {
  await keyRow(within, key).getByText(key, { exact: true }).first().click();
  return dialogOf(page, kind === 'Configs' ? key : 'Rotate a Secret');
}

export async function dialogOf(page: Page, name: string): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name, exact: true });
  await expect(dialog).toBeVisible();
  return dialog;
}

export function keyField(dialog: Locator): Locator {
  return dialog.getByRole('textbox', { name: 'Key', exact: true });
}

export function valueField(dialog: Locator): Locator {
  return dialog.getByRole('textbox', { name: 'Value', exact: true });
}

/** Begins to delete a key from its row, and answers the dialog. */
export async function startDelete(within: Page | Locator, page: Page, kind: Kind, key: string): Promise<Locator> {
  await within.getByRole('button', { name: `Delete ${key}`, exact: true }).click();
  return dialogOf(page, kind === 'Configs' ? 'Delete a Config' : 'Delete a Secret');
}

/** Notes each call for Configs or Secrets that the page makes from now on: `GET /Configs/prefs`. */
export function keyedCalls(page: Page): readonly string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/api\/v1\/(?:Devices\/[^/]+\/)?(?:Configs|Secrets)/u.test(pathname)) calls.push(`${request.method()} ${pathname.replace('/api/v1', '')}`);
  });
  return calls;
}
