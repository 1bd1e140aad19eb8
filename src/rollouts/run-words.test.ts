import { describe, expect, test } from 'vitest';
import type { Entry, Ledger } from './ledger.ts';
import { at, became, bulk, itemNo, range, rollout, told } from './ledger-stand.ts';
import { nearness } from './halts.ts';
import { atOnce, BULK_SETTINGS, ROLLOUT_SETTINGS } from './plan.ts';
import { happenedLine, nearWords, rulesWords } from './run-words.ts';

const line = (ledger: Ledger, status: string, interrupted = false): string => happenedLine(ledger, status, interrupted);

const figures = (landing: boolean): Entry[] => [...range(0, 38).map((n) => became(n, 'done', 5)), ...range(38, 50).map((n) => became(n, landing ? 'pending' : 'unknown', 5))];

describe('what happened, in exact words', () => {
  test('a halt says its rule, what it did and what is still under way', () => {
    const ledger = told(rollout([431]), ...figures(true), { kind: 'halted', at: at(9), reason: { rule: 'error-rate', percent: 7.8125, of: 64 } });
    expect(line(ledger, 'Halted')).toBe('Halted. 7.8 % of 64 outcomes were errors; the limit is 5 %. Sending stopped. 38 updated, 12 pending will still update when they check in, 381 untouched.');
    const api = told(rollout([431]), { kind: 'halted', at: at(9), reason: { rule: 'api-failures', count: 10 } });
    expect(line(api, 'Halted')).toBe('Halted. The API could not be asked 10 times in a row; the limit is 10. Sending stopped. 0 updated, 431 untouched.');
  });

  test('a bulk action is done where a rollout is updated', () => {
    const ledger = told(bulk(431), ...figures(false), became(50, 'sending', 6), { kind: 'paused', at: at(9), why: 'sign-in' });
    expect(line(ledger, 'Paused')).toBe('Paused. The API rejected the credentials (401). Sending stopped. 38 done, 12 unknown, 1 still on its way, 380 untouched.');
  });

  test('what was on its way when the tab closed is told once it was read again', () => {
    const ledger = told(bulk(20), became(0, 'done', 1), ...range(1, 4).map((n) => became(n, 'sending', 2)), { kind: 'paused', at: at(30), why: 'interrupted' });
    expect(line(ledger, 'Interrupted', true)).toContain('3 were on their way; read again, 3 still to be read.');
    for (const entry of [became(1, 'done', 31), became(2, 'done', 31), became(3, 'waiting', 31)]) ledger.apply(entry);
    expect(line(ledger, 'Interrupted', true)).toBe('Interrupted. The tab that drove it was closed or loaded again. 3 were on their way; read again, 2 had been carried out, 1 had not. Sending stopped. 3 done, 17 untouched.');
    ledger.apply({ kind: 'resumed', at: at(40) });
    expect(ledger.lost).toEqual([]);
  });

  test('what is over says how it ended, and complete is only what is', () => {
    expect(line(told(bulk(3), ...range(0, 3).map((n) => became(n, 'done')), { kind: 'finished', at: at(9) }), 'Complete')).toBe('Complete. The API accepted it for all 3 devices. The run did not track which devices updated.');
    expect(line(told(bulk(3, { change: { kind: 'logging', on: true } }), ...range(0, 3).map((n) => became(n, 'done')), { kind: 'finished', at: at(9) }), 'Complete')).toBe('Complete. The API accepted it for all 3 devices.');
    expect(line(told(bulk(1, { change: { kind: 'restart' } }), became(0, 'done'), { kind: 'finished', at: at(9) }), 'Complete')).toBe('Complete. The API accepted it. A restart leaves no trace, so there is no way to see whether it was carried out.');
    expect(line(told(rollout([1]), became(0, 'done'), { kind: 'finished', at: at(9) }), 'Complete')).toBe('Complete. The device has updated.');
    expect(line(told(rollout([4]), became(0, 'done'), became(1, 'failed'), became(2, 'stuck'), became(3, 'skipped'), { kind: 'finished', at: at(9) }), 'Finished, partial')).toBe(
      'Finished, partial. 4 devices gone through: 1 updated, 1 failed, 1 stuck, 1 skipped.',
    );
    expect(line(told(bulk(3), became(0, 'done'), { kind: 'stopped', at: at(9) }), 'Stopped')).toBe('Stopped. Sending stopped. 1 done, 2 untouched.');
    expect(line(told(bulk(3)), 'Running')).toBe('Running.');
  });
});

test('the rules of what goes to all at once go by what the API has accepted, and by what devices report', () => {
  const ledger = told(bulk(60, atOnce(true)), ...range(0, 45).map((n) => became(n, 'pending')), ...range(45, 50).map((n) => became(n, 'failed')));
  expect(ledger.ruleCounts()).toMatchObject({ done: 45, failed: 5, pending: 0 });
  ledger.apply(became(0, 'failed', 9, { why: 'update-error', code: 7 }));
  expect(ledger.ruleCounts()).toMatchObject({ done: 44, failed: 6 });
  ledger.apply({ kind: 'halted', at: at(9), reason: { rule: 'error-rate', percent: 12, of: 50 } });
  ledger.apply({ kind: 'resumed', at: at(10) });
  expect(ledger.ruleCounts()).toMatchObject({ done: 0, failed: 0, pending: 0 });
  ledger.apply(became(50, 'pending', 11));
  ledger.apply(became(1, 'done', 12));
  expect(ledger.ruleCounts()).toMatchObject({ done: 1, failed: 0 });
});

const nearest = (entries: readonly Entry[]): string => {
  const ledger = told(bulk(400), ...entries);
  const [first] = nearness(ROLLOUT_SETTINGS.halt, ledger.ruleCounts(), 2);
  return first === undefined ? '' : nearWords(first, ROLLOUT_SETTINGS.halt.after);
};

test('the rule nearest to halting has its figures, and when it begins to count', () => {
  expect(nearest([...range(0, 62).map((n) => became(n, 'done')), ...range(62, 64).map((n) => became(n, 'failed'))])).toBe('error rate 3.1 % of 64 outcomes, halts over 5 %');
  expect(nearest([became(0, 'failed'), ...range(1, 9).map((n) => became(n, 'done'))])).toBe('error rate 11.1 % of 9 outcomes, halts over 5 % once 10 outcomes are in');
  expect(nearest([])).toBe('2 API failures in a row, halts at 10');
});

test('the rules in a sentence', () => {
  expect(rulesWords(ROLLOUT_SETTINGS.halt)).toBe('an error rate over 5 %, a stuck rate over 20 %, 10 API failures in a row; rates count once 10 outcomes are in');
  expect(rulesWords({ ...BULK_SETTINGS.halt, errorPercent: null, errors: 1 })).toBe('1 failure');
  expect(rulesWords({ ...BULK_SETTINGS.halt, errorPercent: null })).toBe('nothing halts it');
});

const everything = (of: Ledger): unknown => [of.counts(), of.wavesCounts(), of.brokenCounts(), of.ruleCounts(), of.took, of.status, of.wave, of.passedAt, of.startedAt, of.version, range(0, 4).map((n) => [of.state(n), of.at(n), of.note(n)])];

test('a copy of a ledger is the same, and stays as it was', () => {
  const plan = rollout([2, 4], { items: [itemNo(0, { broken: true }), itemNo(1), itemNo(2), itemNo(3)] });
  const ledger = told(plan, became(0, 'failed', 1, { why: 'update-error', code: 5 }), became(1, 'done', 2, { why: 'landed', took: 7_000 }), { kind: 'passed', at: at(3), wave: 0 });
  const copy = ledger.copy();
  const before = structuredClone(everything(ledger));
  expect(everything(copy)).toEqual(before);
  ledger.apply(became(2, 'done', 5, { why: 'landed', took: 1 }));
  ledger.apply({ kind: 'stopped', at: at(9) });
  expect(everything(copy)).toEqual(before);
});
