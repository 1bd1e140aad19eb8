import type { Locator, Page } from 'playwright/test';

import { ACCOUNT_SID } from './support/fleet.ts';
import { embeddedTest, expect, test } from './support/fixtures.ts';
import { openList, rows } from './support/list.ts';

const alert = (page: Page) => page.getByRole('group', { name: 'Trouble with the API' });

test.beforeEach(({ problems }) => problems.expectFailedRequests());

const KINDS = [
  { fault: '401:on=list', says: 'The API rejected the credentials (401)', byItself: false },
  { fault: '403:on=list', says: 'The credentials lack the rights for this (403)', byItself: false },
  { fault: '500:on=list', says: 'The API has a problem', byItself: true },
  { fault: 'html:on=list,status=502', says: 'The API has a problem', byItself: true },
  { fault: 'truncated-json:on=list', says: 'The API has a problem', byItself: true },
];
for (const { fault, says, byItself } of KINDS) {
  test(`${fault}: the banner says “${says}”, the last good rows stay, and it recovers`, async ({ page, fleet }) => {
    await openList(page);
    await expect(rows(page)).toHaveCount(50);
    fleet.faults.set(fault);
    await page.keyboard.press('r');
    await expect(alert(page)).toContainText(says);
    await expect(alert(page)).toContainText(/Showing what was read at \d\d:\d\d:\d\d/u);
    await expect(rows(page)).toHaveCount(50);
    fleet.faults.clear();
    // A rejected credential is asked for again once a minute only.
    if (!byItself) await alert(page).getByRole('button', { name: 'Try now' }).click();
    await expect(alert(page)).toHaveCount(0, { timeout: 20_000 });
  });
}

test('429: counts the seconds down, asks nothing before they are over, and recovers by itself', async ({ page, fleet }) => {
  await openList(page);
  // The page, the one after it, and the Apps.
  await expect.poll(() => fleet.world.counters.reads).toBe(3);
  fleet.faults.set('429:retry-after=12,count=1,on=list');
  await page.keyboard.press('r');
  await expect(alert(page)).toContainText('The API asks to slow down (429)');
  const left = async () => Number(/Next try in (\d+) s/u.exec(await alert(page).innerText())?.[1]);
  await expect.poll(left).toBeGreaterThan(0);
  const first = await left();
  expect(first).toBeLessThanOrEqual(12);
  const asked = fleet.world.counters.requests;
  await page.keyboard.press('r');
  await expect.poll(left).toBeLessThan(first);
  expect(fleet.world.counters.requests).toBe(asked);
  await expect(alert(page)).toHaveCount(0, { timeout: 20_000 });
  await expect(rows(page).first()).toBeVisible();
});

test('an unreachable API: says so, keeps the rows, and recovers by itself', async ({ page, fleet }) => {
  await openList(page);
  await fleet.stop();
  await page.keyboard.press('r');
  await expect(alert(page)).toContainText('The API cannot be reached');
  await expect(rows(page).first()).toBeVisible();
  await fleet.start();
  await expect(alert(page)).toHaveCount(0, { timeout: 15_000 });
});

test('the console’s own server gone: says so, and keeps the rows', async ({ page, fleet }) => {
  await openList(page);
  await fleet.console.stop();
  await page.keyboard.press('r');
  await expect(alert(page)).toContainText('The console’s server does not answer');
  await expect(rows(page).first()).toBeVisible();
});

test('trouble at the very first read shows its cause, and the rows once it is over', async ({ page, fleet }) => {
  fleet.faults.set('401:on=list');
  await page.goto('/devices');
  await expect(alert(page)).toContainText('(401)');
  await expect(page.getByRole('heading', { name: 'Nothing has been read yet' })).toBeVisible();
  fleet.faults.clear();
  await alert(page).getByRole('button', { name: 'Try now' }).click();
  await expect(rows(page).first()).toBeVisible();
});

test('a page that cannot be had leaves the last one on show', async ({ page, fleet }) => {
  await openList(page);
  const first = await rows(page).first().getByRole('link').innerText();
  fleet.faults.set('401:on=list');
  await page.getByRole('combobox', { name: 'Devices per page' }).selectOption('20');
  await expect(alert(page)).toContainText('(401)');
  await expect(rows(page).first().getByRole('link')).toHaveText(first);
  fleet.faults.clear();
  await alert(page).getByRole('button', { name: 'Try now' }).click();
  await expect(rows(page)).toHaveCount(20);
});

test('a rejected credential is not asked for again and again', async ({ page, fleet }) => {
  await openList(page);
  // The page, the one after it, and the Apps.
  await expect.poll(() => fleet.world.counters.reads).toBe(3);
  fleet.faults.set('401');
  const before = fleet.world.counters.requests;
  await page.keyboard.press('r');
  await expect(alert(page)).toContainText('(401)');
  expect(fleet.world.counters.requests - before).toBe(1);
});

test.describe('where no Worker can read the fleet', () => {
  test.use({ pace: 'auto' });
  test('the page on show is read anew by itself after thirty seconds, and not in a hidden tab', async ({ page, fleet }) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));
    await page.clock.install();
    await openList(page);
    await expect.poll(() => fleet.world.counters.reads).toBeGreaterThanOrEqual(3);
    const reads = fleet.world.counters.reads;
    await page.clock.runFor(31_000);
    await expect.poll(() => fleet.world.counters.reads).toBeGreaterThan(reads);
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    const hidden = fleet.world.counters.requests;
    await page.clock.runFor(120_000);
    expect(fleet.world.counters.requests).toBe(hidden);
  });
});

test('says as of when the rows are true, and reads anew with a button', async ({ page, fleet }) => {
  await openList(page);
  await expect(page.getByText(/^as of \d\d:\d\d:\d\d$/u)).toBeVisible();
  const before = fleet.world.counters.reads;
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => fleet.world.counters.reads).toBeGreaterThan(before);
});

/** The background, as a variable of the theme. */
function backgroundOf(part: Locator): Promise<string | undefined> {
  return part.evaluate((element) => {
    const colour = getComputedStyle(element).backgroundColor;
    const probe = document.body.appendChild(document.createElement('div'));
    const found = ['--hover', '--surface', '--ok-tint', '--info-tint', '--warn-tint', '--bad-tint', '--odd-tint'].find((name) => {
      probe.style.backgroundColor = `var(${name})`;
      return getComputedStyle(probe).backgroundColor === colour;
    });
    probe.remove();
    return found;
  });
}

test('names the account and the API host of a real fleet', async ({ page }) => {
  await openList(page);
  const strip = page.getByRole('note', { name: 'Connected fleet' });
  await expect(strip).toContainText('Real devices');
  await expect(strip).toContainText(/127\.0\.0\.1:\d+/u);
  await expect(strip).toContainText(ACCOUNT_SID);
  await expect(strip).not.toContainText('Simulator');
  // Amber asks for care. Green and violet are for the state of devices.
  expect(await backgroundOf(strip)).toBe('--warn-tint');
});

embeddedTest('says that a simulated fleet is one, on every page', async ({ page }) => {
  await openList(page);
  const strip = page.getByRole('note', { name: 'Connected fleet' });
  await expect(strip).toHaveText('Simulator – no real devices');
  expect(await backgroundOf(strip)).toBe('--hover');
  await rows(page).first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(strip).toHaveText('Simulator – no real devices');
});
