/** While the API is down, pages show what this browser has of the fleet, and as of when. */
import type { Page } from 'playwright/test';
import { paths } from '#paths.ts';
import { action } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import type { Fleet } from './support/fleet.ts';
import { pictureKept } from './support/kept.ts';
import { fullyRead, goNext, onShow, openList, position, row, rows } from './support/list.ts';
import { where } from './support/triage.ts';

test.use({ pace: 'auto' });
test.beforeEach(({ problems }) => problems.expectFailedRequests());

const trouble = (page: Page) => page.getByRole('group', { name: 'Trouble with the API' });
const nameAt = ({ world }: Fleet, at: number): string => world.rows[at]?.uniqueName ?? '';
/** A device with a name, from there on. */
const namedFrom = (fleet: Fleet, at: number): string => fleet.world.rows.slice(at).find(({ uniqueName }) => uniqueName !== null)?.uniqueName ?? '';

/** Reads the fleet, takes the API down, and opens another page as the next visit does. */
async function comeBack(page: Page, fleet: Fleet, to: string): Promise<void> {
  await openList(page);
  await fullyRead(page, 120);
  await pictureKept(page);
  await fleet.stop();
  await page.goto(to);
}

test.describe('the list', () => {
  test.use({ worldOptions: { seedDevices: Array.from({ length: 120 }, (_, at) => ({ uniqueName: `unit-${at}` })) } });

  test('shows what is kept, page by page, as of when it was read, and the API’s own pages as soon as it answers', async ({ page, fleet }) => {
    await comeBack(page, fleet, paths.devices());
    await expect(row(page, nameAt(fleet, 0))).toBeVisible();
    await expect(rows(page)).toHaveCount(50);
    await expect(trouble(page)).toContainText('The API cannot be reached');
    await expect(trouble(page)).toContainText(/Showing what was read at \d\d:\d\d:\d\d/u);
    await expect(onShow(page)).toContainText(/^120 devices, complete as of \d\d:\d\d:\d\d/u);
    await expect(position(page)).toContainText('1 of 3');
    // The Apps have the names of the last visit.
    await expect(rows(page).first()).toContainText('app-1');
    await goNext(page);
    await expect(row(page, nameAt(fleet, 50))).toBeVisible();
    await expect(position(page)).toContainText('2 of 3');
    await page.keyboard.press(']');
    await expect(row(page, nameAt(fleet, 119))).toBeVisible();
    await expect(rows(page)).toHaveCount(20);
    await page.getByRole('link', { name: 'First page' }).click();
    await expect(row(page, nameAt(fleet, 0))).toBeVisible();
    await page.getByRole('link', { name: 'Next page' }).focus();
    await fleet.start();
    // It may go on by itself just now, and take the button away.
    await page.keyboard.press('r');
    await expect(position(page)).toHaveText('Page 1 · 50 devices');
    await expect(page.getByRole('link', { name: 'Next page' })).toBeFocused();
    await expect(trouble(page)).toHaveCount(0);
  });

  test('turns to a page of the API that cannot be had, and to others from there', async ({ page, fleet }) => {
    await openList(page, { size: 20 });
    await fullyRead(page, 120);
    await goNext(page);
    await expect(position(page)).toHaveText('Page 2 · 20 devices');
    fleet.faults.set('401');
    await page.getByRole('link', { name: 'Next page' }).press('Enter');
    // This one may have been read ahead of the click.
    await expect(row(page, nameAt(fleet, 40))).toBeVisible();
    await expect(position(page)).toContainText('Page 3');
    await page.keyboard.press(']');
    await expect(row(page, nameAt(fleet, 60))).toBeVisible();
    await expect(position(page)).toContainText('4 of 6');
    await expect(trouble(page)).toContainText('(401)');
    // The pager of the API has made room for that of the index: who is at a step of the one stays at that of the other.
    await expect(page.getByRole('link', { name: 'Next page' })).toBeFocused();
    await page.keyboard.press(']');
    await expect(row(page, nameAt(fleet, 80))).toBeVisible();
    await expect(page).toHaveURL(/size=20&page=5$/u);
    // From row to row as on any other day.
    await row(page, nameAt(fleet, 80)).getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name: nameAt(fleet, 80) })).toBeVisible();
    await expect(where(page).getByRole('link', { name: `Next: ${nameAt(fleet, 81)}` })).toBeVisible();
    await page.keyboard.press('j');
    await expect(page.getByRole('heading', { level: 1, name: nameAt(fleet, 81) })).toBeVisible();
  });
});

test('a device that is opened by its SID or name is shown as the index has it, and nothing can be changed', async ({ page, fleet }) => {
  const name = namedFrom(fleet, 60);
  await comeBack(page, fleet, paths.device(fleet.world.device(name)?.sid ?? ''));
  for (const id of [null, name]) {
    if (id !== null) await page.goto(paths.device(id));
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(trouble(page)).toContainText(/Showing what was read at \d\d:\d\d:\d\d/u);
    await expect(action(page, 'Restart')).toHaveAccessibleDescription('The API cannot be reached just now.');
  }
  await fleet.start();
  await page.keyboard.press('r');
  await expect(trouble(page)).toHaveCount(0);
  await expect(action(page, 'Restart')).not.toHaveAccessibleDescription('The API cannot be reached just now.');
});

test('an App that is opened by its name is found by the name of the last visit, with its devices', async ({ page, fleet }) => {
  const name = fleet.world.apps.find(({ sid, uniqueName }) => uniqueName !== null && fleet.world.rows.some(({ target }) => target === sid))?.uniqueName ?? '';
  await comeBack(page, fleet, paths.app(name));
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(trouble(page)).toContainText('The API cannot be reached');
  await expect(page.getByRole('region', { name: 'About' })).toContainText(name);
  await expect(page.getByRole('region', { name: 'Devices' }).getByText(/^complete as of/u)).toBeVisible();
});
