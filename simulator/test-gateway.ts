/** For unit tests of the browser's code: a stand-in for `fetch` that takes `/api/…` to a simulated API, as the gateway would. */
import { vi } from 'vitest';
import * as z from 'zod/mini';

import { createSimulator, type Simulator, type SimulatorOptions } from './app.ts';

const PATIENCE_MS = 20_000;

/** As `server/answer.ts`. */
const MAX_ANSWER = 8 * 1024 * 1024;

/** A `fetch` for one test. `onChange` is told of each POST and DELETE before it is sent. */
export function gatewayFetch(simulator: Simulator, onChange: () => void): (url: string, init?: RequestInit) => Promise<Response> {
  const authorization = `Basic ${btoa(`${simulator.credential.username}:${simulator.credential.password}`)}`;
  return async (url, init = {}) => {
    if (init.method === 'POST' || init.method === 'DELETE') onChange();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    const request = new Request(`http://simulator.test${url.replace(/^\/api/u, '')}`, { ...init, headers: { authorization }, signal: patience.signal });
    // Node lets go of the signals of copied requests with the next garbage collection; then nothing would ever hear of the end.
    const gaveUp = new Promise<never>((_, reject) => {
      patience.signal.addEventListener('abort', () => reject(new Error('gave up')));
    });
    try {
      return await relayed(await Promise.race([simulator.fetch(request), gaveUp]), url.includes('PageSize=1&') || url.endsWith('PageSize=1'));
    } catch (error) {
      return failure(patience.signal.aborted ? 'timeout' : String(error instanceof Error && Reflect.get(error.cause ?? {}, 'code')));
    } finally {
      clearTimeout(timer);
    }
  };
}

/**
 * The same as the global `fetch`, before a world of two Apps and two devices unless the options say otherwise.
 * `changes`: `POST /api/v1/…` and so on, as they left.
 */
export function stubGateway(options: SimulatorOptions = {}): { readonly simulator: Simulator; readonly changes: string[] } {
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }], seedDevices: [{}, {}], ...options });
  const changes: string[] = [];
  const ask = gatewayFetch(simulator, () => undefined);
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    if (init.method !== undefined) changes.push(`${init.method} ${url}`);
    return ask(url, init);
  });
  return { simulator, changes };
}

/** The gateway passes on JSON, and says so of everything else; the words are in `server/answer.ts`. */
async function relayed(answer: Response, oneRow: boolean): Promise<Response> {
  const { status, headers } = answer;
  if (status === 204) return answer;
  const text = await answer.text();
  const large = Buffer.byteLength(text) > MAX_ANSWER;
  const page = large && oneRow ? setAside(text) : undefined;
  if (page !== undefined) return new Response(page, { headers });
  if (large) return Response.json({ code: 'upstream_too_large', message: '', more_info: null, status: 502 }, { status: 502 });
  const body = parsed(text);
  const code = !headers.get('content-type')?.startsWith('application/json') ? 'bad_content_type' : body === undefined ? 'bad_json' : null;
  if (code === null && status >= 400 && !numbered.safeParse(body).success) {
    return Response.json({ code: 'upstream_error', message: '', more_info: null, status }, { status });
  }
  if (code === null) return new Response(text, { status, headers });
  const told = status === 429 || status === 503 ? status : 502;
  return Response.json({ code, message: text.slice(0, 200), more_info: null, status: told }, { status: told });
}

/** As `server/set-aside.ts`: the page without its row, as JSON; undefined where it would be too large all the same. */
function setAside(text: string): string | undefined {
  const page = Object.entries(listPage.parse(parsed(text))).map(([name, value]) => [name, Array.isArray(value) ? value.map(({ sid, key }) => ({ sid, key, oversized: true })) : value]);
  const json = JSON.stringify(Object.fromEntries(page));
  return Buffer.byteLength(json) > MAX_ANSWER ? undefined : json;
}

const listPage = z.record(z.string(), z.union([z.array(z.object({ sid: z.optional(z.string()), key: z.optional(z.string()) })), z.unknown()]));

/** An error of the API itself. */
const numbered = z.object({ code: z.number() });

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** What the gateway says when it has no answer. */
function failure(reason: string): Response {
  const [code, status] =
    reason === 'timeout' ? ['upstream_timeout', 504] : [reason === 'ECONNREFUSED' ? 'upstream_unsent' : 'upstream_unreachable', 502];
  return Response.json({ code, message: reason, more_info: null, status }, { status: Number(status) });
}

/** Under fake timers: lets time pass until the promise has an end. */
export async function settled<T>(promise: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  promise.then(end, end);
  while (!ended.signal.aborted) {
    await vi.advanceTimersByTimeAsync(100);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  return promise;
}
