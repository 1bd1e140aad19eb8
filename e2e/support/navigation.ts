import { expect, type Page } from 'playwright/test';

/** Goes to one of the pages of every day: by the header, or by the menu where that has no room for them. */
export async function goTo(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu' });
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true });
  // A dialog that is about to close still hides both.
  await expect(menu.or(link)).toBeVisible();
  if (await menu.isVisible()) await menu.click();
  await link.click();
}
