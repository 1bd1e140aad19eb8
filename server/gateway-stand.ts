/** For tests: a gateway over Requests, with a simulated API behind it and no socket. */
import { randomUUID } from 'node:crypto';
import { createSimulator, type Simulator } from '../simulator/app.ts';
import type { Attempts } from './attempts.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { createGateway, type GatewayOptions } from './gateway.ts';
import { createCredential } from './credentials.ts';
import { writeForm } from './parameters.ts';
import { createRedactor } from './redact.ts';

export const TOKEN = 'a-session-token-of-more-than-32-characters';
export const ORIGIN = 'http://localhost:4300';

export interface GatewayStand {
  simulator: Simulator;
  /** A SID that exists. */
  device: string;
  entries: AuditEntry[];
  get(target: string, headers?: Record<string, string>, signal?: AbortSignal): Promise<Response>;
  post(body: string, headers?: Record<string, string>, signal?: AbortSignal): Promise<Response>;
  /** Any change as the console sends it: a POST with its form, or a DELETE. Its target begins after `/api`. */
  change(method: 'POST' | 'DELETE', target: string, form?: Record<string, string> | string, headers?: Record<string, string>): Promise<Response>;
  /** Any request, as it is. */
  send(request: Request): Promise<Response>;
}

/** Attempts in memory: those of one process. */
export function createMemory(): Attempts {
  const taken = new Set<string>();
  return {
    take: (id) => Promise.resolve(!taken.has(id) && taken.add(id).has(id)),
    isTaken: (id) => Promise.resolve(taken.has(id)),
  };
}

/** @param change options that differ from a plain gateway over three devices */
export function createStand(change: Partial<GatewayOptions> & { readOnly?: boolean } = {}): GatewayStand {
  const simulator = createSimulator({ devices: 3, authToken: 'a-secret-token' });
  const { readOnly = false, redactor = createRedactor(), ...options } = change;
  const entries: AuditEntry[] = [];
  const audit: Audit = (entry) => {
    entries.push(entry);
    return Promise.resolve();
  };
  const upstream = (request: Request): Promise<Response> => simulator.fetch(request);
  const gateway = createGateway({
    upstream,
    baseUrl: 'https://api.example',
    credential: createCredential({ kind: 'basic', ...simulator.credential }, { upstream, redactor }),
    redactor,
    session: { token: TOKEN, simulated: true, apiHost: 'api.example', accountSid: null, readOnly, fleetId: 'a-fleet-of-the-tests' },
    origins: new Set([ORIGIN]),
    audit,
    attempts: createMemory(),
    ...options,
  });
  const device = simulator.world.rows[0]?.sid ?? '';
  const never = new AbortController().signal;
  const own = { 'x-fleet-request': TOKEN, 'sec-fetch-site': 'same-origin' };
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return {
    simulator,
    device,
    entries,
    get: (target, headers = {}, signal = never) =>
      gateway(new Request(`${ORIGIN}${target}`, { headers: { ...own, ...headers }, signal })),
    post: (body, headers = {}, signal = never) =>
      gateway(
        new Request(`${ORIGIN}/api/v1/Devices/${device}`, {
          method: 'POST',
          headers: { ...own, origin: ORIGIN, 'x-fleet-attempt': randomUUID(), ...type, ...headers },
          body,
          signal,
        }),
      ),
    send: gateway,
    change: (method, target, form, headers = {}) =>
      gateway(
        new Request(`${ORIGIN}/api${target}`, {
          method,
          headers: { ...own, origin: ORIGIN, 'x-fleet-attempt': randomUUID(), ...(form === undefined ? {} : type), ...headers },
          body: form === undefined ? null : typeof form === 'string' ? form : writeForm(Object.entries(form)),
        }),
      ),
  };
}
