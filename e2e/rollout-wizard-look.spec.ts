import { expectNoAxeViolations } from './support/accessibility.ts';
import { selectionBar } from './support/bulk.ts';
import { expect, test } from './support/fixtures.ts';
import { openList, row } from './support/list.ts';
import { action, deployApp, freezeFound, frozen, openWizard, part, warnings, wavesField } from './support/wizard.ts';

const FW_2 = `KA${'2'.repeat(32)}`;
const APPS = [{ uniqueName: 'fw-1' }, { sid: FW_2, uniqueName: 'fw-2' }];
const HOSTILE = '<img src=x onerror=alert(1)> \u202Eevil';
const seedDevices = [{ uniqueName: HOSTILE, target: 'fw-1' }, ...Array.from({ length: 5 }, (_, n) => ({ uniqueName: `rack-${n + 1}`, target: 'fw-1' })), { target: 'fw-1', status: 'error', errorCode: 7 }, ...Array.from({ length: 70 }, () => ({ target: 'fw-1' }))];
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices } });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('it is accessible: empty, with everything in it, with errors, and at the last question', async ({ page }) => {
      await openWizard(page);
      await expectNoAxeViolations(page);
      await deployApp(page, 'fw-2');
      await freezeFound(page, '', 77);
      await page.getByRole('radio', { name: 'Picked by hand' }).check();
      await page.getByRole('combobox', { name: 'Add a canary' }).fill('rack-1');
      await part(page, 'Waves').getByRole('option', { name: 'rack-1' }).click();
      await page.getByRole('combobox', { name: 'Add a canary' }).fill('rack');
      await expectNoAxeViolations(page);
      await wavesField(page).fill('10%, 5%');
      await wavesField(page).blur();
      await expectNoAxeViolations(page);
      await part(page, 'Waves').getByRole('button', { name: 'Default' }).click();
      await action(page, 'Start rollout…').click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Start rollout to 77 devices' })).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });
}

// The last is what a browser does at 200 %; it is too low for the page to fit, and moves as a whole.
for (const { what, size, fits } of [{ what: 'on a phone', size: { width: 360, height: 740 }, fits: true }, { what: 'at 200 % zoom', size: { width: 640, height: 400 }, fits: false }]) {
  test.describe(what, () => {
    test.use({ viewport: size, hasTouch: fits, isMobile: fits });

    test('nothing moves sideways, and what can be done is in reach', async ({ page }) => {
      await openWizard(page);
      const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
      expect(await width()).toBe(size.width);
      await deployApp(page, 'fw-2');
      await freezeFound(page, '', 77);
      await part(page, 'Preflight').getByText('Takes at least').scrollIntoViewIfNeeded();
      if (!fits) await action(page, 'Start rollout…').scrollIntoViewIfNeeded();
      for (const name of ['Start rollout…', 'Save draft'] as const) await expect(action(page, name)).toBeInViewport({ ratio: 1 });
      expect(await width()).toBe(size.width);
      await action(page, 'Start rollout…').click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Start rollout to 77 devices' })).toBeInViewport({ ratio: 1 });
    });
  });
}

test('names are text, whatever stands in them', async ({ page }) => {
  await openWizard(page);
  await deployApp(page, 'fw-2');
  await freezeFound(page, '', 77);
  await expect(part(page, 'Devices')).toContainText('<img src=x onerror=alert(1)> <U+202E>evil');
  await page.getByRole('radio', { name: 'Picked by hand' }).check();
  await page.getByRole('combobox', { name: 'Add a canary' }).fill('onerror');
  await part(page, 'Waves').getByRole('option', { name: /onerror/u }).click();
  await expect(page.getByRole('list', { name: 'Picked canaries' })).toContainText('<U+202E>evil');
});

test.describe('when the console is read-only', () => {
  test.use({ serverEnv: { READ_ONLY: '1' } });

  test('it says so, and can be kept but not started', async ({ page, fleet }) => {
    await openWizard(page);
    await expect(page.getByRole('note').filter({ hasText: 'Read-only.' })).toContainText('kept as a draft, but not started');
    await deployApp(page, 'fw-2');
    await freezeFound(page, 'rack-', 5);
    await expect(action(page, 'Start rollout…')).toHaveAccessibleDescription(/^Read-only/u);
    await action(page, 'Start rollout…').click({ force: true });
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await action(page, 'Save draft').click();
    await expect(page.getByText(/^Draft saved at/u)).toBeVisible();
    expect(fleet.world.counters.writes).toBe(0);
  });
});

test.describe('when the fleet has not been read', () => {
  test.use({ pace: 'manual' });

  test('it says what that means for a list, offers to read it, and warns of a list out of a part', async ({ page }) => {
    await openWizard(page);
    await deployApp(page, 'fw-2');
    await expect(part(page, 'Devices').getByText(/The fleet is not read whole: 0 read so far/u)).toBeVisible();
    await expect(part(page, 'Devices').getByRole('button', { name: 'Freeze the list' })).toHaveAccessibleDescription('No device matches.');

    await openList(page);
    await row(page, 'rack-1').getByRole('checkbox').click();
    await selectionBar(page).getByRole('link', { name: 'Roll out…' }).click();
    await frozen(page, 1);
    await deployApp(page, 'fw-2');
    await expect(warnings(page).filter({ hasText: 'The fleet has not been read whole' })).toBeVisible();
    await part(page, 'Devices').getByRole('button', { name: 'Read the fleet' }).click();
    await expect(warnings(page).filter({ hasText: 'The fleet has not been read whole' })).toHaveCount(0);
    await frozen(page, 1);
  });
});

test('without the list of Apps a whole SID can be typed, and that nobody looked is said', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('403:on=apps');
  await openWizard(page);
  await expect(part(page, 'App').getByText(/The list of Apps could not be read; a whole App SID still works/u)).toBeVisible();
  await page.getByRole('combobox', { name: 'App to deploy' }).fill('fw-2');
  await expect(action(page, 'Start rollout…')).toHaveAccessibleDescription('No App of this name or SID: pick one first.');
  await page.getByRole('combobox', { name: 'App to deploy' }).fill(FW_2);
  await page.keyboard.press('Enter');
  await expect(part(page, 'App').getByRole('button', { name: 'Pick another' })).toBeFocused();
  await freezeFound(page, 'rack-', 5);
  await expect(warnings(page).filter({ hasText: 'nobody looked whether this App exists' })).toBeVisible();
  await expect(action(page, 'Start rollout…')).not.toHaveAttribute('aria-disabled');
});
