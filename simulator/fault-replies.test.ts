import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { deviceSchema, devicesPageSchema } from '#api/schema.ts';

import { testClient } from './test-client.ts';

const SID_2 = 'UV00000000000000000000000000000002';
const seedDevices = Array.from({ length: 25 }, () => ({}));

function client(faults: string): ReturnType<typeof testClient> {
  return testClient({ seedDevices, faults });
}

async function body(faults: string, path = '/v1/Devices?PageSize=10'): Promise<unknown> {
  return (await client(faults).send(path)).json();
}

const rowSchema = z.record(z.string(), z.unknown());

/** The rows as they came, unchecked. */
async function rows(faults: string): Promise<z.infer<typeof rowSchema>[]> {
  return z.object({ devices: z.array(rowSchema) }).parse(await body(faults, '/v1/Devices?PageSize=20')).devices;
}

/** Some row has this in it. */
const someRow = (part: Record<string, unknown>): unknown => expect.arrayContaining([expect.objectContaining(part)]);

describe('a spoiled reply', () => {
  test('ends in the middle', async () => {
    const text = await (await client('truncated-json').send('/v1/Devices')).text();
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(text).toMatch(/^\{"devices":\[\{"sid"/u);
  });

  test('drips, byte by byte', async () => {
    const started = performance.now();
    const response = await client('slow-drip:ms=0').send('/v1/Devices/device-1');
    let chunks = 0;
    for await (const chunk of response.body ?? []) {
      expect(chunk).toHaveLength(1);
      chunks += 1;
      if (chunks === 20) break;
    }
    expect(chunks).toBe(20);
    expect(performance.now() - started).toBeGreaterThanOrEqual(19);
  });

  test('is too large, and still JSON', async () => {
    const text = await (await client('too-large:bytes=100000').send('/v1/Devices/device-1')).text();
    expect(text.length).toBeGreaterThan(100_000);
    expect(deviceSchema.parse(JSON.parse(text)).unique_name).toBe('device-1');
  });

  test('has a clock that is off', async () => {
    const response = await client('clock-skew:seconds=-3600').send('/v1/Devices');
    expect(response.headers.get('date')).toBe('Sun, 01 Mar 2026 11:00:00 GMT');
  });

  test('has the wrong shape', async () => {
    expect(await body('wrong-shape')).toMatchObject({ devices: null });
    expect(Array.isArray(await body('wrong-shape:shape=array'))).toBe(true);
    expect(await body('wrong-shape:shape=no-meta')).not.toHaveProperty('meta');
    expect(await body('wrong-shape:shape=bad-next')).toMatchObject({ meta: { next_page_url: 5 } });
  });

  test('leads to another host, with the right token or none', async () => {
    const { meta } = await client('hostile-next-url').page('/v1/Devices?PageSize=10');
    expect(meta.next_page_url).toMatch(/^http:\/\/169\.254\.169\.254\/latest\/meta-data\/\?PageSize=10&Page=1&PageToken=PA/u);
    const other = await body('hostile-next-url:url=ftp%3A%2F%2Fevil%2F%3FPageToken%3DPA1');
    expect(other).toMatchObject({ meta: { next_page_url: 'ftp://evil/?PageToken=PA1' } });
  });
});

describe('a page that is not what it seems', () => {
  test('repeats the last device of the page before', async () => {
    const faulty = client('duplicates');
    const sids = await faulty.walk('/v1/Devices?PageSize=10');
    expect(sids).toHaveLength(27);
    expect(new Set(sids).size).toBe(25);
    expect([sids[9], sids[20]]).toEqual([sids[10], sids[21]]);
  });

  test('is short in the middle, and nothing is missed', async () => {
    const faulty = client('short-page:on=paged,count=1');
    const first = await faulty.page('/v1/Devices?PageSize=10');
    const second = await faulty.page(first.meta.next_page_url ?? '');
    expect(second.devices).toHaveLength(3);
    expect(second.meta.page_size).toBe(10);
    const rest = await faulty.walk(second.meta.next_page_url ?? '');
    expect(rest).toHaveLength(12);
    expect(await client('short-page:keep=1,every=2').walk('/v1/Devices?PageSize=10')).toEqual(
      faulty.simulator.world.rows.map((row) => row.sid),
    );
  });

  test('is empty in the middle, and goes on with another token', async () => {
    const faulty = client('empty-page:count=1');
    const first = await faulty.page('/v1/Devices?PageSize=10');
    const empty = await faulty.page(first.meta.next_page_url ?? '');
    expect(empty.devices).toEqual([]);
    expect(empty.meta.next_page_url).not.toBe(first.meta.next_page_url);
    expect(await faulty.walk(empty.meta.next_page_url ?? '')).toHaveLength(15);
    expect(await client('empty-page:every=2').walk('/v1/Devices?PageSize=10')).toHaveLength(25);
  });

  test.each([['same', 10], ['none', 0]])('names another one for ever, each with a token of its own, and brings %s rows', async (kind, count) => {
    const faulty = client(`endless-pages:rows=${kind}`);
    const tokens = new Set<string | null>();
    let path = '/v1/Devices?PageSize=10';
    for (let pages = 0; pages < 5; pages += 1) {
      const { devices, meta } = await faulty.page(path);
      expect(devices).toHaveLength(count);
      path = meta.next_page_url ?? '';
      tokens.add(new URL(path).searchParams.get('PageToken'));
      if (pages > 0 && count > 0) expect(devices[0]?.unique_name).toBe('device-11');
    }
    expect(tokens.size).toBe(5);
    // Also a list that has but one page.
    expect((await faulty.page('/v1/Devices')).meta.next_page_url).toMatch(/PageToken=PA/u);
  });
});

describe('a list that is behind', () => {
  test('shows a device as it was before its last changes, and on its own as it is', async () => {
    const { simulator, clock, post, page, device } = client('stale-list:seconds=60');
    const listed = async () => (await page('/v1/Devices?PageSize=10')).devices[1];
    await post(`/v1/Devices/${SID_2}`, { UniqueName: 'one' });
    clock.pass(30);
    await post(`/v1/Devices/${SID_2}`, { UniqueName: 'two' });
    expect([(await listed())?.unique_name, (await device(SID_2)).unique_name]).toEqual(['device-2', 'two']);
    clock.pass(45);
    expect((await listed())?.unique_name).toBe('one');
    expect(Date.parse((await listed())?.date_updated ?? '')).toBe(simulator.world.now() - 75_000);
    clock.pass(60);
    expect((await listed())?.unique_name).toBe('two');
  });
});

describe('spoiled devices', () => {
  test('have nulls and gaps, and are still what the wire schema allows', async () => {
    for (const spec of ['null-fields', 'missing-fields', 'unknown-status', 'odd-codes', 'extra-fields', 'hostile-names']) {
      const page = devicesPageSchema.parse(await body(spec));
      expect(page.devices.map((row) => deviceSchema.safeParse(row).success), spec).toEqual(Array(10).fill(true));
    }
  });

  test('have names so long that a page of them is more than 8 MiB, all or the one that is named', async () => {
    const all = await rows('large-names');
    expect(all.map((row) => String(row['unique_name']).length)).toEqual(Array(20).fill(65_536));
    expect(new Set(all.map((row) => row['unique_name'])).size).toBe(20);
    const one = await rows(`large-names:bytes=9000000,sid=${SID_2}`);
    expect(one.map((row) => String(row['unique_name']).length > 100)).toEqual(one.map((_, index) => index === 1));
  });

  test('lack every field once', async () => {
    const nulled = await rows('null-fields');
    for (const key of ['unique_name', 'app', 'logging', 'date_created', 'url', 'links', 'account_sid']) {
      expect(nulled.filter((row) => row[key] === null).length, key).toBeGreaterThan(0);
    }
    expect(nulled).toEqual(someRow({ app: expect.objectContaining({ reported_sid: null }) }));
    const missing = await rows('missing-fields');
    expect(missing[1]).not.toHaveProperty('app');
    expect(missing[1]).toHaveProperty('logging');
  });

  test('can be one device alone, in the list and on its own', async () => {
    const faulty = client(`unknown-status:sid=${SID_2},value=un%2Bwell`);
    const { devices } = await faulty.page('/v1/Devices');
    expect(devices.map(({ app }) => app?.update_status).filter((status) => status !== 'up-to-date')).toEqual(['un+well']);
    expect((await faulty.device('device-2')).app?.update_status).toBe('un+well');
    expect((await faulty.device('device-1')).app?.update_status).toBe('up-to-date');
    expect(faulty.simulator.world.device('device-2')?.status).toBe('up-to-date');
  });

  test('have codes, dates, SIDs, names and addresses that nobody expects', async () => {
    const codes = await rows('odd-codes');
    for (const code of ['E_DOWNLOAD', -1, null]) {
      expect(codes).toEqual(someRow({ app: expect.objectContaining({ update_error_code: code }) }));
    }
    const dates = await rows('bad-dates');
    expect(dates).toEqual(someRow({ date_created: 1_700_000_000 }));
    expect(dates).toEqual(someRow({ app: expect.objectContaining({ date_targeted: '' }) }));
    expect(dates).toEqual(someRow({ logging: { enabled: false, date_expires: 'yesterday' } }));
    const sids = await rows('bad-sids');
    expect(sids.filter((row) => deviceSchema.safeParse(row).success)).toEqual([]);
    const names = (await rows('hostile-names')).map((row) => String(row['unique_name']));
    expect(names).toContain('<img src=x onerror=alert(1)>');
    expect(Math.max(...names.map((name) => name.length))).toBe(10_000);
    expect(new Set((await rows('hostile-urls')).map((row) => row['url']))).toEqual(new Set(['javascript:alert(1)']));
  });

  test('carry __proto__ as a field of their own', async () => {
    const text = await (await client('extra-fields').send('/v1/Devices/device-1')).text();
    expect(text).toContain('"__proto__":{"polluted":true}');
    expect(deviceSchema.parse(JSON.parse(text)).unique_name).toBe('device-1');
    expect({}).not.toHaveProperty('polluted');
  });

  test('leave Apps alone', async () => {
    const plain = await body('', '/v1/Apps');
    expect(await body('null-fields;hostile-names', '/v1/Apps')).toEqual(plain);
  });
});
