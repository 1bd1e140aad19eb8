import { describe, expect, test } from 'vitest';

import { createAccounts } from './accounts.ts';
import { errorOf, ORIGIN } from './test-client.ts';

type Accounts = ReturnType<typeof createAccounts>;

function basic(user: string, password = 'x'): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function send(accounts: Accounts, authorization: string, path: string, init: RequestInit = {}): Promise<Response> {
  return accounts.fetch(new Request(ORIGIN + path, { ...init, headers: { authorization } }));
}

const form = (fields: Record<string, string>): RequestInit => ({ method: 'PUT', body: new URLSearchParams(fields) });
const json = (method: string, body: unknown): RequestInit => ({ method, body: JSON.stringify(body) });
const A = basic('AC0123456789abcdef0123456789abcdef');

describe('many accounts at one address', () => {
  test('give every credential a world of its own, with the account it names', async () => {
    const accounts = createAccounts({ devices: 3 });
    const states = await Promise.all(
      [A, basic('SK1'), 'Bearer token-1', 'Bearer token-2'].map(async (who) => (await send(accounts, who, '/simulator/state')).json()),
    );
    expect(states[0]).toMatchObject({ account_sid: 'AC0123456789abcdef0123456789abcdef', devices: 3 });
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(4);
  });

  test('switch faults for one client alone', async () => {
    const accounts = createAccounts({ devices: 3 });
    const set = await send(accounts, A, '/simulator/faults', form({ Faults: '503:count=1' }));
    expect(await set.json()).toMatchObject({ faults: [{ name: '503', seen: 0, fired: 0 }] });
    expect((await send(accounts, basic('other'), '/v1/Devices')).status).toBe(200);
    expect(await errorOf(await send(accounts, A, '/v1/Devices'))).toEqual([503, 20503]);
    expect((await send(accounts, A, '/v1/Devices')).status).toBe(200);
    const state = await send(accounts, A, '/simulator/state');
    expect(await state.json()).toMatchObject({
      counters: { requests: 2, reads: 1, writes: 0 },
      faults: [{ name: '503', seen: 1, fired: 1 }],
    });
  });

  test('begin again with exactly the devices that a test states', async () => {
    const accounts = createAccounts({ devices: 3 });
    const world = {
      apps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }],
      devices: [{ uniqueName: 'stuck one', reported: 'fw-1', targetedAgo: 7200 }],
    };
    expect(await (await send(accounts, A, '/simulator/world', json('PUT', world))).json()).toMatchObject({ devices: 1 });
    await send(accounts, A, '/simulator/clock', form({ Advance: '86400' }));
    expect(await (await send(accounts, A, '/v1/Devices/stuck%20one')).json()).toMatchObject({
      app: { target_sid: 'KA00000000000000000000000000000001', reported_sid: 'KA00000000000000000000000000000002' },
    });
  });

  test('let somebody else add and remove a device, and set the clock forward', async () => {
    let now = Date.parse('2026-03-01T12:00:00Z');
    const accounts = createAccounts({ seedDevices: [{ logging: 60 }], now: () => now });
    await send(accounts, A, '/simulator/devices', json('POST', { uniqueName: 'new', sid: `UV${'a'.repeat(32)}` }));
    const list = await (await send(accounts, A, '/v1/Devices')).json();
    expect(list).toMatchObject({ devices: [{ unique_name: 'new' }, { unique_name: 'device-1', logging: { enabled: true } }] });
    const state = await send(accounts, A, `/simulator/devices/UV${'a'.repeat(32)}`, { method: 'DELETE' });
    expect(await state.json()).toMatchObject({ devices: 1 });
    now += 1000;
    const late = await send(accounts, A, '/simulator/clock', form({ Advance: '59' }));
    expect(await late.json()).toMatchObject({ date: '2026-03-01T12:01:00Z' });
    expect(await (await send(accounts, A, '/v1/Devices/device-1')).json()).toMatchObject({ logging: { enabled: false } });
  });

  test('refuse what they cannot understand, and change nothing', async () => {
    const accounts = createAccounts({ devices: 3 });
    await send(accounts, A, '/simulator/faults', form({ Faults: 'latency:ms=1' }));
    const bad: [string, RequestInit][] = [
      ['/simulator/faults', form({ Faults: 'nonsense' })],
      ['/simulator/faults', form({ Fault: 'reset' })],
      ['/simulator/clock', form({ Advance: 'soon' })],
      ['/simulator/world', json('PUT', { devices: [{ name: 'x' }] })],
      ['/simulator/world', { method: 'PUT', body: '{' }],
      ['/simulator/world', json('PUT', { devices: [{ target: 'nothing' }] })],
      ['/simulator/devices', json('POST', { sid: 'UV1' })],
    ];
    for (const [path, init] of bad) {
      expect(await errorOf(await send(accounts, A, path, init)), path).toEqual([400, 20422]);
    }
    expect(await errorOf(await send(accounts, A, '/simulator/devices/UV1', { method: 'DELETE' }))).toEqual([404, 20404]);
    expect(await errorOf(await send(accounts, A, '/simulator/nothing'))).toEqual([404, 20404]);
    const state = await send(accounts, A, '/simulator/state');
    expect(await state.json()).toMatchObject({ devices: 3, faults: [{ name: 'latency' }] });
  });

  test('want a credential, and the right one where it is fixed', async () => {
    const open = createAccounts({ devices: 3 });
    const none = await open.fetch(new Request(`${ORIGIN}/v1/Devices`));
    expect(await errorOf(none)).toEqual([401, 20003]);
    expect(await errorOf(await open.fetch(new Request(`${ORIGIN}/simulator/state`)))).toEqual([401, 20003]);

    const accountSid = 'AC0123456789abcdef0123456789abcdef';
    const fixed = createAccounts({ devices: 3, accountSid, authToken: 'right' });
    for (const path of ['/v1/Devices', '/simulator/state']) {
      expect(await errorOf(await send(fixed, basic(accountSid, 'wrong'), path)), path).toEqual([401, 20003]);
      expect(await errorOf(await send(fixed, 'Bearer right', path)), path).toEqual([401, 20003]);
      expect((await send(fixed, basic(accountSid, 'right'), path)).status, path).toBe(200);
    }
    const shared = createAccounts({ devices: 3, accountSid });
    await send(shared, basic('one'), '/simulator/faults', form({ Faults: '500' }));
    expect((await send(shared, basic('two'), '/v1/Devices')).status).toBe(500);
  });
});
