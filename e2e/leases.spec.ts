/** Logging is a lease: all of them at a glance, what is left of each, and the end of those that nobody needs. */
import type { Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { openLastRun, outcomes, runIs, typeCount } from './support/bulk.ts';
import { APPS, NEW_APP, OLD_APP, openDevice, part, SID, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { namesIn, openHome, queueOf, tally } from './support/home.ts';

const HOUR = 3_600;

/**
 * Six leases: one that began 4 h ago (`late`), two that began more than 12 h ago, one of those on a device that has failed, one that is on
 * after its end, and one without an end; and a device without any.
 */
const SEEDS = [
  { uniqueName: 'late', logging: 20 * HOUR + 55 },
  { uniqueName: 'early', sid: SID, logging: 1.5 * HOUR + 55 },
  { uniqueName: 'middle', logging: 5 * HOUR + 55 },
  { uniqueName: 'failed', logging: 6 * HOUR, target: NEW_APP, reported: OLD_APP, status: 'error', errorCode: 118 },
  { uniqueName: 'over', logging: -3 * HOUR, loggingLingers: true },
  { uniqueName: 'endless', logging: 'endless' as const },
  { uniqueName: 'off' },
];
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices: SEEDS } });

const leases = (page: Page): Locator => page.getByRole('list', { name: 'Leases', exact: true });
const lease = (page: Page, name: string): Locator => leases(page).getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
const names = (page: Page): Promise<string[]> => leases(page).getByRole('listitem').getByRole('link').allInnerTexts();
const show = (page: Page, name: string): Locator => page.getByRole('navigation', { name: 'Which leases' }).getByRole('link').filter({ hasText: name });

async function openLeases(page: Page, path: string = paths.leases): Promise<void> {
  await page.goto(path);
  await expect(page.getByText(/^complete as of/u)).toBeVisible();
  await expect(leases(page)).toBeVisible();
}

test('the key of every search leads to that of the leases', async ({ page }) => {
  await openLeases(page);
  await page.keyboard.press('/');
  const field = page.getByRole('textbox', { name: 'Search leases' });
  await expect(field).toBeFocused();
  await page.keyboard.type('mid');
  await expect.poll(() => names(page)).toEqual(['middle']);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await page.keyboard.type('late');
  await expect(field).toHaveValue('late');
});

test('all leases stand there by their end, with what is left, and those that are on after their end are marked', async ({ page, fleet }) => {
  await openLeases(page);
  await expect.poll(() => names(page)).toEqual(['over', 'early', 'middle', 'failed', 'late', 'endless']);
  await expect(lease(page, 'early')).toContainText('1 h 30 m left');
  await expect(lease(page, 'over')).toContainText(/on, expired.*ended 3 h ago/u);
  await expect(lease(page, 'endless')).toContainText('on, without an end');
  await expect(show(page, 'All')).toContainText('6');
  await expect(show(page, 'Left on')).toContainText('3');
  await expect(show(page, 'End within 2 h')).toContainText('1');
  await show(page, 'Expired, still on').click();
  await expect.poll(() => names(page)).toEqual(['over']);
  await page.goBack();
  await openLeases(page, paths.leaseList({ sort: 'name', q: '-failed' }));
  await expect.poll(() => names(page)).toEqual(['early', 'endless', 'late', 'middle', 'over']);

  fleet.clock.advance(75 * 60_000);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(lease(page, 'early')).toContainText(/1[45] m(?: \d+ s)? left/u);
});

test('one is extended and one ended, each with a press, and the focus stays in the list', async ({ page, fleet, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openLeases(page);
  await lease(page, 'early').getByRole('button', { name: 'Extend early to 24 h' }).click();
  await expect(toast(page, /Logging of early is on for 24 hours/u)).toBeVisible();
  await expect(lease(page, 'early')).toContainText(/1 d left|23 h 59 m left/u);
  await lease(page, 'middle').getByRole('button', { name: 'End logging of middle' }).click();
  await expect(lease(page, 'middle')).toHaveCount(0);
  await expect(leases(page).getByRole('link').and(page.locator(':focus'))).toBeVisible();
  expect(fleet.world.counters.writes).toBe(2);
  expect(fleet.world.device(SID)?.loggingEnabled).toBe(true);
  await lease(page, 'early').getByRole('button', { name: 'Copy the command that streams the logs of early' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`twilio microvisor:logs:stream ${SID}`);
});

test('those left on are selected and ended together; one that began lately, or may have, is not among them', async ({ page, fleet }) => {
  await openLeases(page);
  await expect(page.getByText('3 leases have been left on.')).toBeVisible();
  await page.getByRole('link', { name: 'Show them' }).click();
  await expect.poll(() => names(page)).toEqual(['over', 'early', 'middle']);
  for (const name of ['over', 'early', 'middle']) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  const bar = page.getByRole('group', { name: 'Selection', exact: true });
  await expect(bar.getByRole('status')).toHaveText('3 leases selected');
  await bar.getByRole('button', { name: 'End logging' }).click();
  const dialog = page.getByRole('dialog', { name: 'Turn logging off' });
  // Almost half of this fleet: the guard is that of every bulk action.
  await typeCount(dialog, 3);
  await dialog.getByRole('button', { name: 'Stop logging of 3 devices' }).click();
  await expect(page.getByRole('heading', { name: 'No lease matches' })).toBeVisible();
  await expect(bar).toHaveCount(0);
  expect(fleet.world.counters.writes).toBe(3);
  await openLastRun(page);
  await runIs(page, 'Complete');
  expect(await outcomes(page)).toMatchObject({ done: 3 });
});

test('on a healthy device the page asks whether logging that was left on can end, and not twice about the same lease', async ({ page, fleet }) => {
  const note = page.getByRole('note', { name: 'About this lease' });
  await openDevice(page);
  await expect(note).toContainText(/The device is healthy, but logging has been on for 22 h (?:28|29) m\. Turn it off\?/u);
  await note.getByRole('button', { name: 'Keep it on' }).click();
  await expect(note).toHaveCount(0);
  await expect(part(page, 'Logging').getByRole('button', { name: 'Extend to 24 h' })).toBeFocused();
  await page.reload();
  await expect(part(page, 'Logging').getByRole('timer')).toBeVisible();
  await expect(note).toHaveCount(0);

  for (const name of ['failed', 'late']) {
    await openDevice(page, name);
    await expect(part(page, 'Logging').getByRole('timer')).toBeVisible();
    await expect(note).toHaveCount(0);
  }

  await openDevice(page, 'middle');
  await note.getByRole('button', { name: 'Turn off' }).click();
  await expect(part(page, 'Logging')).toContainText('Logging is off.');
  await expect(note).toHaveCount(0);
  expect(fleet.world.counters.writes).toBe(1);
});

test('logging that was turned on a moment ago needs no attention, until it has been on for the threshold', async ({ page, fleet }) => {
  await openDevice(page, 'off');
  await part(page, 'Logging').getByRole('button', { name: 'Turn logging on' }).click();
  await expect(part(page, 'Logging').getByRole('timer')).toBeVisible();
  await expect(page.getByRole('note', { name: 'About this lease' })).toHaveCount(0);
  await openHome(page);
  await expect(tally(page, 'Logging on')).toContainText('7');
  await expect(queueOf(page, 'Logging left on')).toContainText('3 leases have been left on');
  await page.getByRole('button', { name: 'Reading and thresholds' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reading and thresholds' });
  const after = dialog.getByRole('textbox', { name: 'Time since it was turned on or extended' });
  await after.fill('25');
  await expect(dialog.getByRole('alert')).toContainText('from 1 minute to 24 hours');
  await after.fill('3');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(queueOf(page, 'Logging left on')).toContainText('4 leases have been left on');
  fleet.clock.advance(4 * HOUR * 1_000);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => namesIn(queueOf(page, 'Logging left on'))).toContain('off');
});

test('the queue leads to the leases of its class', async ({ page }) => {
  await openHome(page);
  const queue = queueOf(page, 'Logging left on');
  await expect(queue).toContainText('3 leases have been left on');
  await queue.getByRole('link', { name: 'See these leases' }).click();
  await expect(page).toHaveURL(paths.leaseList({ show: 'quiet' }));
  await expect.poll(() => names(page)).toEqual(['over', 'early', 'middle']);
});

test.describe('read by hand, and read-only', () => {
  test.use({ pace: 'manual', serverEnv: { READ_ONLY: '1' } });

  test('says that nothing is known until it is read, and why nothing can be changed', async ({ page }) => {
    await page.goto(paths.leases);
    await expect(page.getByRole('heading', { name: 'The fleet has not been read yet' })).toBeVisible();
    await page.getByRole('button', { name: 'Read the fleet' }).click();
    await expect(lease(page, 'early').getByRole('button', { name: 'End logging of early' })).toHaveAccessibleDescription(/Read-only/u);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, in ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

    test('the page is accessible, with a selection too, and nothing scrolls sideways', async ({ page }) => {
      await openLeases(page);
      await page.getByRole('checkbox', { name: 'Select this page' }).check();
      await expect(page.getByRole('group', { name: 'Selection', exact: true })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      await expectNoAxeViolations(page);
    });
  });
}

for (const [what, viewport] of [['on a phone', { width: 360, height: 500 }], ['in a short window', { width: 1280, height: 400 }]] as const) {
  test.describe(what, () => {
    test.use({ viewport });

    test('the selection bar never covers what has the focus', async ({ page }) => {
      await openLeases(page);
      await page.getByRole('checkbox', { name: 'Select this page' }).focus();
      await page.keyboard.press('Space');
      await expect(page.getByRole('group', { name: 'Selection', exact: true })).toBeVisible();
      const stops: string[] = [];
      const under: string[] = [];
      while (!stops.includes('Extend to 24 h')) {
        // oxlint-disable-next-line no-await-in-loop -- one stop after the other
        await page.keyboard.press('Tab');
        // oxlint-disable-next-line no-await-in-loop -- as above
        const { name, covered } = await page.evaluate(() => {
          const at = document.activeElement;
          const bar = [...document.querySelectorAll('[role="group"]')].find((group) => group.getAttribute('aria-label') === 'Selection');
          const low = (at?.getBoundingClientRect().bottom ?? 0) - (bar?.getBoundingClientRect().top ?? 0);
          return { name: at?.getAttribute('aria-label') ?? at?.textContent ?? '', covered: bar?.contains(at) === false && low > 1 };
        });
        stops.push(name.trim());
        if (covered) under.push(name);
      }
      expect(under).toEqual([]);
      expect(stops).toContain('End logging of endless');
    });
  });
}
