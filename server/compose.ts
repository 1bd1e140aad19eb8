/** Puts the parts together for a configuration: the upstream, its credential, the session and the gateway. */
import { randomBytes } from 'node:crypto';
import type { Session } from '#api/schema.ts';
import { createAttempts } from './attempts.ts';
import { type Audit, createAudit } from './audit.ts';
import type { Config, SimulatorConfig } from './config.ts';
import { createCredential, type CredentialConfig } from './credentials.ts';
import { createGateway } from './gateway.ts';
import { originSet } from './guard.ts';
import { createLineWriter, openFile, openStdout } from './line-writer.ts';
import type { Redactor } from './redact.ts';
import { createToken, fleetId } from './session.ts';
import { createUpstream, type Upstream } from './upstream.ts';

/** A configured console that does not listen yet. */
export interface Composed {
  session: Session;
  /** The gateway for the port that the page is served from. */
  createGateway(port: number): (request: Request) => Promise<Response>;
}

interface Target {
  upstream: Upstream;
  baseUrl: string;
  apiHost: string;
  accountSid: string | null;
  credential: CredentialConfig;
  fleetId: string;
}

export interface ComposeOptions {
  /** Is told of the credential, and keeps it out of all answers and of the audit. */
  redactor: Redactor;
  /** Says a sentence to whoever runs the console. */
  warn: (sentence: string) => void;
  /** Instead of the one that the configuration asks for. */
  audit?: Audit;
  /** Names the files that are served. */
  build?: string;
}

const ECHO =
  'The API, or a proxy before it, repeats the credential in its answers. The browser gets … in its place, but whoever keeps a record of those answers has it.';

/** Builds everything but the socket; starts the simulator when the configuration chooses it. */
export async function compose(config: Config, { redactor, warn, audit = auditOf(config, redactor), build }: ComposeOptions): Promise<Composed> {
  const target = config.upstream.kind === 'simulator' ? await simulate(config.upstream) : connect(config.upstream, config);
  const session: Session = {
    token: createToken(),
    simulated: config.upstream.kind === 'simulator',
    apiHost: target.apiHost,
    accountSid: target.accountSid,
    readOnly: config.readOnly,
    ...(config.basePath !== '/' && { basePath: config.basePath }),
    fleetId: target.fleetId,
    ...(config.publicUrl !== null && { publicUrl: config.publicUrl }),
    ...(build !== undefined && { build }),
  };
  const { upstream, baseUrl } = target;
  const credential = createCredential(target.credential, { upstream, redactor });
  let warned = false;
  const onEcho = (): void => {
    if (!warned) warn(ECHO);
    warned = true;
  };
  const attempts = createAttempts(config.dataDir);
  return {
    session,
    createGateway: (port) =>
      createGateway({ upstream, baseUrl, credential, redactor, onEcho, session, origins: originSet(port, config.allowedHosts), audit, attempts }),
  };
}

function auditOf({ auditFile }: Config, redactor: Redactor): Audit {
  return createAudit(createLineWriter(auditFile === null ? openStdout : openFile(auditFile)), redactor);
}

function connect(config: Extract<Config['upstream'], { kind: 'api' }>, { proxies, basePath }: Config): Target {
  const { baseUrl, accountSid, credential } = config;
  const apiHost = new URL(baseUrl).host;
  return { upstream: createUpstream({ proxies }), baseUrl, apiHost, accountSid, credential, fleetId: fleetId(apiHost, credential, basePath) };
}

/** The simulator asks for a credential like the real API, one made up here, so that nothing else differs. */
async function simulate({ devices, seed, latencyMs, faults }: SimulatorConfig): Promise<Target> {
  const { createSimulator } = await import('../simulator/app.ts');
  const authToken = randomBytes(16).toString('hex');
  const simulator = createSimulator({ devices, seed, latencyMs, faults, authToken });
  return {
    upstream: (request) => simulator.fetch(request),
    baseUrl: 'https://simulator.invalid',
    apiHost: 'simulator',
    accountSid: simulator.world.accountSid,
    credential: { kind: 'basic', ...simulator.credential },
    // Its world begins anew with the process: nothing that was kept of an earlier one is true of it.
    fleetId: randomBytes(16).toString('base64url'),
  };
}
