/** The simulator as a program of its own: the Device API on a port, for the console and for any other client. */
import { createAccounts } from './accounts.ts';
import { ArgumentError, type Arguments, readArguments } from './arguments.ts';
import { type Listener, listen } from './listen.ts';

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

function argumentsOrStop(): Arguments {
  try {
    return readArguments(process.argv.slice(2), process.env);
  } catch (error) {
    if (error instanceof ArgumentError) stop(error.message);
    throw error;
  }
}

async function listenOrStop({ host, port, simulator }: Arguments): Promise<Listener> {
  const accounts = createAccounts(simulator);
  try {
    return await listen((request) => accounts.fetch(request), { host, port });
  } catch (error) {
    if (error instanceof Error && 'code' in error) stop(`Cannot listen at ${host}:${port}: ${error.message}.`);
    throw error;
  }
}

function end(): void {
  process.exit(0);
}

const chosen = argumentsOrStop();
const { devices, seed, accountSid, authToken } = chosen.simulator;
const listener = await listenOrStop(chosen);

console.log(`Simulated Device API at ${listener.origin}`);
if (accountSid === undefined) {
  console.log('Account: any Basic or Bearer credential is accepted, and each account has a fleet of its own.');
} else {
  console.log(`Account: ${accountSid}, ${authToken === undefined ? 'any credential' : 'with its Auth Token only'}.`);
}
console.log(`Devices: ${devices}, seed ${seed}.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // It may be closed already, by the other signal.
    listener.close().then(end, end);
  });
}
