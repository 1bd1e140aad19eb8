import { expectNoAxeViolations } from './support/accessibility.ts';
import { everythingKept } from './support/canary.ts';
import { openDevice, SID, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { dialogOf, howMany, keyField, keyRow, keysOn, openKey, openKeys, partOf, searchKeys, startDelete, startNew, valueField } from './support/keyed.ts';

const DAY = 86_400;
const seedSecrets = [
  { key: 'private_key', rotatedAgo: 96 * DAY },
  { key: 'api-key', rotatedAgo: 12 * DAY },
  { key: 'connection-string', rotatedAgo: 803 * DAY },
];
test.use({ worldOptions: { seedSecrets, seedDevices: [{ sid: SID, uniqueName: 'one' }] } });

/** Nothing else in the world looks like it; its second line is what a careless page would take for markup. */
const CANARY = 'CANARY-7f3a91c2d4\n<b>CANARY-second-line</b>';
const PARTS = ['CANARY-7f3a', 'CANARY-second', encodeURIComponent('CANARY-second-line</b>'), Buffer.from('CANARY-7f3a91c2d4').toString('base64').slice(0, 20)];

test('a value is written and appears nowhere: not on the page, not in its memory, not in what the browser keeps, not in any log', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  const console: string[] = [];
  page.on('console', (message) => console.push(message.text()));
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await openKeys(page, 'Secrets');

  const made = await startNew(page, page, 'Secrets');
  await keyField(made).fill('canary');
  await valueField(made).fill(CANARY);
  // While it is typed it stands in the field, hidden, and nowhere in the markup.
  expect(await page.content()).not.toContain('CANARY');
  await expect(valueField(made)).toHaveCSS('-webkit-text-security', 'disc');
  await made.getByRole('button', { name: 'Create' }).dblclick();
  await expect(toast(page, 'Secret “canary” created')).toBeVisible();

  // Refused with words that repeat it, not carried out, and carried out without an answer.
  const rotate = await openKey(page, page, 'Secrets', 'canary');
  for (const [faults, says] of [
    ['secret-echo:as=message,count=1', 'The API does not take this key or value.'],
    ['secret-echo:as=html,count=1', 'Not carried out'],
    ['500-after-write:count=1', null],
  ] as const) {
    fleet.clock.advance(60_000);
    fleet.faults.set(faults);
    await valueField(rotate).fill(CANARY);
    await rotate.getByRole('button', { name: 'Rotate' }).click();
    if (says !== null) await expect(rotate.getByRole('alert').filter({ hasText: says })).toBeVisible();
  }
  await expect(toast(page, 'Secret “canary” rotated')).toContainText('read again');
  await expect(rotate).toHaveCount(0);
  expect(fleet.world.secrets(null).holds('canary', CANARY)).toBe(true);

  // Chosen from a file, and left without being sent.
  const left = await openKey(page, page, 'Secrets', 'canary');
  const [pick] = await Promise.all([page.waitForEvent('filechooser'), left.getByRole('button', { name: 'From a file' }).click()]);
  await pick.setFiles({ name: 'canary.key', mimeType: 'text/plain', buffer: Buffer.from(CANARY) });
  await expect(left).toContainText('From the file canary.key. It is not shown.');
  await left.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('link', { name: 'Devices' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
  await page.goBack();
  await expect(keyRow(page, 'canary')).toBeVisible();

  const places = { page: await page.content(), ...(await everythingKept(page)), console: console.join('\n'), addresses: addresses.join('\n') };
  const server = fleet.console.output();
  const everywhere = { ...places, server, simulator: JSON.stringify(fleet.world.counters) };
  for (const [place, text] of Object.entries(everywhere)) for (const part of PARTS) expect(text.includes(part), `${place} holds ${part}`).toBe(false);
  // What would be found where: the places were not empty.
  expect(server).toContain('"key":"canary"');
  expect([places.storage.includes('fleet.pace'), places.memory.includes('date_rotated'), places.history.includes('/secrets')]).toEqual([true, true, true]);
});

test('one is made, rotated and deleted, each with a single write; what is there is never shown', async ({ page, fleet }) => {
  const secrets = fleet.world.secrets(null);
  await openKeys(page, 'Secrets');
  await page.keyboard.press('n');
  const made = await dialogOf(page, 'New Secret');
  await expect(keyField(made)).toBeFocused();
  await page.keyboard.type('mqtt password');
  await page.keyboard.press('Tab');
  await page.keyboard.type('correct horse');
  await expect(made).toContainText('13 of 4,096 characters');
  await made.getByRole('button', { name: 'Show what is typed' }).click();
  await expect(valueField(made)).toHaveCSS('-webkit-text-security', 'none');
  await made.getByRole('button', { name: 'Create' }).click();
  await expect(keyRow(page, 'mqtt password')).toContainText('just now');
  expect(secrets.holds('mqtt password', 'correct horse')).toBe(true);

  // The refresh icon is for reading, not for changes.
  await expect(page.getByRole('button', { name: 'Rotate private_key' }).locator('svg')).not.toHaveClass(/refresh/u);
  await page.getByRole('button', { name: 'Rotate private_key' }).click();
  const rotate = await dialogOf(page, 'Rotate a Secret');
  await expect(rotate).toContainText('96 d ago');
  await expect(valueField(rotate)).toBeFocused();
  await expect(valueField(rotate)).toHaveValue('');
  await expect(rotate.getByRole('button', { name: 'Rotate', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await valueField(rotate).fill('\u{1F600}'.repeat(4097));
  await expect(rotate.getByRole('alert')).toContainText('at most 4,096 characters; this one has 4,097');
  await valueField(rotate).fill('-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----');
  await rotate.getByRole('button', { name: 'Rotate', exact: true }).dblclick();
  await expect(toast(page, 'Secret “private_key” rotated')).toBeVisible();
  await expect(toast(page, 'Secret “private_key” rotated').getByRole('button', { name: 'Undo' })).toHaveCount(0);
  expect(secrets.holds('private_key', '-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----')).toBe(true);

  const asks = await startDelete(page, page, 'Secrets', 'api-key');
  await expect(asks).toContainText('nobody can put it back from here');
  await asks.getByRole('textbox').fill('api-key');
  await asks.getByRole('button', { name: 'Delete' }).click();
  // Nothing of the page can be found while the dialog is open.
  await expect(asks).toHaveCount(0);
  await expect(keyRow(page, 'api-key')).toHaveCount(0);
  expect(fleet.world.counters.keyedWrites.map(({ change, key }) => `${change} ${key}`)).toEqual(['create mqtt password', 'update private_key', 'delete api-key']);
});

test('a value that has more in it than can be seen is created all the same, and the dialog says so without showing it', async ({ page, fleet }) => {
  await openKeys(page, 'Secrets');
  const made = await startNew(page, page, 'Secrets');
  await keyField(made).fill('token');
  for (const [value, says] of [
    ['hunter2', /^7 of 4,096 characters$/u],
    ['hunter2 ', /It begins or ends with a space/u],
    ['hunter2\u200b', /It contains invisible characters/u],
    ['hunter2\n', /It begins or ends with a line break/u],
  ] as const) {
    await valueField(made).fill(value);
    await expect(valueField(made)).toHaveAccessibleDescription(says);
  }
  await made.getByRole('button', { name: 'Create' }).click();
  await expect(toast(page, 'Secret “token” created')).toBeVisible();
  expect(fleet.world.secrets(null).holds('token', 'hunter2\n')).toBe(true);
});

test('what others did meanwhile, what is taken and what got no answer is told apart', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  const secrets = fleet.world.secrets(null);
  await openKeys(page, 'Secrets');
  const rotate = await openKey(page, page, 'Secrets', 'private_key');
  const send = rotate.getByRole('button', { name: 'Rotate', exact: true });
  await valueField(rotate).fill('mine');
  secrets.put('private_key', 'theirs');
  await send.click();
  await expect(rotate.getByRole('alert').filter({ hasText: 'Rotated by somebody else' })).toBeVisible();
  await expect(valueField(rotate)).toHaveValue('mine');
  expect(fleet.world.counters.writes).toBe(0);
  await rotate.getByRole('button', { name: 'Use mine all the same' }).click();
  await send.click();
  await expect(rotate).toHaveCount(0);
  expect(secrets.holds('private_key', 'mine')).toBe(true);

  const made = await startNew(page, page, 'Secrets');
  await keyField(made).fill('api-key');
  await valueField(made).fill('x');
  await made.getByRole('button', { name: 'Create' }).click();
  await expect(made.getByRole('alert').filter({ hasText: '20409' })).toBeVisible();
  await expect(keyField(made)).toBeFocused();
  await keyField(made).fill('new one');
  fleet.faults.set('reset-after-write:count=1,on=POST');
  await made.getByRole('button', { name: 'Create' }).click();
  await expect(made.getByRole('alert').filter({ hasText: 'Outcome unknown.' })).toContainText('whether with your value the API does not tell');
  // Sent once more it is rotated, since it is there.
  await made.getByRole('button', { name: 'Rotate', exact: true }).click();
  await expect(made).toHaveCount(0);
  expect(fleet.world.counters.keyedWrites.map(({ change, key }) => `${change} ${key}`)).toEqual(['update private_key', 'create new one', 'update new one']);
  // A dialog that is closed while it is sending: the end is told all the same.
  fleet.faults.set('latency:ms=1500,on=POST');
  const closed = await startNew(page, page, 'Secrets');
  await keyField(closed).fill('left early');
  await valueField(closed).fill('x');
  await closed.getByRole('button', { name: 'Create' }).click();
  await page.keyboard.press('Escape');
  await expect(closed).toHaveCount(0);
  await expect(toast(page, 'Secret “left early” created')).toBeVisible();
  await expect(keyRow(page, 'left early')).toBeVisible();
});

test('Escape asks while the API has it wait, and while nobody knows, and loses no letter of a value', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openKeys(page, 'Secrets');
  const made = await startNew(page, page, 'Secrets');
  await keyField(made).fill('slow');
  await valueField(made).fill('abc');
  await page.keyboard.press('Escape');
  await expect(made.getByRole('button', { name: 'Go on typing' })).toBeFocused();
  await valueField(made).click();
  await valueField(made).press('End');
  await page.keyboard.type('de fgh');
  await expect(valueField(made)).toHaveValue('abcde fgh');
  await expect(made.getByText('What you typed is not saved.')).toHaveCount(0);

  fleet.faults.set('reset-after-write:count=1,on=POST');
  await made.getByRole('button', { name: 'Create' }).click();
  await expect(made.getByText('Outcome unknown.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(made.getByText('Nobody knows whether what you typed was saved.')).toBeVisible();
  await made.getByRole('button', { name: 'Throw it away' }).click();
  await expect(made).toHaveCount(0);

  // What the API has it wait for it waits for with each change: last.
  fleet.faults.set('429:retry-after=60,count=1,on=POST');
  await startNew(page, page, 'Secrets');
  await keyField(made).fill('waits');
  await valueField(made).fill('x');
  await made.getByRole('button', { name: 'Create' }).click();
  await expect(made.getByText('it is sent again in')).toBeVisible();
  await page.keyboard.press('Escape');
  await made.getByRole('button', { name: 'Throw it away' }).click();
  await expect(made).toHaveCount(0);
  await expect(toast(page, 'Cancelled: Secret “waits”')).toBeVisible();
  expect(fleet.world.secrets(null).get('waits')).toBeUndefined();
});

test('a link to one that is not there says so, and leads to those that are', async ({ page }) => {
  await openKeys(page, 'Secrets', '?key=no%20such');
  const note = page.getByRole('note').filter({ hasText: 'There is no Secret “no such”.' });
  await expect(note).toBeVisible();
  await note.getByRole('button', { name: 'All Secrets' }).click();
  await expect(note).toHaveCount(0);
  await expect(searchKeys(page, 'Secrets')).toBeFocused();
  await expect(page).not.toHaveURL(/key=/u);
});

test('those not rotated for long are flagged and can be asked for; how long is kept', async ({ page }) => {
  await openKeys(page, 'Secrets');
  await expect(keyRow(page, 'connection-string')).toContainText('stale');
  await expect(keyRow(page, 'private_key')).not.toContainText('stale');
  await page.getByRole('button', { name: 'Stale 1' }).click();
  await expect(howMany(page, '1 of 3 Secrets matches')).toBeVisible();
  await expect(page).toHaveURL(/stale=1/u);
  await page.getByRole('textbox', { name: /^Days after/u }).fill('90');
  await expect(howMany(page, '2 of 3 Secrets match')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: /^Days after/u })).toHaveValue('90');
  await expect(howMany(page, '2 of 3 Secrets match')).toBeVisible();
  expect(await keysOn(page, 'Secrets')).toEqual(['connection-string', 'private_key']);
  await page.getByRole('textbox', { name: /^Days after/u }).fill('0');
  await expect(page.getByRole('textbox', { name: /^Days after/u })).toHaveAttribute('aria-invalid', 'true');
  await expect(howMany(page, '2 of 3 Secrets match')).toBeVisible();
});

test('a device has Secrets of its own, and a console for reading writes none', async ({ page, fleet }) => {
  await openDevice(page, SID);
  const part = partOf(page, 'Secrets');
  await part.getByRole('button', { name: 'Secrets' }).click();
  await expect(part.getByRole('heading', { name: 'There are no Secrets here' })).toBeVisible();
  const dialog = await startNew(part, page, 'Secrets');
  await keyField(dialog).fill('token');
  await valueField(dialog).fill('of the device');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(keyRow(part, 'token')).toBeVisible();
  expect(fleet.world.secrets(SID).holds('token', 'of the device')).toBe(true);
  expect(fleet.world.secrets(null).get('token')).toBeUndefined();
  await fleet.restartConsole({ READ_ONLY: '1' });
  await page.reload();
  await expect(part.getByRole('button', { name: 'Rotate token' })).toHaveAttribute('aria-description', /^Read-only/u);
  await expect(part.getByRole('button', { name: 'New Secret' })).toHaveAttribute('aria-disabled', 'true');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}, on a phone`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

    test('the page and each of its dialogs are accessible, and nothing scrolls sideways', async ({ page }) => {
      const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
      await openKeys(page, 'Secrets');
      expect(await width()).toBe(360);
      await expectNoAxeViolations(page);
      await openKey(page, page, 'Secrets', 'private_key');
      expect(await width()).toBe(360);
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await startNew(page, page, 'Secrets');
      await expectNoAxeViolations(page);
      await page.keyboard.press('Escape');
      await startDelete(page, page, 'Secrets', 'private_key');
      expect(await width()).toBe(360);
      await expectNoAxeViolations(page);
    });
  });
}
