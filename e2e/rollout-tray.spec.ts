/** What runs over many devices, seen from every page: the tray in the header, the title of the tab, and a notification. */
import type { BrowserContext, Locator, Page } from 'playwright/test';

import { paths } from '#paths.ts';
import { expectNoAxeViolations } from './support/accessibility.ts';
import { goTo } from './support/navigation.ts';
import { expect, test } from './support/fixtures.ts';
import { fullyRead, openList } from './support/list.ts';

const DEVICES = 40;
test.use({ pace: 'auto', worldOptions: { seedDevices: Array.from({ length: DEVICES }, (_, index) => ({ uniqueName: `freezer ${index + 1}` })) } });

const TITLE = 'Log 3 devices for 24 hours';
/** Writes wait until the faults are cleared. */
const HELD = 'latency:on=POST,ms=600000';

const tray = (page: Page): Locator => page.getByRole('banner').getByRole('button', { name: /\d runs?/u });
const panel = (page: Page): Locator => page.getByRole('dialog', { name: 'Runs' });
const item = (page: Page, title = TITLE): Locator => panel(page).getByRole('listitem').filter({ has: page.getByRole('link', { name: title, exact: true }) });

/** Chooses three devices, and starts what one of the buttons does to them. */
async function start(page: Page, action = 'Log for 24 h'): Promise<void> {
  // By the index, too: until it knows of their logging there would be nothing to end.
  const ending = action === 'End logging';
  await openList(page, ending ? { q: 'log:on' } : {});
  await fullyRead(page, DEVICES, ending ? 3 : DEVICES);
  for (const name of ['freezer 1', 'freezer 2', 'freezer 3']) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  const bar = page.getByRole('group', { name: 'Selection', exact: true });
  // A phone has room for it in the menu only.
  const phone = (page.viewportSize()?.width ?? 0) < 640;
  if (phone) await bar.getByRole('button', { name: 'More' }).click();
  await (phone ? page.getByRole('dialog', { name: 'Selection' }) : bar).getByRole('button', { name: action }).click();
  const go = page.getByRole('dialog').getByRole('button', { name: /^(?:Log|Stop logging of) 3 devices/u });
  await go.click();
  await expect(go).toHaveCount(0);
}

async function goHome(page: Page): Promise<void> {
  await goTo(page, 'Home');
  await expect(page.getByRole('heading', { name: 'Needs attention', exact: true })).toBeVisible();
}

test('what was started on the list is seen on every page, with its end, until somebody has seen that', async ({ page, fleet }) => {
  fleet.faults.set(HELD);
  await start(page);
  await expect(tray(page)).toHaveText('0 % · 1 run');
  await goHome(page);
  await expect(page).toHaveTitle('0 % · Needs attention · Fleet Console');
  await tray(page).click();
  await expect(item(page)).toContainText('Running');
  await expect(item(page)).toContainText('0 of 3 done');
  fleet.faults.clear();
  await expect(item(page)).toContainText('Complete');
  await expect(item(page)).toContainText('3 of 3 done');
  await expect(tray(page)).toHaveText('Complete · 1 run');
  await expect(page).toHaveTitle('Needs attention · Fleet Console');
  // Said once, and no word of how it went on.
  await expect(page.getByRole('status').filter({ hasText: `Complete: ${TITLE}. 3 of 3 done.` })).toHaveCount(1);
  await item(page).getByRole('button', { name: `Dismiss ${TITLE}` }).click();
  await expect(tray(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Needs attention', exact: true })).toBeFocused();
  await page.reload();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rollouts' }).click();
  await expect(page.getByRole('list', { name: 'Runs' }).getByRole('link', { name: TITLE })).toBeVisible();
  await expect(tray(page)).toHaveCount(0);
});

test('by keyboard: opened, paused, left for the page of the run', async ({ page, fleet }) => {
  fleet.faults.set(HELD);
  await start(page);
  await tray(page).focus();
  await page.keyboard.press('Enter');
  await expect(item(page).getByRole('link', { name: TITLE, exact: true })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(item(page).getByRole('button', { name: `Pause ${TITLE}` })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(item(page).getByRole('link', { name: `Resume ${TITLE}…` })).toBeFocused();
  await expect(item(page)).toContainText('Paused');
  await expect(tray(page)).toHaveText('Paused · 1 run');
  await expect(page).toHaveTitle('Paused · Devices · Fleet Console');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect(tray(page)).toBeFocused();
  await tray(page).click();
  await expect(panel(page)).toBeVisible();
  await tray(page).click();
  await expect(panel(page)).toHaveCount(0);
  await expect(tray(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(item(page).getByRole('link', { name: TITLE, exact: true })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(item(page).getByRole('link', { name: `Resume ${TITLE}…` })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/rollouts\/\w+$/u);
  await expect(page.getByRole('heading', { name: TITLE })).toBeVisible();
  await expect(panel(page)).toHaveCount(0);
});

test('a run whose tab was loaded again is there as interrupted, and goes on from its own page only', async ({ page, fleet }) => {
  page.on('dialog', (dialog) => void dialog.accept());
  fleet.faults.set(HELD);
  await start(page);
  await expect(tray(page)).toHaveText('0 % · 1 run');
  await page.reload();
  await expect(tray(page)).toHaveText('Interrupted · 1 run');
  await expect(page).toHaveTitle('Interrupted · Devices · Fleet Console');
  await tray(page).click();
  await expect(item(page)).toContainText('nothing is sent until it is resumed');
  await item(page).getByRole('link', { name: `Resume ${TITLE}…` }).click();
  await expect(page).toHaveURL(/\/rollouts\/\w+$/u);
  await expect(page.getByRole('button', { name: 'Resume…', exact: true })).toBeVisible();
});

test('another tab sees it too, and can pause it', async ({ page, context, fleet }) => {
  fleet.faults.set(HELD);
  await start(page);
  const other = await context.newPage();
  await other.goto(paths.home);
  await expect(tray(other)).toHaveText('0 % · 1 run');
  await tray(other).click();
  await item(other).getByRole('button', { name: `Pause ${TITLE}` }).click();
  await expect(tray(page)).toHaveText('Paused · 1 run');
  await expect(item(other)).toContainText('Paused');
});

test('on a phone it has its place in the header, and can be used by everybody', async ({ page, fleet }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  fleet.faults.set(HELD);
  await start(page);
  await goHome(page);
  await tray(page).click();
  await expect(item(page)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await expectNoAxeViolations(page);
});

/** The question whether to notify. */
const ask = (page: Page): Locator => panel(page).getByRole('group', { name: 'Notifications' });

/** Has the page keep a list of the notifications that it shows. */
async function recordNotifications(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const kept: Notification[] = [];
    Object.assign(window, { kept });
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        kept.push(this);
      }
    };
  });
}

/** What was shown so far. */
function shown(page: Page): Promise<readonly Pick<Notification, 'title' | 'body' | 'tag'>[]> {
  return page.evaluate(() => (Reflect.get(window, 'kept') as Notification[]).map(({ title, body, tag }) => ({ title, body, tag })));
}

/** As if another tab were in front. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

test.describe('a notification', () => {
  test('tells of the end where nobody looks, once that was wanted, and opens the run', async ({ page, context, fleet }) => {
    await context.grantPermissions(['notifications']);
    await recordNotifications(context);
    fleet.faults.set(HELD);
    await start(page);
    await tray(page).click();
    await ask(page).getByRole('button', { name: 'Notify me' }).click();
    await expect(ask(page)).toHaveCount(0);
    await expect(item(page).getByRole('link', { name: TITLE, exact: true })).toBeFocused();
    await page.keyboard.press('Escape');
    await hide(page);
    fleet.faults.clear();
    await expect.poll(() => shown(page)).toEqual([{ title: `Complete: ${TITLE}`, body: '3 of 3 done.', tag: expect.stringMatching(/^\w+$/u) }]);
    await page.evaluate(() => (Reflect.get(window, 'kept') as Notification[])[0]?.dispatchEvent(new Event('click')));
    await expect(page).toHaveURL(/\/rollouts\/\w+$/u);
    await expect(page.getByRole('heading', { name: TITLE })).toBeVisible();
  });

  test('is not shown to somebody who looks', async ({ page, context, fleet }) => {
    await context.grantPermissions(['notifications']);
    await recordNotifications(context);
    fleet.faults.set(HELD);
    await start(page);
    await tray(page).click();
    await ask(page).getByRole('button', { name: 'Notify me' }).click();
    fleet.faults.clear();
    await expect(item(page)).toContainText('Complete');
    expect(await shown(page)).toEqual([]);
  });

  test('is asked for once: who said no is left alone', async ({ page, context }) => {
    await context.grantPermissions(['notifications']);
    await start(page);
    await tray(page).click();
    await ask(page).getByRole('button', { name: 'No', exact: true }).click();
    await expect(ask(page)).toHaveCount(0);
    await expect(panel(page)).toBeVisible();
    await start(page, 'End logging');
    await tray(page).click();
    await expect(item(page, 'Stop logging of 3 devices')).toBeVisible();
    await expect(ask(page)).toHaveCount(0);
  });

  test('is not asked for where the browser would show none', async ({ page, fleet }) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Notification'));
    fleet.faults.set(HELD);
    await start(page);
    await tray(page).click();
    await expect(item(page)).toBeVisible();
    await expect(ask(page)).toHaveCount(0);
  });
});
