import { afterEach, expect, test, vi } from 'vitest';
import { deviceSchema, devicesPageSchema } from '#api/schema.ts';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { headOf } from './head.ts';
import { RunStore } from './journal.ts';
import { Ledger, type Entry, type ItemState } from './ledger.ts';
import { bulkPlan } from './make-plan.ts';
import type { Plan } from './plan.ts';
import { closeBrowser, StandBrowser } from './run-tabs-stand.ts';

/** A deployment to many devices at once whose tab is gone: what goes on by itself in a tab that is opened later, and what does not. */

const SIZE = 12;

interface Left {
  readonly simulator: Simulator;
  readonly browser: StandBrowser;
  readonly posts: string[];
  readonly plan: Plan;
}

/** Its journal says that the first device is in this state, and the others are pending; they have been given their target. */
async function left(first: ItemState): Promise<Left> {
  const posts: string[] = [];
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }], seedDevices: Array.from({ length: SIZE }, () => ({ target: 'fw-1' })), now: () => Date.now() });
  const gateway = gatewayFetch(simulator, () => posts.push('POST'));
  const browser = new StandBrowser(gateway);
  const page = devicesPageSchema.parse(await (await gateway('/api/v1/Devices')).json());
  const devices = page.devices.map((each) => deviceSchema.parse(each));
  const at = Date.now();
  const plan = bulkPlan(devices, { kind: 'deploy', app: simulator.world.apps[0]?.sid ?? '' }, { now: at, random: () => 0.5, title: 'a run' });
  for (const row of simulator.world.rows.slice(first === 'pending' ? 0 : 1)) simulator.world.change(row, { targetApp: 'fw-2' });
  const entries: Entry[] = [{ kind: 'started', at }, { kind: 'wave', at, wave: 0 }, ...plan.items.map((_, index): Entry => ({ kind: 'item', at, index, state: index === 0 ? first : 'pending' }))];
  const ledger = new Ledger(plan);
  for (const entry of entries) ledger.apply(entry);
  const store = new RunStore('a-fleet-of-the-tests');
  await store.create(plan, headOf(ledger));
  await store.writer(plan.id, 0).append(entries);
  return { simulator, browser, posts, plan };
}

vi.setConfig({ testTimeout: 30_000 });
afterEach(closeBrowser);

test('where all of it was sent, whichever tab is open looks until all have reported; nothing is sent, and no tab is held open', async () => {
  const { browser, plan, posts } = await left('pending');
  const [one, two] = [await browser.open(), await browser.open()];
  await browser.pass(1_000);
  expect([one, two].map(({ rollouts }) => rollouts.driver(plan.id)).toSorted()).toEqual(['elsewhere', 'here']);
  expect([one.warns(), two.warns()]).toEqual([false, false]);
  await browser.until(() => [one, two].every(({ rollouts }) => rollouts.heads()?.[0]?.status === 'finished'));
  expect(one.rollouts.heads()).toMatchObject([{ counts: { done: SIZE }, reports: true, rollout: false }]);
  expect(posts).toEqual([]);
});

test.each([
  ['waits to be sent', 'waiting'],
  ['was on its way', 'sending'],
  ['cannot be told', 'unknown'],
] as const)('where one device %s, it waits for somebody, and nothing is sent', async (_, state) => {
  const { browser, plan, posts } = await left(state);
  const one = await browser.open();
  await browser.pass(60_000);
  expect(one.rollouts.heads()).toMatchObject([{ status: 'running' }]);
  await one.rollouts.open(plan.id);
  await browser.pass(600_000);
  const ledger = one.rollouts.live(plan.id)?.ledger;
  expect([ledger?.status, ledger?.why, ledger?.counts().waiting, posts]).toEqual(['paused', 'interrupted', 1, []]);
});
