import { expect, test } from './support/fixtures.ts';
import { openList, searchBox, searchFor } from './support/list.ts';

const SID = `UV${'0'.repeat(31)}1`;
const NAME = 'Zürich; Halle 3. Kühlung 東京';

/** Enter in the search box opens the one device with exactly this SID or name; here nothing but the first page has been read. */
test.use({ worldOptions: { seedDevices: [{ sid: SID, uniqueName: NAME }, { uniqueName: 'a/b' }, { uniqueName: ' spaced ' }] } });

test('opens a device whose name begins and ends with a space', async ({ page, problems }) => {
  problems.expectFailedRequests();
  await openList(page);
  await searchFor(page, ' spaced ');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'spaced' })).toBeVisible();
});

test('opens a device by its SID', async ({ page }) => {
  await openList(page);
  await searchFor(page, `  ${SID} `);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/devices/${SID}`, 'u'));
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
});

test('opens a device by a unique name with spaces and characters of every kind', async ({ page }) => {
  await openList(page);
  await page.keyboard.press('/');
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.type(NAME);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
});

test('says clearly that there is no such device, until the text changes', async ({ page, problems }) => {
  problems.expectFailedRequests();
  await openList(page);
  const box = searchBox(page);
  await box.fill('freezer-9');
  await box.press('Enter');
  const answer = page.getByRole('alert').filter({ hasText: 'No such device' });
  await expect(answer).toContainText('“freezer-9”');
  await box.press('Backspace');
  await expect(answer).toHaveCount(0);
});

test('says which names cannot be part of an address, without asking the API', async ({ page, fleet }) => {
  await openList(page);
  // The page, and the Apps for their names.
  await expect.poll(() => fleet.world.counters.reads).toBe(2);
  const asked = fleet.world.counters.requests;
  await searchFor(page, 'a/b');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'open the device by its SID' })).toBeVisible();
  expect(fleet.world.counters.requests).toBe(asked);
});

test('says when a look-up failed for another reason', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openList(page);
  fleet.faults.set('401:on=one');
  await searchFor(page, NAME);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'It could not be looked up' })).toBeVisible();
});
