import { afterEach, describe, expect, test, vi } from 'vitest';
import { deviceSchema, devicesPageSchema, type Device } from '#api/schema.ts';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { headOf } from './head.ts';
import { RunStore } from './journal.ts';
import { Ledger, type Entry } from './ledger.ts';
import { bulkPlan, rolloutPlan } from './make-plan.ts';
import { BULK_SETTINGS, ROLLOUT_LANDING, ROLLOUT_SETTINGS, type Plan } from './plan.ts';
import { closeBrowser, StandBrowser, type Tab } from './run-tabs-stand.ts';
import type { RunMessage } from './run-tabs.ts';

/** The runs of one browser with several tabs: one drives, the others watch. */

const SIZE = 12;
const SETTINGS = { ...BULK_SETTINGS, concurrency: 3, rate: 4 };

interface Made {
  readonly simulator: Simulator;
  readonly browser: StandBrowser;
  readonly posts: number[];
  readonly reads: number[];
  readonly plan: Plan;
  readonly devices: readonly Device[];
}

type Change = Parameters<typeof bulkPlan>[1];

async function made(options: { readonly locks?: boolean } = {}, change: Change | null = null): Promise<Made> {
  const posts: number[] = [];
  const reads: number[] = [];
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }], seedDevices: Array.from({ length: SIZE }, () => ({ target: 'fw-1' })), now: () => Date.now() });
  const gateway = gatewayFetch(simulator, () => posts.push(Date.now()));
  const browser = new StandBrowser((url, init) => {
    if (init?.method !== 'POST') reads.push(Date.now());
    return gateway(url, init);
  }, options);
  const page = devicesPageSchema.parse(await (await gateway('/api/v1/Devices')).json());
  const devices = page.devices.map((each) => deviceSchema.parse(each));
  const plan = bulkPlan(devices, change ?? { kind: 'deploy', app: simulator.world.apps[0]?.sid ?? '' }, { now: Date.now(), random: () => 0.5, title: 'a run' }, SETTINGS);
  return { simulator, browser, posts, reads, plan, devices };
}

/** Of which the API’s answer is all: a tab that is dead has no timers left, and those of the stand would go on looking. */
const LOGGING: Change = { kind: 'logging', on: true };

const rolloutOf = ({ devices, simulator }: Made, gate: 'automatic' | 'by-hand'): Plan =>
  rolloutPlan(
    { id: 'ro', app: simulator.world.apps[0]?.sid ?? '', devices, picked: [], waves: [2, SIZE], settings: { ...ROLLOUT_SETTINGS, halt: { ...ROLLOUT_SETTINGS.halt, errorPercent: null } }, landing: { ...ROLLOUT_LANDING, gate, soak: 1_000, enough: 0 } },
    { now: Date.now(), title: 'a rollout' },
  );

const line = (index: number): Entry => ({ kind: 'item', at: index, index, state: 'done' });
const statusOf = ({ rollouts }: Tab, { id }: Plan) => rollouts.live(id)?.ledger.status;
const seen = ({ rollouts }: Tab, { id, items }: Plan): unknown => {
  const ledger = rollouts.live(id)?.ledger;
  return [ledger?.status, ledger?.counts(), items.map((_, index) => [ledger?.state(index), ledger?.at(index)])];
};

vi.setConfig({ testTimeout: 30_000 });
afterEach(closeBrowser);

describe('while one tab drives', () => {
  test('another sees each step of it, and who drives; both see the end', async () => {
    const { browser, plan, posts } = await made();
    const [one, two] = [await browser.open(), await browser.open()];
    await one.rollouts.start(plan);
    expect(await two.rollouts.open(plan.id)).toBe(true);
    for (let steps = 0; steps < 5; steps += 1) {
      await browser.pass(2_500);
      expect(seen(two, plan)).toEqual(seen(one, plan));
      expect([one.rollouts.driver(plan.id), two.rollouts.driver(plan.id)]).toEqual(['here', 'elsewhere']);
      expect(two.rollouts.live(plan.id)?.pulse).toMatchObject({ doing: { kind: 'sending' }, limit: 3 });
    }
    await browser.until(() => statusOf(one, plan) === 'finished');
    await browser.pass(5_000);
    expect(seen(two, plan)).toEqual(seen(one, plan));
    expect([one.rollouts.driver(plan.id), two.rollouts.driver(plan.id), posts.length]).toEqual(['nobody', 'nobody', SIZE]);
    expect(two.rollouts.heads()).toMatchObject([{ id: plan.id, status: 'finished', counts: { done: SIZE } }]);
  });

  test('one that is opened in the middle catches up, at whichever moment', async () => {
    for (let when = 0; when < 12_000; when += 1_300) {
      const { browser, plan } = await made();
      const [one, two] = [await browser.open(), await browser.open()];
      void one.rollouts.start(plan);
      await browser.pass(when);
      const opened = two.rollouts.open(plan.id);
      await browser.until(() => statusOf(one, plan) === 'finished');
      await opened;
      await browser.pass(3_000);
      expect(seen(two, plan), `opened after ${when} ms`).toEqual(seen(one, plan));
      closeBrowser();
    }
  });

  test('another that has missed a line finds it in the journal, also when it was not there yet when it was heard of', async () => {
    const { browser, plan } = await made();
    const two = await browser.open();
    const store = new RunStore('a-fleet-of-the-tests');
    await store.create(plan, headOf(new Ledger(plan)));
    const writer = store.writer(plan.id, 0);
    await writer.append([{ kind: 'started', at: 1 }, line(0)]);
    void navigator.locks.request(`fleet-run:a-fleet-of-the-tests:${plan.id}`, { ifAvailable: true }, () => new Promise(() => undefined));
    await two.rollouts.open(plan.id);
    const channel = new BroadcastChannel('fleet-runs:a-fleet-of-the-tests');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
    const say = (message: RunMessage): void => channel.postMessage(message);
    // Of the second it hears nothing.
    say({ kind: 'entries', id: plan.id, from: 3, entries: [line(2), { kind: 'finished', at: 9 }], pulse: { doing: { kind: 'sending' }, limit: 3, apiFailures: 0 } });
    await browser.pass(1_000);
    expect([statusOf(two, plan), two.rollouts.driver(plan.id)]).toEqual(['running', 'elsewhere']);
    await writer.append([line(1), line(2), { kind: 'finished', at: 9 }]);
    say({ kind: 'list' });
    await browser.pass(1_000);
    expect([statusOf(two, plan), two.rollouts.live(plan.id)?.ledger.counts().done]).toEqual(['finished', 3]);
  });

  test('another can pause it and stop it, and open its next wave', async () => {
    const all = await made();
    const { browser, posts } = all;
    const [one, two] = [await browser.open(), await browser.open()];
    const rollout = rolloutOf(all, 'by-hand');
    await one.rollouts.start(rollout);
    await two.rollouts.open(rollout.id);
    await browser.until(() => two.rollouts.live(rollout.id)?.pulse?.doing.kind === 'gate');
    expect(posts).toHaveLength(2);
    await two.rollouts.command(rollout.id, 'next-wave', 1);
    await browser.until(() => posts.length > 3);
    await two.rollouts.command(rollout.id, 'pause');
    await browser.until(() => statusOf(one, rollout) === 'paused');
    const sent = posts.length;
    await browser.pass(20_000);
    expect([posts.length, statusOf(two, rollout)]).toEqual([sent, 'paused']);
    void two.rollouts.command(rollout.id, 'resume');
    await browser.until(() => posts.length > sent || statusOf(one, rollout) === 'running');
    await two.rollouts.command(rollout.id, 'stop');
    await browser.until(() => statusOf(one, rollout) === 'stopped' && statusOf(two, rollout) === 'stopped');
  });

  test('it warns whoever closes that tab, and no other, and not while it stands still', async () => {
    const { browser, plan } = await made();
    const [one, two] = [await browser.open(), await browser.open()];
    await one.rollouts.start(plan);
    await two.rollouts.open(plan.id);
    await browser.pass(1_000);
    expect([one.warns(), two.warns()]).toEqual([true, false]);
    await one.rollouts.command(plan.id, 'pause');
    await browser.pass(1_000);
    expect([one.warns(), two.warns()]).toEqual([false, false]);
  });

  test('two that go on with it at the same time are one', async () => {
    const { browser, plan, posts, simulator } = await made();
    const [one, two] = [await browser.open(), await browser.open()];
    await one.rollouts.start(plan);
    await two.rollouts.open(plan.id);
    await browser.pass(1_000);
    await one.rollouts.command(plan.id, 'pause');
    await browser.until(() => one.rollouts.driver(plan.id) === 'nobody' && statusOf(two, plan) === 'paused');
    for (const { rollouts } of [one, two, one, two]) void rollouts.command(plan.id, 'resume');
    await browser.until(() => statusOf(one, plan) === 'finished' && statusOf(two, plan) === 'finished');
    expect([posts.length, simulator.world.counters.writes]).toEqual([SIZE, SIZE]);
  });
});

describe('when the tab that drives is gone', () => {
  test('another sees that nobody drives it, finds out by reads what became of what was sent, and sends nothing until it is told to', async () => {
    const { browser, plan, posts, simulator } = await made({}, LOGGING);
    const [one, two] = [await browser.open(), await browser.open()];
    await one.rollouts.start(plan);
    await two.rollouts.open(plan.id);
    await browser.until(() => posts.length === 4);
    // Of those of the next 10 s two arrive and are answered to nobody, and one does not.
    simulator.world.faults.set('timeout:on=POST,count=1,ms=100000; timeout-after-write');
    await browser.until(() => posts.length === 7);
    await browser.pass(500);
    expect(two.rollouts.live(plan.id)?.ledger.counts().sending).toBe(3);
    browser.kill(one);
    simulator.world.faults.clear();
    await browser.until(() => statusOf(two, plan) === 'paused');
    const ledger = two.rollouts.live(plan.id)?.ledger;
    expect([ledger?.why, ledger?.counts().sending, ledger?.counts().done, posts.length]).toEqual(['interrupted', 0, 6, 7]);
    await browser.pass(120_000);
    expect(posts).toHaveLength(7);
    void two.rollouts.command(plan.id, 'resume');
    await browser.until(() => statusOf(two, plan) === 'finished');
    expect([...simulator.world.counters.writesBySid.values()]).toEqual(Array.from({ length: SIZE }, () => 1));
  });

  test('and the browser is opened again, only its list is read; opening the run reads its devices, and sends nothing', async () => {
    const { browser, plan, posts, reads, simulator } = await made({}, LOGGING);
    const one = await browser.open();
    await one.rollouts.start(plan);
    await browser.until(() => posts.length === 4);
    simulator.world.faults.set('timeout-after-write');
    await browser.until(() => posts.length === 7);
    await browser.pass(500);
    browser.kill(one);
    simulator.world.faults.clear();
    const before = reads.length;
    const two = await browser.open();
    await browser.pass(60_000);
    expect([posts.length, reads.length, two.rollouts.driver(plan.id)]).toEqual([7, before, 'nobody']);
    expect(two.rollouts.heads()).toMatchObject([{ id: plan.id, status: 'running', devices: SIZE }]);
    await two.rollouts.open(plan.id);
    await browser.pass(120_000);
    expect([posts.length, statusOf(two, plan)]).toEqual([7, 'paused']);
    expect(reads.length).toBe(before + 3);
  });
});

describe('a plan', () => {
  test('that is kept as a draft is not started by anything', async () => {
    const { browser, plan, posts, reads } = await made();
    const [one, two] = [await browser.open(), await browser.open()];
    await one.rollouts.keepDraft(plan);
    await one.rollouts.open(plan.id);
    await browser.pass(60_000);
    await two.rollouts.open(plan.id);
    await browser.pass(60_000);
    expect([posts, reads]).toEqual([[], []]);
    expect(two.rollouts.heads()).toMatchObject([{ id: plan.id, status: 'draft' }]);
  });

  test('that cannot be kept is not started', async () => {
    const { browser, plan, posts } = await made();
    const one = await browser.open();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    });
    await expect(one.rollouts.start(plan)).rejects.toThrow('The disk is full.');
    await browser.pass(60_000);
    expect(posts).toEqual([]);
  });

  test('is carried out in a browser without locks, too', async () => {
    const { browser, plan, posts } = await made({ locks: false });
    const one = await browser.open();
    await one.rollouts.start(plan);
    await browser.until(() => statusOf(one, plan) === 'finished');
    expect(posts).toHaveLength(SIZE);
  });

  test('of a run that was stopped while nobody drove it is stopped for all', async () => {
    const { browser, plan, posts } = await made();
    const [one, two] = [await browser.open(), await browser.open()];
    await one.rollouts.start(plan);
    await two.rollouts.open(plan.id);
    await browser.pass(1_000);
    await one.rollouts.command(plan.id, 'pause');
    await browser.until(() => one.rollouts.driver(plan.id) === 'nobody' && statusOf(two, plan) === 'paused');
    const sent = posts.length;
    await two.rollouts.command(plan.id, 'stop');
    await browser.pass(3_000);
    expect([statusOf(one, plan), statusOf(two, plan), posts.length]).toEqual(['stopped', 'stopped', sent]);
    void one.rollouts.command(plan.id, 'resume');
    await browser.pass(60_000);
    expect([statusOf(one, plan), posts.length]).toEqual(['stopped', sent]);
    await one.rollouts.remove(plan.id);
    await browser.pass(1_000);
    expect(two.rollouts.heads()).toEqual([]);
  });
});
