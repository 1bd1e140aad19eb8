import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { sumOf, type Ledger } from './ledger.ts';
import { bulkPlan } from './make-plan.ts';
import { BULK_SETTINGS, type RunSettings } from './plan.ts';
import { endOfDay, newDay, WireStand } from './wire-stand.ts';

/** A run over the simulated API: what its ledger says, against what the API itself counted. */

const FW2 = `KA${'1'.padStart(32, '0')}`;
const NEVER_HALTS: RunSettings = { ...BULK_SETTINGS, halt: { errorPercent: null, after: 1, errors: null, stuckPercent: null, apiFailures: null } };

type Change = Parameters<typeof bulkPlan>[1];
const DEPLOY: Change = { kind: 'deploy', app: FW2 };
const RESTART: Change = { kind: 'restart' };
const LOG: Change = { kind: 'logging', on: true };

interface Ran {
  readonly simulator: Simulator;
  readonly stand: WireStand;
  readonly ledger: Ledger;
  readonly sids: readonly string[];
}

async function ran(size: number, change: Change, faults: string, settings: Partial<RunSettings> = {}): Promise<Ran> {
  newDay();
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }], seedDevices: Array.from({ length: size }, () => ({ target: 'fw-1' })), now: Date.now });
  const stand = new WireStand(gatewayFetch(simulator, () => undefined));
  const devices = await stand.devices();
  const plan = bulkPlan(devices, change, { now: Date.now(), random: () => 0.5, title: 'a run' }, { ...NEVER_HALTS, ...settings });
  simulator.world.faults.set(faults);
  const { ledger } = await stand.drive(plan);
  simulator.world.faults.clear();
  return { simulator, stand, ledger, sids: devices.map(({ sid }) => sid) };
}

vi.setConfig({ testTimeout: 30_000 });
afterEach(endOfDay);

const rate = (most: number): fc.Arbitrary<string> => fc.integer({ min: 1, max: most * 100 }).map((percent) => `rate=${percent / 100}`);
/** Some of these at a time, each as often as the dice say. */
const FAULTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'slow-down': rate(0.25).map((often) => `429:on=POST,${often}`),
  'slow-down-reads': rate(0.25).map((often) => `429:on=one,${often}`),
  'slow-down-told': rate(0.1).map((often) => `429:retry-after=7,${often}`),
  refused: rate(0.25).map((often) => `deploy-refused:${often}`),
  error: rate(0.25).map((often) => `500:on=POST,${often}`),
  'error-after': rate(0.25).map((often) => `500-after-write:${often}`),
  'timeout-after': rate(0.25).map((often) => `timeout-after-write:${often}`),
  'reset-after': rate(0.25).map((often) => `reset-after-write:${often}`),
  reset: rate(0.25).map((often) => `reset:${often}`),
  unavailable: rate(0.25).map((often) => `503:${often}`),
  html: rate(0.25).map((often) => `html:${often}`),
  unreachable: rate(0.25).map((often) => `refused:${often}`),
};
const mixes = (...names: readonly string[]): fc.Arbitrary<string> => fc.subarray([...names], { minLength: 1, maxLength: Math.min(names.length, 4) }).chain((some) => fc.tuple(...some.map((name) => FAULTS[name] ?? fc.constant('')))).map((parts) => parts.join('; '));

const changed = ({ simulator }: Ran, sid: string, { kind }: Change): boolean => {
  const { counters } = simulator.world;
  const row = simulator.world.device(sid);
  if (kind === 'restart') return counters.restartsBySid.has(sid);
  return kind === 'deploy' ? row?.target === FW2 : row?.loggingEnabled === true;
};

/** The ledger says of each device what is so. */
function agrees(all: Ran, change: Change): void {
  const { ledger, sids, stand, simulator } = all;
  const counts = ledger.counts();
  expect(ledger.status).toBe('finished');
  expect([sumOf(counts), counts.waiting + counts.sending + counts.pending + counts.stuck]).toEqual([sids.length, 0]);
  sids.forEach((sid, index) => {
    const state = ledger.state(index);
    const posts = stand.posts.filter((post) => post.sid === sid);
    const writes = simulator.world.counters.writesBySid.get(sid) ?? 0;
    // Nobody can tell only when the last answer got lost.
    if (state === 'unknown') expect(posts.at(-1)?.told, sid).toBe('nothing');
    else expect(changed(all, sid, change), `${sid} ${state}`).toBe(state === 'done');
    expect(writes, sid).toBeLessThanOrEqual(1);
    expect(writes, sid).toBe(Number(changed(all, sid, change)));
  });
}

/** How often at most a device was sent to, each time because the last had not been carried out, before something else was said of it. */
function mostInARow({ stand, sids }: Ran): number {
  const inARow = sids.map(() => 0);
  let most = 0;
  for (const entry of stand.kept) {
    if (entry.kind !== 'item') continue;
    inARow[entry.index] = entry.state === 'sending' ? (inARow[entry.index] ?? 0) + 1 : 0;
    most = Math.max(most, ...inARow);
  }
  return most;
}

describe('the ledger agrees with the API, whatever goes wrong', () => {
  test.each([['deployments', DEPLOY], ['logging', LOG]] satisfies [string, Change][])('%s: what is done is done once, what failed was left alone, and what was not carried out is sent again twice at the most', async (_, change) => {
    await fc.assert(
      fc.asyncProperty(mixes(...Object.keys(FAULTS)), fc.integer({ min: 1, max: 20 }), async (faults, concurrency) => {
        const all = await ran(12, change, faults, { concurrency });
        agrees(all, change);
        // These can be read again, once the API answers.
        expect(all.ledger.counts().unknown).toBe(0);
        expect(mostInARow(all)).toBeLessThanOrEqual(3);
        for (const [index, sid] of all.sids.entries()) {
          const announced = all.stand.kept.filter((entry) => entry.kind === 'item' && entry.index === index && entry.state === 'sending').length;
          expect(all.stand.posts.filter((post) => post.sid === sid).length).toBeLessThanOrEqual(announced);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('restarts: each was sent once, or again only after an answer that says that it was not processed', async () => {
    await fc.assert(
      fc.asyncProperty(mixes(...Object.keys(FAULTS).filter((name) => name !== 'refused')), fc.integer({ min: 1, max: 20 }), async (faults, concurrency) => {
        const all = await ran(12, RESTART, faults, { concurrency });
        agrees(all, RESTART);
        const { failed, skipped } = all.ledger.counts();
        expect(failed + skipped).toBe(0);
        for (const sid of all.sids) {
          // Only the last of its writes may be one whose end nobody knows.
          const told = all.stand.posts.filter((post) => post.sid === sid).map((post) => post.told);
          expect(told.slice(0, -1).every((each) => each === 'never processed')).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  test.each([['deployments', DEPLOY], ['restarts', RESTART]] satisfies [string, Change][])('%s that were only asked to slow down, or could not leave, all end done', async (_, change) => {
    await fc.assert(
      fc.asyncProperty(mixes('slow-down', 'slow-down-reads', 'slow-down-told', 'unreachable'), fc.integer({ min: 1, max: 20 }), async (faults, concurrency) => {
        const { ledger, simulator } = await ran(12, change, faults, { concurrency });
        expect([ledger.status, ledger.counts().done]).toEqual(['finished', 12]);
        expect(simulator.world.counters.writes).toBe(12);
      }),
      { numRuns: 15 },
    );
  });
});
