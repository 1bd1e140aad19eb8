import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SimulatorOptions } from '../../simulator/app.ts';
import { stubGateway } from '../../simulator/test-gateway.ts';
import { listApps } from './apps.ts';
import { listConfigs } from './configs.ts';
import { ApiError } from './error.ts';
import type { PageRef } from './paging.ts';
import { listSecrets } from './secrets.ts';
import { adoptSession } from './session.ts';
import { walk } from './walk.ts';

beforeEach(() => {
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const ONE = `UV${'1'.padStart(32, '0')}`;
/** So many of each. */
function world(length: number): SimulatorOptions {
  const keys = Array.from({ length }, (_, at) => ({ key: `key-${at}`, value: 'x' }));
  return { seedApps: keys.map(({ key }) => ({ uniqueName: key })), seedConfigs: keys, seedSecrets: keys, seedDevices: [{ configs: keys, secrets: keys }] };
}

describe.each([
  ['Apps', 'apps', async () => (await listApps(new AbortController().signal)).size],
  ['Configs of the account', 'configs', async () => (await listConfigs(null)).rows.size],
  ['Configs of a device', 'configs', async () => (await listConfigs(ONE)).rows.size],
  ['Secrets of the account', 'secrets', async () => (await listSecrets(null)).rows.size],
  ['Secrets of a device', 'secrets', async () => (await listSecrets(ONE)).rows.size],
])('the list of %s', (_, on, count) => {
  test('is begun again where its token has expired, twice at the most', async () => {
    const { simulator } = stubGateway(world(2100));
    const expired = `expired-token:on=${on},status=404,code=20404`;
    simulator.world.faults.set(`${expired},count=2`);
    expect(await count()).toBe(2100);
    expect(simulator.world.counters.requests).toBe(2 + 2 + 3);
    simulator.world.faults.set(expired);
    await expect(count()).rejects.toMatchObject({ code: 'broken_list', message: expect.stringContaining('1,000 read') });
    expect(simulator.world.counters.requests).toBe(7 + 6);
  });

  test('that goes on for ever ends as incomplete after fifty pages that bring nothing new', async () => {
    const { simulator } = stubGateway(world(1010));
    simulator.world.faults.set(`endless-pages:on=${on},rows=same`);
    await expect(count()).rejects.toMatchObject({ code: 'broken_list', message: expect.stringContaining('50 pages in a row') });
    expect(simulator.world.counters.requests).toBeLessThan(60);
  });
});

test('Configs that could not be read count once where their list is begun again, and what comes then is told from its beginning', async () => {
  const { simulator } = stubGateway(world(2100));
  simulator.world.faults.set('odd-keys:count=1; expired-token:on=configs,count=1');
  const told: number[] = [];
  const { rows, malformed } = await listConfigs(null, undefined, ({ rows: soFar }) => told.push(soFar.size));
  expect(told.slice(0, 2).every((size) => size <= 1000)).toBe(true);
  expect([rows.size, malformed]).toEqual([2100, 0]);
});

/** A list of rows, each of a size; what is more than 10 at once is too large, and some answers are not what they should be. */
interface List {
  readonly sizes: readonly number[];
  /** What is answered instead of a page, at the first question, the second …: rows kept of it, or that the token is not known. */
  readonly odd: readonly (number | 'expired' | null)[];
}

const refused = (code: number | string, status: number): ApiError => new ApiError({ code, message: 'no', more_info: null, status });

function api({ sizes, odd }: List): { readonly asked: number[]; readonly ask: (ref: PageRef, size: number) => Promise<{ rows: number[]; next: PageRef | null }> } {
  const asked: number[] = [];
  return {
    asked,
    ask: (ref, size) => {
      const what = odd[asked.length] ?? null;
      asked.push(size);
      const start = Number(ref.token?.split('-')[0] ?? 0);
      if (what === 'expired' && ref.token !== null) return Promise.reject(refused(20404, 404));
      const rows = sizes.map((_, at) => at).slice(start, start + (typeof what === 'number' ? Math.min(what, size) : size));
      if (rows.reduce((sum, at) => sum + (sizes[at] ?? 0), 0) > 10) return Promise.reject(refused('upstream_too_large', 502));
      const end = start + rows.length;
      return Promise.resolve({ rows, next: end < sizes.length ? { page: ref.page + 1, token: `${end}-${asked.length}` } : null });
    },
  };
}

test('every row of a list comes, in order, whatever its sizes, short and empty pages and expired tokens; or it is said how many came', async () => {
  const size = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 3 }) }, { weight: 1, arbitrary: fc.integer({ min: 4, max: 11 }) });
  const odd = fc.array(fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.integer({ min: 0, max: 2 }), fc.constant('expired' as const)), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.record({ sizes: fc.array(size, { maxLength: 60 }), odd }), async (list) => {
      const { ask, asked } = api(list);
      let come: number[] = [];
      let beginnings = 0;
      let most = 0;
      const taken = walk({
        what: 'Things',
        most: 1000,
        ask,
        take: ({ rows }, first) => {
          if (first) [come, beginnings] = [[], beginnings + 1];
          come.push(...rows);
          most = Math.max(most, come.length);
          return rows.length;
        },
      });
      const error = await taken.then(() => null, (reason: unknown) => reason);
      expect(come).toEqual(come.map((_, at) => at));
      expect(beginnings).toBeLessThanOrEqual(3);
      // Of each page at most ten more are asked for, half as large each; and of each beginning no more than these pages.
      expect(asked.length).toBeLessThanOrEqual(3 * 11 * (list.sizes.length + list.odd.length + 1));
      if (error === null) expect(come).toHaveLength(list.sizes.length);
      else expect(error).toMatchObject({ code: 'broken_list', message: expect.stringContaining(`(${most} read)`) });
      const tooLarge = list.sizes.some((each) => each > 10);
      const expiries = list.odd.filter((what) => what === 'expired').length;
      if (!tooLarge && expiries < 3) expect(error).toBeNull();
      if (tooLarge && expiries === 0) expect(come).toHaveLength(list.sizes.findIndex((each) => each > 10));
    }),
    { numRuns: 500 },
  );
});
