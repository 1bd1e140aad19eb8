import { readFile } from 'node:fs/promises';

import { openDevice, SID, toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { dialogOf, howMany, keyedCalls, keyField, keyRow, keysOn, openKey, openKeys, partOf, searchKeys, startDelete, startNew, table, valueField } from './support/keyed.ts';

const PREFS = '{"units":"celsius","big":12345678901234567890,"alarm":{"low":-24}}';
const seedConfigs = [
  { key: 'prefs', value: PREFS },
  { key: 'broker-host', value: 'a.example', updatedAgo: 5 },
  { key: 'calibration', value: '{\n  "sensor": 1,}' },
  { key: 'keys 2', value: 'two' },
  { key: 'keys 10', value: 'ten' },
];
test.use({ worldOptions: { seedConfigs, seedDevices: [{ sid: SID, uniqueName: 'one', configs: [{ key: 'prefs', value: 'of the device' }] }] } });

test('keys are found as one types, put in order, opened by Enter, and all of it is in the address', async ({ page }) => {
  await openKeys(page, 'Configs');
  await expect(howMany(page, '5 Configs')).toBeVisible();
  expect(await keysOn(page, 'Configs')).toEqual(['broker-host', 'calibration', 'keys 2', 'keys 10', 'prefs']);
  await page.getByRole('button', { name: 'Updated' }).click();
  await expect(page).toHaveURL(/sort=-date/u);
  expect((await keysOn(page, 'Configs'))[0]).toBe('broker-host');
  await page.keyboard.press('/');
  await expect(searchKeys(page, 'Configs')).toBeFocused();
  await page.keyboard.type('KEYS');
  await expect(howMany(page, '2 of 5 Configs match')).toBeVisible();
  await page.keyboard.type(' twö');
  await expect(howMany(page, '1 of 5 Configs matches')).toBeVisible();
  await expect(table(page, 'Configs').getByRole('rowheader')).toHaveText(/keys 2/u);
  await expect(page).toHaveURL(/q=KEYS\+tw%C3%B6/u);
  await page.reload();
  await expect(howMany(page, '1 of 5 Configs matches')).toBeVisible();
  await searchKeys(page, 'Configs').press('Enter');
  await expect(await dialogOf(page, 'keys 2')).toContainText('two');
  await expect(page).toHaveURL(/key=keys\+2/u);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/key=/u);
  // The address is ahead of the dialog, and what it covers takes no text.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await searchKeys(page, 'Configs').fill('zzz');
  await expect(page.getByRole('heading', { name: 'No Config matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(table(page, 'Configs').getByRole('row')).toHaveCount(6);
});

test('one is made, changed and deleted by keyboard, each with a single write, and put back by Undo', async ({ page, fleet }) => {
  const configs = fleet.world.configs(null);
  await openKeys(page, 'Configs');
  await page.keyboard.press('n');
  const made = await dialogOf(page, 'New Config');
  await expect(keyField(made)).toBeFocused();
  await page.keyboard.type('ntp & co');
  await page.keyboard.press('Tab');
  await page.keyboard.type('0.pool.example');
  await made.getByRole('button', { name: 'Create' }).dblclick();
  await expect(toast(page, 'Config “ntp & co” created')).toBeVisible();
  await expect(made).toHaveCount(0);
  expect(configs.get('ntp & co')?.value).toBe('0.pool.example');

  const shown = await openKey(page, page, 'Configs', 'ntp & co');
  await shown.getByRole('button', { name: 'Edit' }).click();
  await expect(valueField(shown)).toBeFocused();
  await expect(shown.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
  await valueField(shown).fill('1.pool.example');
  await shown.getByRole('button', { name: 'Save' }).click();
  await expect(keyRow(page, 'ntp & co')).toContainText('1.pool.example');
  await expect(page.getByRole('link', { name: 'ntp & co' })).toBeFocused();
  await toast(page, 'Config “ntp & co” saved').getByRole('button', { name: 'Undo' }).click();
  await expect(keyRow(page, 'ntp & co')).toContainText('0.pool.example');

  const asks = await startDelete(page, page, 'Configs', 'ntp & co');
  await expect(asks.getByRole('textbox', { name: 'Type the key to confirm' })).toBeFocused();
  await page.keyboard.type('ntp');
  await page.keyboard.press('Enter');
  expect(configs.get('ntp & co')).toBeDefined();
  await page.keyboard.type(' & co');
  await page.keyboard.press('Enter');
  await expect(asks).toHaveCount(0);
  await expect(keyRow(page, 'ntp & co')).toHaveCount(0);
  await expect(searchKeys(page, 'Configs')).toBeFocused();
  await toast(page, 'Config “ntp & co” deleted').getByRole('button', { name: 'Undo' }).click();
  await expect(keyRow(page, 'ntp & co')).toContainText('0.pool.example');
  expect(fleet.world.counters.keyedWrites.map(({ change }) => change)).toEqual(['create', 'update', 'update', 'delete', 'create']);
});

test('Escape asks before what was typed is gone, and a key that was deleted meanwhile is not said to be', async ({ page, fleet, problems }) => {
  // Before it is deleted it is read, and is not there.
  problems.expectFailedRequests();
  await openKeys(page, 'Configs');
  const made = await startNew(page, page, 'Configs');
  await keyField(made).fill('half typed');
  await valueField(made).fill('of much work');
  await page.keyboard.press('Escape');
  const question = made.getByRole('alert').filter({ hasText: 'What you typed is not saved.' });
  await expect(question.getByRole('button', { name: 'Go on typing' })).toBeFocused();
  // It ends where the round corner of its dialog does.
  expect(await question.evaluate((strip) => strip.contains(document.elementFromPoint(strip.getBoundingClientRect().left + 1, strip.getBoundingClientRect().bottom - 1)))).toBe(false);
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(valueField(made)).toBeFocused();
  await expect(valueField(made)).toHaveValue('of much work');
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Throw it away' }).click();
  await expect(made).toHaveCount(0);
  // Whoever types on has answered, and loses no letter by it.
  await startNew(page, page, 'Configs');
  await valueField(made).fill('abc');
  await page.keyboard.press('Escape');
  await expect(question).toBeVisible();
  await valueField(made).press('End');
  await page.keyboard.type(' de fgh');
  await expect(question).toHaveCount(0);
  await expect(valueField(made)).toHaveValue('abc de fgh');
  await made.getByRole('button', { name: 'Cancel' }).click();
  await expect(made).toHaveCount(0);
  // Nothing typed, nothing asked.
  await startNew(page, page, 'Configs');
  await page.keyboard.press('Escape');
  await expect(made).toHaveCount(0);
  expect(fleet.world.counters.writes).toBe(0);

  const asks = await startDelete(page, page, 'Configs', 'keys 2');
  fleet.world.configs(null).remove('keys 2');
  await asks.getByRole('textbox').fill('keys 2');
  await asks.getByRole('button', { name: 'Delete' }).click();
  await expect(toast(page, 'Config “keys 2” was gone already')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await expect(keyRow(page, 'keys 2')).toHaveCount(0);
  expect(fleet.world.counters.writes).toBe(0);
});

test('JSON is laid out without touching it, PEM says what it is, and what is broken says where', async ({ page, fleet }) => {
  await openKeys(page, 'Configs');
  const json = await openKey(page, page, 'Configs', 'prefs');
  await expect(json).toContainText('Well-formed JSON.');
  await expect(json.getByRole('group', { name: 'Value' })).toContainText('"big": 12345678901234567890,');
  await json.getByRole('button', { name: 'As it is' }).click();
  await expect(json.getByRole('group', { name: 'Value' })).toHaveText(PREFS);
  const downloaded = page.waitForEvent('download');
  await json.getByRole('button', { name: 'Download' }).click();
  const file = await downloaded;
  expect(file.suggestedFilename()).toBe('prefs.json');
  expect(await readFile(await file.path(), 'utf8')).toBe(PREFS);
  await page.keyboard.press('Escape');
  const broken = await openKey(page, page, 'Configs', 'calibration');
  await expect(broken).toContainText('It looks like JSON and is none. Line 2, column 15: A name in double quotes is expected here.');
  await page.keyboard.press('Escape');

  const dialog = await startNew(page, page, 'Configs');
  await keyField(dialog).fill('device.key');
  const [pick] = await Promise.all([page.waitForEvent('filechooser'), dialog.getByRole('button', { name: 'From a file' }).click()]);
  await pick.setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]) });
  await expect(dialog.getByRole('alert')).toHaveText('The file is no text in UTF-8.');
  const [again] = await Promise.all([page.waitForEvent('filechooser'), dialog.getByRole('button', { name: 'From a file' }).click()]);
  const pem = '-----BEGIN PRIVATE KEY-----\r\nAAECAwQFBgc=\r\n-----END PRIVATE KEY-----\r\n';
  await again.setFiles({ name: 'device.key', mimeType: 'text/plain', buffer: Buffer.from(pem) });
  await expect(dialog).toContainText('PRIVATE KEY, 8 bytes in well-formed base64.');
  await expect(dialog).toContainText('A Secret would never be given back.');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toHaveCount(0);
  // Byte by byte, line ends included.
  expect(fleet.world.configs(null).get('device.key')?.value).toBe(pem);
});

test('a device has Configs of its own, followed from its links and read once they are opened', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openDevice(page, SID);
  const part = partOf(page, 'Configs');
  const calls = keyedCalls(page);
  await part.getByRole('button', { name: 'Configs' }).click();
  await expect(keyRow(part, 'prefs')).toContainText('of the device');
  expect(calls).toEqual([`GET /Devices/${SID}/Configs`]);
  const dialog = await startNew(part, page, 'Configs');
  await expect(dialog).toContainText('Of one alone');
  await keyField(dialog).fill('site');
  await valueField(dialog).fill('Berlin');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(keyRow(part, 'site')).toContainText('Berlin');
  const asks = await startDelete(part, page, 'Configs', 'prefs');
  await asks.getByRole('button', { name: 'Delete' }).click();
  await expect(asks).toHaveCount(0);
  await expect(keyRow(part, 'prefs')).toHaveCount(0);
  expect(fleet.world.configs(SID).rows.map(({ key }) => key)).toEqual(['site']);
  expect(fleet.world.configs(null).size).toBe(seedConfigs.length);

  // The choice to have them open is kept; a link that leads elsewhere is not followed.
  fleet.faults.set('hostile-urls:on=one');
  const before = calls.length;
  await page.reload();
  await expect(part).toContainText('does not lead to this device, and was not followed: https://evil.example/');
  expect(calls).toHaveLength(before);
  await expect(part.getByRole('link')).toHaveCount(0);
});

test('hostile keys and values are text, odd rows stand aside, and a key that no address can hold says so', async ({ page, fleet }) => {
  fleet.world.configs(null).put('x', 'x');
  fleet.faults.set('odd-keys');
  await openKeys(page, 'Configs');
  await expect(page.getByRole('note').filter({ hasText: 'aside' })).toContainText('1 entry');
  await expect(keyRow(page, '<img src=x onerror=alert(1)>')).toContainText('</script><script>alert(1)</script>');
  await expect(keyRow(page, 'gepj.<U+202E>gnp')).toContainText('zero<U+200B>width<U+0000>and more');
  await expect(page.getByRole('button', { name: 'Edit of/two parts?' })).toHaveAttribute('aria-disabled', 'true');
  await openKey(page, page, 'Configs', 'of/two parts?');
  await expect(page.getByRole('dialog')).toContainText('cannot be part of an address');
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});

test('trouble with the list is said, and what was read stays; a console for reading changes nothing', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  fleet.faults.set('503:on=configs');
  await page.goto('/configs');
  await expect(page.getByRole('heading', { name: 'The Configs could not be read' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Trouble with the API' })).toBeVisible();
  fleet.faults.clear();
  await page.keyboard.press('r');
  await expect(keyRow(page, 'prefs')).toBeVisible();
  fleet.faults.set('401:on=configs');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('alert')).toContainText('401');
  await expect(keyRow(page, 'prefs')).toBeVisible();
  await expect(page.getByRole('button', { name: 'New Config' })).toHaveAttribute('aria-disabled', 'true');
  fleet.faults.clear();
  await fleet.restartConsole({ READ_ONLY: '1' });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Edit prefs' })).toHaveAttribute('aria-description', /^Read-only/u);
  const dialog = await openKey(page, page, 'Configs', 'prefs');
  await expect(dialog.getByRole('button', { name: 'Edit' })).toHaveAttribute('aria-disabled', 'true');
  await expect(dialog.getByRole('button', { name: 'Delete' })).toHaveAttribute('aria-description', /^Read-only/u);
});
