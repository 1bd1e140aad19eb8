import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { fleet } from '#fleet/fleet.ts';
import { sleep } from '#lib/backoff.ts';
import type { Entry } from './ledger.ts';
import { rolloutPlan } from './make-plan.ts';
import { ROLLOUT_SETTINGS, type Landing, type Plan, type RunSettings } from './plan.ts';
import { endOfDay, newDay, WireStand } from './wire-stand.ts';

/** What becomes of devices that were given a target, and how soon the run acts on it. The world's devices are driven by hand. */

const LANDING: Landing = { deadline: 300_000, soak: 60_000, gate: 'automatic', enough: 100 };
const OFF = { errorPercent: null, after: 1, errors: null, stuckPercent: null, apiFailures: null };

interface Made {
  readonly simulator: Simulator;
  readonly stand: WireStand;
  readonly plan: Plan;
  /** From target to report or error, in milliseconds; a device that is not in it never reports. */
  readonly fates: Map<string, { readonly after: number; readonly errorCode?: number }>;
  readonly sid: (n: number) => string;
}

async function made(waves: readonly number[], more: Partial<Landing> = {}, settings: Partial<RunSettings> = {}): Promise<Made> {
  newDay();
  const size = waves.at(-1) ?? 0;
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }, { uniqueName: 'fw-3' }], seedDevices: Array.from({ length: size }, () => ({ target: 'fw-1' })), now: Date.now });
  const { world } = simulator;
  const gateway = gatewayFetch(simulator, () => undefined);
  const fates: Made['fates'] = new Map();
  const stand = new WireStand(async (url, init) => {
    const answer = await gateway(url, init);
    const row = init?.method === 'POST' && answer.ok ? world.device(url.split('/').at(-1) ?? '') : undefined;
    const fate = fates.get(row?.sid ?? '');
    if (row) row.landing = fate === undefined ? null : { at: Date.now() + fate.after, errorCode: fate.errorCode ?? 0 };
    return answer;
  });
  const devices = await stand.devices();
  const plan = rolloutPlan(
    { id: 'r', app: world.apps[0]?.sid ?? '', devices, picked: devices.map(({ sid }) => sid), waves, settings: { ...ROLLOUT_SETTINGS, halt: OFF, ...settings }, landing: { ...LANDING, ...more } },
    { now: Date.now(), title: 'a rollout' },
  );
  return { simulator, stand, plan, fates, sid: (n) => devices[n]?.sid ?? '' };
}

vi.setConfig({ testTimeout: 30_000 });
afterEach(endOfDay);

const firstAt = ({ stand }: Made, wanted: (entry: Entry) => boolean): number => stand.kept.find(wanted)?.at ?? Number.NaN;

describe('what a device reports', () => {
  test('opens the soak, or halts the run, as soon as it is seen', async () => {
    const all = await made([1, 3], {}, { halt: { ...OFF, errors: 1 } });
    all.fates.set(all.sid(0), { after: 20_000 }).set(all.sid(1), { after: 20_000, errorCode: 118 });
    const { ledger } = await all.stand.drive(all.plan);
    const landed = firstAt(all, (entry) => entry.kind === 'item' && entry.state === 'done');
    expect(firstAt(all, (entry) => entry.kind === 'passed') - landed).toBeLessThan(1_000);
    expect([ledger.status, ledger.halt]).toEqual(['halted', { rule: 'errors', count: 1 }]);
    const failed = firstAt(all, (entry) => entry.kind === 'item' && entry.state === 'failed');
    expect(firstAt(all, (entry) => entry.kind === 'halted') - failed).toBeLessThan(1_000);
    expect(ledger.note(1)).toEqual({ why: 'update-error', code: 118 });
  });

  test('counts when it comes after its deadline, too', async () => {
    const all = await made([1, 2], { deadline: 60_000 });
    all.fates.set(all.sid(0), { after: 150_000 }).set(all.sid(1), { after: 1_000 });
    const { ledger } = await all.stand.drive(all.plan);
    const states = all.stand.kept.flatMap((entry) => (entry.kind === 'item' && entry.index === 0 ? [entry.state] : []));
    expect([states, ledger.status, ledger.note(0)]).toEqual([['sending', 'pending', 'stuck', 'done'], 'finished', { why: 'landed', took: 150_000 }]);
  });

  test('is no matter of ours once somebody else has removed it, or has given it another target', async () => {
    const all = await made([3], { deadline: 60_000 });
    const { world } = all.simulator;
    all.fates.set(all.sid(2), { after: 20_000 });
    const { run, ledger } = all.stand.open(all.plan);
    const driven = run.drive();
    await all.stand.pass(Promise.race([driven, sleep(3_000)]));
    expect(ledger.counts().pending).toBe(3);
    world.remove(all.sid(0));
    const row = world.device(all.sid(1));
    if (row) world.change(row, { targetApp: 'fw-3' });
    await all.stand.pass(driven);
    expect([0, 1, 2].map((index) => [ledger.state(index), ledger.note(index)?.why])).toEqual([['skipped', 'gone'], ['skipped', 'changed'], ['done', 'landed']]);
  });

  test('is asked for again when it could not be read', async () => {
    const all = await made([2]);
    for (const n of [0, 1]) all.fates.set(all.sid(n), { after: 20_000 });
    const { run, ledger } = all.stand.open(all.plan);
    const driven = run.drive();
    await all.stand.pass(Promise.race([driven, sleep(3_000)]));
    all.simulator.world.faults.set('503:on=one,count=4');
    await all.stand.pass(driven);
    expect([ledger.status, ledger.counts().done]).toEqual(['finished', 2]);
  });
});

describe('many devices are looked at by reading the fleet', () => {
  test('and a page that was on its way before the write is believed only when it brings good news', async () => {
    const all = await made([4], { deadline: 60_000 });
    const before = await all.stand.devices();
    for (const n of [0, 1]) all.fates.set(all.sid(n), { after: 5_000 });
    vi.spyOn(fleet, 'status').mockReturnValue({ ...fleet.status(), coverage: { ...fleet.status().coverage, held: 4 } });
    vi.spyOn(fleet, 'refresh').mockResolvedValue();
    vi.spyOn(fleet, 'rows').mockImplementation(async (sids) => {
      const now = new Map((await all.stand.devices()).map((device) => [device.sid, device]));
      return sids.flatMap((sid) => {
        // The second is told as it was before, as if somebody had put its target back: it is asked itself. The fourth is not told at all.
        const device = sid === all.sid(1) ? before[1] : now.get(sid);
        return device === undefined || sid === all.sid(3) ? [] : [{ device, at: Date.now() + 1_000, missingSince: null }];
      });
    });
    const { ledger } = await all.stand.drive(all.plan);
    expect([0, 1, 2, 3].map((index) => [ledger.state(index), ledger.note(index)?.why])).toEqual([['done', 'landed'], ['done', 'landed'], ['stuck', 'deadline'], ['stuck', 'deadline']]);
    expect(fleet.refresh).toHaveBeenCalled();
  });
});

describe('while it stands still', () => {
  test('it is only looked at: what reports is entered, what does not is stuck, and nothing is sent', async () => {
    const all = await made([3, 6], { deadline: 120_000 });
    all.fates.set(all.sid(0), { after: 40_000 }).set(all.sid(1), { after: 90_000, errorCode: 7 });
    const { run, ledger } = all.stand.open(all.plan);
    const driven = run.drive();
    await all.stand.pass(Promise.race([driven, sleep(3_000)]));
    await all.stand.pass(run.pause());
    await all.stand.pass(driven);
    const { moment, posts: { length } } = all.stand;
    const watching = run.watch();
    await all.stand.pass(Promise.race([watching, sleep(600_000)]));
    expect([0, 1, 2, 3].map((index) => ledger.state(index))).toEqual(['done', 'failed', 'stuck', 'waiting']);
    expect([ledger.status, ledger.why, all.stand.posts.length]).toEqual(['paused', 'operator', length]);
    expect(all.stand.moment).toBeGreaterThan(moment);
    run.resume();
    let again = false;
    await all.stand.pass(watching.then((on) => (again = on)));
    expect(again).toBe(true);
  });

  test('an interrupted one is paused by being looked at, and finds out what became of what was on its way', async () => {
    const all = await made([4]);
    all.stand.onMoment = () => {
      if (all.stand.posts.length >= 3) all.stand.kill(true);
    };
    await all.stand.drive(all.plan);
    all.stand.onMoment = () => undefined;
    const { run, ledger } = all.stand.open(all.plan);
    expect([ledger.status, ledger.counts().sending]).toEqual(['running', 4]);
    const sent = all.stand.posts.length;
    const watching = run.watch();
    await all.stand.pass(Promise.race([watching, sleep(10_000)]));
    expect([ledger.status, ledger.why, ledger.counts().sending, all.stand.posts.length]).toEqual(['paused', 'interrupted', 0, sent]);
    const { counters } = all.simulator.world;
    all.plan.items.forEach(({ sid }, index) => expect(ledger.state(index)).toBe(counters.deploysBySid.has(sid) ? 'pending' : 'waiting'));
    await all.stand.pass(run.stop());
    await all.stand.pass(watching);
  });
});
