/** What a fault is: the seam between the spec, the actions and the world they act on. */
import type { Configs, Secrets } from './keyed.ts';
import type { DeviceRow } from './state.ts';
import type { World } from './world.ts';

/**
 * Which requests a fault concerns: `list` is the list of devices, `paged` the same with a PageToken, `one` the GET of one
 * device. `apps`, `manifest`, `configs` and `secrets` are all that can be asked of these; `configs` and `secrets` of the
 * account as of every device (`sid` picks a device's).
 */
export const TARGETS = ['any', 'GET', 'POST', 'DELETE', 'list', 'paged', 'one', 'apps', 'manifest', 'configs', 'secrets'] as const;
export type Target = (typeof TARGETS)[number];
export const METHODS = ['GET', 'POST', 'DELETE'] as const;

export type Json = Record<string, unknown>;

/** What an action gets to see. */
export interface FaultContext {
  readonly request: Request;
  readonly world: World;
  /** Answers as if there were no fault (and applies a write). */
  readonly answer: (request: Request) => Promise<Response>;
  /** A parameter of the spec. @returns the usual value when the spec does not give one */
  readonly number: (key: string, usual: number) => number;
  readonly text: (key: string, usual: string) => string;
  readonly has: (key: string) => boolean;
  /** Aborts when the fault is switched off: what it still holds back goes on then. */
  readonly off: AbortSignal;
  /** The `sid` of the spec. */
  readonly sid: string | null;
}

export interface FaultAction {
  /** One line for the list of faults. */
  readonly about: string;
  /** Concerned when the spec has no `on`. */
  readonly on: Target;
  /** Parameters beside the common ones. */
  readonly keys?: Readonly<Record<string, 'number' | 'text'>>;
  /** True: `sid` names the row to change; otherwise `sid` picks the requests that name this device. */
  readonly sidIsRow?: boolean;
  /** A further condition, e.g. that the form renames. */
  readonly when?: (context: FaultContext) => Promise<boolean>;
  /** Before the service has seen the request: wait, answer instead (a Response), or throw. */
  readonly before?: (context: FaultContext) => Promise<Response | undefined>;
  /** After the service has answered with a 2xx: wait, answer otherwise, or throw. */
  readonly after?: (response: Response, context: FaultContext) => Promise<Response>;
}

/** The connection ended without an answer; what `fetch` would reject with. */
export class ConnectionError extends TypeError {
  constructor(code: 'ECONNRESET' | 'ECONNREFUSED') {
    super('fetch failed', { cause: Object.assign(new Error(`connect ${code}`), { code }) });
    this.name = 'ConnectionError';
  }
}

/** Waits that long, or rejects with the signal's reason as soon as it aborts. `Infinity`: until it aborts. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(done, ms);
    function stop(): void {
      clearTimeout(timer);
      reject(signal.reason);
    }
    function done(): void {
      signal.removeEventListener('abort', stop);
      resolve();
    }
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** The same, but at most until the fault is switched off. */
export async function hold(ms: number, { request, off }: FaultContext): Promise<void> {
  try {
    await delay(ms, AbortSignal.any([request.signal, off]));
  } catch (error) {
    if (!off.aborted || request.signal.aborted) throw error;
  }
}

/** True for the second and later pages of a list, whichever list it is. */
export function isLater({ request }: FaultContext): Promise<boolean> {
  return Promise.resolve(new URL(request.url).searchParams.has('PageToken'));
}

/** Whose Configs or Secrets a request is about, and which key; undefined for other requests. */
export function namedKeys(world: World, request: Request): { keys: Configs | Secrets; key: string | undefined } | undefined {
  const { pathname } = new URL(request.url);
  const [, sid, kind, key] = /^\/v1(?:\/Devices\/([^/]+))?\/(Configs|Secrets)(?:\/([^/]+))?$/u.exec(pathname) ?? [];
  if (kind === undefined || (sid !== undefined && world.device(sid)?.sid !== sid)) return undefined;
  const keys = kind === 'Configs' ? world.configs(sid ?? null) : world.secrets(sid ?? null);
  return { keys, key: key === undefined ? undefined : decoded(key) };
}

/** The device that a request's path names, by SID or unique name, itself or what is its; undefined for a list, or when there is none. */
export function namedDevice(world: World, request: Request): DeviceRow | undefined {
  const id = /^\/v1\/Devices\/([^/]+)(?:\/|$)/u.exec(new URL(request.url).pathname)?.[1];
  return id === undefined ? undefined : world.device(decoded(id));
}

/** Percent-decoded, or as it is when it is not well-formed. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
