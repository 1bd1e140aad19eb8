import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import type { Entry, Ledger } from './ledger.ts';
import { rolloutPlan } from './make-plan.ts';
import { ROLLOUT_SETTINGS, waveOf, type Landing, type Plan } from './plan.ts';
import { endOfDay, newDay, WireStand, type Kill } from './wire-stand.ts';

/** A rollout, whose devices report on their own, and whose tab is killed between any two steps. */

const FW2 = `KA${'1'.padStart(32, '0')}`;
const LANDING: Landing = { deadline: 120_000, soak: 40_000, gate: 'automatic', enough: 50 };
const SETTINGS = { ...ROLLOUT_SETTINGS, concurrency: 4, rate: 5, halt: { errorPercent: null, after: 1, errors: null, stuckPercent: null, apiFailures: 10 } };
const SIZE = 14;

interface Made {
  readonly simulator: Simulator;
  readonly stand: WireStand;
  readonly plan: Plan;
}

/** Once it was given its target, one device fails and one never reports; the others report when they like. Two were in error before. */
async function made(): Promise<Made> {
  newDay();
  const seedDevices = Array.from({ length: SIZE }, (_, n) => (n < 2 ? { target: 'fw-1', reported: null, status: 'error', errorCode: 7 } : { target: 'fw-1' }));
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }], seedDevices, now: Date.now });
  const { world } = simulator;
  const gateway = gatewayFetch(simulator, () => undefined);
  const stand = new WireStand(async (url, init) => {
    const answer = await gateway(url, init);
    const row = init?.method === 'POST' && answer.ok ? world.device(url.split('/').at(-1) ?? '') : undefined;
    const n = Number.parseInt(row?.sid.slice(2) ?? '', 16);
    if (row && n === 6) row.landing = null;
    else if (row) row.landing = { at: Date.now() + n * 3_000, errorCode: n === 9 ? 118 : 0 };
    return answer;
  });
  const devices = await stand.devices();
  const plan = rolloutPlan({ id: 'r', app: FW2, devices, picked: devices.slice(2).map(({ sid }) => sid), waves: [1, 5, SIZE], settings: SETTINGS, landing: LANDING }, { now: Date.now(), title: 'a rollout' });
  world.faults.set(`deploy-refused:sid=${devices[3]?.sid}; reset-after-write:sid=${devices[4]?.sid}; 503:on=one,rate=0.05`);
  return { simulator, stand, plan };
}

const end = (ledger: Ledger): unknown => [ledger.status, ledger.wavesCounts(), ledger.brokenCounts(), ...ledger.plan.items.map((_, index) => [ledger.state(index), ledger.note(index)?.why])];

/** Each wave only once enough of the one before had landed, and had been watched for its time. */
function inWaves({ stand, plan }: Made): void {
  const index = new Map(plan.items.map(({ sid }, at) => [sid, at]));
  for (const { sid, at } of stand.posts) {
    const wave = waveOf(plan.waves, index.get(sid) ?? 0);
    if (wave === 0) continue;
    const passed = stand.kept.find((entry): entry is Extract<Entry, { kind: 'passed' }> => entry.kind === 'passed' && entry.wave === wave - 1);
    expect(at).toBeGreaterThanOrEqual((passed?.at ?? Number.POSITIVE_INFINITY) + LANDING.soak);
  }
}

vi.setConfig({ testTimeout: 30_000 });
afterEach(endOfDay);

test('ends with the same ledger as without, in its waves, and each device is given the App once', async () => {
  const whole = await made();
  const ledger = await whole.stand.driveOn(whole.plan, []);
  expect(ledger.counts()).toMatchObject({ done: SIZE - 3, failed: 2, stuck: 1 });
  const expected = end(ledger);
  inWaves(whole);
  const kills = fc.array(fc.record<Kill>({ after: fc.integer({ min: 0, max: whole.stand.moment }), pause: fc.constantFrom(0, 500, 15_000, 60_000), lost: fc.boolean() }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(kills, async (ends) => {
      const all = await made();
      expect(end(await all.stand.driveOn(all.plan, ends))).toEqual(expected);
      inWaves(all);
      expect(Math.max(...all.simulator.world.counters.deploysBySid.values())).toBe(1);
    }),
    { numRuns: 20 },
  );
});
