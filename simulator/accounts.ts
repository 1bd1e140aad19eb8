/**
 * Many accounts behind one address: every credential has a world of its own, so tests and people that share a
 * simulator do not meet. Control routes beside `/v1` see and steer the world of the credential they are sent with.
 */
import { ACCOUNT_SID } from '#api/schema.ts';

import { createSimulator, type Simulator, type SimulatorOptions } from './app.ts';
import { control } from './control.ts';
import { type Credential, readCredential } from './credentials.ts';
import { ApiError } from './errors.ts';
import { hash32, Random } from './random.ts';

/** A simulator for everyone who comes. */
interface Accounts {
  fetch(request: Request): Promise<Response>;
}

/** The account of a credential: its SID when it is one, otherwise one that belongs to its user name or token. */
function accountOf({ username }: Credential): string {
  return ACCOUNT_SID.test(username) ? username : `AC${new Random(hash32(`account of ${username}`)).hex(32)}`;
}

/**
 * With `accountSid` and `authToken` there is one account, and only they open it. With `accountSid` alone every
 * credential leads to that account. Otherwise each has its own world, made when it first comes.
 */
export function createAccounts(options: SimulatorOptions = {}): Accounts {
  const worlds = new Map<string, Simulator>();
  // Says 401 to whoever comes without a credential.
  const nobody = createSimulator({ ...options, devices: 0 });

  function simulatorFor(credential: Credential, replacement?: SimulatorOptions): Simulator {
    const accountSid = options.accountSid ?? accountOf(credential);
    let simulator = replacement === undefined ? worlds.get(accountSid) : undefined;
    if (simulator === undefined) {
      simulator = createSimulator({ ...options, ...replacement, accountSid });
      worlds.set(accountSid, simulator);
    }
    return simulator;
  }

  return {
    fetch: async (request) => {
      const credential = readCredential(request);
      const steers = new URL(request.url).pathname.startsWith('/simulator/');
      const wrong =
        options.authToken !== undefined &&
        (credential?.username !== options.accountSid || credential?.password !== options.authToken);
      if (steers && (credential === null || wrong)) {
        return new ApiError('unauthenticated', 'Authenticate').toResponse();
      }
      if (credential === null) return nobody.fetch(request);
      const simulator = simulatorFor(credential);
      if (!steers) return simulator.fetch(request);
      return control(request, simulator.world, (seeds) => simulatorFor(credential, seeds).world);
    },
  };
}
