import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stubGateway } from '../../simulator/test-gateway.ts';
import { createConfig, deleteConfig, fetchConfig, listConfigs, updateConfig } from './configs.ts';
import { adoptSession } from './session.ts';

const ONE = `UV${'1'.padStart(32, '0')}`;

beforeEach(() => {
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each([
  ['of the account', null, '/api/v1/Configs'],
  ['of a device', ONE, `/api/v1/Devices/${ONE}/Configs`],
])('a Config %s', (_, scope, path) => {
  test('is created, read, changed and deleted', async () => {
    const { simulator, changes } = stubGateway();
    const value = '{"a":"b&c=d+e 100%"}\n🚀';
    expect(await createConfig(scope, 'prefs für 1;2', value)).toMatchObject({ key: 'prefs für 1;2', value, device_sid: scope });
    expect((await fetchConfig(scope, 'prefs für 1;2')).value).toBe(value);
    expect((await updateConfig(scope, 'prefs für 1;2', '')).value).toBe('');
    expect((await listConfigs(scope)).rows.get('prefs für 1;2')?.value).toBe('');
    await deleteConfig(scope, 'prefs für 1;2');
    expect(simulator.world.configs(scope).size).toBe(0);
    const one = `${path}/prefs%20f%C3%BCr%201%3B2`;
    expect(changes).toEqual([`POST ${path}`, `POST ${one}`, `DELETE ${one}`]);
  });

  test('that is taken, gone or too long is refused', async () => {
    const { simulator } = stubGateway();
    simulator.world.configs(scope).put('taken', 'x');
    await expect(createConfig(scope, 'taken', 'y')).rejects.toMatchObject({ status: 409, code: 20409, trouble: 'refused' });
    await expect(createConfig(scope, 'k'.repeat(101), 'y')).rejects.toMatchObject({ status: 400, code: 20422 });
    await expect(updateConfig(scope, 'taken', 'v'.repeat(4097))).rejects.toMatchObject({ status: 400, code: 20422 });
    await expect(fetchConfig(scope, 'none')).rejects.toMatchObject({ status: 404 });
    await expect(updateConfig(scope, 'none', 'y')).rejects.toMatchObject({ status: 404 });
    await expect(deleteConfig(scope, 'none')).rejects.toMatchObject({ status: 404 });
  });
});

test('an answer about another key, or about the key of another device, is none; a write that gets it has an unknown outcome', async () => {
  const host = [{ key: 'host', value: '1' }, { key: 'port', value: '2' }];
  const { simulator } = stubGateway({ seedDevices: [{ configs: host }, { configs: host }], seedConfigs: host });
  for (const [scope, fault] of [[null, 'about-another'], [ONE, 'about-another'], [ONE, 'about-another:of=device']] as const) {
    simulator.world.faults.set(fault);
    for (const ask of [fetchConfig(scope, 'host'), updateConfig(scope, 'host', 'x')]) await expect(ask, fault).rejects.toMatchObject({ code: 'bad_reply', outcomeUnknown: true });
  }
  await expect(listConfigs(ONE)).rejects.toMatchObject({ code: 'bad_reply' });
  simulator.world.faults.set('about-another');
  await expect(createConfig(null, 'new', 'x')).rejects.toMatchObject({ code: 'bad_reply', outcomeUnknown: true });
});

test('a Config of the account that is said to be of a device is another one', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ key: 'host', value: '1', device_sid: ONE })));
  await expect(fetchConfig(null, 'host')).rejects.toMatchObject({ code: 'bad_reply' });
  expect((await fetchConfig(ONE, 'host')).value).toBe('1');
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ key: 'host', value: '1' })));
  expect((await fetchConfig(ONE, 'host')).value).toBe('1');
});

test('a write without an answer has an unknown outcome', async () => {
  const { simulator } = stubGateway();
  simulator.world.configs(null).put('a', '1');
  simulator.world.faults.set('reset-after-write:on=configs,count=2');
  await expect(updateConfig(null, 'a', '2')).rejects.toMatchObject({ outcomeUnknown: true });
  await expect(deleteConfig(null, 'a')).rejects.toMatchObject({ outcomeUnknown: true });
  expect(simulator.world.configs(null).size).toBe(0);
  simulator.world.faults.set('refused:on=DELETE');
  await expect(deleteConfig(null, 'a')).rejects.toMatchObject({ trouble: 'unsent', neverProcessed: true });
});

test.each(['.', '..', 'a/b', 'a?b', 'a#b', 'a\\b', 'a\nb', '', 'half \uD83D'])('the key %j cannot be addressed, and nothing is sent', async (key) => {
  const { simulator } = stubGateway();
  for (const ask of [fetchConfig(null, key), updateConfig(null, key, 'x'), deleteConfig(null, key)]) {
    await expect(ask).rejects.toMatchObject({ code: 'invalid_parameter', trouble: 'guard' });
  }
  expect(simulator.world.counters.requests).toBe(0);
});

const seedConfigs = (count: number, value: string) => Array.from({ length: count }, (_, index) => ({ key: `key-${index}`, value }));

describe('the list', () => {
  test('of 20,000 Configs comes in pages of 1,000, and tells how far it is', async () => {
    const { simulator } = stubGateway({ seedConfigs: seedConfigs(20_000, 'x') });
    const told: number[] = [];
    const { rows, malformed } = await listConfigs(null, undefined, ({ rows: soFar }) => told.push(soFar.size));
    expect([rows.size, malformed, told.length, told[1]]).toEqual([20_000, 0, 20, 2000]);
    expect([...rows.keys()].slice(-1)).toEqual(['key-19999']);
    expect(simulator.world.counters.requests).toBe(20);
  });

  test('of Configs too large for one answer comes in smaller pages', async () => {
    // 3 bytes a character: 1,000 of them are 12 MB.
    const { simulator } = stubGateway({ seedConfigs: seedConfigs(1050, '語'.repeat(4096)) });
    const told: number[] = [];
    expect((await listConfigs(null, undefined, ({ rows: soFar }) => told.push(soFar.size))).rows.size).toBe(1050);
    expect([told[0], simulator.world.counters.requests]).toEqual([500, 4]);
  });

  test('that cannot be had row by row either is an error, and says how many came', async () => {
    const { simulator } = stubGateway({ seedConfigs: seedConfigs(3, 'x') });
    simulator.world.faults.set('too-large');
    await expect(listConfigs(null)).rejects.toMatchObject({ code: 'broken_list', message: expect.stringMatching(/Configs .*\(0 read\). The next item alone is larger than the console’s server accepts/u) });
    expect(simulator.world.counters.requests).toBe(10);
  });

  test('sets odd rows aside, and counts a key that comes twice once', async () => {
    const { simulator } = stubGateway({ seedConfigs: seedConfigs(1001, '{}') });
    simulator.world.faults.set('odd-keys:count=1; duplicates:on=configs');
    const { rows, malformed } = await listConfigs(null);
    // Of nine rows two have no key; three of the odd keys come again and again.
    expect(malformed).toBe(222);
    expect(rows.get('key-0')).toMatchObject({ value: null, date_updated: null });
    expect(rows.get('key-7')?.value).toBe('12.5');
  });
});
