/**
 * The faults that are switched on in one world. They act between the client and the service, on Request and
 * Response, so everything a client can meet is met the same way with and without a socket.
 */
import { type FaultContext, namedDevice, type Target } from './fault.ts';
import { type FaultRule, parseFaults } from './fault-spec.ts';
import { hash32, Random } from './random.ts';
import type { World } from './world.ts';

interface ActiveFault {
  readonly rule: FaultRule;
  readonly random: Random;
  /** Requests that it concerned. */
  seen: number;
  fired: number;
}

type Answer = (request: Request) => Promise<Response>;

function concerns(target: Target, method: string, url: URL): boolean {
  const list = method === 'GET' && url.pathname === '/v1/Devices';
  switch (target) {
    case 'any':
      return true;
    case 'GET':
    case 'POST':
    case 'DELETE':
      return method === target;
    case 'list':
      return list;
    case 'paged':
      return list && url.searchParams.has('PageToken');
    case 'one':
      return method === 'GET' && /^\/v1\/Devices\/[^/]+$/u.test(url.pathname);
    case 'apps':
      return url.pathname === '/v1/Apps' || url.pathname.startsWith('/v1/Apps/');
    case 'manifest':
      return /^\/v1\/Apps\/[^/]+\/Manifest$/u.test(url.pathname);
    case 'configs':
      return /^\/v1(?:\/Devices\/[^/]+)?\/Configs(?:\/|$)/u.test(url.pathname);
    case 'secrets':
      return /^\/v1(?:\/Devices\/[^/]+)?\/Secrets(?:\/|$)/u.test(url.pathname);
  }
}

export class Faults {
  #active: readonly ActiveFault[] = [];
  #off = new AbortController();

  /** Switches these faults on and all others off; counts start anew. @throws FaultSpecError, and changes nothing */
  set(spec: string): void {
    const rules = parseFaults(spec);
    this.clear();
    this.#active = rules.map((rule, index) => ({
      rule,
      random: new Random(hash32(`${index} ${spec}`)),
      seen: 0,
      fired: 0,
    }));
  }

  /** Switches all faults off; what `latency` still holds back goes on at once. */
  clear(): void {
    this.#active = [];
    this.#off.abort();
    this.#off = new AbortController();
  }

  /** How often each fault has met a request that it concerns, and how often it acted. */
  toJSON(): { name: string; seen: number; fired: number }[] {
    return this.#active.map(({ rule, seen, fired }) => ({ name: rule.name, seen, fired }));
  }

  /**
   * Answers a request through the faults that concern it, in the order of the spec.
   * @throws ConnectionError for a dropped connection; the reason of the request's signal when it aborts
   */
  async answer(world: World, request: Request, answer: Answer): Promise<Response> {
    const active = this.#active;
    if (active.length === 0) return answer(request);
    const off = this.#off.signal;
    for (const fault of active) {
      const { before } = fault.rule.action;
      const context = contextOf(fault.rule, world, request, answer, off);
      if (before && (await fires(fault, context))) {
        const response = await before(context);
        if (response) return response;
      }
    }
    let response = await answer(request);
    for (const fault of active) {
      const { after } = fault.rule.action;
      const context = contextOf(fault.rule, world, request, answer, off);
      if (after && response.ok && (await fires(fault, context))) response = await after(response, context);
    }
    return response;
  }
}

function contextOf(rule: FaultRule, world: World, request: Request, answer: Answer, off: AbortSignal): FaultContext {
  return {
    off,
    request,
    world,
    answer,
    sid: rule.sid,
    number: (key, usual) => rule.numbers.get(key) ?? usual,
    text: (key, usual) => rule.texts.get(key) ?? usual,
    has: (key) => rule.numbers.has(key) || rule.texts.has(key),
  };
}

async function fires(fault: ActiveFault, context: FaultContext): Promise<boolean> {
  const { rule } = fault;
  const { request, world } = context;
  if (fault.fired >= rule.count || !concerns(rule.on, request.method, new URL(request.url))) return false;
  if (rule.method !== null && rule.method !== request.method) return false;
  const picks = rule.sid !== null && rule.action.sidIsRow !== true;
  if (picks && namedDevice(world, request)?.sid !== rule.sid) return false;
  if (rule.action.when && !(await rule.action.when(context))) return false;
  fault.seen += 1;
  if (fault.seen % rule.every !== 0 || fault.random.next() >= rule.rate) return false;
  fault.fired += 1;
  return true;
}
