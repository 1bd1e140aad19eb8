import { expect, test } from 'vitest';
import { runsOfApp } from './app-runs.ts';
import { draftHead } from './head.ts';
import type { Head } from './journal-schema.ts';
import { BULK_SETTINGS, type Plan, type RunChange } from './plan.ts';

const [A, B] = ['a', 'b'].map((digit) => `KA${digit.repeat(32)}`) as [string, string];
const SEEN = { name: null, target: null, targeted: null, logging: null, expires: null };

function planOf(id: string, change: RunChange, backTo: string | null = null): Plan {
  const items = [{ sid: `UV${'1'.repeat(32)}`, seen: SEEN, broken: false, ...(backTo !== null && { change: { kind: 'deploy', app: backTo } as const }) }];
  return { id, createdAt: 1, title: id, change, items, waves: [1], settings: BULK_SETTINGS, landing: null, parent: null };
}
const head = (plan: Plan, status: Head['status']): Head => ({ ...draftHead(plan), status });

test('finds the open runs that send an App, those that put it back among them, and the drafts', async () => {
  const deploys = planOf('deploys', { kind: 'deploy', app: A });
  const other = planOf('other', { kind: 'deploy', app: B });
  const restores = planOf('restores', { kind: 'restore' }, A);
  const restoresOther = planOf('restores other', { kind: 'restore' }, B);
  const lost = planOf('lost', { kind: 'restore' }, A);
  const logs = planOf('logs', { kind: 'logging', on: true });
  const plans = [deploys, other, restores, restoresOther, logs];
  const read = (id: string): Promise<Plan | null> => (id === 'lost' ? Promise.reject(new Error('no')) : Promise.resolve(plans.find((plan) => plan.id === id) ?? null));
  const heads = [
    head(deploys, 'running'), head(deploys, 'paused'), head(deploys, 'halted'), head(deploys, 'finished'), head(deploys, 'draft'), head(other, 'running'), head(other, 'draft'),
    head(restores, 'running'), head(restores, 'stopped'), head(restoresOther, 'running'), head(lost, 'paused'), head(logs, 'running'),
  ];
  const found = await runsOfApp(heads, read, A);
  expect(found.open.map(({ id, status }) => [id, status])).toEqual([['deploys', 'running'], ['deploys', 'paused'], ['deploys', 'halted'], ['restores', 'running']]);
  expect(found.unreadable.map(({ id }) => id)).toEqual(['lost']);
  expect(found.drafts.map(({ id, status }) => [id, status])).toEqual([['deploys', 'draft']]);
});
