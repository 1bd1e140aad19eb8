import { expect, test } from 'vitest';
import { failuresOf } from './failures.ts';
import { became, range, rollout, told } from './ledger-stand.ts';

test('each kind of failure once, the most frequent first, with its code and its devices', () => {
  const ledger = told(
    rollout([9]),
    became(0, 'failed', 1, { why: 'update-error', code: 7 }),
    ...range(1, 4).map((n) => became(n, 'failed', 2, { why: 'update-error', code: 118 })),
    ...range(4, 6).map((n) => became(n, 'stuck', 3, { why: 'deadline' })),
    became(6, 'unknown', 4, { why: 'no-answer' }), became(7, 'skipped', 5, { why: 'changed' }), became(8, 'failed'),
  );
  expect(failuresOf(ledger, ['failed', 'stuck', 'unknown']).map(({ state, words, code, indexes }) => [state, words, code, indexes])).toEqual([
    ['failed', 'The device reported an error (118).', 118, [1, 2, 3]],
    ['stuck', 'It did not report within its deadline. It may still update when it checks in.', null, [4, 5]],
    ['failed', 'The device reported an error (7).', 7, [0]],
    ['unknown', 'It was sent, and no answer came; reading the device again did not tell.', null, [6]],
    ['failed', 'No reason was noted.', null, [8]],
  ]);
  expect(failuresOf(told(rollout([2])), ['failed'])).toEqual([]);
});
