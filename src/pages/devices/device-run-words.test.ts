import { expect, test } from 'vitest';
import { consequence, standingWords } from './device-run-words.ts';

test('says how far a run is with a device', () => {
  expect((['waiting', 'sending', 'pending'] as const).map(standingWords)).toEqual(['not sent to it yet', 'on its way to it', 'sent to it, not reported yet']);
});

test.each([
  ['deploy', 'deploy', 'waiting', /leaves this device alone/u],
  ['deploy', 'deploy', 'pending', /replaces what the run has sent/u],
  ['rename', 'deploy', 'pending', /not in its way/u],
  ['restart', 'restart', 'waiting', /restart this device, too/u],
  ['restart', 'restart', 'sending', /not in its way/u],
  ['restart', 'deploy', 'waiting', /not in its way/u],
] as const)('%s by hand, while a run would %s it (%s)', (kind, its, state, expected) => {
  expect(consequence(kind, its, state)).toMatch(expected);
});
