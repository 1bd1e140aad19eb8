/** Faults that act on requests, and the spec that switches them. Those that spoil replies: fault-replies.test.ts. */
import { afterEach, describe, expect, test, vi } from 'vitest';

import { FaultSpecError, parseFaults } from './fault-spec.ts';
import { errorOf, testClient } from './test-client.ts';

const ONE = '/v1/Devices/device-1';
const SID_1 = 'UV00000000000000000000000000000001';
const seedDevices = [{}, {}, {}, {}, {}];

function client(faults: string): ReturnType<typeof testClient> {
  return testClient({ seedDevices, faults });
}

async function statuses(spec: string, times: number, path = '/v1/Devices'): Promise<number[]> {
  const { send } = client(spec);
  const seen: number[] = [];
  for (let index = 0; index < times; index += 1) seen.push((await send(path)).status);
  return seen;
}

async function retryAfter(spec: string): Promise<string | null> {
  return (await client(spec).send(ONE)).headers.get('retry-after');
}

describe('a fault spec', () => {
  test('says how often: count, every, rate', async () => {
    expect(await statuses('500:count=2', 4)).toEqual([500, 500, 200, 200]);
    expect(await statuses('500:every=3', 6)).toEqual([200, 200, 500, 200, 200, 500]);
    expect(await statuses('500:every=2,count=1', 6)).toEqual([200, 500, 200, 200, 200, 200]);
    const half = await statuses('500:rate=0.5', 60);
    expect(half.filter((status) => status === 500).length).toBeGreaterThan(15);
    expect(half.filter((status) => status === 200).length).toBeGreaterThan(15);
    expect(await statuses('500:rate=0.5', 60)).toEqual(half);
  });

  test('says which requests: on, sid', async () => {
    const { send, post } = client('500:on=POST;503:on=apps;403:on=one,count=1;401:on=list,count=1');
    expect((await post(ONE, { RestartApp: 'true' })).status).toBe(500);
    expect((await send('/v1/Apps')).status).toBe(503);
    expect((await send('/v1/Apps/app-1')).status).toBe(503);
    expect([(await send(ONE)).status, (await send(ONE)).status]).toEqual([403, 200]);
    expect([(await send('/v1/Devices')).status, (await send('/v1/Devices')).status]).toEqual([401, 200]);

    const one = client(`500:sid=${SID_1}`);
    expect((await one.send(`/v1/Devices/${SID_1}`)).status).toBe(500);
    expect((await one.send(ONE)).status).toBe(500);
    expect((await one.send('/v1/Devices/device-2')).status).toBe(200);
    expect((await one.send('/v1/Devices')).status).toBe(200);
  });

  test('lets several act one after the other, and is switched while the world lives', async () => {
    const { send, simulator } = client('429:count=1; 503:count=1');
    expect((await send(ONE)).status).toBe(429);
    expect((await send(ONE)).status).toBe(503);
    expect((await send(ONE)).status).toBe(200);
    simulator.world.faults.set('500');
    expect((await send(ONE)).status).toBe(500);
    simulator.world.faults.clear();
    expect((await send(ONE)).status).toBe(200);
  });

  test.each([
    ['nonsense', 'There is no fault "nonsense"'],
    ['constructor', 'There is no fault "constructor"'],
    ['500:often=3', 'has no key "often"'],
    ['500:count', 'is not key=value'],
    ['500:count=0', 'out of range'],
    ['500:rate=2', 'out of range'],
    ['latency:ms=soon', 'out of range'],
    ['latency:ms=', 'out of range'],
    ['500:on=PUT', 'is unknown'],
    ['redirect:to=%zz', 'percent-encoded'],
  ])('refuses %s and lists what is valid', (spec, problem) => {
    expect(() => parseFaults(spec)).toThrow(FaultSpecError);
    expect(() => parseFaults(spec)).toThrow(problem);
    expect(() => parseFaults(spec)).toThrow(/timeout-after-write: applies the write/u);
  });
});

describe('a refused request', () => {
  test.each([
    ['401', [401, 20003]],
    ['403', [403, 20403]],
    ['429', [429, 20429]],
    ['500', [500, 20500]],
    ['503', [503, 20503]],
  ])('%s has its code, and the write is not applied', async (spec, expected) => {
    const { post, simulator } = client(spec);
    expect(await errorOf(await post(ONE, { RestartApp: 'true' }))).toEqual(expected);
    expect(simulator.world.counters).toMatchObject({ requests: 1, writes: 0 });
  });

  test('says when to come again in seconds, as a date, or not at all', async () => {
    expect(await retryAfter('429:retry-after=7')).toBe('7');
    expect(await retryAfter('503:retry-after-date=90')).toBe('Sun, 01 Mar 2026 12:01:30 GMT');
    expect(await retryAfter('429')).toBeNull();
  });

  test('finds a name taken, an App refused, a token expired: only where that can be', async () => {
    const { send, page, post, simulator } = client('name-conflict;deploy-refused;expired-token');
    expect(await errorOf(await post(ONE, { UniqueName: 'free' }))).toEqual([409, 20409]);
    expect(await errorOf(await post(ONE, { TargetApp: 'app-1' }))).toEqual([400, 20422]);
    expect(simulator.world.counters.writes).toBe(0);
    expect((await post(ONE, { RestartApp: 'true' })).status).toBe(200);
    const { meta } = await page('/v1/Devices?PageSize=2');
    expect(await errorOf(await send(meta.next_page_url ?? ''))).toEqual([400, 21481]);
  });

  test('finds the token of any list expired, with whatever status and code', async () => {
    const { send, page } = client('expired-token:on=apps,status=410,code=20001; expired-token:status=404,code=20404');
    const { meta } = await page('/v1/Devices?PageSize=2');
    expect(await errorOf(await send(meta.next_page_url ?? ''))).toEqual([404, 20404]);
    expect((await send('/v1/Apps')).status).toBe(200);
    expect(await errorOf(await send('/v1/Apps?PageToken=PA1'))).toEqual([410, 20001]);
  });

  test('meets a device that disappeared', async () => {
    const one = client('deleted-midway:on=POST');
    expect(await errorOf(await one.post(ONE, { RestartApp: 'true' }))).toEqual([404, 20404]);
    const last = client('deleted-midway:count=1');
    expect(await last.walk('/v1/Devices?PageSize=2')).toHaveLength(4);
    const named = client(`deleted-midway:sid=${SID_1},on=any`);
    expect((await named.page('/v1/Devices')).devices.map((device) => device.unique_name)).not.toContain('device-1');
  });

  test('is sent elsewhere, or to a web page', async () => {
    const moved = await client('redirect:status=307,to=https%3A%2F%2Fevil.example%2F%3Fa%3D1').send(ONE);
    expect([moved.status, moved.headers.get('location')]).toEqual([307, 'https://evil.example/?a=1']);
    const page = await client('html:status=502').send(ONE);
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<form');
  });
});

describe('a request that gets lost', () => {
  afterEach(() => vi.useRealTimers());

  test('is answered late', async () => {
    for (const spec of ['latency:ms=30', 'timeout:ms=30']) {
      const started = performance.now();
      expect((await client(spec).send(ONE)).status).toBe(200);
      expect(performance.now() - started, spec).toBeGreaterThanOrEqual(28);
    }
    const started = performance.now();
    await testClient({ seedDevices, latencyMs: 30 }).send(ONE);
    expect(performance.now() - started).toBeGreaterThanOrEqual(28);
  });

  test.each(['cleared', 'replaced'] as const)('is held back no longer than until the fault is %s', async (how) => {
    const { send, simulator } = client('latency:ms=3600000');
    const answer = send(ONE);
    // Once it has met its fault.
    await vi.waitFor(() => expect(simulator.world.faults.toJSON()).toMatchObject([{ fired: 1 }]));
    if (how === 'cleared') simulator.world.faults.clear();
    else simulator.world.faults.set('timeout:on=POST');
    expect((await answer).status).toBe(200);
    const abort = new AbortController();
    simulator.world.faults.set('latency:ms=3600000');
    const left = send(ONE, { signal: abort.signal });
    abort.abort(new Error('has left'));
    await expect(left).rejects.toThrow('has left');
  });

  test('is given up before the write', async () => {
    const { post, simulator } = client('timeout');
    await expect(post(ONE, { RestartApp: 'true' }, { signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout');
    expect(simulator.world.counters).toMatchObject({ requests: 1, writes: 0 });
    await expect(post(ONE, { RestartApp: 'true' }, { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  });

  test('is applied and never answered', async () => {
    const { post, send, simulator } = client('timeout-after-write:count=1');
    expect((await send(ONE)).status).toBe(200);
    await expect(post(ONE, { UniqueName: 'new' }, { signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout');
    expect(simulator.world.device('new')?.sid).toBe(SID_1);
    expect((await send('/v1/Devices/new')).status).toBe(200);
  });

  test('is applied and answered with an error or not at all', async () => {
    const failed = client('500-after-write');
    expect(await errorOf(await failed.post(ONE, { UniqueName: 'new' }))).toEqual([500, 20500]);
    expect(failed.simulator.world.device('new')?.sid).toBe(SID_1);
    const timedOut = client('status-after-write');
    expect(await errorOf(await timedOut.post(ONE, { UniqueName: 'new' }))).toEqual([408, 20408]);
    expect(timedOut.simulator.world.device('new')?.sid).toBe(SID_1);
    const misdirected = client('status:status=421');
    expect(await errorOf(await misdirected.post(ONE, { UniqueName: 'new' }))).toEqual([421, 20421]);
    expect(misdirected.simulator.world.device('new')).toBeUndefined();
    const dropped = client('reset-after-write');
    await expect(dropped.post(ONE, { UniqueName: 'new' })).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(dropped.simulator.world.device('new')?.sid).toBe(SID_1);
  });

  test('is answered at once when it was refused anyway: there was no write', async () => {
    const { post } = client('timeout-after-write;500-after-write;reset-after-write');
    expect(await errorOf(await post(ONE, { UniqueName: 'device-2' }))).toEqual([409, 20409]);
  });

  test('leaves no timer behind', async () => {
    vi.useFakeTimers();
    const waiting = new AbortController();
    const sent = client('timeout').send(ONE, { signal: waiting.signal });
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    waiting.abort();
    await expect(sent).rejects.toThrow('abort');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends in a dropped or refused connection', async () => {
    for (const [spec, code] of [['reset', 'ECONNRESET'], ['refused', 'ECONNREFUSED']] as const) {
      const { post, simulator } = client(spec);
      await expect(post(ONE, { RestartApp: 'true' })).rejects.toMatchObject({ message: 'fetch failed', cause: { code } });
      expect(simulator.world.counters.writes).toBe(0);
    }
  });
});
