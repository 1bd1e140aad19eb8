import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { openDevice, SID } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { howMany, keyField, keyRow, openKey, openKeys, partOf, searchKeys, startDelete, startNew, table, valueField } from './support/keyed.ts';

test.use({ worldOptions: { seedConfigs: [{ key: 'prefs', value: '{"units":"celsius"}' }, { key: 'broken', value: '[1,]' }], seedDevices: [{ sid: SID, configs: [{ key: 'prefs', value: 'a' }], secrets: [{ key: 'token', rotatedAgo: 9e7 }] }] } });

test.describe('20,000 of them', () => {
  test.use({ worldOptions: { seedDevices: [], seedConfigs: Array.from({ length: 20_000 }, (_, n) => ({ key: `site-${n}`, value: JSON.stringify({ site: n, host: `edge-${n % 97}.example`, notes: 'x'.repeat(200) }) })) } });

  test('are shown and searched from the first page on, and never called missing before all are read', async ({ page, fleet }) => {
    // All but the first page, until it is switched off.
    fleet.faults.set('latency:ms=19000,on=configs,every=2');
    await openKeys(page, 'Configs');
    await expect(page.getByText('1,000 read so far', { exact: true })).toBeVisible();
    await searchKeys(page, 'Configs').fill('site-19999');
    await expect(page.getByRole('heading', { name: 'None of those read so far matches' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'No Config matches' })).toHaveCount(0);
    // The rest comes as fast as it can.
    fleet.faults.clear();
    await expect(howMany(page, '1 of 20,000 Configs matches')).toBeVisible({ timeout: 30_000 });
    await expect(keyRow(page, 'site-19999')).toBeVisible();
    expect(fleet.world.counters.requests).toBe(20);

    // However many there are, a page of them is drawn.
    await searchKeys(page, 'Configs').fill('');
    await searchKeys(page, 'Configs').pressSequentially('edge-42');
    await expect(howMany(page, '206 of 20,000 Configs match')).toBeVisible();
    await page.getByRole('button', { name: 'Updated' }).click();
    await page.getByRole('combobox', { name: 'Rows per page' }).selectOption('100');
    await expect(page.getByText('Page 1 of 3 · 1–100 of 206')).toBeVisible();
    await page.getByRole('link', { name: 'Next page' }).click();
    await expect(page.getByText('Page 2 of 3 · 101–200 of 206')).toBeVisible();
    await page.goBack();
    await expect(page.getByText('Page 1 of 3')).toBeVisible();
    await expect(table(page, 'Configs').getByRole('row')).toHaveCount(101);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('the page and each of its dialogs are accessible', async ({ page }) => {
      await openKeys(page, 'Configs');
      await expectNoAxeViolations(page);
      await openKey(page, page, 'Configs', 'prefs');
      await expectNoAxeViolations(page);
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      const dialog = await startNew(page, page, 'Configs');
      await keyField(dialog).fill('a/b');
      await valueField(dialog).fill('[1,]');
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await expect(dialog.getByRole('button', { name: 'Go on typing' })).toBeFocused();
      await expectNoAxeViolations(page);
      await dialog.getByRole('button', { name: 'Throw it away' }).click();
      await startDelete(page, page, 'Configs', 'prefs');
      await expectNoAxeViolations(page);
    });

    test('the parts of a device’s page and a comparison are accessible', async ({ page }) => {
      await openDevice(page, SID);
      for (const kind of ['Configs', 'Secrets'] as const) {
        await partOf(page, kind).getByRole('button', { name: kind }).click();
        await expect(table(page, kind)).toBeVisible();
      }
      await expectNoAxeViolations(page);
      await page.goto(paths.compareConfig('prefs', [SID]));
      await expect(page.getByText('The device holds one value').first()).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('nothing scrolls sideways, and everything can be done by thumb', async ({ page, fleet }) => {
    fleet.world.configs(null).put('a-key-without-a-single-space-'.repeat(3), 'x'.repeat(4096));
    await openKeys(page, 'Configs');
    const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(360);
    const dialog = await openKey(page, page, 'Configs', 'a-key-without-a-single-space-'.repeat(3));
    expect(await width()).toBe(360);
    await dialog.getByRole('button', { name: 'Edit' }).tap();
    await valueField(dialog).fill('');
    // At the pace of a thumb: a second tap at the same place within half a second is the second of a double tap.
    await valueField(dialog).pressSequentially('short', { delay: 150 });
    await dialog.getByRole('button', { name: 'Save' }).tap();
    await expect(keyRow(page, 'a-key-without-a-single-space-'.repeat(3))).toContainText('short');
    expect(await width()).toBe(360);
  });
});
