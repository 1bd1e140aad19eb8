import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Simulator } from '../../simulator/app.ts';
import { createSimulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { entrySchema, planSchema } from './journal-schema.ts';
import { sumOf, type Ledger } from './ledger.ts';
import { bulkPlan, retryPlan } from './make-plan.ts';
import { backPlan, offersOf } from './offers.ts';
import { BULK_SETTINGS, type Plan, type RunSettings } from './plan.ts';
import { csvPieces } from './run-file.ts';
import { endOfDay, newDay, WireStand, type Kill } from './wire-stand.ts';

/** One Config of many devices, over the simulated API: set, and put back. */

const KEY = 'broker-host; v1 ü';
const NEW = 'mqtt.example';
const SETTINGS: RunSettings = { ...BULK_SETTINGS, concurrency: 4, halt: { errorPercent: null, after: 1, errors: null, stuckPercent: null, apiFailures: null } };
const sidOf = (n: number): string => `UV${n.toString(16).padStart(32, '0')}`;

interface Made {
  readonly simulator: Simulator;
  readonly stand: WireStand;
  readonly plan: Plan;
}

/** Devices whose Config holds these values; null: none. */
async function made(values: readonly (string | null)[], faults = '', settings: Partial<RunSettings> = {}): Promise<Made> {
  newDay();
  const seedDevices = values.map((value) => ({ configs: [{ key: 'other', value: 'x' }, ...(value === null ? [] : [{ key: KEY, value }])] }));
  const simulator = createSimulator({ seedDevices, now: Date.now });
  const stand = new WireStand(gatewayFetch(simulator, () => undefined));
  const plan = bulkPlan(await stand.devices(), { kind: 'config', key: KEY, value: NEW }, { now: Date.now(), random: () => 0.5, title: 'a run' }, { ...SETTINGS, ...settings });
  simulator.world.faults.set(faults);
  return { simulator, stand, plan };
}

const heldBy = ({ simulator: { world }, plan }: Made): (string | null)[] => plan.items.map(({ sid }) => world.configs(sid).get(KEY)?.value ?? null);
const outcomes = (ledger: Ledger): string[] => ledger.plan.items.map((_, index) => [ledger.state(index), ledger.note(index)?.why].filter(Boolean).join(' '));
const writesTo = ({ simulator }: Made, sid: string): string[] => simulator.world.counters.keyedWrites.filter(({ scope }) => scope === sid).map(({ change }) => change);

/** Drives the run that puts back what the other one changed. */
async function putBack(all: Made, ledger: Ledger, kills: readonly Kill[] = []): Promise<Ledger> {
  const undo = backPlan(ledger, { now: Date.now(), random: () => 0.5 });
  if (undo === null) throw new Error('There is nothing to put back.');
  all.stand.kept.length = 0;
  return all.stand.driveOn(undo, kills);
}

vi.setConfig({ testTimeout: 60_000 });
afterEach(endOfDay);

describe('a Config of many devices', () => {
  test('is made, changed, or left as it is; and put back to what each had', async () => {
    const all = await made([null, 'old', NEW, '', 'other']);
    const { ledger } = await all.stand.drive(all.plan);
    expect(outcomes(ledger)).toEqual(['done', 'done', 'skipped already', 'done', 'done']);
    expect(heldBy(all)).toEqual([NEW, NEW, NEW, NEW, NEW]);
    expect(writesTo(all, sidOf(1))).toEqual(['create']);
    expect(writesTo(all, sidOf(2))).toEqual(['update']);
    // What each held was in the journal before it was written.
    expect(all.stand.kept.flatMap((entry) => (entry.kind === 'item' && entry.state === 'sending' ? [[entry.index, entry.before]] : [])).toSorted()).toEqual([[0, null], [1, 'old'], [3, ''], [4, 'other']]);
    expect(offersOf(ledger)).toMatchObject({ back: 4, notBack: [] });

    const back = await putBack(all, ledger);
    expect(outcomes(back)).toEqual(['done', 'done', 'done', 'done']);
    expect(heldBy(all)).toEqual([null, 'old', NEW, '', 'other']);
    expect(writesTo(all, sidOf(1))).toEqual(['create', 'delete']);

    // And that, too, can be put back.
    await putBack(all, back);
    expect(heldBy(all)).toEqual([NEW, NEW, NEW, NEW, NEW]);
    expect(all.simulator.world.configs(sidOf(1)).get('other')?.value).toBe('x');
  });

  test('is sent all the same where it is so already, when somebody says so', async () => {
    const all = await made([NEW], '', { force: true });
    const { ledger } = await all.stand.drive(all.plan);
    expect([outcomes(ledger), writesTo(all, sidOf(1))]).toEqual([['done'], ['update']]);
    expect(offersOf(ledger)).toMatchObject({ back: 0, notBack: ['1 device had the same before, so there is nothing to roll back.'] });
  });

  test('is not put back where somebody else has changed it since', async () => {
    const all = await made([null, 'old', 'old', null, 'old', 'old']);
    const { ledger } = await all.stand.drive(all.plan);
    const { world } = all.simulator;
    world.configs(sidOf(1)).put(KEY, 'theirs');
    world.configs(sidOf(2)).put(KEY, 'theirs');
    world.configs(sidOf(3)).remove(KEY);
    world.configs(sidOf(4)).remove(KEY);
    world.configs(sidOf(5)).put(KEY, 'old');
    world.remove(sidOf(6));
    const back = await putBack(all, ledger);
    expect(outcomes(back)).toEqual(['skipped changed', 'skipped changed', 'skipped changed', 'skipped already', 'skipped already', 'skipped gone']);
    expect(heldBy(all).slice(0, 5)).toEqual(['theirs', 'theirs', null, null, 'old']);
  });

  test.each([
    ['made by somebody just before', 'key-conflict:value=theirs', null, 'skipped changed', 'theirs'],
    ['made just so by somebody just before', `key-conflict:value=${NEW}`, null, 'skipped already', NEW],
    ['deleted by somebody just before', 'key-deleted:method=POST', 'old', 'skipped changed', null],
    ['of a device that is gone', 'deleted-midway:on=configs,method=POST', null, 'skipped gone', null],
    ['of a device that went as it was changed', 'deleted-midway:on=configs,method=POST', 'old', 'skipped gone', null],
    ['whose answer got lost', 'reset-after-write:on=configs,count=1', 'old', 'done', NEW],
    ['whose answer got lost, made anew', 'timeout-after-write:on=configs,count=1', null, 'done', NEW],
    ['that was not carried out at first', '500:on=configs,method=POST,count=2', 'old', 'done', NEW],
    ['that never was', '500:on=configs,method=POST', 'old', 'failed unchanged', 'old'],
    ['that cannot be read', '500:on=configs,method=GET', 'old', 'failed unreadable', 'old'],
    ['that cannot be read, in a fleet whose first device is too large for an answer', '500:on=configs,method=GET; large-names:bytes=9000000,on=list', 'old', 'failed unreadable', 'old'],
    ['the API asks to slow down for', '429:on=configs,count=3', 'old', 'done', NEW],
    ['that could not leave', 'refused:on=configs,count=2', null, 'done', NEW],
  ])('%s', async (_, faults, value, outcome, holds) => {
    const all = await made([value], faults);
    const { ledger } = await all.stand.drive(all.plan);
    expect([outcomes(ledger), heldBy(all)]).toEqual([[outcome], [holds]]);
  });

  test('that the API refuses fails with its words', async () => {
    const all = await made(['old']);
    const plan: Plan = { ...all.plan, change: { kind: 'config', key: KEY, value: 'x'.repeat(4097) } };
    const { ledger } = await all.stand.drive(plan);
    expect(ledger.note(0)).toMatchObject({ why: 'refused', code: 20422 });
    expect(offersOf(ledger)).toMatchObject({ back: 0, failed: 1 });
  });

  test('is retried in a new run, which puts back what the first one replaced', async () => {
    const all = await made(['old', 'old'], `500:on=configs,method=POST,sid=${sidOf(1)}`);
    const { ledger } = await all.stand.drive(all.plan);
    expect(outcomes(ledger)).toEqual(['failed unchanged', 'done']);
    all.simulator.world.faults.clear();
    const retry = retryPlan(ledger, await all.stand.devices(), { now: Date.now(), random: () => 0.5, title: 'again' });
    all.stand.kept.length = 0;
    const { ledger: again } = await all.stand.drive(retry ?? all.plan);
    expect([outcomes(again), heldBy(all)]).toEqual([['done'], [NEW, NEW]]);
    await putBack(all, again);
    expect(heldBy(all)).toEqual(['old', NEW]);
  });
});

const value = fc.constantFrom(null, 'old', NEW, '', 'x'.repeat(4096));
const FAULTS = ['429:on=configs,rate=0.2', '500:on=configs,rate=0.15', '500-after-write:on=configs,rate=0.2', 'reset-after-write:on=configs,rate=0.2', 'timeout-after-write:on=configs,rate=0.1', 'refused:on=configs,rate=0.2', 'html:on=configs,rate=0.1', '503:rate=0.05'];
const kills: fc.Arbitrary<Kill[]> = fc.array(fc.record({ after: fc.integer({ min: 0, max: 150 }), pause: fc.constantFrom(0, 500, 15_000), lost: fc.boolean() }), { maxLength: 3 });

test('whatever goes wrong, and whenever its tab is killed: the ledger agrees with the API, nothing is written twice, and all can be put back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 10 }), fc.subarray(FAULTS, { maxLength: 4 }), kills, kills, async (values, faults, ends, backEnds) => {
      const all = await made(values, faults.join('; '));
      const ledger = await all.stand.driveOn(all.plan, ends);
      const { done, skipped, failed, unknown } = ledger.counts();
      expect([ledger.status, done + skipped + failed + unknown, sumOf(ledger.counts())]).toEqual(['finished', values.length, values.length]);
      values.forEach((before, index) => {
        const now = heldBy(all)[index];
        const state = ledger.state(index);
        // Every write that was made is known of: each value is the old or the new one.
        if (state === 'done' || state === 'skipped') expect(now).toBe(NEW);
        else expect([before, NEW]).toContain(now);
        if (state === 'failed') expect(now).toBe(before);
        expect(writesTo(all, sidOf(index + 1)).length).toBe(Number(now !== before));
      });
      // What is kept of it is read as it was written.
      expect(planSchema.parse(JSON.parse(JSON.stringify(all.plan)))).toEqual(all.plan);
      for (const entry of all.stand.kept) expect(entrySchema.parse(entry)).toEqual(entry);

      all.simulator.world.faults.clear();
      if (offersOf(ledger).back === 0) return;
      const back = await putBack(all, ledger, backEnds);
      expect(back.status).toBe('finished');
      values.forEach((before, index) => {
        expect(heldBy(all)[index]).toBe(before);
      });
    }),
    { numRuns: 40 },
  );
});

test('what each held is in the file of the run', async () => {
  const all = await made([null, 'old']);
  const { ledger } = await all.stand.drive(all.plan);
  const csv = [...csvPieces({ ledger, status: 'Complete', interrupted: false, simulated: true, apiHost: 'simulator', accountSid: null, now: Date.now() })].join('');
  expect(csv.trimEnd().split('\r\n').slice(-3).map((line) => line.split(',').slice(-2))).toEqual([['config_there_before', 'config_before'], ['false', ''], ['true', 'old']]);
});
