/** Configs and Secrets as the simulated service keeps them. The operations by the official client: twilio.test.ts. */
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { configSchema, configsPageSchema, secretSchema, secretsPageSchema } from '#api/schema.ts';

import { errorOf, testClient } from './test-client.ts';

const SID = 'UV00000000000000000000000000000001';
const DAY = 86_400;

/** Every row of a list, page by page. */
async function walk(client: ReturnType<typeof testClient>, path: string): Promise<string[]> {
  const keys: string[] = [];
  for (let url: string | null = path; url !== null; ) {
    const { configs, meta } = configsPageSchema.parse(await (await client.send(url)).json());
    keys.push(...z.array(configSchema).parse(configs).map(({ key }) => key));
    url = meta.next_page_url;
  }
  return keys;
}

describe('seeds', () => {
  test('give the account and a device exactly these, with dates by the world’s clock', async () => {
    const client = testClient({
      seedConfigs: [{ key: 'prefs', value: '{}', updatedAgo: DAY }],
      seedSecrets: [{ key: 'private_key', value: 'canary', rotatedAgo: 400 * DAY }],
      seedDevices: [{ configs: [{ key: 'own', value: 'x' }], secrets: [{ key: 'own-secret' }] }, {}],
    });
    const { configs } = configsPageSchema.parse(await (await client.send('/v1/Configs')).json());
    expect(configs).toEqual([{ key: 'prefs', value: '{}', date_updated: '2026-02-28T12:00:00Z', url: 'http://simulator.test/v1/Configs/prefs' }]);
    const { secrets } = secretsPageSchema.parse(await (await client.send('/v1/Secrets')).json());
    expect(secrets).toEqual([{ key: 'private_key', date_rotated: '2025-01-25T12:00:00Z', url: 'http://simulator.test/v1/Secrets/private_key' }]);
    expect(client.simulator.world.secrets(null).holds('private_key', 'canary')).toBe(true);
    const own = configSchema.parse(await (await client.send(`/v1/Devices/${SID}/Configs/own`)).json());
    expect([own.device_sid, own.url]).toEqual([SID, `http://simulator.test/v1/Devices/${SID}/Configs/own`]);
    expect(await walk(client, '/v1/Devices/UV00000000000000000000000000000002/Configs')).toEqual([]);
    client.clock.pass(60);
    const written = await client.post('/v1/Configs/prefs', { Value: '{"a":1}' });
    expect(configSchema.parse(await written.json()).date_updated).toBe('2026-03-01T12:01:00Z');
  });

  test('furnish a fleet by number, the same on every run', async () => {
    const [one, other] = [testClient({ devices: 60 }), testClient({ devices: 60 })];
    const keys = await walk(one, '/v1/Configs');
    expect(keys).toEqual(expect.arrayContaining(['prefs', 'broker-host', 'broker-port', 'root-CA', 'cert']));
    expect(one.simulator.world.configs(null).get('root-CA')?.value).toMatch(/^-----BEGIN CERTIFICATE-----\n[\s\S]+\n-----END CERTIFICATE-----\n$/u);
    const sids = one.simulator.world.rows.map(({ sid }) => sid);
    const configs = sids.map((sid) => one.simulator.world.configs(sid).rows);
    expect(configs).toEqual(sids.map((sid) => other.simulator.world.configs(sid).rows));
    expect(configs.some((rows) => rows.length === 0)).toBe(true);
    expect(configs.some((rows) => rows.some(({ key }) => key === 'prefs'))).toBe(true);
    const rotated = one.simulator.world.secrets(null).rows.map(({ at }) => (one.clock.now() - at) / 1000 / DAY);
    expect(Math.max(...rotated)).toBeGreaterThan(365);
    expect(Math.min(...rotated)).toBeLessThan(90);
  });

  test('of a key that is there twice are refused', () => {
    expect(() => testClient({ seedDevices: [], seedConfigs: [{ key: 'a' }, { key: 'a' }] }).simulator.world.configs(null)).toThrow(/called a/u);
  });

  test('of 20,000 Configs are there at once, and paged in order', async () => {
    const seedConfigs = Array.from({ length: 20_000 }, (_, index) => ({ key: `key-${index}`, value: `value ${index}` }));
    const client = testClient({ seedDevices: [], seedConfigs });
    expect(await walk(client, '/v1/Configs?PageSize=1000')).toEqual(seedConfigs.map(({ key }) => key));
    expect(client.simulator.world.counters.requests).toBe(20);
  });
});

test('paging on while keys come and go neither repeats nor skips the others', async () => {
  const client = testClient({ seedDevices: [], seedConfigs: ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key })) });
  const first = configsPageSchema.parse(await (await client.send('/v1/Configs?PageSize=2')).json());
  client.simulator.world.configs(null).remove('b');
  client.simulator.world.configs(null).put('f', '');
  expect(await walk(client, first.meta.next_page_url ?? '')).toEqual(['c', 'd', 'e', 'f']);
  // A token of one list is none of another.
  const token = new URL(first.meta.next_page_url ?? '').searchParams.get('PageToken') ?? '';
  expect(await errorOf(await client.send(`/v1/Secrets?PageToken=${token}`))).toEqual([400, 21481]);
});

test('a form without what is required, and a method that is not there, are refused', async () => {
  const { send, post } = testClient({ seedDevices: [{}] });
  expect(await errorOf(await post('/v1/Configs', { Key: 'a' }))).toEqual([400, 20422]);
  expect(await errorOf(await post('/v1/Secrets', { Value: 'a' }))).toEqual([400, 20422]);
  expect(await errorOf(await post('/v1/Configs/a', { Value: 'a' }))).toEqual([404, 20404]);
  expect(await errorOf(await send('/v1/Configs/a', { method: 'PUT' }))).toEqual([405, 20004]);
  expect(await errorOf(await send('/v1/Configs', { method: 'DELETE' }))).toEqual([405, 20004]);
  expect(await errorOf(await send('/v1/Devices/device-1/Configs'))).toEqual([404, 20404]);
  expect(await errorOf(await send('/v1/Configs', { headers: { authorization: '' } }))).toEqual([401, 20003]);
});

test('keys of any letters are addressed percent-encoded', async () => {
  const { send, post } = testClient({ seedDevices: [] });
  const key = 'Kühl%2Fkette 100%;?/#'.replaceAll(/[/?#]/gu, '·');
  expect((await post('/v1/Configs', { Key: key, Value: 'x' })).status).toBe(201);
  expect(configSchema.parse(await (await send(`/v1/Configs/${encodeURIComponent(key)}`)).json()).key).toBe(key);
  expect((await send(`/v1/Configs/${encodeURIComponent(key)}`, { method: 'DELETE' })).status).toBe(204);
});

test('a device that is removed takes its keys along', async () => {
  const { send, simulator } = testClient({ seedDevices: [{ configs: [{ key: 'a' }] }] });
  expect((await send(`/v1/Devices/${SID}/Configs/a`)).status).toBe(200);
  simulator.world.remove(SID);
  expect((await send(`/v1/Devices/${SID}/Configs/a`)).status).toBe(404);
});

describe('faults', () => {
  const seedDevices = [{ configs: [{ key: 'a', value: '1' }] }, { configs: [{ key: 'a', value: '1' }] }];
  const OTHER = 'UV00000000000000000000000000000002';
  const path = `/v1/Devices/${SID}/Configs`;

  test('concern these calls alone: on, method, sid', async () => {
    const { send, post } = testClient({ seedDevices, faults: `500:on=configs,method=POST,sid=${SID}; 503:on=secrets; 403:on=DELETE; 401:on=one` });
    expect((await post(`${path}/a`, { Value: '2' })).status).toBe(500);
    expect((await post(`/v1/Devices/${OTHER}/Configs/a`, { Value: '2' })).status).toBe(200);
    expect((await send(path)).status).toBe(200);
    expect((await send('/v1/Secrets')).status).toBe(503);
    expect((await send(`${path}/a`, { method: 'DELETE' })).status).toBe(403);
    expect((await send(`/v1/Devices/${SID}`)).status).toBe(401);
  });

  test('after a write leave reads alone, and deletions are writes', async () => {
    const { send, post, simulator } = testClient({ seedDevices, faults: '500-after-write:on=configs' });
    expect((await send(`${path}/a`)).status).toBe(200);
    expect((await post(`${path}/a`, { Value: '2' })).status).toBe(500);
    expect(simulator.world.configs(SID).get('a')?.value).toBe('2');
    expect((await send(`${path}/a`, { method: 'DELETE' })).status).toBe(500);
    expect(simulator.world.configs(SID).size).toBe(0);
  });

  test('let somebody else be faster', async () => {
    const { send, post, simulator } = testClient({ seedDevices });
    const { faults } = simulator.world;
    faults.set('key-conflict:value=theirs');
    expect(await errorOf(await post(path, { Key: 'new', Value: 'mine' }))).toEqual([409, 20409]);
    expect(simulator.world.configs(SID).get('new')?.value).toBe('theirs');
    faults.set('key-changed:value=theirs,method=GET');
    expect(configSchema.parse(await (await send(`${path}/a`)).json()).value).toBe('theirs');
    faults.set('key-deleted:count=1');
    expect(await errorOf(await post(`${path}/a`, { Value: '2' }))).toEqual([404, 20404]);
    faults.set(`deleted-midway:on=configs,method=GET`);
    expect(await errorOf(await send(path))).toEqual([404, 20404]);
    expect(simulator.world.device(SID)).toBeUndefined();
  });

  test('spoil lists of keys like lists of devices', async () => {
    const seedConfigs = Array.from({ length: 9 }, (_, index) => ({ key: `key-${index}`, value: '{}' }));
    const client = testClient({ seedDevices, seedConfigs, seedSecrets: [{ key: 's' }] });
    const { faults } = client.simulator.world;
    faults.set('duplicates:on=configs; empty-page:on=configs,count=1');
    expect(await walk(client, '/v1/Configs?PageSize=4')).toEqual(['key-0', 'key-1', 'key-2', 'key-3', 'key-3', 'key-4', 'key-5', 'key-6', 'key-7', 'key-7', 'key-8']);
    faults.set('wrong-shape:on=secrets');
    expect(await (await client.send('/v1/Secrets')).json()).toMatchObject({ secrets: null });
    faults.set('odd-keys');
    const odd = configsPageSchema.parse(await (await client.send('/v1/Configs')).json());
    expect(odd.configs.filter((row) => configSchema.safeParse(row).success)).toHaveLength(7);
    const secret = secretsPageSchema.parse(await (await client.send('/v1/Secrets')).json()).secrets[0];
    expect(secretSchema.parse(secret).date_rotated).toBeNull();
    faults.set('truncated-json; odd-keys; wrong-shape');
    expect((await client.send('/v1/Configs/key-0', { method: 'DELETE' })).status).toBe(204);
  });

  test('refuse an App that is in use, and let a service betray a Secret', async () => {
    const { send, post, simulator } = testClient({ seedDevices, faults: 'app-in-use; secret-echo' });
    const app = simulator.world.apps[0]?.sid ?? '';
    expect(await errorOf(await send(`/v1/Apps/${app}`, { method: 'DELETE' }))).toEqual([409, 20409]);
    expect(await (await post('/v1/Secrets', { Key: 's', Value: 'canary' })).text()).toContain('canary');
    simulator.world.faults.set('secret-echo:as=message');
    expect(await (await post('/v1/Secrets', { Key: 't', Value: 'canary' })).text()).toContain('canary');
  });

  test('are refused with an unknown method', () => {
    expect(() => testClient({ faults: '500:method=PUT' })).toThrow(/method=PUT/u);
  });
});

describe('a manifest', () => {
  test('is protobuf that belongs to the App, and of one App it is not', async () => {
    const { send, simulator } = testClient();
    const listed = simulator.world.apps.filter(({ deleted }) => !deleted);
    const starts = await Promise.all(
      listed.map(async ({ sid }) => {
        const body: unknown = await (await send(`/v1/Apps/${sid}/Manifest`)).json();
        const { encoded_bytes: text } = z.object({ encoded_bytes: z.string() }).parse(body);
        const bytes = Buffer.from(text, 'base64');
        expect(bytes.toString('base64')).toBe(text);
        return bytes[0];
      }),
    );
    // Field 1 with bytes; the other begins with a wire type that there is not.
    expect(starts.filter((byte) => byte === 0x0a)).toHaveLength(listed.length - 1);
    expect(starts.filter((byte) => byte === 0xff)).toHaveLength(1);
  });
});
