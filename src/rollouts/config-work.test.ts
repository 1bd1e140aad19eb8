import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deviceSchema } from '#api/schema.ts';
import { adoptSession } from '#api/session.ts';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch, settled } from '../../simulator/test-gateway.ts';
import { setConfig } from './config-work.ts';
import { itemOf } from './plan.ts';
import type { Verdict } from './terms.ts';

const ONE = `UV${'1'.padStart(32, '0')}`;
const KEY = 'host';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const made = (): Simulator => createSimulator({ seedDevices: [{ configs: [{ key: KEY, value: 'a' }] }], now: Date.now });
const refusal = (): Response => Response.json({ code: 'bad_json', message: '', more_info: null, status: 502 }, { status: 502 });
const rows = (row: object): Response => Response.json({ configs: [row], meta: {} });

/** Takes the Config away, before an API that answers the readings after that in this way; undefined: as it is. */
async function removed(simulator: Simulator, list: () => Response, one?: () => Response): Promise<Verdict> {
  const through = gatewayFetch(simulator, () => undefined);
  let sent = false;
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    sent ||= init.method === 'DELETE';
    const other = sent && init.method === undefined ? (url.includes('/Configs?') ? list : one) : undefined;
    return other === undefined ? through(url, init) : Promise.resolve(other());
  });
  const setting = { force: false, again: false, wasRead: () => undefined, beforeSend: () => Promise.resolve() };
  return settled(setConfig(new QueryClient(), itemOf(deviceSchema.parse({ sid: ONE })), { kind: 'config', key: KEY, value: null }, setting));
}

test.each([
  ['holds a row of it that cannot be read', () => rows({ key: KEY, value: {} })],
  ['holds a row of it that is too large', () => rows({ key: KEY, oversized: true })],
  ['cannot be read', refusal],
])('a deletion by a run whose list %s is told as the Config itself shows: there, gone, or unknown', async (_, list) => {
  const ignoring = made();
  ignoring.world.faults.set('ignored-write');
  expect(await removed(ignoring, list)).toEqual({ kind: 'failed', note: { why: 'not-applied' } });
  expect(await removed(made(), list)).toEqual({ kind: 'done' });
  expect(await removed(made(), list, refusal)).toMatchObject({ kind: 'unknown', note: { why: 'not-shown' } });
});
