import { expect, type Locator, type Page } from 'playwright/test';

/** The field over the page that finds and does everything. */
export function palette(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Find or do' });
}

export function paletteField(page: Page): Locator {
  return palette(page).getByRole('combobox');
}

/** Opens it by its keys, and types. */
export async function askPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(paletteField(page)).toBeFocused();
  if (text !== '') await page.keyboard.type(text);
}

/** One of what it offers. */
export function offer(page: Page, name: string | RegExp): Locator {
  return palette(page).getByRole('option', { name });
}

/** The one that Enter takes. */
export function first(page: Page): Locator {
  return palette(page).getByRole('option', { selected: true });
}
