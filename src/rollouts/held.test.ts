import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { sleep } from '#lib/backoff.ts';
import { sumOf, type ItemState, type Ledger } from './ledger.ts';
import { bulkPlan } from './make-plan.ts';
import { BULK_SETTINGS, type RunSettings } from './plan.ts';
import type { Run } from './run.ts';
import { endOfDay, newDay, WireStand } from './wire-stand.ts';

/** Whatever makes a run stand still, and whenever: nothing is sent after it. */

const SIZE = 16;
const HALT = { errorPercent: null, after: 1, errors: null, stuckPercent: null, apiFailures: null };

interface Ran {
  readonly simulator: Simulator;
  readonly stand: WireStand;
  readonly run: Run;
  readonly ledger: Ledger;
  /** How many lines of the journal were kept, and what had happened, when it was held. */
  readonly held: { moment: number; kept: number };
}

vi.setConfig({ testTimeout: 30_000 });
afterEach(endOfDay);

/** Drives until something holds it: it is held once its ledger no longer says that it runs. `at`: what happens at which moment. */
async function ran(kind: 'deploy' | 'restart', settings: Partial<RunSettings>, at: Readonly<Record<number, (each: Pick<Ran, 'simulator' | 'stand' | 'run'>) => void>>): Promise<Ran> {
  newDay();
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }], seedDevices: Array.from({ length: SIZE }, () => ({ target: 'fw-1' })), now: Date.now });
  const stand = new WireStand(gatewayFetch(simulator, () => undefined));
  const change = kind === 'deploy' ? ({ kind, app: simulator.world.apps[0]?.sid ?? '' } as const) : ({ kind } as const);
  const plan = bulkPlan(await stand.devices(), change, { now: Date.now(), random: () => 0.5, title: 'a run' }, { ...BULK_SETTINGS, halt: HALT, ...settings });
  const { run, ledger } = stand.open(plan);
  const held = { moment: Number.POSITIVE_INFINITY, kept: 0 };
  const look = (): void => {
    if (ledger.status === 'running' || ledger.status === 'ready' || held.moment < Number.POSITIVE_INFINITY) return;
    Object.assign(held, { moment: stand.moment, kept: stand.kept.length });
  };
  stand.onMoment = (now) => {
    look();
    at[now]?.({ simulator, stand, run });
    look();
  };
  await stand.pass(run.drive());
  const sent = stand.posts.length;
  await stand.pass(sleep(3_600_000));
  expect(stand.posts.length, 'an hour later').toBe(sent);
  return { simulator, stand, run, ledger, held };
}

/** Nothing left but what had its line on the disk by then, and was about to leave. */
function nothingBegan({ stand, held, ledger }: Ran): void {
  const announced = new Set(stand.kept.slice(0, held.kept).flatMap((entry) => (entry.kind === 'item' && entry.state === 'sending' ? [ledger.plan.items[entry.index]?.sid] : [])));
  const after = stand.posts.filter((post) => post.moment > held.moment);
  expect(after.every(({ sid }) => announced.has(sid))).toBe(true);
  // In the very same moment: none waited for anything.
  expect(new Set(after.map(({ at }) => at)).size).toBeLessThanOrEqual(1);
  const counts = ledger.counts();
  expect([sumOf(counts), counts.sending]).toEqual([SIZE, 0]);
}

/** What the API has accepted: of a deployment it is still to be reported, and one that was refused is none. */
const ACCEPTED: ReadonlySet<ItemState> = new Set<ItemState>(['done', 'pending', 'stuck']);

function agrees({ simulator, ledger }: Ran): void {
  ledger.plan.items.forEach(({ sid }, index) => {
    const state = ledger.state(index);
    if (state !== 'unknown') expect(simulator.world.counters.writesBySid.get(sid) ?? 0, `${sid} ${state}`).toBe(Number(ACCEPTED.has(state)));
  });
}


const kinds = fc.constantFrom('deploy' as const, 'restart' as const);
const settings = fc.record({ concurrency: fc.integer({ min: 1, max: 20 }), rate: fc.integer({ min: 1, max: 30 }) });
const moments = fc.integer({ min: 1, max: 110 });
const faults = fc.subarray(['429:on=POST,rate=0.3', '500:on=POST,rate=0.3', 'reset-after-write:rate=0.3', 'timeout-after-write:rate=0.1', '503:on=one,rate=0.2'], { maxLength: 3 }).map((some) => some.join('; '));

describe('nothing is sent after', () => {
  test.each(['pause', 'stop'] as const)('%s', async (how) => {
    await fc.assert(
      fc.asyncProperty(kinds, settings, moments, faults, async (kind, given, moment, spec) => {
        let said = Number.POSITIVE_INFINITY;
        const all = await ran(kind, given, {
          0: ({ simulator }) => simulator.world.faults.set(spec),
          [moment]: ({ stand, run }) => void run[how]().then(() => (said = stand.moment)),
        });
        all.simulator.world.faults.clear();
        nothingBegan(all);
        agrees(all);
        // Once it was said that it is held, nothing at all.
        expect(all.stand.posts.filter((post) => post.moment > said)).toEqual([]);
        if (said < Number.POSITIVE_INFINITY) expect(['finished', how === 'pause' ? 'paused' : 'stopped']).toContain(all.ledger.status);
      }),
      { numRuns: 25 },
    );
  });

  test.each([[401, 'sign-in'], [403, 'rights']] as const)('a %i, of which it is said why; it goes on when it may', async (status, why) => {
    await fc.assert(
      fc.asyncProperty(kinds, settings, moments, async (kind, given, moment) => {
        const all = await ran(kind, given, { [moment]: ({ simulator }) => simulator.world.faults.set(String(status)) });
        const { simulator, stand, run, ledger } = all;
        if (ledger.counts().done === SIZE) return;
        expect([ledger.status, ledger.why]).toEqual(['paused', why]);
        nothingBegan(all);
        agrees(all);
        simulator.world.faults.clear();
        await stand.pass(run.drive());
        expect([ledger.status, ledger.counts().done, simulator.world.counters.writes]).toEqual(['finished', SIZE, SIZE]);
      }),
      { numRuns: 20 },
    );
  });

  test('a halt', async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.integer({ min: 1, max: 5 }), async (given, errors) => {
        const all = await ran('deploy', { ...given, halt: { ...HALT, errors } }, { 0: ({ simulator }) => simulator.world.faults.set('deploy-refused:every=2') });
        const { failed, waiting } = all.ledger.counts();
        // Where all were under way together there is nothing left that could be stopped.
        expect([all.ledger.status, all.ledger.halt?.rule]).toEqual(waiting > 0 ? ['halted', 'errors'] : ['finished', undefined]);
        if (given.concurrency + errors < SIZE / 2) expect(waiting).toBeGreaterThan(0);
        expect(failed).toBeGreaterThanOrEqual(errors);
        // What was under way may fail as well, and no more than that.
        expect(failed).toBeLessThan(errors + given.concurrency);
        nothingBegan(all);
        agrees(all);
      }),
      { numRuns: 20 },
    );
  });

  test('a journal that can no longer be written', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, settings, moments, async (kind, given, moment) => {
        const all = await ran(kind, given, { [moment]: ({ stand }) => void (stand.diskFails = true) });
        if (all.ledger.counts().done === SIZE) return;
        expect([all.ledger.status, all.ledger.why]).toEqual(['paused', 'journal']);
        const announced = new Set(all.stand.kept.flatMap((entry) => (entry.kind === 'item' && entry.state === 'sending' ? [all.ledger.plan.items[entry.index]?.sid] : [])));
        expect(all.stand.posts.every(({ sid }) => announced.has(sid))).toBe(true);
        nothingBegan(all);
        agrees(all);
      }),
      { numRuns: 20 },
    );
  });
});
