/** Answers that look well: about something else than what was asked for, or of a change that is not as it was asked for. */
import { describe, expect, test } from 'vitest';

import { testClient } from './test-client.ts';

const SID_1 = 'UV00000000000000000000000000000001';
const SID_2 = 'UV00000000000000000000000000000002';
const APP_1 = 'KA00000000000000000000000000000001';
const APP_2 = 'KA00000000000000000000000000000002';
const host = (value: string) => ({ key: 'host', value });

function client(faults: string): ReturnType<typeof testClient> {
  const seedDevices = [{ configs: [host('one'), { key: 'port', value: '1' }] }, { configs: [host('two')] }];
  return testClient({ seedApps: [{ uniqueName: 'fw-1' }, { uniqueName: 'fw-2' }], seedDevices, seedConfigs: [host('a'), { key: 'port', value: '2' }], faults });
}

const read = async (faults: string, path: string): Promise<unknown> => (await client(faults).send(path)).json();

describe('an answer about another one', () => {
  test.each([
    ['a device by its SID', `/v1/Devices/${SID_1}`, 'about-another', { sid: SID_2 }],
    ['a device by its name', '/v1/Devices/device-2', 'about-another', { sid: SID_1 }],
    ['an App', `/v1/Apps/${APP_1}`, 'about-another', { sid: APP_2, unique_name: 'fw-2' }],
    ['a manifest', `/v1/Apps/${APP_1}/Manifest`, 'about-another', { app_sid: APP_2 }],
    ['a Config of the account', '/v1/Configs/host', 'about-another', { key: 'port', value: '2' }],
    ['a Config of a device', `/v1/Devices/${SID_1}/Configs/host`, 'about-another', { key: 'port', device_sid: SID_1 }],
    ['a Config of another device', `/v1/Devices/${SID_1}/Configs/host`, 'about-another:of=device', { key: 'host', value: 'two', device_sid: SID_2 }],
  ])('comes for %s', async (_, path, faults, answer) => {
    expect(await read(faults, path)).toMatchObject(answer);
  });

  test('comes for a change, which is applied to the one that was named', async () => {
    const { post, simulator } = client('about-another');
    expect(await (await post(`/v1/Devices/${SID_1}`, { UniqueName: 'new' })).json()).toMatchObject({ sid: SID_2 });
    const created = await post('/v1/Configs', { Key: 'new', Value: 'x' });
    expect([created.status, await created.json()]).toMatchObject([201, { key: 'host' }]);
    expect([simulator.world.device(SID_1)?.uniqueName, simulator.world.configs(null).get('new')?.value]).toEqual(['new', 'x']);
  });

  test('comes neither for a list nor where there is no other', async () => {
    const { page, send, simulator } = client('about-another');
    expect((await page('/v1/Devices')).devices.map(({ sid }) => sid)).toEqual([SID_1, SID_2]);
    simulator.world.remove(SID_2);
    expect(await (await send(`/v1/Devices/${SID_1}`)).json()).toMatchObject({ sid: SID_1 });
  });
});

test('an error that is not the service’s own has its status, and no number as its code', async () => {
  const { send, simulator } = client('foreign-error');
  const bare = await send(`/v1/Devices/${SID_1}`);
  expect([bare.status, await bare.json()]).toEqual([404, { error: 'Not Found' }]);
  simulator.world.faults.set('foreign-error:status=400,code=session_token');
  expect(await (await send('/v1/Devices')).json()).toEqual({ code: 'session_token', message: 'Not Found', more_info: null, status: 400 });
});

describe('a change that is accepted and not applied', () => {
  test('is answered with everything as it was', async () => {
    const { post, send, simulator } = client('ignored-write');
    const renamed = await post(`/v1/Devices/${SID_1}`, { UniqueName: 'new' });
    expect([renamed.status, await renamed.json()]).toMatchObject([200, { sid: SID_1, unique_name: 'device-1' }]);
    const saved = await post('/v1/Configs/host', { Value: 'b' });
    expect([saved.status, await saved.json()]).toMatchObject([200, { key: 'host', value: 'a' }]);
    const created = await post(`/v1/Devices/${SID_2}/Configs`, { Key: 'new', Value: 'b' });
    expect([created.status, await created.json()]).toMatchObject([201, { key: 'new', value: null, device_sid: SID_2 }]);
    expect((await send('/v1/Configs/host', { method: 'DELETE' })).status).toBe(204);
    expect(simulator.world.counters.writes).toBe(0);
    expect(simulator.world.configs(null).get('host')?.value).toBe('a');
  });

  test('or is applied, and only its answer is old', async () => {
    const { post, simulator } = client('stale-answer');
    expect(await (await post(`/v1/Devices/${SID_1}`, { UniqueName: 'new' })).json()).toMatchObject({ unique_name: 'device-1' });
    expect(simulator.world.device(SID_1)?.uniqueName).toBe('new');
    expect((await post(`/v1/Devices/${SID_1}`, { UniqueName: 'device-2' })).status).toBe(409);
    expect(simulator.world.counters.writes).toBe(1);
  });

  test('or is kept in another form', async () => {
    const { post, simulator } = client('normalized-text');
    expect(await (await post(`/v1/Devices/${SID_1}`, { UniqueName: ' Lobby 1 ' })).json()).toMatchObject({ unique_name: 'lobby 1' });
    expect(await (await post('/v1/Configs/host', { Value: 'B\n' })).json()).toMatchObject({ value: 'b' });
    expect((await post(`/v1/Devices/${SID_1}`, { LoggingEnabled: 'true' })).status).toBe(200);
    expect(simulator.world.counters.writes).toBe(3);
  });
});
