import { assert, asyncProperty, integer } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { errorOf, ORIGIN, testClient } from './test-client.ts';

describe('a list in pages', () => {
  test('visits every device exactly once, in one order, for any page size', { timeout: 20_000 }, async () => {
    await assert(
      asyncProperty(integer({ min: 0, max: 130 }), integer({ min: 1, max: 1000 }), async (count, size) => {
        const client = testClient({ devices: count });
        const sids = await client.walk(`/v1/Devices?PageSize=${size}`);
        expect(sids).toEqual(client.simulator.world.rows.map((row) => row.sid));
      }),
      { numRuns: 40 },
    );
  });

  test('leads back over the same pages with previous_page_url', async () => {
    const client = testClient({ devices: 25 });
    const first = await client.page('/v1/Devices?PageSize=10');
    const second = await client.page(first.meta.next_page_url ?? '');
    const third = await client.page(second.meta.next_page_url ?? '');
    expect(third.devices).toHaveLength(5);
    expect(third.meta.next_page_url).toBeNull();
    const back = await client.page(third.meta.previous_page_url ?? '');
    expect(back.devices).toEqual(second.devices);
    const start = await client.page(back.meta.previous_page_url ?? '');
    expect(start.devices).toEqual(first.devices);
    expect(start.meta.previous_page_url).toBeNull();
  });

  test('has 50 rows unless asked otherwise, and absolute URLs on the origin of the request', async () => {
    const { devices, meta } = await testClient().page('/v1/Devices');
    expect(devices).toHaveLength(50);
    expect(meta).toMatchObject({
      page: 0,
      page_size: 50,
      key: 'devices',
      first_page_url: `${ORIGIN}/v1/Devices?PageSize=50&Page=0`,
      url: `${ORIGIN}/v1/Devices?PageSize=50&Page=0`,
      previous_page_url: null,
    });
    expect(meta.next_page_url).toMatch(/^http:\/\/simulator\.test\/v1\/Devices\?PageSize=50&Page=1&PageToken=PA\w+$/u);
  });

  test('only echoes Page: the position is the token', async () => {
    const client = testClient();
    const { devices, meta } = await client.page('/v1/Devices?PageSize=5&Page=7');
    expect(meta.page).toBe(7);
    expect(devices).toEqual((await client.page('/v1/Devices?PageSize=5')).devices);
    expect(meta.next_page_url).toContain('Page=8&');
  });

  test('takes a token with another page size', async () => {
    const client = testClient();
    const { meta } = await client.page('/v1/Devices?PageSize=10');
    const token = new URL(meta.next_page_url ?? '').searchParams.get('PageToken') ?? '';
    const { devices } = await client.page(`/v1/Devices?PageSize=3&PageToken=${token}`);
    expect(devices.map((device) => device.sid)).toEqual(
      client.simulator.world.rows.slice(10, 13).map((row) => row.sid),
    );
  });

  test('neither repeats nor skips the others while devices come and go', async () => {
    const client = testClient({ devices: 30 });
    const { world } = client.simulator;
    const stay = world.rows.map((row) => row.sid);
    const first = await client.page('/v1/Devices?PageSize=10');
    world.add({ uniqueName: 'new one' });
    const anchor = first.devices.at(-1)?.sid ?? '';
    expect(world.remove(anchor)).toBe(true);
    const rest = await client.walk(first.meta.next_page_url ?? '');
    expect([...first.devices.map((device) => device.sid), ...rest]).toEqual(stay);
    expect((await client.page('/v1/Devices?PageSize=1')).devices[0]?.unique_name).toBe('new one');
  });

  test.each(['0', '1001', '-1', 'ten', '1.5', ''])('refuses PageSize=%s', async (size) => {
    expect(await errorOf(await testClient().send(`/v1/Devices?PageSize=${size}`))).toEqual([400, 20422]);
  });

  test('refuses a token that this list never gave', async () => {
    const client = testClient();
    const { meta } = await client.page('/v1/Devices?PageSize=10');
    const token = new URL(meta.next_page_url ?? '').searchParams.get('PageToken') ?? '';
    const changed = token.replace(/.$/u, (digit) => (digit === '0' ? '1' : '0'));
    for (const url of ['/v1/Devices?PageToken=PA123', `/v1/Devices?PageToken=${changed}`, `/v1/Apps?PageToken=${token}`]) {
      expect(await errorOf(await client.send(url)), url).toEqual([400, 21481]);
    }
    const stranger = testClient({ seed: 2 });
    expect(await errorOf(await stranger.send(`/v1/Devices?PageToken=${token}`))).toEqual([400, 21481]);
  });
});
