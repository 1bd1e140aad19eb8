import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { appNames, appRow, figure, openApp, openApps } from './support/apps.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead } from './support/list.ts';
import { part } from './support/wizard.ts';

test.use({ pace: 'auto' });

/** `OpaqueManifest{2 body{2 debug{1: 1}, 5 connectivity{1: 30, 2: 21600}}}` */
const EVERY_SIX_HOURS = Buffer.from('120c120208012a06081e10e0a801', 'hex').toString('base64');
const SID_OF_ANOTHER = `KA${'2'.padStart(32, '0')}`;

test.describe('a fleet of 400', () => {
  test.use({ worldOptions: { devices: 400 } });
  /** Numbers that stand still can be compared. */
  test.beforeEach(({ fleet }) => {
    for (const row of fleet.world.rows) row.landing = null;
  });

  test('each App is listed with how many devices should run it, do, are on the way and failed; what is not listed is an orphan', async ({ page, fleet }) => {
    const { rows, apps } = fleet.world;
    await openApps(page);
    for (const app of apps) {
      const row = appRow(page, app.uniqueName !== null && !app.deleted ? app.uniqueName : `${app.sid.slice(0, 6)}…${app.sid.slice(-4)}`);
      const targeted = rows.filter(({ target }) => target === app.sid);
      const counts = [
        targeted.length,
        rows.filter(({ reported }) => reported === app.sid).length,
        targeted.filter(({ status }) => status === 'pending' || status === 'scheduled').length,
        targeted.filter(({ status, reported }) => status === 'error' && reported !== app.sid).length,
      ];
      const cells = await row.getByRole('cell').allInnerTexts();
      expect(cells.slice(4, 8), app.uniqueName ?? app.sid).toEqual(counts.map((count) => count.toLocaleString('en')));
      await expect(row.getByText('Orphan')).toHaveCount(app.deleted ? 1 : 0);
    }
    const gone = apps.find(({ deleted }) => deleted)?.sid ?? '';
    const count = rows.filter(({ target }) => target === gone).length;
    await page.getByRole('navigation', { name: 'Which Apps' }).getByRole('link', { name: 'Orphans 1' }).click();
    await expect(page.getByRole('rowheader')).toHaveCount(1);
    await page.getByRole('link', { name: new RegExp(`^${count} should run`, 'u') }).click();
    await fullyRead(page, 400, count);
  });

  test('the list can be used by keyboard alone, and looks right on a phone', async ({ page }) => {
    await openApps(page);
    const search = page.getByRole('textbox', { name: 'Search Apps' });
    const [first = ''] = await appNames(page);
    await page.keyboard.press('/');
    await expect(search).toBeFocused();
    await page.keyboard.type('FREEZER-2.4');
    await expect(page.getByText(/^2 Apps match/u)).toBeVisible();
    await page.keyboard.press('Escape');
    // The list follows the box in its own time, and the keys walk the rows that it has then.
    await expect(page.getByText(/^2 Apps match/u)).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(search).not.toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect(page.getByRole('link', { name: first, exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: first })).toBeFocused();
    await page.goBack();
    await page.setViewportSize({ width: 360, height: 780 });
    await expect(page.getByRole('list', { name: 'Apps' }).getByRole('link', { name: first, exact: true })).toBeVisible();
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await expectNoAxeViolations(page);
  });

  test('list and page have no violations in either theme', async ({ page }) => {
    await openApps(page);
    await expectNoAxeViolations(page);
    const [first = ''] = await appNames(page);
    await page.getByRole('button', { name: /^Theme/u }).click();
    await page.getByRole('button', { name: /^Theme/u }).click();
    await expectNoAxeViolations(page);
    await page.getByRole('link', { name: first, exact: true }).click();
    await expect(page.getByRole('region', { name: 'Manifest' }).getByText('Check-in')).toBeVisible();
    await expectNoAxeViolations(page);
  });
});

test.describe('with 120 Apps', () => {
  const seedApps = Array.from({ length: 120 }, (_, index) => ({ uniqueName: index === 7 ? 'Küche ÆØ' : `fw-${index + 1}`, createdAgo: 1_000 + index, hash: `sha256:${String(index).padStart(6, '0')}beef` }));
  test.use({ worldOptions: { seedApps, seedDevices: [{ target: 'fw-3' }, { target: 'fw-3' }, { target: 'fw-100' }] } });

  test('every view is a link: pages, order and search come back with it', async ({ page }) => {
    await openApps(page);
    await expect.poll(() => appNames(page).then((names) => names.slice(0, 3))).toEqual(['fw-1', 'fw-2', 'fw-3']);
    await page.keyboard.press(']');
    await expect(page.getByText('Page 2 of 3 · 51–100 of 120')).toBeVisible();
    await page.reload();
    await expect(page.getByText('Page 2 of 3 · 51–100 of 120')).toBeVisible();
    await expect.poll(() => appNames(page).then(([first]) => first)).toBe('fw-51');
    await page.getByRole('button', { name: 'Targeted' }).click();
    await expect(page).toHaveURL(/\?sort=-targeted$/u);
    await expect.poll(() => appNames(page).then((names) => names.slice(0, 2))).toEqual(['fw-3', 'fw-100']);
    await page.getByRole('button', { name: 'Name' }).click();
    await expect.poll(() => appNames(page).then((names) => names.slice(0, 3))).toEqual(['fw-1', 'fw-2', 'fw-3']);
    const search = page.getByRole('textbox', { name: 'Search Apps' });
    await search.fill('kuche aeo');
    await expect.poll(() => appNames(page)).toEqual(['Küche ÆØ']);
    await search.fill('000050beef');
    await expect.poll(() => appNames(page)).toEqual(['fw-51']);
    await expect(page).toHaveURL(/[?&]q=000050beef/u);
    await page.reload();
    await expect.poll(() => appNames(page)).toEqual(['fw-51']);
    await search.fill('no such App');
    await expect(page.getByRole('heading', { name: 'No App matches' })).toBeVisible();
    await page.getByRole('button', { name: 'Show all Apps' }).click();
    await expect(search).toHaveValue('');
    await expect(page.getByText('Page 1 of 3')).toBeVisible();
  });
});

test.describe('an account in trouble', () => {
  test.use({ worldOptions: { seedApps: [{ uniqueName: 'fw-1' }], seedDevices: [{}] } });

  test('says so, and lists the Apps once they can be read', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    fleet.faults.set('403');
    await page.goto(paths.apps);
    await expect(page.getByRole('heading', { name: 'The Apps have not been read' })).toBeVisible();
    await expect(page.getByRole('group', { name: 'Trouble with the API' })).toContainText('403');
    fleet.faults.clear();
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => appNames(page)).toEqual(['fw-1']);
    await expect(page.getByRole('group', { name: 'Trouble with the API' })).toHaveCount(0);
  });
});

test.describe('one App', () => {
  const seedApps = [
    { uniqueName: 'fw-2', manifest: EVERY_SIX_HOURS },
    { uniqueName: 'fw-1', manifest: Buffer.from('not a manifest').toString('base64') },
    { uniqueName: SID_OF_ANOTHER, createdAgo: 10 },
    { uniqueName: 'fw-0', deleted: true },
  ];
  const seedDevices = [
    { target: 'fw-2', reported: 'fw-2' },
    { target: 'fw-2', reported: 'fw-1', targetedAgo: 120 },
    { target: 'fw-2', reported: 'fw-1', targetedAgo: 90_000 },
    { target: 'fw-2', reported: 'fw-1', status: 'error', errorCode: 118, targetedAgo: 120 },
    { target: 'fw-2', reported: null, targetedAgo: 120 },
    { target: 'fw-1', reported: 'fw-2', targetedAgo: 120 },
    { target: 'fw-0', reported: 'fw-0' },
  ];
  test.use({ worldOptions: { seedApps, seedDevices } });

  test('has its devices by state, each number with the way to them', async ({ page }) => {
    await openApp(page, 'fw-2');
    const expected = { 'Should run it': 5, Aligned: 1, Pending: 3, Failed: 1, Stuck: 1, 'Never reported': 1, 'Run it, and should': 1 };
    for (const [words, count] of Object.entries(expected)) await expect(figure(page, words).getByRole('link').first(), words).toHaveText(String(count));
    await expect(figure(page, 'error 118')).toBeVisible();
    await expect(figure(page, 'Time to land')).toContainText('none observed');
    await page.getByRole('link', { name: '1 run fw-2, and should run something else' }).click();
    await fullyRead(page, 7, 1);
  });

  test('has a manifest that tells how often its devices check in, and what that means for “stuck”', async ({ page }) => {
    await openApp(page, 'fw-2');
    const manifest = page.getByRole('region', { name: 'Manifest' });
    for (const words of ['every 6 h', '30 s', 'not given', 'yes', 'inference']) await expect(manifest).toContainText(words);
    await expect(manifest).toContainText('up to 6 h may pass');
    await manifest.getByRole('button', { name: 'Stuck after 7 h instead' }).click();
    await expect(manifest.getByText('A drift is called stuck after 7 h.')).toBeVisible();
    await expect(figure(page, 'Stuck')).toContainText('1');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(manifest.getByRole('button', { name: 'Stuck after 7 h instead' })).toBeVisible();
    await manifest.getByText('Raw bytes: 14').click();
    await expect(manifest.getByRole('group', { name: 'Bytes of the manifest' })).toContainText('00000000  12 0c 12 02 08 01 2a 06 08 1e 10 e0 a8 01');
  });

  test('has its bytes shown where its manifest does not decode, and saved as they came', async ({ page }) => {
    await openApp(page, 'fw-1');
    const manifest = page.getByRole('region', { name: 'Manifest' });
    await expect(manifest).toContainText('It could not be decoded.');
    await expect(manifest.getByRole('group', { name: 'Bytes of the manifest' })).toContainText('not a manifest');
    const saved = page.waitForEvent('download');
    await manifest.getByRole('button', { name: 'Download' }).click();
    const stream = await (await saved).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe('not a manifest');
  });

  test('is found by its SID before another that is called so', async ({ page, fleet }) => {
    await openApp(page, SID_OF_ANOTHER);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('fw-1');
    expect(fleet.world.apps[1]?.sid).toBe(SID_OF_ANOTHER);
  });

  test('that is not listed has a page while devices speak of it; one of which nobody speaks has none', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await openApps(page);
    await appRow(page, `${fleet.world.apps[3]?.sid.slice(0, 6)}…${fleet.world.apps[3]?.sid.slice(-4)}`).getByRole('rowheader').getByRole('link').click();
    await expect(page.getByText('The account does not list this App.')).toBeVisible();
    await expect(figure(page, 'Should run it')).toContainText('1');
    await expect(page.getByRole('link', { name: 'Deploy this App to…' })).toHaveCount(0);
    await page.goto(paths.app('fw-3'));
    await expect(page.getByRole('heading', { level: 1, name: 'There is no App “fw-3”' })).toBeVisible();
    await page.getByRole('link', { name: 'Go to the Apps' }).click();
    await expect(page).toHaveURL(paths.apps);
  });

  test('is chosen already in the rollout that its list and its page lead to', async ({ page, fleet }) => {
    await openApps(page);
    await appRow(page, 'fw-1').getByRole('link', { name: 'Deploy fw-1 to…' }).click();
    await expect(part(page, 'App').getByText('fw-1', { exact: true })).toBeVisible();
    await expect(part(page, 'App').getByRole('button', { name: 'Pick another' })).toBeVisible();
    await openApp(page, 'fw-2');
    await page.getByRole('link', { name: 'Deploy this App to…' }).click();
    await expect(part(page, 'App').getByText('fw-2', { exact: true })).toBeVisible();
    expect(fleet.world.counters.writes).toBe(0);
  });
});
