import { expect, test } from 'vitest';
import { draftHead } from '#rollouts/head.ts';
import { bulk } from '#rollouts/ledger-stand.ts';
import { isShown, KINDS, kindIn } from './run-kinds.ts';

test.each([
  ['draft', ['all', 'drafts']],
  ['running', ['all', 'open']],
  ['paused', ['all', 'open']],
  ['halted', ['all', 'open']],
  ['stopped', ['all', 'ended']],
  ['finished', ['all', 'ended']],
] as const)('what is %s is shown among %s', (status, kinds) => {
  const head = { ...draftHead(bulk(3)), status };
  expect(KINDS.map(([kind]) => kind).filter((kind) => isShown(head, kind))).toEqual(kinds);
});

test('what the address says, where that is known', () => {
  expect(kindIn(new URLSearchParams('show=ended'))).toBe('ended');
  expect(kindIn(new URLSearchParams('show=failed'))).toBe('all');
});
