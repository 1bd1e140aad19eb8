/** The command line of the simulator. */
import { parseArgs } from 'node:util';

import { ACCOUNT_SID } from '#api/schema.ts';

import type { SimulatorOptions } from './app.ts';
import { FaultSpecError, parseFaults } from './fault-spec.ts';

export interface Arguments {
  readonly host: string;
  readonly port: number;
  readonly simulator: SimulatorOptions & { readonly devices: number; readonly seed: number };
}

/** Arguments that cannot be used; the message is one sentence, or the list of valid faults. */
export class ArgumentError extends Error {}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

function integer(name: string, text: string, high: number): number {
  if (!/^\d{1,10}$/u.test(text) || Number(text) > high) {
    throw new ArgumentError(`--${name} must be a whole number from 0 to ${high}, not "${text}".`);
  }
  return Number(text);
}

function parse(argv: readonly string[]): Partial<Record<string, string>> {
  const option = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        host: option, port: option, devices: option, seed: option, 'account-sid': option, 'auth-token': option,
        faults: option, 'latency-ms': option,
      },
    });
    return values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads `--port 4400 --devices 2000 --seed 1 --host 127.0.0.1 --account-sid AC… --auth-token … --faults … --latency-ms 0`;
 * these are the defaults where there is one. `SIMULATOR_FAULTS` of the environment stands in for `--faults`.
 * @throws ArgumentError
 */
export function readArguments(argv: readonly string[], environment: Partial<Record<string, string>>): Arguments {
  const values = parse(argv);
  const host = values['host'] ?? '127.0.0.1';
  const accountSid = values['account-sid'];
  const authToken = values['auth-token'];
  const faults = values['faults'] ?? environment['SIMULATOR_FAULTS'] ?? '';
  if (!LOOPBACK.has(host)) throw new ArgumentError(`--host must be a loopback address, not "${host}".`);
  if (accountSid !== undefined && !ACCOUNT_SID.test(accountSid)) {
    throw new ArgumentError('--account-sid must be AC and 32 hexadecimal digits.');
  }
  if (authToken !== undefined && accountSid === undefined) {
    throw new ArgumentError('--auth-token needs --account-sid.');
  }
  try {
    parseFaults(faults);
  } catch (error) {
    throw error instanceof FaultSpecError ? new ArgumentError(error.message) : error;
  }
  return {
    host,
    port: integer('port', values['port'] ?? '4400', 65_535),
    simulator: {
      devices: integer('devices', values['devices'] ?? '2000', 1_000_000),
      seed: integer('seed', values['seed'] ?? '1', 0xffff_ffff),
      latencyMs: integer('latency-ms', values['latency-ms'] ?? '0', 600_000),
      faults,
      ...(accountSid === undefined ? {} : { accountSid }),
      ...(authToken === undefined ? {} : { authToken }),
    },
  };
}
