/** Search boxes whose text stands in the address: on a slow machine, too, every letter stays, and the address says in the end what the box does. */
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { giveMeaning } from './support/codes.ts';
import { expect, test } from './support/fixtures.ts';
import { openList, searchBox } from './support/list.ts';

const HOUR = 3_600;
const DEVICES = 60;
const SEEDS = Array.from({ length: DEVICES }, (_, index) => ({ uniqueName: `berlin-mitte-${String(index).padStart(4, '0')} freezer`, target: 'fw-1', logging: HOUR * (1 + index) }));
const KEYS = Array.from({ length: 120 }, (_, index) => ({ key: `broker-host-${index}`, value: 'x' }));
test.use({
  pace: 'auto',
  worldOptions: { seedApps: [{ uniqueName: 'fw-1' }], seedDevices: SEEDS, seedConfigs: KEYS },
});

/** As somebody types who is in a hurry, and as others do: ms from key to key. */
const PACES = [10, 80];
const TEXT = 'berlin-mitte-0042 freez';

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

const box = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });

const BOXES: readonly (readonly [what: string, open: (page: Page) => Promise<Locator>])[] = [
  ['devices', async (page) => (await openList(page), searchBox(page))],
  ['leases', async (page) => (await page.goto(paths.leases), box(page, 'Search leases'))],
  ['Apps', async (page) => (await page.goto(paths.apps), box(page, 'Search Apps'))],
  ['Configs', async (page) => (await page.goto(paths.configs), box(page, 'Search Configs'))],
  ['error codes', async (page) => (await giveMeaning(page, '118', 'Flash is full'), box(page, 'Search codes and meanings'))],
];

for (const [what, open] of BOXES) {
  test(`the search of ${what} keeps every letter on a slow machine, and going back leads to what was there before`, async ({ page }) => {
    const field = await open(page);
    await expect(field).toBeVisible();
    await slowDown(page);
    const before = page.url();
    for (const delay of PACES) {
      await field.focus();
      await page.keyboard.type(TEXT, { delay });
      await expect(field).toHaveValue(TEXT);
      await expect(page).toHaveURL((url) => url.searchParams.get('q') === TEXT);
      await expect(field).toHaveValue(TEXT);
      await page.goBack();
      await expect(page).toHaveURL(before);
      await expect(field).toHaveValue('');
    }
    // Letters taken back, one in the middle, and one more while the address is behind.
    await field.pressSequentially('abcd', { delay: 40 });
    await page.keyboard.press('Backspace', { delay: 20 });
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('x');
    await expect(field).toHaveValue('abxc');
    await expect(page).toHaveURL((url) => url.searchParams.get('q') === 'abxc');
    await expect(field).toHaveValue('abxc');
    await page.goBack();
    await expect(field).toHaveValue('');
    await page.goForward();
    await expect(field).toHaveValue('abxc');
  });
}

test('what was typed a moment ago goes along with a step of the page, and stays where it leads back to', async ({ page }) => {
  await page.goto(paths.leases);
  const field = box(page, 'Search leases');
  await expect(page.getByText(/^complete as of/u)).toBeVisible();
  await slowDown(page);
  await field.pressSequentially('0042');
  await page.getByRole('combobox', { name: 'Order' }).selectOption('name');
  await expect(page).toHaveURL(paths.leaseList({ q: '0042', sort: 'name' }));
  await expect(field).toHaveValue('0042');
  await field.pressSequentially(' freez');
  await page.getByRole('link', { name: 'berlin-mitte-0042 freezer', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('berlin-mitte-0042 freezer');
  await page.goBack();
  await expect(field).toHaveValue('0042 freez');
});
