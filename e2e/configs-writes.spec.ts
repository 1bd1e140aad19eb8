import { toast } from './support/device.ts';
import { expect, test } from './support/fixtures.ts';
import { dialogOf, keyField, openKeys, startDelete, startNew, valueField } from './support/keyed.ts';

const seedConfigs = [
  { key: 'prefs', value: '{}' },
  { key: 'broker-host', value: 'a.example' },
  { key: 'keys 2', value: 'two' },
];
test.use({ worldOptions: { seedConfigs, seedDevices: [] } });

test('limits are counted in characters, and what cannot be is said before it is sent', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openKeys(page, 'Configs');
  const dialog = await startNew(page, page, 'Configs');
  const create = dialog.getByRole('button', { name: 'Create' });
  for (const key of ['a/b', '..', 'what?', 'c:\\', 'a#1']) {
    await keyField(dialog).fill(key);
    await expect(dialog.getByRole('alert')).toContainText('cannot be part of an address. Nothing could read, change or delete it again.');
    await expect(create).toHaveAttribute('aria-disabled', 'true');
  }
  await keyField(dialog).fill('\u{1F600}'.repeat(101));
  await expect(dialog.getByRole('alert')).toContainText('at most 100 characters; this one has 101');
  await keyField(dialog).fill('\u{1F600}'.repeat(100));
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await valueField(dialog).fill('\u{1F600}'.repeat(4097));
  await expect(dialog.getByRole('alert')).toContainText('at most 4,096 characters; this one has 4,097');
  await valueField(dialog).fill('\u{1F600}'.repeat(4096));
  await expect(dialog).toContainText('4,096 of 4,096 characters');
  await create.click();
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.configs(null).get('\u{1F600}'.repeat(100))?.value).toHaveLength(8192);

  // A key that is taken: said at the field, and what was typed is kept.
  fleet.world.configs(null).put('taken', 'theirs');
  const second = await startNew(page, page, 'Configs');
  await keyField(second).fill('taken');
  await valueField(second).fill('mine');
  await second.getByRole('button', { name: 'Create' }).click();
  await expect(second.getByRole('alert')).toContainText('20409');
  await expect(keyField(second)).toHaveAttribute('aria-invalid', 'true');
  await expect(keyField(second)).toBeFocused();
  await expect(valueField(second)).toHaveValue('mine');
  await keyField(second).fill('prefs');
  await expect(second).toContainText('There is a Config with this key already');
  expect(fleet.world.configs(null).get('taken')?.value).toBe('theirs');
});

test('changed by somebody else meanwhile: nothing is sent, and both are offered', async ({ page, fleet }) => {
  const configs = fleet.world.configs(null);
  await openKeys(page, 'Configs');
  await page.getByRole('button', { name: 'Edit broker-host' }).click();
  const dialog = await dialogOf(page, 'broker-host');
  const save = dialog.getByRole('button', { name: 'Save' });
  await valueField(dialog).fill('mine.example');
  configs.put('broker-host', 'theirs.example');
  await save.click();
  await expect(dialog.getByRole('alert')).toContainText('Changed by somebody else in the meantime.');
  await expect(dialog.getByRole('group', { name: 'Value now' })).toHaveText('theirs.example');
  expect(fleet.world.counters.writes).toBe(0);
  await dialog.getByRole('button', { name: 'Take theirs' }).click();
  await expect(valueField(dialog)).toHaveValue('theirs.example');
  await valueField(dialog).fill('mine again');
  configs.put('broker-host', 'theirs again');
  await save.click();
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  expect(fleet.world.counters.writes).toBe(0);
  await save.click();
  await expect(toast(page, 'Config “broker-host” saved')).toBeVisible();
  expect(configs.get('broker-host')?.value).toBe('mine again');

  // Undo does not overwrite what came after it.
  configs.put('broker-host', 'later');
  await toast(page, 'Config “broker-host” saved').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Not put back' })).toContainText('that stands');
  expect(configs.get('broker-host')?.value).toBe('later');
});

test('deleted by somebody else meanwhile: it is made anew only if that is wanted', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await openKeys(page, 'Configs');
  await page.getByRole('button', { name: 'Edit broker-host' }).click();
  const dialog = await dialogOf(page, 'broker-host');
  await valueField(dialog).fill('mine.example');
  fleet.world.configs(null).remove('broker-host');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Deleted by somebody else');
  await dialog.getByRole('button', { name: 'Make it anew with mine' }).click();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toHaveCount(0);
  expect(fleet.world.configs(null).get('broker-host')?.value).toBe('mine.example');

  const asks = await startDelete(page, page, 'Configs', 'keys 2');
  fleet.world.configs(null).put('keys 2', 'theirs');
  await asks.getByRole('textbox').fill('keys 2');
  await asks.getByRole('button', { name: 'Delete' }).click();
  await expect(asks.getByRole('alert')).toContainText('Nothing was deleted');
  expect(fleet.world.configs(null).get('keys 2')).toBeDefined();
  await asks.getByRole('button', { name: 'I have seen it, go on' }).click();
  await asks.getByRole('button', { name: 'Delete' }).click();
  await expect(asks).toHaveCount(0);
  expect(fleet.world.configs(null).get('keys 2')).toBeUndefined();
});

test('a write that got no answer: the key is read again, and what became of it is said', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  const configs = fleet.world.configs(null);
  await openKeys(page, 'Configs');
  fleet.faults.set('reset-after-write:count=1,on=POST');
  const dialog = await startNew(page, page, 'Configs');
  await keyField(dialog).fill('lost');
  await valueField(dialog).fill('and found');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(toast(page, 'Config “lost” created')).toContainText('read again and shows the change');

  fleet.faults.set('500:count=1,on=POST');
  await page.getByRole('button', { name: 'Edit lost' }).click();
  const edit = await dialogOf(page, 'lost');
  await valueField(edit).fill('never arrived');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit.getByRole('alert')).toContainText('Not carried out: it was sent, and the key, read again, is as it was.');
  await expect(valueField(edit)).toHaveValue('never arrived');
  expect(configs.get('lost')?.value).toBe('and found');

  // Long enough to be read: the remark goes with the pause.
  fleet.faults.set('429:retry-after=6,count=1,on=POST');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit.getByRole('note')).toContainText('The API asks to slow down.');
  await expect(edit).toHaveCount(0);
  expect(configs.get('lost')?.value).toBe('never arrived');
  expect(fleet.world.counters.keyedWrites).toHaveLength(2);

  await page.getByRole('button', { name: 'Edit lost' }).click();
  const cut = await dialogOf(page, 'lost');
  await valueField(cut).fill('who knows');
  fleet.faults.set('403:count=1,on=POST');
  await cut.getByRole('button', { name: 'Save' }).click();
  await expect(cut.getByRole('alert')).toContainText('It was not carried out.');
});
