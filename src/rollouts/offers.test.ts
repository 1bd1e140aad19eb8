import { describe, expect, test } from 'vitest';
import type { Device } from '#api/schema.ts';
import { APP, at, became, bulk, itemNo, OLD, range, rollout, sidOf, told } from './ledger-stand.ts';
import { againPlan, backPlan, keepPlan, leftOut, offersOf, RETARGETED, RETRIED } from './offers.ts';
import { isChanged } from './plan.ts';

const made = { now: at(100), random: () => 0.5 };
const seen = itemNo(0).seen;

function device(n: number, app: { target?: string | null; reported?: string | null; status?: string; code?: number } = {}): Device {
  const { target = APP, reported = OLD, status = 'pending', code = 0 } = app;
  return {
    sid: sidOf(n), unique_name: `device ${n}`, account_sid: null,
    app: { target_sid: target, target_hash: null, date_targeted: null, update_status: status, update_error_code: code, reported_sid: reported, date_reported: null },
    logging: { enabled: false, date_expires: null }, date_created: null, date_updated: null, url: null, links: null,
  };
}

describe('what can be rolled back', () => {
  test('all that was changed, or may have been; what the API refused was not', () => {
    const ledger = told(
      rollout([8]),
      became(0, 'done'), became(1, 'pending'), became(2, 'stuck'), became(3, 'unknown'), became(4, 'failed', 1, { why: 'update-error', code: 7 }), became(5, 'failed', 1, { why: 'refused', code: 20001 }), became(6, 'skipped', 1, { why: 'changed' }),
      { kind: 'halted', at: at(5), reason: { rule: 'errors', count: 2 } },
    );
    expect(offersOf(ledger)).toEqual({ pending: 2, back: 5, notBack: [], failed: 2, unknown: 1 });
    const plan = backPlan(ledger, made);
    expect(plan).toMatchObject({ title: 'Roll back: Deploy fw-2 to 8 devices', change: { kind: 'restore' }, landing: { deadline: 3_600_000 }, bulk: true, waves: [5], parent: { id: 'r', why: 'undo' } });
    expect(plan?.items.map(({ sid, change, seen: { target } }) => [sid, change, target])).toEqual(range(0, 5).map((n) => [sidOf(n), { kind: 'deploy', app: OLD }, APP]));
  });

  test('what cannot be is said with its reason', () => {
    const items = [itemNo(0), itemNo(1, { seen: { ...seen, target: null } }), itemNo(2, { seen: { ...seen, target: null } }), itemNo(3, { seen: { ...seen, target: APP } })];
    const ledger = told(bulk(4, { items }), ...range(0, 4).map((n) => became(n, 'done')));
    expect(offersOf(ledger)).toMatchObject({ back: 1, notBack: ['2 devices had no target before, and the API cannot remove a target.', '1 device had the same before, so there is nothing to roll back.'] });
    expect(backPlan(ledger, made)?.items).toHaveLength(1);
  });

  test('a lease can be ended, but not shortened', () => {
    const items = [itemNo(0), itemNo(1, { seen: { ...seen, logging: true } }), itemNo(2, { seen: { ...seen, logging: null } })];
    const ledger = told(bulk(3, { items, change: { kind: 'logging', on: true } }), ...range(0, 3).map((n) => became(n, 'done')));
    expect(offersOf(ledger)).toMatchObject({
      back: 1,
      notBack: ['1 device was logging already: its lease was extended, and the API cannot shorten a lease.', 'The API did not say of 1 device whether logging was on before.'],
    });
    expect(backPlan(ledger, made)?.items.map(({ change }) => change)).toEqual([{ kind: 'logging', on: false }]);
  });

  test('a restart is not, and of one whose outcome is unknown nobody says that it happened', () => {
    const ledger = told(bulk(2, { change: { kind: 'restart' } }), became(0, 'done'), became(1, 'unknown'));
    expect(offersOf(ledger)).toEqual({ pending: 0, back: 0, notBack: ['1 device restarted: a restart cannot be undone.', '1 device may have restarted: that could not be undone.'], failed: 0, unknown: 1 });
    expect(backPlan(ledger, made)).toBeNull();
  });

  test('a rollback can itself be rolled back', () => {
    const ledger = told(rollout([2]), became(0, 'done'), became(1, 'done'), { kind: 'stopped', at: at(5) });
    const undo = backPlan(ledger, made);
    if (undo === null) throw new Error('Nothing was put back.');
    const again = backPlan(told(undo, became(0, 'done')), made);
    expect(again?.items.map(({ sid, change }) => [sid, change])).toEqual([[sidOf(0), { kind: 'deploy', app: APP }]]);
  });
});

describe('who is left out of a plan', () => {
  const ledger = told(rollout([7]), ...range(0, 4).map((n) => became(n, 'pending')), became(4, 'stuck'), became(5, 'failed'), became(6, 'unknown'), { kind: 'stopped', at: at(5) });
  const sids = (kept: boolean) => leftOut(ledger, kept ? RETARGETED : RETRIED, { devices: [device(0), device(1, { reported: null }), device(2, { reported: APP })], unread: [sidOf(3), sidOf(6)] }, kept).map(({ why, devices, words }) => [why, devices.map(({ sid }) => sid), words]);

  test('is told with the reason: nobody may wonder why they are fewer than the button said', () => {
    expect(sids(true)).toEqual([
      ['unread', [sidOf(3)], '1 device could not be read again and is left out.'],
      ['never', [sidOf(1)], '1 device has never reported, so it has no running App to go back to.'],
      ['so', [sidOf(2)], '1 device now runs its target App.'],
      ['gone', [sidOf(4)], 'The API no longer knows 1 device.'],
    ]);
    expect(sids(false)).toEqual([
      ['unread', [sidOf(6)], '1 device could not be read again and is left out.'],
      ['gone', [sidOf(5)], 'The API no longer knows 1 device.'],
    ]);
  });
});

describe('cancelling what is pending', () => {
  const ledger = told(rollout([5]), became(0, 'done'), ...range(1, 4).map((n) => became(n, 'pending')), became(4, 'stuck'), { kind: 'halted', at: at(5), reason: { rule: 'errors', count: 2 } });

  test('each gets what it runs now; those that have updated, or run nothing that is known, are left out', () => {
    const plan = keepPlan(ledger, [device(1), device(2, { reported: APP, status: 'up-to-date' }), device(3, { reported: null }), device(4)], made);
    expect(plan).toMatchObject({ title: 'Cancel pending: Deploy fw-2 to 5 devices', parent: { id: 'r', why: 'retarget' } });
    expect(plan?.items.map(({ sid, change }) => [sid, change])).toEqual([[sidOf(1), { kind: 'deploy', app: OLD }], [sidOf(4), { kind: 'deploy', app: OLD }]]);
    expect(keepPlan(ledger, [], made)).toBeNull();
  });

  test('one that updates before its turn is left alone: what it ran then would be a way back', () => {
    const [item] = keepPlan(ledger, [device(1)], made)?.items ?? [];
    if (item === undefined) throw new Error('There is none.');
    expect(isChanged(item, device(1), 'deploy')).toBe(false);
    expect(isChanged(item, device(1, { reported: APP, status: 'up-to-date' }), 'deploy')).toBe(true);
    expect(isChanged(item, device(1, { target: OLD }), 'deploy')).toBe(true);
  });
});

describe('once more', () => {
  test('failed and unknown only, in their waves, linked, and with the same rules', () => {
    const ledger = told(rollout([1, 3, 6]), became(0, 'done'), became(1, 'failed', 1, { why: 'update-error' }), became(2, 'stuck'), became(3, 'unknown'), became(4, 'failed', 1, { why: 'refused' }), became(5, 'skipped'), { kind: 'finished', at: at(9) });
    const plan = againPlan(ledger, range(0, 6).map((n) => device(n, { status: 'error', code: 3 })), true, made);
    expect(plan?.items.map(({ sid }) => sid)).toEqual([sidOf(1), sidOf(3), sidOf(4)]);
    expect(plan).toMatchObject({ title: 'Retry: Deploy fw-2 to 6 devices', waves: [1, 3], parent: { id: 'r', why: 'retry' }, landing: ledger.plan.landing, settings: { ...ledger.plan.settings, force: true } });
    if (plan === null) throw new Error('There is none.');
    expect(againPlan(told(plan, became(0, 'failed')), [device(1)], true, made)?.title).toBe('Retry: Deploy fw-2 to 6 devices');
  });

  test('a restart that may have been one is taken in only where somebody says so', () => {
    const ledger = told(bulk(3, { change: { kind: 'restart' } }), became(0, 'failed', 1, { why: 'refused' }), became(1, 'unknown', 1, { why: 'no-answer' }), became(2, 'done'), { kind: 'finished', at: at(9) });
    const devices = range(0, 3).map((n) => device(n));
    expect(againPlan(ledger, devices, false, made)?.items.map(({ sid }) => sid)).toEqual([sidOf(0)]);
    expect(againPlan(ledger, devices, true, made)?.items.map(({ sid }) => sid)).toEqual([sidOf(0), sidOf(1)]);
    expect(againPlan(told(bulk(1, { change: { kind: 'restart' } }), became(0, 'unknown')), devices, false, made)).toBeNull();
  });
});
