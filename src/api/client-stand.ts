import { vi } from 'vitest';

/** For tests: a page before a gateway that gives these answers. */

export const SESSION = { token: 'first', simulated: false, apiHost: 'api.test', accountSid: `AC${'0'.repeat(32)}`, readOnly: false, fleetId: 'a-fleet-of-the-tests' };
export const NOW = Date.parse('2026-03-01T12:00:00Z');

interface Page {
  readonly call: typeof import('./client.ts').call;
  readonly serverNow: () => number;
  /** What left this page: method, address, token and body. */
  readonly sent: { method: string; url: string; token: string | null; body: string }[];
}

/** A freshly loaded page whose gateway gives these answers, one after the other. An Error is a connection that broke. */
export async function page(...answers: (Response | Error)[]): Promise<Page> {
  return pageOf(SESSION, ...answers);
}

export async function pageOf(own: object, ...answers: (Response | Error)[]): Promise<Page> {
  vi.resetModules();
  const sent: Page['sent'] = [];
  vi.stubGlobal('document', { querySelector: () => ({ content: JSON.stringify(own) }) });
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    init.signal?.throwIfAborted();
    const body = init.body instanceof URLSearchParams ? init.body.toString() : '';
    sent.push({ method: init.method ?? 'GET', url, token: new Headers(init.headers).get('X-Fleet-Request'), body });
    const answer = answers.shift() ?? new Error('nothing more to answer');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  const { call } = await import('./client.ts');
  return { call, serverNow: (await import('./clock.ts')).serverNow, sent };
}

export const json = (body: unknown, status = 200, headers: HeadersInit = {}): Response => Response.json(body, { status, headers });
export const refusal = (code: string | number, status: number, headers: HeadersInit = {}): Response =>
  json({ code, message: 'a sentence', more_info: null, status }, status, headers);
