import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { configQueries, listConfigs } from '#api/configs.ts';
import { configSchema, secretSchema, type Config, type Secret } from '#api/schema.ts';
import { listSecrets, secretQueries } from '#api/secrets.ts';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch, settled } from '../../simulator/test-gateway.ts';
import { rememberConfig, rememberSecret } from './keyed-cache.ts';
import { addConfig, addSecret, KeyChanged, removeConfig, removeSecret, renewSecret, saveConfig } from './keyed.ts';
import { UpdateFailed } from './patience.ts';

const SESSION = { token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' };
const DEVICE = `UV${'1'.padStart(32, '0')}`;
const DAY = 24 * 3600;

/** Each test has a day of its own, so that a pause that the API asked for in one does not reach the next. */
let day = Date.parse('2026-03-01T12:00:00Z');

interface Stand {
  readonly world: Simulator['world'];
  /** Writes that left this browser. */
  readonly sent: () => number;
  readonly config: Config;
  readonly secret: Secret;
}

/** A browser and the simulated API, whose faults are on once the keys were looked at. */
function stand(faults = ''): Stand {
  const simulator = createSimulator({
    seedDevices: [{}],
    seedConfigs: [{ key: 'host', value: 'a.example', updatedAgo: DAY }],
    seedSecrets: [{ key: 'token', value: 'old', rotatedAgo: DAY }],
    now: Date.now,
  });
  let writes = 0;
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => (writes += 1)));
  simulator.world.faults.set(faults);
  const ago = `${new Date(Date.now() - DAY * 1000).toISOString().slice(0, 19)}Z`;
  return {
    world: simulator.world,
    sent: () => writes,
    config: configSchema.parse({ key: 'host', value: 'a.example', date_updated: ago }),
    secret: secretSchema.parse({ key: 'token', date_rotated: ago }),
  };
}

const failure = async (work: Promise<unknown>): Promise<unknown> => settled(work).then(() => 'nothing was thrown', (error: unknown) => error);

beforeEach(() => {
  day += 24 * 3600_000;
  vi.useFakeTimers({ now: day, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  vi.stubGlobal('document', { querySelector: () => ({ content: JSON.stringify(SESSION) }) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('a key that is written', () => {
  test('of the account and of a device are two namespaces, and each operation is one write', async () => {
    const { world, config, sent } = stand();
    expect(await settled(addConfig(DEVICE, 'host', 'b.example'))).toMatchObject({ kind: 'done', reread: false, row: { key: 'host', value: 'b.example', device_sid: DEVICE } });
    expect(await settled(saveConfig(null, config, 'c.example'))).toMatchObject({ kind: 'done', row: { value: 'c.example', device_sid: null } });
    expect(await settled(removeConfig(null, { ...config, value: 'c.example' }))).toEqual({ kind: 'done', row: null, reread: false });
    expect(world.configs(DEVICE).get('host')?.value).toBe('b.example');
    expect(world.configs(null).size).toBe(0);
    expect([sent(), world.counters.writes]).toEqual([3, 3]);
  });

  test('arrives byte by byte, in key and value', async () => {
    const { world } = stand();
    const [key, value] = ['a b&c=d%2F+é\u{1F600}', '\u{FEFF}{"a":\r\n "=+%&\u0000"}'];
    expect(await settled(addConfig(null, key, value))).toMatchObject({ row: { key, value } });
    expect(world.configs(null).get(key)?.value).toBe(value);
    expect((await settled(listConfigs(null))).rows.get(key)?.value).toBe(value);
  });

  test('a secret is rotated, made and deleted, and never comes back', async () => {
    const { world, secret } = stand();
    const outcome = await settled(renewSecret(null, secret, 'new'));
    expect(outcome).toMatchObject({ kind: 'done', row: { key: 'token' } });
    expect(JSON.stringify([outcome, [...(await settled(listSecrets(null))).rows]])).not.toContain('new');
    expect(world.secrets(null).holds('token', 'new')).toBe(true);
    expect(await settled(addSecret(DEVICE, 'token', 'other'))).toMatchObject({ kind: 'done', row: { device_sid: DEVICE } });
    const [now] = (await settled(listSecrets(DEVICE))).rows.values();
    expect(now && (await settled(removeSecret(DEVICE, now)))).toMatchObject({ kind: 'done', row: null });
    expect(world.secrets(DEVICE).size).toBe(0);
  });

  test('that is taken is refused once, and so is what is too long', async () => {
    const { sent } = stand();
    expect(await failure(addConfig(null, 'host', 'x'))).toMatchObject({ status: 409, code: 20409 });
    expect(await failure(addConfig(null, 'long', 'x'.repeat(4097)))).toMatchObject({ trouble: 'refused' });
    expect(sent()).toBe(2);
  });

  test('waits where the API asks for it, and can be called off meanwhile', async () => {
    const { world, config } = stand('429:retry-after=7,count=2,on=POST');
    const waits: number[] = [];
    expect(await settled(saveConfig(null, config, 'b', { onWait: (ms) => waits.push(ms) }))).toMatchObject({ kind: 'done' });
    expect(waits).toEqual([7_000, 7_000]);
    world.faults.set('429:retry-after=7,on=POST');
    const abort = new AbortController();
    expect(await failure(addConfig(null, 'x', 'y', { signal: abort.signal, onWait: () => abort.abort() }))).toMatchObject({ name: 'AbortError' });
    expect(world.configs(null).get('x')).toBeUndefined();
  });
});

describe('what somebody else did meanwhile', () => {
  test('stands, and nothing is sent', async () => {
    const { world, config, secret, sent } = stand();
    world.configs(null).put('host', 'theirs');
    world.secrets(null).put('token', 'theirs');
    for (const error of [await failure(saveConfig(null, config, 'mine')), await failure(removeConfig(null, config))]) {
      expect(error).toBeInstanceOf(KeyChanged);
      expect(error).toMatchObject({ now: { value: 'theirs' } });
    }
    expect(await failure(renewSecret(null, secret, 'mine'))).toMatchObject({ name: 'KeyChanged', now: { key: 'token' } });
    expect([sent(), world.counters.writes]).toEqual([0, 0]);
  });

  test('a key that is gone cannot be changed, and need not be deleted', async () => {
    const { world, config } = stand();
    world.configs(null).remove('host');
    expect(await failure(saveConfig(null, config, 'mine'))).toMatchObject({ name: 'KeyChanged', now: null });
    expect(await settled(removeConfig(null, config))).toEqual({ kind: 'done', row: null, reread: false, already: true });
    expect(world.counters.writes).toBe(0);
  });

  test('between the reading and the write is told by the API', async () => {
    const { config } = stand();
    vi.stubGlobal('fetch', vi.fn(fetch).mockResolvedValueOnce(Response.json(config)).mockResolvedValueOnce(Response.json({ code: 20404, message: 'gone', more_info: null, status: 404 }, { status: 404 })));
    expect(await failure(saveConfig(null, config, 'mine'))).toMatchObject({ isNotFound: true });
  });
});

describe('a write without an answer', () => {
  test.each(['reset-after-write:count=1', '500-after-write:count=1', 'timeout-after-write:count=1'])('that was carried out is found so by reading again (%s)', async (faults) => {
    const { world, config, secret, sent } = stand(faults);
    expect(await settled(saveConfig(null, config, 'b'))).toMatchObject({ kind: 'done', reread: true, row: { value: 'b' } });
    world.faults.set(faults);
    expect(await settled(addConfig(null, 'new', 'b'))).toMatchObject({ kind: 'done', reread: true });
    world.faults.set(faults);
    expect(await settled(renewSecret(null, secret, 'b'))).toMatchObject({ kind: 'done', reread: true });
    world.faults.set(faults.replace(':', ':on=DELETE,'));
    expect(await settled(removeConfig(null, { ...config, value: 'b' }))).toMatchObject({ kind: 'done', reread: true, row: null });
    expect([sent(), world.counters.writes]).toEqual([4, 4]);
  });

  test('that was not carried out is said so, and not sent again', async () => {
    const { world, config, secret, sent } = stand('500:count=1,on=POST');
    for (const work of [() => saveConfig(null, config, 'b'), () => addConfig(null, 'new', 'b'), () => addSecret(null, 'new', 'b'), () => renewSecret(null, secret, 'b')]) {
      world.faults.set('500:count=1,on=POST');
      // oxlint-disable-next-line no-await-in-loop -- each has the fault to itself
      expect(await failure(work())).toMatchObject({ name: 'UpdateFailed', kind: 'unchanged' });
    }
    world.faults.set('500:count=1,on=DELETE');
    expect(await failure(removeConfig(null, config))).toMatchObject({ kind: 'unchanged' });
    expect([sent(), world.counters.writes]).toEqual([5, 0]);
  });

  test('of a Secret that is new may be anybody’s: nobody can tell', async () => {
    stand('reset-after-write:count=1');
    expect(await settled(addSecret(null, 'new', 'b'))).toMatchObject({ kind: 'unknown', now: { key: 'new' } });
  });

  test('of a Secret that was rotated in the same second, too', async () => {
    const { world, secret } = stand();
    world.secrets(null).put('token', 'just now');
    const date_rotated = `${new Date().toISOString().slice(0, 19)}Z`;
    world.faults.set('reset-after-write:count=1');
    expect(await settled(renewSecret(null, { ...secret, date_rotated }, 'b'))).toMatchObject({ kind: 'unknown', now: { date_rotated } });
  });

  test('is unknown where the key cannot be read again either', async () => {
    const { world, config } = stand();
    vi.stubGlobal('fetch', vi.fn(fetch).mockResolvedValueOnce(Response.json(config)).mockRejectedValue(new TypeError('gone')));
    expect(await settled(saveConfig(null, config, 'b'))).toMatchObject({ kind: 'unknown', error: { trouble: 'network' } });
    expect(world.counters.writes).toBe(0);
  });

  test('is not sent at all where the key cannot be read first', async () => {
    const { config, sent } = stand('500:on=GET');
    const error = await failure(saveConfig(null, config, 'b'));
    expect(error).toBeInstanceOf(UpdateFailed);
    expect(error).toMatchObject({ kind: 'nothing-sent' });
    expect(sent()).toBe(0);
  });

  test('that somebody else answered with another value is theirs', async () => {
    const { world, config } = stand('500:count=1,on=POST');
    const plain = fetch;
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      const answer = await plain(url, init);
      if (init.method === 'POST') world.configs(null).put('host', 'theirs');
      return answer;
    });
    expect(await failure(saveConfig(null, config, 'mine'))).toMatchObject({ name: 'KeyChanged', now: { value: 'theirs' } });
  });
});

const listOf = (...list: object[]): Response => Response.json({ configs: list, secrets: list, meta: {} });
const down = (): Response => Response.json({ code: 'bad_json', message: '', more_info: null, status: 502 }, { status: 502 });
/** The API answers the readings after the DELETE in this way; undefined: as it is. */
const afterwards = (list: () => Response, one?: () => Response): void => {
  const plain = fetch;
  let sent = false;
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    sent ||= init.method === 'DELETE';
    const other = sent && init.method === undefined ? (url.includes('?') ? list : one) : undefined;
    return other === undefined ? plain(url, init) : Promise.resolve(other());
  });
};

describe('a deletion that the API accepted', () => {
  const removals: [string, ({ config, secret }: Stand) => Promise<unknown>][] = [
    ['a Config', ({ config }) => removeConfig(null, config)],
    ['a Secret', ({ secret }) => removeSecret(null, secret)],
  ];
  const lists: [string, () => Response][] = [
    ['holds a row of it that cannot be read', () => listOf({ key: 'host', value: {}, date_rotated: {} }, { key: 'token', value: {}, date_rotated: {} })],
    ['holds a row of it that is too large', () => listOf({ key: 'host', oversized: true }, { key: 'token', oversized: true })],
    ['holds a row whose key cannot be read', () => listOf({ key: null })],
    ['cannot be read', down],
  ];

  test.each(removals.flatMap(([what, remove]) => lists.map(([how, list]) => [what, how, remove, list] as const)))(
    'of %s whose list %s is told as the key itself shows: there, gone, or unknown where it cannot be read',
    async (_what, _how, remove, list) => {
      const kept = stand('ignored-write');
      afterwards(list);
      expect(await failure(remove(kept))).toMatchObject({ name: 'KeyNotApplied', now: {} });
      const gone = stand();
      afterwards(list);
      expect(await settled(remove(gone))).toEqual({ kind: 'done', row: null, reread: true });
      const each = stand();
      afterwards(list, down);
      expect(await settled(remove(each))).toMatchObject({ kind: 'unknown', accepted: true, error: { code: 'bad_json' } });
      expect([kept.sent(), gone.sent(), each.sent()]).toEqual([1, 1, 1]);
    },
  );
});

describe('what the browser holds', () => {
  test('takes over what was written, and nothing else changes', async () => {
    const client = new QueryClient();
    const { config, secret } = stand();
    const list = configQueries.list(null).queryKey;
    const before = await settled(client.fetchQuery(configQueries.list(null)));
    await rememberConfig(client, null, 'new', { ...config, key: 'new' });
    expect([...(client.getQueryData(list)?.rows.keys() ?? [])]).toEqual(['host', 'new']);
    await rememberConfig(client, null, 'host', null);
    expect([...(client.getQueryData(list)?.rows.keys() ?? [])]).toEqual(['new']);
    expect(client.getQueryData(configQueries.one(null, 'host').queryKey)).toBeUndefined();
    expect([...before.rows.keys()]).toEqual(['host']);
    await rememberSecret(client, null, 'token', secret);
    expect(client.getQueryData(secretQueries.list(null).queryKey)).toBeUndefined();
  });

  test('is told of a list page by page, and of keys that came twice once', async () => {
    const simulator = createSimulator({ seedDevices: [], seedConfigs: Array.from({ length: 2_500 }, (_, index) => ({ key: `k${index}` })), now: Date.now });
    vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
    const told: number[] = [];
    const all = await settled(listConfigs(null, undefined, ({ rows }) => told.push(rows.size)));
    expect(told).toEqual([1_000, 2_000, 2_500]);
    expect(all.rows.size).toBe(2_500);
  });

  test('a row without a key is set aside and counted', async () => {
    stand();
    vi.stubGlobal('fetch', vi.fn().mockResolvedValue(Response.json({ configs: [{ value: 'x' }, null, { key: 'a', value: 7 }], meta: {} })));
    expect(await listConfigs(null)).toMatchObject({ malformed: 2, rows: new Map([['a', { key: 'a', value: '7', date_updated: null, url: null, device_sid: null }]]) });
  });
});
