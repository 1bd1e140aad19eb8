import { expect, test } from 'vitest';
import { deviceSchema } from '#api/schema.ts';
import { headOf } from './head.ts';
import { Ledger } from './ledger.ts';
import { bulkPlan } from './make-plan.ts';
import { isWaitedFor, openRunsOf } from './open-runs.ts';

const sid = (n: number): string => `UV${String(n).padStart(32, '0')}`;
const devices = (...numbers: readonly number[]) => numbers.map((n) => deviceSchema.parse({ sid: sid(n) }));

function ledgerOf(id: number, numbers: readonly number[]): Ledger {
  return new Ledger(bulkPlan(devices(...numbers), { kind: 'restart' }, { now: id * 1_000, random: () => 0.5, title: `run ${id}` }));
}

function stand(...ledgers: readonly Ledger[]) {
  const loaded: string[] = [];
  const store = {
    heads: async () => ledgers.map(headOf),
    load: async (id: string) => {
      loaded.push(id);
      const ledger = ledgers.find(({ plan }) => plan.id === id);
      return ledger === undefined ? null : { ledger, lines: 0 };
    },
  };
  return { store, loaded };
}

test('finds the open runs that have a device, and where it stands in them', async () => {
  const [one, two, ended] = [ledgerOf(1, [1, 2]), ledgerOf(2, [3]), ledgerOf(3, [2])];
  ended.apply({ kind: 'stopped', at: 1 });
  const { store } = stand(one, two, ended);
  expect(await openRunsOf(store, () => null, sid(2))).toEqual([{ head: headOf(one), ledger: one, index: 1 }]);
  expect(await openRunsOf(store, () => null, sid(9))).toEqual([]);
});

test('takes what this tab has open already, and reads only the rest', async () => {
  const [one, two] = [ledgerOf(1, [1]), ledgerOf(2, [1])];
  const { store, loaded } = stand(one, two);
  const runs = await openRunsOf(store, (id) => (id === one.plan.id ? one : null), sid(1));
  expect(runs.map(({ ledger }) => ledger)).toEqual([one, two]);
  expect(loaded).toEqual([two.plan.id]);
});

test('a run is done with a device once it has an outcome, or the run has ended', () => {
  const ledger = ledgerOf(1, [1, 2, 3]);
  const waits = (index: number): boolean => isWaitedFor({ head: headOf(ledger), ledger, index });
  ledger.apply({ kind: 'item', at: 1, index: 1, state: 'sending' });
  ledger.apply({ kind: 'item', at: 2, index: 2, state: 'done' });
  expect([0, 1, 2].map(waits)).toEqual([true, true, false]);
  ledger.apply({ kind: 'stopped', at: 3 });
  expect([0, 1, 2].map(waits)).toEqual([false, false, false]);
});
