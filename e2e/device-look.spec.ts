import { expectNoAxeViolations } from './support/accessibility.ts';
import { NEW_APP, OLD_APP, oneDevice, openDevice, openDialog, SID } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';

const LONG = `${'a-name-without-a-single-space-'.repeat(400)}end`;

test.use({ worldOptions: oneDevice({ target: NEW_APP, reported: OLD_APP, targetedAgo: 9000, logging: 5000 }) });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the page and each of its dialogs are accessible', async ({ page }) => {
      await openDevice(page);
      await page.getByText('JSON from the API').click();
      await expectNoAxeViolations(page);
      for (const name of ['Rename', 'Deploy an App', 'Restart'] as const) {
        await openDialog(page, name);
        await expectNoAxeViolations(page);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('nothing scrolls sideways, and the actions are at the lower edge', async ({ page, fleet }) => {
    const row = fleet.world.device(SID);
    if (row) fleet.world.change(row, { uniqueName: LONG });
    await openDevice(page);
    const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(360);
    const bar = await page.getByRole('toolbar', { name: 'Actions' }).boundingBox();
    expect(Math.round((bar?.y ?? 0) + (bar?.height ?? 0))).toBe(740);
    for (const name of ['Rename', 'Deploy an App', 'Restart'] as const) {
      await openDialog(page, name);
      expect(await width()).toBe(360);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
});

test.describe('on a short phone', () => {
  test.use({ viewport: { width: 360, height: 600 }, hasTouch: true, isMobile: true, worldOptions: oneDevice({ target: NEW_APP, reported: OLD_APP, targetedAgo: 9000 }) });

  test('the buttons of the note form stay above the action bar, and the snooze date is not cut off', async ({ page }) => {
    await openDevice(page);
    const triage = page.getByRole('region', { name: 'Triage', exact: true });
    await triage.getByRole('button', { name: 'Note' }).tap();
    await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
    const save = triage.getByRole('button', { name: 'Save' });
    await expect(save).toBeInViewport({ ratio: 1 });
    // Once the page has scrolled to it.
    const room = async (): Promise<number> => {
      const [button, bar] = [await save.boundingBox(), await page.getByRole('toolbar', { name: 'Actions' }).boundingBox()];
      return (bar?.y ?? 0) - (button?.y ?? 0) - (button?.height ?? 0);
    };
    await expect.poll(room).toBeGreaterThan(0);
    await triage.getByRole('button', { name: 'Cancel' }).tap();
    await triage.getByRole('button', { name: 'Snooze' }).tap();
    const until = page.getByRole('dialog', { name: 'Snooze' }).getByLabel('Until');
    await expect(until).toBeVisible();
    // The date is drawn by the browser, so its size cannot be read: compare with the natural width of the field.
    const short = await until.evaluate((input) => {
      const { width } = input.getBoundingClientRect();
      input.style.setProperty('width', 'max-content', 'important');
      return input.getBoundingClientRect().width - width;
    });
    expect(short).toBeLessThanOrEqual(0);
  });
});

// What a browser does at 200 %: half as many CSS pixels on the same screen, each twice as large.
test.describe('at 200 % zoom', () => {
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });

  test('nothing scrolls sideways, and each dialog’s buttons are in sight', async ({ page }) => {
    await openDevice(page);
    const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(640);
    for (const [name, button] of [['Rename', 'Rename'], ['Deploy an App', 'Deploy'], ['Restart', 'Restart the App']] as const) {
      const dialog = await openDialog(page, name);
      await expect(dialog.getByRole('button', { name: button, exact: true })).toBeInViewport({ ratio: 1 });
      expect(await width()).toBe(640);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    }
  });
});

test('a name of 12,000 characters is clipped in the title and whole among the identifiers', async ({ page, fleet }) => {
  const row = fleet.world.device(SID);
  if (row) fleet.world.change(row, { uniqueName: LONG });
  await openDevice(page);
  const heading = await page.getByRole('heading', { level: 1 }).boundingBox();
  expect(heading?.height).toBeLessThan(80);
  await expect(page.getByRole('region', { name: 'Identifiers' })).toContainText('single-space-end');
});
