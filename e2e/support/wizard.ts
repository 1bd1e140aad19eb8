import { expect, type Locator, type Page } from 'playwright/test';

import { paths } from '#paths.ts';

/** What a person does to put a rollout together. */

/** One of the wizard's parts, by its heading. */
export function part(page: Page, name: 'App' | 'Devices' | 'Waves' | 'Pace' | 'Halt rules' | 'Preflight'): Locator {
  return page.getByRole('region', { name, exact: true });
}

export function action(page: Page, name: 'Start rollout…' | 'Save draft' | 'Delete draft'): Locator {
  return page.getByRole('toolbar', { name: 'Actions' }).getByRole('button', { name, exact: true });
}

/** Opens a wizard without a selection. */
export async function openWizard(page: Page, search = ''): Promise<void> {
  await page.goto(paths.newRollout + search);
  await expect(part(page, 'App')).toBeVisible();
}

export async function deployApp(page: Page, name: string): Promise<void> {
  await part(page, 'App').getByRole('combobox', { name: 'App to deploy' }).fill(name);
  await part(page, 'App').getByRole('option', { name }).click();
  await expect(part(page, 'App').getByRole('button', { name: 'Pick another' })).toBeFocused();
}

/** Freezes what a search finds. */
export async function freezeFound(page: Page, q: string, devices: number): Promise<void> {
  const devicesPart = part(page, 'Devices');
  await devicesPart.getByRole('radio', { name: 'Search' }).check();
  await devicesPart.getByRole('textbox', { name: 'Search' }).fill(q);
  // Until then the figures change, and the button with them.
  await expect(devicesPart.getByText('The fleet is not read whole')).toHaveCount(0);
  await devicesPart.getByRole('button', { name: q === '' ? `Freeze all ${devices.toLocaleString('en')}` : `Freeze the ${devices.toLocaleString('en')} that match` }).click();
  await frozen(page, devices);
}

/** Waits until so many devices are frozen and looked up. */
export async function frozen(page: Page, devices: number): Promise<void> {
  await expect(part(page, 'Devices').getByText(new RegExp(`^Frozen at .*: ${devices.toLocaleString('en')} devices?$`, 'u'))).toBeVisible();
}

export function wavesField(page: Page): Locator {
  return part(page, 'Waves').getByRole('textbox', { name: 'Each wave ends with' });
}

/** The rows of the waves as they would be: `['1', '1', '1 2 %']`, … */
export async function waves(page: Page): Promise<string[][]> {
  const rows = part(page, 'Waves').getByRole('table', { name: 'Waves' }).getByRole('row').filter({ has: page.getByRole('rowheader') });
  return Promise.all((await rows.all()).map(async (row) => (await row.getByRole('rowheader').or(row.getByRole('cell')).allInnerTexts()).map((text) => text.trim().replaceAll(/\s+/gu, ' '))));
}

/** The list of warnings, or what stands there when there are none. */
export function warnings(page: Page): Locator {
  return part(page, 'Preflight').getByRole('list', { name: 'Warnings' }).getByRole('listitem');
}

/** A figure about the frozen list: how many `will change`. */
export function figure(page: Page, words: string): Locator {
  return part(page, 'Preflight').getByRole('list', { name: 'Of the list' }).getByRole('listitem').filter({ hasText: words });
}

/** Presses Tab until it has come to this, as somebody without a mouse would. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

/** Opens the last question, and answers it. */
export async function start(page: Page, devices: number): Promise<void> {
  await action(page, 'Start rollout…').click();
  const dialog = page.getByRole('dialog', { name: 'Start the rollout' });
  const typed = dialog.getByRole('textbox', { name: /^Type/u });
  const go = dialog.getByRole('button', { name: `Start rollout to ${devices.toLocaleString('en')} device${devices === 1 ? '' : 's'}` });
  await expect(go).toBeVisible();
  if (await typed.isVisible()) await typed.fill(String(devices));
  await go.click();
  await expect(page).toHaveURL(/\/rollouts\/(?!new)\w+$/u);
}
