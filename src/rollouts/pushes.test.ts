import { expect, test } from 'vitest';
import { headSchema, planSchema, type Head } from './journal-schema.ts';
import { draftHead } from './head.ts';
import { bulkPlan } from './make-plan.ts';
import { itemOf, type Plan } from './plan.ts';
import { doubted, pushesOf } from './pushes.ts';
import type { Device } from '#api/schema.ts';

const device = (sid: string, target: string | null): Device => ({
  sid, unique_name: null, account_sid: null, logging: null, date_created: null, date_updated: null, url: null, links: null,
  app: { target_sid: target, reported_sid: target, target_hash: null, date_targeted: null, update_status: null, update_error_code: null, date_reported: null },
});
const FREEZERS = [device('D1', 'freezer'), device('D2', null), device('D3', 'hvac')];
let runs = 0;
const deploy = (more: Partial<Plan> = {}): Plan => ({ ...bulkPlan(FREEZERS, { kind: 'deploy', app: 'hvac' }, { now: (runs += 1000), random: () => 0, title: 'hvac' }), ...more });
const head = (plan: Plan, status: Head['status'], more: Partial<Head['counts']> = {}): Head => {
  const draft = draftHead(plan);
  return { ...draft, status, counts: { ...draft.counts, ...more } };
};
const told = async (...given: readonly (readonly [Plan, Head])[]) => pushesOf(given.map(([, each]) => each), async (id) => given.find(([plan]) => plan.id === id)?.[0] ?? null);

test('a deployment that ended well is evidence; one that halted, was closed or failed in part is not, nor is an exception', async () => {
  const plan = deploy();
  expect(await told([plan, head(plan, 'finished')], [plan, head(plan, 'draft')])).toEqual([]);
  expect(doubted([head(plan, 'finished'), head(plan, 'draft')])).toBe('');
  const what = { app: 'hvac', devices: new Map([['D1', 'freezer'], ['D2', null]]), settled: false };
  for (const status of ['running', 'halted', 'closed', 'stopped', 'paused'] as const) expect(await told([plan, head(plan, status)])).toEqual([what]);
  expect(await told([plan, head(plan, 'finished', { failed: 1 })])).toEqual([what]);
  const exception = deploy({ exception: true });
  expect(await told([exception, head(exception, 'finished')])).toEqual([{ app: 'hvac', devices: new Map([['D1', 'freezer'], ['D2', null], ['D3', 'hvac']]), settled: true }]);
  expect(doubted([head(exception, 'finished')])).not.toBe(doubted([head(exception, 'finished', { failed: 1 })]));
});

test('what a rollback gives back says nothing about other devices', async () => {
  const back: Plan = { ...deploy(), change: { kind: 'restore' }, items: [{ ...itemOf(device('D1', 'hvac')), change: { kind: 'deploy', app: 'freezer' } }, { ...itemOf(device('D2', 'hvac')), change: { kind: 'logging', on: true } }] };
  expect(await told([back, head(back, 'finished')])).toEqual([{ app: 'freezer', devices: new Map([['D1', 'hvac']]), settled: true }]);
});

test('a run that cannot be read keeps nothing else from being told', async () => {
  const [lost, plan] = [deploy(), deploy()];
  expect(await pushesOf([head(lost, 'halted'), head(plan, 'halted')], async (id) => (id === plan.id ? plan : Promise.reject(new Error('broken'))))).toHaveLength(1);
});

test('that a run was an exception is kept with it, and told in the list of runs', () => {
  const exception = deploy({ exception: true });
  expect(planSchema.parse(exception).exception).toBe(true);
  expect(headSchema.parse(draftHead(exception)).exception).toBe(true);
});
