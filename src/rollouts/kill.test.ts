import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { sumOf, type Ledger } from './ledger.ts';
import { bulkPlan } from './make-plan.ts';
import { BULK_SETTINGS, type Plan, type RunSettings } from './plan.ts';
import { endOfDay, newDay, WireStand, type Kill } from './wire-stand.ts';

/** The tab that drives a run is killed: between any two steps, as often as you like. */

const FW2 = `KA${'1'.padStart(32, '0')}`;
const SETTINGS: RunSettings = { ...BULK_SETTINGS, concurrency: 4, halt: { errorPercent: null, after: 1, errors: null, stuckPercent: null, apiFailures: 10 } };
const kills: fc.Arbitrary<Kill[]> = fc.array(fc.record({ after: fc.integer({ min: 0, max: 200 }), pause: fc.constantFrom(0, 500, 15_000), lost: fc.boolean() }), { minLength: 1, maxLength: 4 });
const sidOf = (n: number): string => `UV${n.toString(16).padStart(32, '0')}`;

interface Made {
  readonly simulator: Simulator;
  readonly stand: WireStand;
  readonly plan: Plan;
}

async function made(size: number, change: Parameters<typeof bulkPlan>[1], settings: Partial<RunSettings> = {}): Promise<Made> {
  newDay();
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }, { uniqueName: 'fw-3' }], seedDevices: Array.from({ length: size }, () => ({ target: 'fw-1' })), now: Date.now });
  const stand = new WireStand(gatewayFetch(simulator, () => undefined));
  const plan = bulkPlan(await stand.devices(), change, { now: Date.now(), random: () => 0.5, title: 'a run' }, { ...SETTINGS, ...settings });
  return { simulator, stand, plan };
}

vi.setConfig({ testTimeout: 30_000 });
afterEach(endOfDay);

/** Of its devices one is gone, one has been given another App by somebody else, one has it already, and two are refused. */
async function mixed(concurrency = 4): Promise<Made> {
  const all = await made(24, { kind: 'deploy', app: FW2 }, { concurrency });
  const { world } = all.simulator;
  world.remove(sidOf(2));
  for (const [n, targetApp] of [[4, 'fw-2'], [7, 'fw-3']] as const) {
    const row = world.device(sidOf(n));
    if (row) world.change(row, { targetApp });
  }
  world.faults.set(`deploy-refused:sid=${sidOf(5)}; deploy-refused:sid=${sidOf(9)}; 500:on=POST,sid=${sidOf(6)}; reset-after-write:sid=${sidOf(8)},count=1; 503:on=one,rate=0.05`);
  return all;
}
const end = ({ plan }: Made, ledger: Ledger): unknown => [ledger.status, ...plan.items.map((_, index) => [ledger.state(index), ledger.note(index)?.why])];

describe('a deployment whose tab is killed and opened again', () => {
  test('ends with the same ledger as without, and each device was given the App once', async () => {
    const whole = await mixed();
    const expected = end(whole, await whole.stand.driveOn(whole.plan, []));

    await fc.assert(
      fc.asyncProperty(kills, fc.integer({ min: 1, max: 20 }), async (ends, concurrency) => {
        const all = await mixed(concurrency);
        const ledger = await all.stand.driveOn(all.plan, ends);
        expect(end(all, ledger)).toEqual(expected);
        expect(Math.max(...all.simulator.world.counters.deploysBySid.values())).toBe(1);
      }),
      { numRuns: 30 },
    );
  });

  test('goes on at once with twenty that were on their way and never arrived: that is no failure of the API', async () => {
    for (let after = 60; after < 130; after += 7) {
      const { stand, plan, simulator } = await made(24, { kind: 'deploy', app: FW2 }, { concurrency: 20 });
      const began = Date.now();
      const ledger = await stand.driveOn(plan, [{ after, pause: 0, lost: true }]);
      // One of them fails by itself, by its sid and its App's.
      expect([ledger.status, ledger.counts().done, ledger.indexes('failed').map((index) => ledger.note(index)?.why), simulator.world.counters.writes]).toEqual(['finished', 23, ['update-error'], 24]);
      const accepted = stand.kept.filter((entry) => entry.kind === 'item' && entry.state === 'pending');
      expect(accepted).toHaveLength(24);
      expect(Math.max(...accepted.map(({ at }) => at)) - began).toBeLessThan(5_000);
    }
  });
});

describe('a restart', () => {
  test('is never sent twice, whatever goes wrong and whenever its tab is killed', async () => {
    const faults = fc.subarray(['429:on=POST,rate=0.2', '500-after-write:rate=0.2', 'timeout-after-write:rate=0.1', 'reset-after-write:rate=0.2', '503:rate=0.1', 'refused:rate=0.2', 'reset:rate=0.1'], { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(faults, kills, async (some, ends) => {
        const { simulator, stand, plan } = await made(8, { kind: 'restart' }, { halt: { ...SETTINGS.halt, apiFailures: null } });
        simulator.world.faults.set(some.join('; '));
        const ledger = await stand.driveOn(plan, ends);
        // One that could not be read, however often, is left alone.
        const unread = ledger.indexes('failed').filter((index) => ledger.note(index)?.why === 'unreadable').length;
        expect([ledger.status, sumOf(ledger.counts()), ledger.counts().done + ledger.counts().unknown + unread]).toEqual(['finished', 8, 8]);
        plan.items.forEach(({ sid }, index) => {
          const restarts = simulator.world.counters.restartsBySid.get(sid) ?? 0;
          if (ledger.state(index) === 'done') expect(restarts).toBe(1);
          else expect(restarts).toBeLessThanOrEqual(1);
        });
      }),
      { numRuns: 40 },
    );
  });
});
