import { paths } from '#paths.ts';
import { NAME, NEW_APP, OLD_APP, oneDevice, openDevice, part, refresh, SHORT_SID, SID } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';

const HOUR = 3600;

test.describe('a device that drifts', () => {
  test.use({ worldOptions: oneDevice({ target: NEW_APP, reported: OLD_APP, targetedAgo: 2 * HOUR + 13 * 60 + 20 }) });

  test('shows what it runs, what it should run, since when they differ, and what that means', async ({ page }) => {
    await openDevice(page);
    await expect(page).toHaveTitle(`${NAME} · Fleet Console`);
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
    const app = part(page, 'App');
    await expect(app.getByRole('group', { name: 'Runs', exact: true })).toContainText('freezer-2.4.0');
    await expect(app.getByRole('group', { name: 'Should run' })).toContainText('freezer-2.5.0');
    await expect(app).toContainText('for 2 h 13 m');
    await expect(app).toContainText('longer than 1 h');
    await expect(app).toContainText(/pending|scheduled/u);
  });

  test('gives dates in local time and UTC on focus, and the hash of both Apps', async ({ page }) => {
    await openDevice(page);
    const target = part(page, 'App').getByRole('group', { name: 'Should run' });
    const targeted = target.getByRole('time');
    await expect(targeted).toHaveText('2 h ago');
    await page.keyboard.press('Tab');
    await targeted.focus();
    await expect(page.getByText(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/u)).toBeVisible();
    await expect(target.getByRole('button', { name: 'Copy hash of the App it should run' })).toBeVisible();
    await expect(target).toContainText('sha256:');
  });

  test('tells a failed update by its number, without inventing a meaning', async ({ page, fleet }) => {
    await openDevice(page);
    const row = fleet.world.device(SID);
    if (row) Object.assign(row, { status: 'error', errorCode: 118 });
    await refresh(page);
    await expect(part(page, 'App')).toContainText('failed with code 118');
    await expect(part(page, 'App')).toContainText('published nowhere');
  });

  test('shows a status it does not know as it came, and calls it odd', async ({ page, fleet }) => {
    const row = fleet.world.device(SID);
    if (row) row.status = 'QUARANTINED?';
    await openDevice(page);
    await expect(part(page, 'App')).toContainText('a status this console does not know: “QUARANTINED?”');
  });
});

test.describe('a device that never reported', () => {
  test.use({ worldOptions: { ...oneDevice({ uniqueName: null, target: null, reported: null }) } });

  test('shows nothing where the API gives nothing', async ({ page, fleet }) => {
    fleet.faults.set('null-fields:on=one');
    await openDevice(page);
    await expect(page.getByRole('heading', { level: 1, name: SHORT_SID })).toBeVisible();
    await expect(part(page, 'App')).toContainText('no target');
    await expect(page.getByText(/NaN|Invalid Date|undefined|\[object/u)).toHaveCount(0);
  });

  test('bears bad dates, strange codes and fields nobody documented', async ({ page, fleet }) => {
    fleet.faults.set('bad-dates:on=one; odd-codes:on=one; extra-fields:on=one; hostile-urls:on=one');
    await openDevice(page);
    await expect(page.getByText(/NaN|Invalid Date|undefined|\[object/u)).toHaveCount(0);
    await expect(part(page, 'Identifiers')).toContainText('javascript:alert(1)');
    await expect(page.locator('a[href^="javascript:"], a[href*="evil"]')).toHaveCount(0);
    await page.getByText('JSON from the API').click();
    await expect(page.getByRole('group', { name: 'Raw JSON' })).toContainText('"vendor"');
  });
});

test.describe('its identifiers', () => {
  test.use({ worldOptions: oneDevice() });

  test('are copied, and the JSON is the API’s own', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openDevice(page);
    const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await part(page, 'Identifiers').getByRole('button', { name: 'Copy Device SID' }).click();
    await expect.poll(clipboard).toBe(SID);
    await part(page, 'Identifiers').getByRole('button', { name: 'Copy link to this page' }).click();
    await expect.poll(clipboard).toMatch(new RegExp(`^http://localhost:\\d+/devices/${SID}$`, 'u'));
    await page.getByText('JSON from the API').click();
    await page.getByRole('button', { name: 'Copy JSON' }).click();
    await expect.poll(clipboard).toContain(`"sid": "${SID}"`);
  });

  test('an App that is not listed any more is called so', async ({ page, fleet }) => {
    const row = fleet.world.device(SID);
    if (row) row.target = `KA${'9'.repeat(32)}`;
    await openDevice(page);
    await expect(part(page, 'App')).toContainText('not in the list of Apps');
  });
});

test.describe('addresses', () => {
  const names = ['a%2Fb 7', '100% wet', 'Zürich; Halle 3. Kühlung 東京', '  spaced  out  '];
  test.use({ worldOptions: { ...oneDevice(), seedDevices: names.map((uniqueName) => ({ uniqueName })) } });

  test('a unique name is decoded exactly once', async ({ page }) => {
    for (const name of names) {
      await openDevice(page, name);
      await expect(page.getByRole('article', { name: name.trim() })).toBeVisible();
    }
  });

  test('what cannot be a device is said without asking the API', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await page.goto(paths.devices());
    await expect(page.getByRole('grid')).toBeVisible();
    // The page, and the Apps for their names.
    await expect.poll(() => fleet.world.counters.reads).toBe(2);
    const asked = fleet.world.counters.requests;
    for (const id of ['a/b', 'a?b', 'a\\b']) {
      await page.evaluate((to) => {
        history.pushState(null, '', to);
        dispatchEvent(new PopStateEvent('popstate'));
      }, paths.device(id));
      await expect(page.getByRole('heading', { name: 'This address cannot be a device’s' })).toBeVisible();
    }
    expect(fleet.world.counters.requests).toBe(asked);
  });

  test('no such device: says so, why that may be, and leads back', async ({ page, problems }) => {
    problems.expectFailedRequests();
    await page.goto(paths.device('freezer-9'));
    await expect(page.getByRole('heading', { level: 1, name: 'There is no device freezer-9' })).toBeVisible();
    await expect(page.getByText('deleted or renamed')).toBeVisible();
    await page.getByRole('link', { name: 'Go to the devices' }).click();
    await expect(page.getByRole('grid', { name: 'Devices' })).toBeVisible();
  });
});
