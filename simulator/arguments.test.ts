import { describe, expect, test } from 'vitest';

import { readArguments } from './arguments.ts';

const SID = 'AC0123456789abcdef0123456789abcdef';

describe('the command line', () => {
  test('has a default for everything', () => {
    expect(readArguments([], {})).toEqual({
      host: '127.0.0.1',
      port: 4400,
      simulator: { devices: 2000, seed: 1, latencyMs: 0, faults: '' },
    });
  });

  test('takes every option, and faults from the environment when none are given', () => {
    const argv = ['--port', '0', '--devices=5', '--seed', '7', '--host', '::1', '--account-sid', SID,
      '--auth-token', 'x', '--faults', 'reset:count=1', '--latency-ms', '20'];
    expect(readArguments(argv, { SIMULATOR_FAULTS: 'html' })).toEqual({
      host: '::1',
      port: 0,
      simulator: { devices: 5, seed: 7, latencyMs: 20, faults: 'reset:count=1', accountSid: SID, authToken: 'x' },
    });
    expect(readArguments([], { SIMULATOR_FAULTS: 'html' }).simulator.faults).toBe('html');
  });

  test.each([
    [['--port', '70000'], '--port must be'],
    [['--devices', 'many'], '--devices must be'],
    [['--seed', '-1'], '--seed'],
    [['--latency-ms', '1.5'], '--latency-ms must be'],
    [['--host', '0.0.0.0'], 'loopback'],
    [['--account-sid', 'AC1'], '--account-sid must be'],
    [['--auth-token', 'x'], 'needs --account-sid'],
    [['--faults', 'nonsense'], 'There is no fault "nonsense"'],
    [['--verbose'], '--verbose'],
    [['extra'], 'extra'],
  ])('refuses %j', (argv, sentence) => {
    expect(() => readArguments(argv, {})).toThrow(sentence);
  });
});
