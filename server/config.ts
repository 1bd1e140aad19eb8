/**
 * The environment, read once and whole: a configuration that works, or every problem at once, each as a sentence.
 * Settings are documented in `.env.example`.
 */
import path from 'node:path';
import * as z from 'zod/mini';
import { readBasePath } from './base.ts';
import { API_SETTINGS, type ApiConfig, readApi } from './config-api.ts';
import { PROXY_SETTINGS, type Proxying, readProxies, type Target } from './config-proxy.ts';
import { readPublicUrl } from './config-public.ts';
import { LOOPBACK, spellHost } from './guard.ts';
import { nearestName } from './nearest-name.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SimulatorConfig {
  kind: 'simulator';
  devices: number;
  seed: number;
  latencyMs: number;
  /** Fault spec, see `simulator/faults.ts`; empty for none. */
  faults: string;
}

export interface Config extends Proxying {
  /** A loopback address. */
  host: string;
  /** 0 for any free port. */
  port: number;
  /** `host[:port]` values answered to besides the loopback names, as `spellHost` spells them. */
  allowedHosts: string[];
  /** The path that the console is served under; begins and ends with a slash. */
  basePath: string;
  /** Under which address people reach the console, an origin; null where that is the address it listens at. Its host is among the allowed ones. */
  publicUrl: string | null;
  readOnly: boolean;
  /** File that the audit is appended to; null for stdout. */
  auditFile: string | null;
  /** Folder of what the console keeps; absolute. */
  dataDir: string;
  upstream: SimulatorConfig | ApiConfig;
}

/** Everything that is wrong with the configuration, in sentences. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration does not work:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const SIMULATOR = ['SIMULATOR_DEVICES', 'SIMULATOR_SEED', 'SIMULATOR_LATENCY_MS', 'SIMULATOR_FAULTS'];

/** Names of all settings. A name that is not among them has no effect. */
export const SETTINGS: ReadonlySet<string> = new Set([
  ...API_SETTINGS,
  ...PROXY_SETTINGS,
  ...SIMULATOR,
  'HOST',
  'PORT',
  'ALLOWED_HOSTS',
  'BASE_PATH',
  'PUBLIC_URL',
  'READ_ONLY',
  'AUDIT_FILE',
  'DATA_DIR',
  'NODE_TLS_REJECT_UNAUTHORIZED',
]);
/** Nobody else uses these prefixes, so a name that is not known is a slip that would otherwise go unnoticed. */
const OURS = /^(?:MICROVISOR|SIMULATOR)_/iu;

/** Reads the configuration, or throws ConfigError. Touches nothing but `env`; `configure.ts` looks further. */
export function readConfig(env: Environment): Config {
  const { config, problems } = readSettings(env);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** Reads every setting; an empty value counts as not set. `config` is good for use only when there is no problem. */
export function readSettings(env: Environment): { config: Config; problems: string[] } {
  const problems: string[] = [];
  const text = (name: string): string => env[name]?.trim() ?? '';
  const number = (name: string, fallback: number, min: number, max: number): number => {
    const value = z.int().check(z.gte(min), z.lte(max)).safeParse(text(name) === '' ? fallback : toNumber(text(name)));
    if (value.success) return value.data;
    problems.push(`${name} must be a whole number from ${String(min)} to ${String(max)}.`);
    return fallback;
  };

  const host = text('HOST').replace(/^\[(.*)\]$/u, '$1') || '127.0.0.1';
  if (!LOOPBACK.has(host)) {
    problems.push(
      `HOST is "${host}", but the console has no sign-in of its own and may only listen on loopback for now: use 127.0.0.1, ::1 or localhost.`,
    );
  }
  if (text('NODE_TLS_REJECT_UNAUTHORIZED') === '0') {
    problems.push(
      'NODE_TLS_REJECT_UNAUTHORIZED is 0, which would give the credential to anyone in between: remove it, and name a private certificate authority in NODE_EXTRA_CA_CERTS.',
    );
  }
  problems.push(...Object.keys(env).flatMap((name) => (text(name) === '' ? [] : (problemOfName(name) ?? []))));
  const api = readApi(text, problems);
  const simulator: SimulatorConfig = {
    kind: 'simulator',
    devices: number('SIMULATOR_DEVICES', 2000, 0, 1_000_000),
    seed: number('SIMULATOR_SEED', 1, 0, 2 ** 32 - 1),
    latencyMs: number('SIMULATOR_LATENCY_MS', 0, 0, 60_000),
    faults: text('SIMULATOR_FAULTS'),
  };
  const both = SIMULATOR.filter((name) => text(name) !== '');
  if (api.wanted && both.length > 0) {
    problems.push(`${both.join(', ')} cannot be set together with an account: the fleet is simulated or real, never both.`);
  }
  const { proxies, notes } = readProxies(text, api.config === null ? [] : targetsOf(api.config), problems);
  const publicAddress = readPublicUrl(text('PUBLIC_URL'), problems);
  const config: Config = {
    host,
    port: number('PORT', 4300, 0, 65_535),
    allowedHosts: [...readAllowedHosts(text('ALLOWED_HOSTS'), problems), ...(publicAddress === null ? [] : [publicAddress.host])],
    publicUrl: publicAddress?.url ?? null,
    basePath: readBasePath(text('BASE_PATH'), problems),
    readOnly: readSwitch('READ_ONLY', text('READ_ONLY'), problems),
    auditFile: checkPath('AUDIT_FILE', text('AUDIT_FILE'), problems) || null,
    dataDir: path.resolve(checkPath('DATA_DIR', text('DATA_DIR'), problems) || 'data'),
    upstream: api.config ?? simulator,
    proxies,
    notes: [...Object.keys(env).flatMap((name) => noteOfName(name, text) ?? []), ...notes],
  };
  return { config, problems };
}

/** What is called with a credential. */
function targetsOf({ baseUrl, credential }: ApiConfig): Target[] {
  return [['The API', baseUrl], ...(credential.kind === 'oauth2' ? [['The token endpoint', credential.tokenUrl] as const] : [])];
}

/** What is wrong with a name in the environment. Other programs have theirs there, too: a single word in small letters may be one of those. */
function problemOfName(name: string): string | null {
  if (SETTINGS.has(name)) return null;
  if (name.includes('_') && SETTINGS.has(name.toUpperCase())) return `The name ${name} is not a setting. Write it in capitals: ${name.toUpperCase()}.`;
  return OURS.test(name) ? `The name ${name} is not a setting; .env.example lists those there are.` : null;
}

/** What is said of a name in the environment that looks like a slip, but may be another program's. Those in `.env` are refused. */
function noteOfName(name: string, text: (name: string) => string): string | null {
  const near = name.length > 5 && !SETTINGS.has(name) && text(name) !== '' ? nearestName(name, SETTINGS) : null;
  return near === null || text(near) !== '' ? null : `The name ${name} in the environment is not a setting. Did you mean ${near}?`;
}

/** `Number` reads `0x10`, `1e3` and blanks; a setting is plain digits. */
function toNumber(text: string): number {
  return /^\d{1,10}$/u.test(text) ? Number(text) : Number.NaN;
}

/** What a shell would have made another path of is no path: a folder called `~` would be made, and nobody would find what is in it. */
function checkPath(name: string, text: string, problems: string[]): string {
  if (/^~|\$\{?\w|%\w+%/u.test(text)) problems.push(`${name} is "${text}", but ~ and variables are not expanded here: write the whole path.`);
  return text;
}

function readSwitch(name: string, text: string, problems: string[]): boolean {
  if (['1', 'true', 'yes', 'on'].includes(text.toLowerCase())) return true;
  if (!['', '0', 'false', 'no', 'off'].includes(text.toLowerCase())) {
    problems.push(`${name} must be 1 or 0, not "${text}".`);
  }
  return false;
}

function readAllowedHosts(text: string, problems: string[]): string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.flatMap((entry) => {
    const host = entry === '' ? null : spellHost(entry);
    if (entry !== '' && host === null) {
      problems.push(`ALLOWED_HOSTS holds "${entry}", which is not a host name with an optional port, such as console.example.com:8443.`);
    }
    return host === null ? [] : [host];
  });
}
