import * as fc from 'fast-check';
import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { Device } from '#api/schema.ts';
import { draftHead, headOf } from './head.ts';
import { RunStore } from './journal.ts';
import { planSchema } from './journal-schema.ts';
import { Ledger } from './ledger.ts';
import { checkPlan, inOrder } from './plan.ts';
import { NEW_FORM } from './wizard-form.ts';
import { draftPlan, withFirst, wizardPlan, type Wanted } from './wizard-plan.ts';
import { leastDuration, preflight, waveRows } from './wizard-preflight.ts';

const [APP, OLD, OTHER] = ['a', 'b', 'c'].map((digit) => `KA${digit.repeat(32)}`) as [string, string, string];
const NOW = Date.parse('2026-01-10T00:00:00Z');

function device(n: number, app: Partial<NonNullable<Device['app']>> = {}): Device {
  return {
    sid: `UV${String(n).padStart(32, '0')}`, unique_name: `device ${n}`, account_sid: null,
    app: { target_sid: OLD, target_hash: null, date_targeted: '2026-01-01T00:00:00Z', update_status: 'up-to-date', update_error_code: 0, reported_sid: OLD, date_reported: '2026-01-09T23:00:00Z', ...app },
    logging: { enabled: false, date_expires: null }, date_created: null, date_updated: null, url: null, links: null,
  };
}

const failed = { update_status: 'error', update_error_code: 118 };
const never = { reported_sid: null, date_reported: null, update_status: 'pending' };
const wanted: Wanted = { id: 'r1', form: { ...NEW_FORM, waves: '1, 50%, 100%' }, app: APP, title: 'Deploy', parent: null, frozenAt: NOW };

describe('the figures before the start', () => {
  test('waves say how many they add, and who of them can tell little', () => {
    const devices = [device(1), device(2), device(3, failed), device(4, never), device(5, { ...never, ...failed })];
    expect(waveRows(devices, [1, 3, 5])).toEqual([
      { devices: 1, end: 1, error: 0, never: 0 },
      { devices: 2, end: 3, error: 1, never: 0 },
      { devices: 2, end: 5, error: 1, never: 1 },
    ]);
    expect(waveRows([], [])).toEqual([]);
  });

  test('what they run, who is on the way elsewhere, and who has been silent', () => {
    const devices = [
      device(1), device(2),
      device(3, { reported_sid: OTHER, target_sid: OTHER, date_reported: '2026-01-08T23:59:59Z' }),
      device(4, { target_sid: OTHER, update_status: 'scheduled', date_reported: 'yesterday' }),
      device(5, { target_sid: APP, update_status: 'pending' }),
      device(6, never),
    ];
    expect(preflight(devices, APP, NOW)).toEqual({
      runs: [{ app: OLD, devices: 4 }, { app: null, devices: 1 }, { app: OTHER, devices: 1 }],
      underWay: 2, silent: 1, undated: 1,
    });
    expect(preflight([], APP, NOW)).toEqual({ runs: [], underWay: 0, silent: 0, undated: 0 });
  });

  test.each([
    ['no more than the limit takes no time', [50], 50, 0, 0],
    ['one more waits for the next 10 s', [51], 50, 0, 10_000],
    ['without a soak the waves share the 10 s', [50, 100, 101], 50, 0, 20_000],
    ['after a soak each has its own', [1, 51, 101], 50, 60_000, 120_000],
    ['of which a large one needs several', [1, 102], 50, 60_000, 80_000],
    ['nothing takes nothing', [], 50, 60_000, 0],
  ])('%s', (_, ends, rate, soak, least) => {
    expect(leastDuration(ends, { rate }, { soak })).toBe(least);
  });
});

test('picking canaries changes the order as if they had been picked from the start', () => {
  const devices = Array.from({ length: 40 }, (_, n) => device(n, n % 7 === 0 ? failed : n % 5 === 0 ? never : {}));
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 45 }), { maxLength: 8 }), fc.string(), (numbers, id) => {
      const picked = numbers.map((n) => device(n).sid);
      expect(withFirst(inOrder(id, devices, []), picked)).toEqual(inOrder(id, devices, picked));
    }),
  );
});

describe('a plan', () => {
  test('has its picked canaries first, in their order, and remembers how it was asked for', () => {
    const devices = Array.from({ length: 10 }, (_, n) => device(n));
    const picked = [device(7).sid, device(2).sid];
    const plan = wizardPlan({ ...wanted, form: { ...wanted.form, canaries: 'hand', picked } }, devices, 1);
    expect(plan?.items.slice(0, 2).map(({ sid }) => sid)).toEqual(picked);
    expect(plan?.waves).toEqual([1, 5, 10]);
    expect(plan?.asked).toEqual({ title: null, waves: '1, 50%, 100%', picked, parts: ['error', 'never'], frozenAt: NOW });
    expect(planSchema.parse(structuredClone(plan))).toEqual(plan);
  });

  test('forgets what was picked once the canaries are those of the hash', () => {
    const plan = wizardPlan({ ...wanted, form: { ...wanted.form, canaries: 'hash', picked: [device(7).sid] } }, [device(1), device(7)], 1);
    expect(plan?.asked?.picked).toEqual([]);
  });

  test('is none while the waves or a number have to be corrected', () => {
    const many = Array.from({ length: 100 }, (_, n) => device(n));
    expect(wizardPlan({ ...wanted, form: { ...wanted.form, waves: '10%, 5%' } }, many, 1)).toBeNull();
    expect(wizardPlan({ ...wanted, form: { ...wanted.form, waves: 'ten' } }, [device(1)], 1)).toBeNull();
    expect(wizardPlan({ ...wanted, form: { ...wanted.form, numbers: { ...NEW_FORM.numbers, rate: '0' } } }, [device(1)], 1)).toBeNull();
  });

  test('of a draft keeps the whole frozen list in its order, what is not in the fleet now, too', () => {
    const sids = [device(3).sid, `UV${'f'.repeat(32)}`, device(1).sid, device(2).sid];
    const plan = draftPlan(wanted, sids, [device(1), device(2), device(3)], 1);
    expect(plan.items.map(({ sid }) => sid)).toEqual(sids);
    expect(plan.waves).toEqual([1, 2, 4]);
    expect(planSchema.parse(structuredClone(plan))).toEqual(plan);
  });

  test('of a draft that lacks what a rollout needs is kept all the same, and cannot be started', () => {
    const form = { ...wanted.form, app: 'fw-', waves: 'ten', numbers: { ...NEW_FORM.numbers, rate: 'many' } };
    for (const sids of [[], [device(1).sid]]) {
      const plan = draftPlan({ ...wanted, form, app: null, frozenAt: null }, sids, [], 1);
      expect(plan).toMatchObject({ change: { kind: 'deploy', app: '' }, asked: { form, frozenAt: 1 } });
      expect(planSchema.parse(structuredClone(plan))).toEqual(plan);
    }
    expect(() => checkPlan(draftPlan({ ...wanted, form, app: null, frozenAt: null }, [], [], 1))).toThrow(/needs a device/u);
  });
});

test('what has been started is not put back to a draft, nor started once more, by a tab that does not know', async () => {
  const store = new RunStore('drafts');
  const plan = wizardPlan(wanted, [device(1), device(2)], 1);
  if (plan === null) throw new Error('It makes a plan.');
  await store.create(plan, draftHead(plan));
  await store.create({ ...plan, title: 'Changed' }, draftHead(plan));
  const head = headOf(new Ledger(plan));
  await store.create(plan, head);
  await expect(store.create({ ...plan, title: 'Late' }, draftHead(plan))).rejects.toThrow(/started already/u);
  await expect(store.create(plan, head)).rejects.toThrow(/started already/u);
  expect((await store.load('r1'))?.ledger.plan.title).toBe('Deploy');
  expect((await store.heads()).map(({ status }) => status)).toEqual(['ready']);
});
