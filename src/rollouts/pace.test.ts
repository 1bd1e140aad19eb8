import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { createSimulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { sleep } from '#lib/backoff.ts';
import { bulkPlan } from './make-plan.ts';
import { BULK_SETTINGS } from './plan.ts';
import { WINDOW } from './rate.ts';
import { endOfDay, newDay, WireStand, type Kill } from './wire-stand.ts';

/** Never more than so many writes in any 10 s, counted where they leave the browser. */

const HALT = { errorPercent: null, after: 1, errors: null, stuckPercent: null, apiFailures: null };

vi.setConfig({ testTimeout: 30_000 });
afterEach(endOfDay);

async function made(size: number, rate: number, faults: string) {
  newDay();
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }], seedDevices: Array.from({ length: size }, () => ({ target: 'fw-1' })), now: Date.now });
  const stand = new WireStand(gatewayFetch(simulator, () => undefined));
  const change = { kind: 'deploy', app: simulator.world.apps[0]?.sid ?? '' } as const;
  const plan = bulkPlan(await stand.devices(), change, { now: Date.now(), random: () => 0.5, title: 'a run' }, { ...BULK_SETTINGS, concurrency: 20, rate, halt: HALT });
  simulator.world.faults.set(faults);
  return { stand, plan };
}

/** Of the 10 s that begin with a write, those in which the most left. */
function mostInAWindow({ posts }: WireStand): number {
  return Math.max(0, ...posts.map((first) => posts.filter(({ at }) => at >= first.at && at < first.at + WINDOW).length));
}

const faults = fc.subarray(['429:on=POST,rate=0.4', '500:on=POST,rate=0.3', '429:retry-after=3,rate=0.02', 'reset-after-write:rate=0.2', 'refused:on=POST,rate=0.3'], { maxLength: 3 }).map((some) => some.join('; '));
const rates = fc.integer({ min: 1, max: 25 });

test('with pauses in between, long and short', async () => {
  const pauses = fc.array(fc.record({ after: fc.integer({ min: 1, max: 8_000 }), pause: fc.constantFrom(0, 100, 3_000, 20_000) }), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(rates, faults, pauses, async (rate, spec, times) => {
      const { stand, plan } = await made(20, rate, spec);
      const { run, ledger } = stand.open(plan);
      for (const { after, pause } of times) {
        const driven = run.drive();
        await stand.pass(Promise.race([driven, sleep(after)]));
        void run.pause();
        await stand.pass(driven);
        await stand.pass(sleep(pause));
      }
      await stand.pass(run.drive());
      expect(ledger.status).toBe('finished');
      expect(mostInAWindow(stand)).toBeLessThanOrEqual(rate);
    }),
    { numRuns: 20 },
  );
});

test('also when the tab is killed, and another goes on at once', async () => {
  const kills = fc.array(fc.record<Kill>({ after: fc.integer({ min: 1, max: 150 }), pause: fc.constantFrom(0, 100, 3_000, 20_000), lost: fc.boolean() }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(rates, faults, kills, async (rate, spec, ends) => {
      const { stand, plan } = await made(20, rate, spec);
      expect((await stand.driveOn(plan, ends)).status).toBe('finished');
      expect(mostInAWindow(stand)).toBeLessThanOrEqual(rate);
    }),
    { numRuns: 20 },
  );
});
