import { expectNoAxeViolations } from './support/accessibility.ts';
import { expect, test } from './support/fixtures.ts';
import { openHome, queueOf, tally } from './support/home.ts';
import { pictureKept } from './support/kept.ts';

test.use({ pace: 'auto' });

const HOUR = 3600;
const FW = [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }];
const well = (count: number) => Array.from({ length: count }, () => ({ target: 'fw-1' }));
const stuck = { uniqueName: 'late', target: 'fw-2', reported: 'fw-1', targetedAgo: 9 * HOUR };

test.describe('a fleet of which nothing is wrong', () => {
  test.use({ worldOptions: { seedApps: FW, seedDevices: well(30) } });

  test('is said to be so, and as of when', async ({ page }) => {
    await openHome(page);
    await expect(page.getByRole('heading', { name: 'Nothing needs attention', exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Queue' })).toContainText(/^Nothing needs attention.*30 devices, complete as of/su);
    await expect(tally(page, 'Aligned')).toContainText('30');
    await expect(page).toHaveTitle('Needs attention · Fleet Console');
  });
});

test.describe('a fleet that is still being read', () => {
  test.use({ worldOptions: { seedApps: FW, seedDevices: [...well(2_400), stuck] } });

  test('says of every number that it may grow, and promises nothing', async ({ page, fleet }) => {
    fleet.faults.set('latency:ms=19000,on=paged');
    await page.goto('/');
    await expect(page.getByText('1,000 read so far', { exact: true })).toBeVisible();
    await expect(tally(page, 'Fleet')).toContainText('so far');
    await expect(page.getByRole('heading', { name: 'Nothing needs attention in the 1,000 read so far' })).toBeVisible();
    fleet.faults.clear();
    await expect(page.getByText(/^complete as of/u)).toBeVisible();
    await expect(tally(page, 'Fleet')).toContainText('2,401');
    await expect(tally(page, 'Fleet')).not.toContainText('so far');
    await expect(queueOf(page, 'Stuck').getByRole('listitem')).toHaveText(/late/u);
  });
});

test.describe('failures that are still being read', () => {
  const FAILED = { target: 'fw-2', reported: 'fw-1', status: 'error', targetedAgo: HOUR };
  const failed = (errorCode: number, count: number) => Array.from({ length: count }, () => ({ ...FAILED, errorCode }));
  test.use({ worldOptions: { seedApps: FW, seedDevices: [...failed(118, 3), ...failed(7, 2), ...well(995), ...failed(5, 9)] } });

  test('stay open under whoever works at them, and say that they may grow', async ({ page, context, fleet }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    fleet.faults.set('latency:ms=19000,on=paged');
    await page.goto('/');
    const group = page.getByRole('button', { name: /^error 7/u });
    await group.focus();
    await expect(page.getByRole('link', { name: 'All 5 devices so far, oldest first' }).or(page.getByRole('link', { name: '5 devices so far: failed', exact: true }))).toBeVisible();
    await expect(page.getByRole('link', { name: /^2 devices so far: failed, error 7/u })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Adoption per App', exact: true })).toContainText('so far');
    await page.getByRole('button', { name: 'Copy 3 SIDs' }).click();
    await expect(page.getByRole('dialog', { name: '3 SIDs copied, of the 1,000 read so far.' })).toBeVisible();
    await group.focus();
    fleet.faults.clear();
    await expect(page.getByRole('button', { name: /^error 5/u })).toHaveAttribute('aria-expanded', 'false');
    await expect(page.getByText(/^complete as of/u)).toBeVisible();
    await expect(page.getByRole('button', { name: /^error/u })).toHaveText([/^error 5/u, /^error 118/u, /^error 7/u]);
    await expect(group).toHaveAttribute('aria-expanded', 'true');
    await expect(group).toBeFocused();
    await expect(page.getByRole('main')).not.toContainText('so far');
  });
});

test.describe('Apps that cannot be read', () => {
  test.use({ worldOptions: { seedApps: FW, seedDevices: well(30) } });

  test('leave open whether a target is an orphan, and that is said', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    fleet.faults.set('403:on=apps');
    await openHome(page, /^complete as of .*Apps not read: targets not checked/u);
    expect(fleet.faults.toJSON()[0]?.fired).toBeGreaterThan(0);
    await expect(page.getByRole('main').getByText('Apps not read: targets not checked', { exact: true })).toHaveAccessibleDescription(/^The credentials lack the rights for this \(403\)\./u);
    const queue = page.getByRole('region', { name: 'Queue' });
    await expect(queue.getByRole('heading')).toHaveText('Nothing needs attention in what was checked');
    await expect(queue).toContainText('Apps not read: targets not checked');
    await expect(queue).not.toContainText('without its App');
    fleet.faults.clear();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(queue.getByRole('heading')).toHaveText('Nothing needs attention');
    await expect(queue).toContainText('without its App');
    await expect(page.getByText('Apps not read')).toHaveCount(0);
  });
});

test.describe('the change since the last visit', () => {
  test.use({ worldOptions: { seedApps: FW, seedDevices: [...well(10), stuck] } });

  test('is told from the next visit on, and of complete pictures only', async ({ page, context, fleet }) => {
    await openHome(page);
    await expect(tally(page, 'Stuck')).not.toContainText(/since|same/u);
    await page.reload();
    await expect(tally(page, 'Fleet')).toContainText('11');
    await expect(tally(page, 'Stuck')).not.toContainText(/since|same/u);
    await page.close();

    const device = fleet.world.device('late');
    if (device !== undefined) Object.assign(device, { reported: device.target, status: 'up-to-date' });
    fleet.world.add({ uniqueName: 'new', target: 'fw-1' });
    const next = await context.newPage();
    await openHome(next);
    await expect(tally(next, 'Fleet')).toContainText(/12\+1 since \d\d:\d\d/u);
    await expect(tally(next, 'Stuck')).toContainText(/0−1 since \d\d:\d\d/u);
    await expect(tally(next, 'Odd')).toContainText(/0same as \d\d:\d\d/u);
  });
});

test.describe('an account without devices', () => {
  test.use({ worldOptions: { seedApps: FW, seedDevices: [] } });

  test('is said to have none', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'No devices yet' })).toBeVisible();
  });
});

test.describe('reading by hand', () => {
  test.use({ pace: 'manual', worldOptions: { seedApps: FW, seedDevices: [...well(5), stuck] } });

  test('reads nothing before it is told to', async ({ page, fleet }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'The fleet has not been read yet' })).toBeVisible();
    expect(fleet.world.counters.reads).toBeLessThanOrEqual(1);
    await page.getByRole('button', { name: 'Read the fleet' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(tally(page, 'Stuck')).toContainText('1');
  });
});

test('without the API says so, and goes on by itself when it is there', async ({ page, fleet, problems }) => {
  test.slow();
  problems.expectFailedRequests();
  await fleet.stop();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Nothing has been read yet' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Trouble with the API' })).toContainText('cannot be reached');
  await fleet.start();
  await expect(tally(page, 'Fleet')).toContainText('120', { timeout: 75_000 });
});

test('with credentials that are rejected says so, and “Try now” reads the fleet', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('401:on=list');
  await page.goto('/');
  const trouble = page.getByRole('group', { name: 'Trouble with the API' });
  await expect(trouble).toContainText('(401)');
  fleet.faults.clear();
  await trouble.getByRole('button', { name: 'Try now' }).click();
  await expect(tally(page, 'Fleet')).toContainText('120');
  await expect(trouble).toHaveCount(0);
});

test('without the API shows what was kept with its age, Apps by their names', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openHome(page);
  await pictureKept(page);
  await fleet.stop();
  await page.reload();
  await expect(page.getByRole('group', { name: 'Trouble with the API' })).toContainText('Showing what was read at');
  await expect(tally(page, 'Fleet')).toContainText('120');
  await expect(page.getByRole('row', { name: /^freezer-2\.5\.0/u })).toHaveCount(2);
  await expect(page.getByRole('region', { name: 'Adoption per App', exact: true })).not.toContainText('not listed');
});

test('local data are forgotten only after a question, and the fleet is read anew', async ({ page }) => {
  await openHome(page);
  await page.evaluate(() => localStorage.setItem('fleet.visit.another', '{}'));
  await page.getByRole('button', { name: 'Reading and thresholds' }).click();
  const kept = page.getByRole('group', { name: 'Local data' });
  await expect(kept).toContainText('The picture of 120 devices, read');
  await kept.getByRole('button', { name: 'Forget local data' }).click();
  await kept.getByRole('button', { name: 'Forget it' }).click();
  await expect(page.getByRole('dialog', { name: 'Forgotten. The fleet is read anew.' })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('fleet.visit.another'))).toBeNull();
  await expect(kept).toContainText('The picture of 120 devices, read');
});

for (const [colorScheme, width] of [['light', 1280], ['dark', 360]] as const) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 780 } });

    test('has no serious accessibility violation, and nothing beside the page', async ({ page }) => {
      await openHome(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await expectNoAxeViolations(page);
      await page.getByRole('button', { name: 'Reading and thresholds' }).click();
      await expect(page.getByRole('dialog', { name: 'Reading and thresholds' })).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });
}

test('the way home is in the navigation and the logo, from everywhere', async ({ page }) => {
  await page.goto('/devices');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Needs attention');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click();
  await page.getByRole('link', { name: 'Fleet Console' }).click();
  await expect(page).toHaveURL(/\/$/u);
});
