import { action, oneDevice, openDevice, openDialog, part, refresh, SID, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';

test.use({ worldOptions: oneDevice() });

test('turns logging on, extends it and turns it off, with the command that streams the logs', async ({ page, fleet }) => {
  await openDevice(page);
  await page.keyboard.press('l');
  const logging = part(page, 'Logging');
  await expect(logging.getByRole('button', { name: 'Turn logging on' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(logging.getByRole('timer')).toHaveText(/^(1 d|23 h 59 m) left$/u);
  fleet.clock.advance(3_600_000 * 5);
  await refresh(page);
  await expect(logging.getByRole('timer')).toHaveText(/^18 h 59 m left$/u);
  await logging.getByRole('button', { name: 'Extend to 24 h' }).click();
  await expect(logging.getByRole('timer')).toHaveText(/^(1 d|23 h 59 m) left$/u);
  await logging.getByRole('button', { name: 'Turn logging off' }).click();
  await expect(logging).toContainText('Logging is off.');
  await expect(logging).toContainText(`twilio microvisor:logs:stream ${SID}`);
  await toast(page, /Logging of .* is off/u).getByRole('button', { name: 'Undo' }).click();
  await expect(logging.getByRole('timer')).toBeVisible();
  expect(fleet.world.counters.writes).toBe(4);
});

test('a double click on the logging button is one change', async ({ page, fleet }) => {
  await openDevice(page);
  await part(page, 'Logging').getByRole('button', { name: 'Turn logging on' }).dblclick();
  await expect(part(page, 'Logging').getByRole('timer')).toBeVisible();
  await refresh(page);
  expect(fleet.world.counters.writes).toBe(1);
});

test('what the API refuses of a lone button is said by a toast', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openDevice(page);
  fleet.faults.set('403:on=POST');
  await part(page, 'Logging').getByRole('button', { name: 'Turn logging on' }).click();
  await expect(page.getByText(/Failed: change of logging of/u).first()).toBeVisible();
  expect(fleet.world.counters.writes).toBe(0);
});

test('asked to slow down: a lone button’s sending can be cancelled, and then nothing is done', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('429:on=POST,retry-after=60');
  await openDevice(page);
  const logging = part(page, 'Logging');
  await logging.getByRole('button', { name: 'Turn logging on' }).click();
  await expect(logging).toContainText(/sent again in \d\d s/u);
  await logging.getByRole('button', { name: 'Cancel sending' }).click();
  await expect(toast(page, /Cancelled: change of logging/u)).toContainText('nothing was changed');
  await expect(logging.getByRole('button', { name: 'Turn logging on' })).not.toHaveAttribute('aria-disabled');
  expect(fleet.world.counters.writes).toBe(0);
});

test('copies a change as a command line without a credential', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openDevice(page);
  const dialog = await openDialog(page, 'Rename');
  await dialog.getByRole('textbox', { name: 'Unique name' }).fill("the chef's 1 & 2");
  await dialog.getByRole('button', { name: 'Copy as curl' }).click();
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).toContain(`/v1/Devices/${SID}'`);
  const text = await clipboard();
  expect(text).toContain(String.raw`--data-urlencode 'UniqueName=the chef'\''s 1 & 2'`);
  expect(text).toContain('-u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN"');
  expect(text).not.toContain('a-token-that-no-page-may-ever-show');
});

test.describe('read-only', () => {
  test.use({ serverEnv: { READ_ONLY: '1' } });

  test('disables every action and says why', async ({ page, fleet }) => {
    await openDevice(page);
    for (const name of ['Deploy an App', 'Rename', 'Restart'] as const) {
      await expect(action(page, name)).toHaveAttribute('aria-disabled', 'true');
      await expect(action(page, name)).toHaveAttribute('aria-description', /^Read-only/u);
    }
    await action(page, 'Restart').click({ force: true });
    await page.keyboard.press('d');
    await part(page, 'Logging').getByRole('button', { name: 'Turn logging on' }).click({ force: true });
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(fleet.world.counters.writes).toBe(0);
  });
});
