import { describe, expect, test } from 'vitest';

import { appNames, errorOf, testClient } from './test-client.ts';

const ZURICH = 'Zürich HB; Gleis 3.1 100% a%2Fb';

describe('the service', () => {
  test('wants a credential, and names its realm', async () => {
    const client = testClient({ authToken: 'secret' });
    for (const authorization of ['', 'Basic !!', 'Bearer abc', `Basic ${btoa('AC1:secret')}`]) {
      const response = await client.send('/v1/Devices', { headers: { authorization } });
      expect(response.headers.get('www-authenticate')).toContain('Basic');
      expect(await errorOf(response)).toEqual([401, 20003]);
    }
    expect((await client.send('/v1/Devices')).status).toBe(200);
    expect(client.simulator.world.counters).toMatchObject({ requests: 5, reads: 1 });
  });

  test('takes any credential when it has none of its own, but none at all is 401', async () => {
    const client = testClient();
    expect((await client.send('/v1/Devices', { headers: { authorization: 'Bearer abc' } })).status).toBe(200);
    for (const authorization of ['Bearer', `Basic ${btoa(':x')}`, 'Digest abc']) {
      expect(await errorOf(await client.send('/v1/Devices', { headers: { authorization } }))).toEqual([401, 20003]);
    }
  });

  test('answers with the date of its own clock and an id for every request', async () => {
    const client = testClient();
    client.clock.pass(3600);
    const first = await client.send('/v1/Apps');
    const second = await client.send('/v1/Nothing');
    expect(first.headers.get('date')).toBe('Sun, 01 Mar 2026 13:00:00 GMT');
    expect(second.headers.get('date')).toBe('Sun, 01 Mar 2026 13:00:00 GMT');
    expect(first.headers.get('twilio-request-id')).toMatch(/^RQ[0-9a-f]{32}$/u);
    expect(second.headers.get('twilio-request-id')).not.toBe(first.headers.get('twilio-request-id'));
  });

  test('finds a device by SID, and by its name percent-decoded once', async () => {
    const client = testClient({ seedDevices: [{ uniqueName: ZURICH }, { uniqueName: 'a/b' }] });
    const bySid = await client.device('UV00000000000000000000000000000001');
    expect(bySid.unique_name).toBe(ZURICH);
    expect(await client.device(ZURICH)).toEqual(bySid);
    expect(await errorOf(await client.send(`/v1/Devices/${encodeURIComponent('Zürich HB; Gleis 3.1 100% a/b')}`)))
      .toEqual([404, 20404]);
    expect((await client.device('a/b')).unique_name).toBe('a/b');
  });

  test('prefers a SID to a device whose name looks like it', async () => {
    const sid = 'UV00000000000000000000000000000001';
    const client = testClient({ seedDevices: [{ uniqueName: 'one' }, { uniqueName: sid }] });
    expect((await client.device(sid)).unique_name).toBe('one');
  });

  test('writes a device as documented', async () => {
    const client = testClient({ seedDevices: [{ uniqueName: 'freezer', logging: 3600 }] });
    const url = 'http://simulator.test/v1/Devices/UV00000000000000000000000000000001';
    expect(await (await client.send('/v1/Devices/freezer')).json()).toEqual({
      sid: 'UV00000000000000000000000000000001',
      unique_name: 'freezer',
      account_sid: client.simulator.credential.username,
      app: {
        target_sid: 'KA00000000000000000000000000000001',
        target_hash: null,
        date_targeted: '2026-03-01T11:00:00Z',
        update_status: 'up-to-date',
        update_error_code: 0,
        reported_sid: 'KA00000000000000000000000000000001',
        date_reported: '2026-03-01T11:30:00Z',
      },
      logging: { enabled: true, date_expires: '2026-03-01T13:00:00Z' },
      date_created: '2026-01-30T12:00:00Z',
      date_updated: '2026-03-01T11:00:00Z',
      url,
      links: { device_configs: `${url}/Configs`, device_secrets: `${url}/Secrets` },
    });
  });

  test('lists Apps without the deleted one, and finds them by SID and name', async () => {
    const client = testClient({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: null }, { uniqueName: 'fw-1', deleted: true }] });
    expect(await appNames(client)).toEqual(['fw-2', null]);
    const bySid = await (await client.send('/v1/Apps/KA00000000000000000000000000000001')).json();
    expect(bySid).toMatchObject({ unique_name: 'fw-2', date_created: '2026-01-30T12:00:00Z' });
    expect(await (await client.send('/v1/Apps/fw-2')).json()).toEqual(bySid);
    for (const gone of ['fw-1', 'KA00000000000000000000000000000003', 'nothing', 'fw-1/Manifest']) {
      expect(await errorOf(await client.send(`/v1/Apps/${gone}`)), gone).toEqual([404, 20404]);
    }
  });

  test('says which methods a path has', async () => {
    const client = testClient();
    const response = await client.send('/v1/Devices/x', { method: 'DELETE' });
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(await errorOf(response)).toEqual([405, 20004]);
    expect(await errorOf(await client.send('/v1/Devices', { method: 'POST' }))).toEqual([405, 20004]);
    expect(await errorOf(await client.send('/v1/Apps', { method: 'PUT' }))).toEqual([405, 20004]);
    expect(await errorOf(await client.send('/v1/Apps/x', { method: 'POST' }))).toEqual([405, 20004]);
    expect(await errorOf(await client.send('/elsewhere'))).toEqual([404, 20404]);
  });
});
