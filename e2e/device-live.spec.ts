import { paths } from '#paths.ts';
import { action, NAME, NEW_APP, OLD_APP, oneDevice, openDevice, openDialog, part, refresh, SID, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { rows } from './support/list.ts';

test.describe('while an update is pending', () => {
  test.use({ worldOptions: oneDevice({ target: NEW_APP, reported: OLD_APP, targetedAgo: 40, landsIn: 600 }) });

  test('announces that it has landed, and how long it took', async ({ page, fleet }) => {
    await openDevice(page);
    await expect(part(page, 'App')).toContainText('Normal so far');
    fleet.clock.advance(700_000);
    await refresh(page);
    const note = page.getByRole('group', { name: 'Deployment' });
    await expect(note).toContainText('freezer-2.5.0 has landed after 10 m 40 s.');
    await expect(toast(page, /freezer-2\.5\.0 has landed/u)).toBeVisible();
    await expect(page).toHaveTitle(`✓ landed · ${NAME} · Fleet Console`);
    await expect(part(page, 'App')).toContainText('It runs what it should.');
    const told = await page.getByText('freezer-2.5.0 has landed').count();
    const dialog = await openDialog(page, 'Rename');
    await dialog.getByRole('textbox', { name: 'Unique name' }).fill('renamed after landing');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(toast(page, 'Renamed to renamed after landing')).toBeVisible();
    expect(await page.getByText('freezer-2.5.0 has landed').count()).toBeLessThanOrEqual(told);
    await note.getByRole('button', { name: 'Dismiss the note' }).click();
    await expect(note).toHaveCount(0);
  });

  test('announces that it has failed, with the code', async ({ page, fleet }) => {
    const row = fleet.world.device(SID);
    if (row) row.landing = { at: fleet.clock.now() + 60_000, errorCode: 7 };
    await openDevice(page);
    await expect(part(page, 'App')).toContainText('Normal so far');
    fleet.clock.advance(70_000);
    await refresh(page);
    const note = page.getByRole('group', { name: 'Deployment' });
    await expect(note).toContainText(/Failed: freezer-2\.5\.0 was not installed, code 7 within \d m( \d+ s)?\./u);
    await expect(page).toHaveTitle(/^✗ failed/u);
  });
});

test('reads again by itself: every 5 s after an action, every 15 s while pending, else every 60 s', async ({ page, fleet }) => {
  await page.clock.install();
  const row = fleet.world.find(({ status }) => status === 'up-to-date');
  const opened = Date.now();
  await openDevice(page, row?.sid);
  const reads = (): number => fleet.world.counters.reads;
  // The device, and the Apps for its names.
  await expect.poll(reads).toBe(2);
  const settled = reads();
  // Fifty seconds in all: the time that has passed by itself counts, too.
  await page.clock.runFor(Math.max(0, 50_000 - (Date.now() - opened)));
  expect(reads()).toBe(settled);
  // Seen on the page, not only asked for: the time to the next reading counts from the answer.
  if (row) row.status = 'pending';
  await page.clock.runFor(15_000);
  await expect(part(page, 'App')).toContainText('pending');
  const pending = reads();
  expect(pending).toBeGreaterThan(settled);
  await page.clock.runFor(16_000);
  await expect.poll(reads).toBeGreaterThan(pending);
  await part(page, 'Logging').getByRole('button', { name: /Turn logging on|Extend/u }).click();
  await expect(page.getByText(/is on for 24 hours/u).first()).toBeVisible();
  const acted = reads();
  await page.clock.runFor(6_000);
  await expect.poll(reads).toBeGreaterThan(acted);
});

test.describe('a lease', () => {
  test.use({ worldOptions: oneDevice({ logging: 100 }) });

  test('counts down to the second, and ends while one looks on', async ({ page, fleet }) => {
    await page.clock.install();
    await openDevice(page);
    const timer = part(page, 'Logging').getByRole('timer');
    await expect(timer).toHaveText(/^(?:1 m )?\d+ s left$/u);
    const shown = async (): Promise<number> => {
      const [, minutes = '0', rest = 'none'] = /^(?:(\d) m )?(\d+) s left$/u.exec(await timer.innerText()) ?? [];
      return 60 * Number(minutes) + Number(rest);
    };
    const left = (): number => ((fleet.world.device(SID)?.loggingExpires ?? 0) - fleet.clock.now()) / 1_000;
    // Beside the truth before and after the look, however long that took: dates of the API have whole seconds, and so has the text.
    const truthful = async (): Promise<number> => {
      let seconds = Number.NaN;
      // A tick that comes late on a busy machine is made up for by the next one.
      await expect(async () => {
        const atMost = left() + 2;
        seconds = await shown();
        expect(seconds).toBeLessThanOrEqual(atMost);
        expect(seconds).toBeGreaterThanOrEqual(left() - 2);
      }).toPass();
      return seconds;
    };
    const before = await truthful();
    await expect.poll(shown).toBeLessThan(before);
    const between = await truthful();
    await expect.poll(shown).toBeLessThan(between);
    await truthful();
    fleet.clock.advance(100_000);
    await page.clock.runFor(60_000);
    await expect(timer).toHaveCount(0);
    await expect(part(page, 'Logging')).toContainText(/Logging is off|The lease ended/u);
    await expect(part(page, 'Logging').getByRole('button', { name: 'Turn logging on' })).toBeVisible();
  });
});

test.describe('a lease that lingers', () => {
  test.use({ worldOptions: oneDevice({ logging: -7200, loggingLingers: true }) });

  test('is called what it is: enabled, though expired', async ({ page }) => {
    await openDevice(page);
    await expect(part(page, 'Logging')).toContainText('on, expired');
    await expect(part(page, 'Logging')).toContainText('the lease ended 2 h ago');
  });
});

test.describe('when things go wrong', () => {
  test.use({ worldOptions: oneDevice() });

  test('a device that is deleted stays on show, marked as gone, and nothing can be done to it', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await openDevice(page);
    fleet.world.remove(SID);
    await refresh(page);
    await expect(page.getByRole('alert')).toContainText('This device is gone.');
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
    await expect(action(page, 'Restart')).toHaveAttribute('aria-disabled', 'true');
    await expect(action(page, 'Restart')).toHaveAttribute('aria-description', /gone/u);
  });

  test('an API out of reach: the last reading stays, actions say why not, and it recovers by itself', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    await openDevice(page);
    await fleet.stop();
    await refresh(page);
    await expect(page.getByRole('group', { name: 'Trouble with the API' })).toContainText('Showing what was read at');
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
    await expect(action(page, 'Deploy an App')).toHaveAttribute('aria-description', /cannot be reached/u);
    await fleet.start();
    await expect(page.getByRole('group', { name: 'Trouble with the API' })).toHaveCount(0, { timeout: 15_000 });
    await expect(action(page, 'Deploy an App')).not.toHaveAttribute('aria-disabled');
  });

  test('opened while the API answers 503: says so, and shows the device once it can', async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    fleet.faults.set('503:on=one,count=2');
    await page.goto(`/devices/${SID}`);
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible({ timeout: 15_000 });
  });

  test('a clock that is off by a day in the browser changes no age', async ({ page }) => {
    await page.clock.install({ time: Date.now() + 26 * 3_600_000 });
    await openDevice(page);
    await expect(part(page, 'App').getByRole('group', { name: 'Should run' }).getByRole('time')).toHaveText('1 h ago');
  });
});

test.describe('one device', () => {
  test.use({ worldOptions: oneDevice() });

  test('Refresh reads it anew, and does not wait for a reading that began before', async ({ page, fleet }) => {
    await page.goto(paths.devices());
    await expect(rows(page)).toHaveCount(1);
    fleet.faults.set('slow-drip:on=one,count=1,ms=20');
    await rows(page).first().getByRole('link').first().click();
    await expect(page.getByRole('article')).toBeVisible();
    // As it is now, told a byte at a time.
    await expect.poll(() => fleet.faults.toJSON()).toEqual([{ name: 'slow-drip', seen: 1, fired: 1 }]);
    const row = fleet.world.device(SID);
    if (row) fleet.world.change(row, { uniqueName: 'changed in the meantime' });
    await refresh(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('changed in the meantime');
  });
});
