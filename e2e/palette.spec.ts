import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { pickApp, selectAll } from './support/bulk.ts';
import { NAME, NEW_APP, oneDevice, openDevice, SID } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, openList, rows, searchBox } from './support/list.ts';
import { askPalette, first, offer, palette, paletteField } from './support/palette.ts';

test.describe('in a fleet of 20,000 devices', () => {
  test.use({ pace: 'auto', worldOptions: { seedDevices: [...Array.from({ length: 20_000 }, () => ({})), { uniqueName: 'needle in the hay' }, { uniqueName: '<img src=x onerror=alert(1)>' }] } });

  test('a device is found by a part of its name, and Enter goes to it, with the focus on its heading', async ({ page }) => {
    // Twenty-one pages are read first.
    test.slow();
    await openList(page);
    await fullyRead(page, 20_002);
    // Enter at once: it waits for what was typed.
    await askPalette(page, 'NEEDLE hay');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('needle in the hay');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(palette(page)).toHaveCount(0);

    // Where one was stands first the next time, unless one is still there.
    await page.keyboard.press('Control+k');
    await expect(palette(page).getByRole('group', { name: 'This device' })).toBeVisible();
    await expect(palette(page).getByRole('group', { name: 'Recent' })).toHaveCount(0);
    await page.keyboard.type('apps');
    await expect(first(page)).toHaveText('Apps');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(paths.apps);
    await expect(page.getByRole('heading', { level: 1, name: 'Apps' })).toBeFocused();
    await page.keyboard.press('Control+k');
    await expect(palette(page).getByRole('group', { name: 'Recent' }).getByRole('option')).toContainText(['needle in the hay']);
  });

  test('names that try something are text, and many are counted and shown in the table', async ({ page }) => {
    test.slow();
    await openList(page);
    await fullyRead(page, 20_002);
    await askPalette(page, 'onerror');
    await expect(first(page)).toContainText('<img src=x onerror=alert(1)>');
    await paletteField(page).fill('device');
    const all = offer(page, 'Show all 20,000 in the table');
    await expect(palette(page).getByRole('group', { name: 'Devices' }).getByRole('option')).toHaveCount(9);
    await all.click();
    await expect(page).toHaveURL(paths.devices({ q: 'device' }));
    await expect(searchBox(page)).toHaveValue('device');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });
});

test.describe('of names that hold one another', () => {
  const NAMES = ['old fw-1', 'fw-10', 'fw-1', 'berlin settings', 'settings', '-fw-1', 'status:error'];
  test.use({ pace: 'auto', worldOptions: { seedDevices: NAMES.map((uniqueName) => ({ uniqueName, target: 'fw-1' })), seedApps: [{ uniqueName: 'fw-1' }] } });

  test('a whole name and Enter opens that device, in the search of the table as in the palette, whatever else is found', async ({ page }) => {
    const heading = page.getByRole('heading', { level: 1 });
    for (const name of ['fw-1', '-fw-1', 'status:error', 'settings']) {
      await openList(page);
      await fullyRead(page, NAMES.length);
      // Enter at once: it waits for what was typed.
      await askPalette(page, name);
      await page.keyboard.press('Enter');
      await expect(heading).toHaveText(name);
      await openList(page);
      await fullyRead(page, NAMES.length);
      await searchBox(page).focus();
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      await expect(heading).toHaveText(name);
    }
    await askPalette(page, 'FW-1');
    await expect(palette(page).getByRole('group', { name: 'Devices' }).getByRole('option')).toContainText(['fw-1', 'fw-10', 'old fw-1', '-fw-1']);
  });
});

test.describe('while the fleet has not been read', () => {
  test.use({ worldOptions: { devices: 2_500 } });

  test('nothing found is not said to be nothing there is', async ({ page }) => {
    await page.goto(paths.settings);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await askPalette(page, 'no such thing');
    await expect(palette(page).getByRole('status')).toContainText(/No device has been read yet|No match in the [\d,]+ read so far/u);
    await expect(first(page)).toHaveCount(0);
    await paletteField(page).fill(SID);
    await expect(first(page)).toHaveText(`Open ${SID}`);
  });
});

test.describe('on a device', () => {
  test.use({ worldOptions: oneDevice() });

  test('an action opens the dialog of its button: nothing is sent before it is confirmed, and the focus comes back', async ({ page, fleet }) => {
    await openDevice(page);
    await askPalette(page, 'deploy');
    await expect(first(page)).toContainText('Deploy an App');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Deploy an App' });
    await pickApp(dialog, 'freezer-2.5.0');
    expect(fleet.world.counters.writes).toBe(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Deploy an App' })).toBeFocused();

    await askPalette(page, 'deploy');
    await page.keyboard.press('Enter');
    await pickApp(dialog, 'freezer-2.5.0');
    await dialog.getByRole('button', { name: /^Deploy/u }).click();
    await expect.poll(() => fleet.world.counters.deploysBySid.get(SID)).toBe(1);
    expect(fleet.world.find(({ sid }) => sid === SID)?.target).toBe(NEW_APP);
  });

  test('a restart waits its eight seconds as ever, and can be called off', async ({ page, fleet }) => {
    await page.clock.install();
    await openDevice(page);
    await askPalette(page, 'restart');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Restart' });
    await expect(dialog).toBeVisible();
    // From here on time stands still but for what is let pass: the eight seconds are not over before it is called off.
    await page.clock.pauseAt(Date.now() + 10_000);
    await dialog.getByRole('button', { name: 'Restart the App' }).click();
    await expect(dialog.getByRole('timer')).toBeVisible();
    await page.clock.runFor(7_000);
    expect(fleet.world.counters.writes).toBe(0);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.clock.runFor(3_000);
    expect(fleet.world.counters.writes).toBe(0);
  });

  test('Escape leaves everything as it was, and the same keys close it', async ({ page }) => {
    await openDevice(page);
    const rename = page.getByRole('button', { name: 'Rename' });
    await rename.focus();
    await askPalette(page, 'nothing');
    await page.keyboard.press('Escape');
    await expect(rename).toBeFocused();
    await page.keyboard.press('Control+k');
    await expect(paletteField(page)).toBeFocused();
    await page.keyboard.press('Control+k');
    await expect(palette(page)).toHaveCount(0);
    await expect(rename).toBeFocused();
    // A dialog has to be answered first.
    await page.keyboard.press('e');
    await expect(page.getByRole('dialog', { name: 'Rename' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await expect(palette(page)).toHaveCount(0);
  });

  test('the way back of the browser leaves it with the page whose actions it offers', async ({ page }) => {
    await openList(page);
    await rows(page).first().getByRole('link').first().click();
    // Opened before that, it would be of the list, and gone with it.
    await expect(page.getByRole('article')).toBeVisible();
    await askPalette(page, 'logging');
    await expect(first(page)).toContainText('logging');
    await page.goBack();
    await expect(rows(page).first()).toBeVisible();
    await expect(palette(page)).toHaveCount(0);
  });

  test('while its code cannot be had it says so and no key gets to the page, and it comes with the server', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await openDevice(page);
    const rename = page.getByRole('button', { name: 'Rename' });
    await rename.focus();
    await fleet.console.stop();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Loading' }).getByRole('textbox')).toBeFocused();
    await page.keyboard.press('e');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(rename).toBeFocused();
    await page.keyboard.press('Control+k');
    await fleet.restartConsole();
    await expect(paletteField(page)).toBeFocused();
  });

  test('Ctrl K opens it out of a field, too', async ({ page }) => {
    await openList(page);
    await searchBox(page).fill('zzz');
    await askPalette(page, 'theme dark');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(searchBox(page)).toBeFocused();
    await askPalette(page, 'theme dark');
    await expect(first(page)).toContainText('This is chosen now.');
    await expect(first(page)).toBeDisabled();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme, pace: 'auto', viewport: { width: 360, height: 740 }, hasTouch: true });
      test(`has no serious accessibility violation on a phone in the ${colorScheme} theme, and fits`, async ({ page }) => {
        await openDevice(page);
        await page.getByRole('button', { name: 'Find or do' }).click();
        await expect(paletteField(page)).toBeFocused();
        await page.keyboard.type('e');
        await expect(palette(page).getByRole('group', { name: 'Devices' })).toContainText(NAME);
        await expectNoAxeViolations(page);
        expect(await palette(page).evaluate((box) => box.scrollWidth <= box.clientWidth && box.clientWidth <= innerWidth)).toBe(true);
      });
    });
  }
});

test.describe('read-only', () => {
  test.use({ serverEnv: { READ_ONLY: '1' }, worldOptions: oneDevice() });

  test('what cannot be done is there, and says why', async ({ page }) => {
    await openDevice(page);
    await askPalette(page, 'restart');
    await expect(first(page)).toContainText('Read-only');
    await expect(first(page)).toBeDisabled();
    await page.keyboard.press('Enter');
    await expect(palette(page)).toBeVisible();
    await expect(page.getByRole('dialog', { name: 'Restart', exact: true })).toHaveCount(0);
  });
});

test.describe('with 150 devices selected', () => {
  test.use({ pace: 'auto', worldOptions: { seedApps: [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }], seedDevices: Array.from({ length: 150 }, () => ({ target: 'fw-1' })) } });

  test('an action on the selection asks for the count as its button does', async ({ page, fleet }) => {
    await openList(page);
    await fullyRead(page, 150);
    await selectAll(page, 150);
    await askPalette(page, 'deploy');
    await expect(palette(page).getByRole('group', { name: 'The selection: 150 devices' })).toBeVisible();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog').filter({ has: page.getByRole('combobox', { name: 'App' }) });
    await pickApp(dialog, 'fw-2');
    await expect(dialog.getByRole('textbox', { name: 'Type 150 to confirm' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Deploy fw-2 to 150 devices' })).toHaveAttribute('aria-disabled', 'true');
    expect(fleet.world.counters.writes).toBe(0);
    await page.keyboard.press('Escape');
    await askPalette(page, 'clear selection');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('group', { name: 'Selection', exact: true })).toHaveCount(0);
  });
});
