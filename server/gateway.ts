/**
 * The only way from the browser to the API: `(Request) => Promise<Response>` for every path under /api. It lets through
 * what `routes.ts` lists, asked for by our own page, and writes the request to the API from scratch.
 */
import type { Session } from '#api/schema.ts';
import { type Action, performAction } from './action.ts';
import { readLimited, relay } from './answer.ts';
import type { Audit } from './audit.ts';
import { callUpstream, type CallOptions } from './call.ts';
import type { Credential } from './credentials.ts';
import { checkBodyHeaders, checkOrigin, tokenMatches, tooLarge } from './guard.ts';
import { createFailureLimit } from './failure-limit.ts';
import { findProblem, parseForm, writeForm } from './parameters.ts';
import { accepts, jsonReply, type Refusal, refuse, refusal } from './reply.ts';
import { matchRoute, type Route } from './routes.ts';
import type { Upstream } from './upstream.ts';

const MAX_BODY = 8 * 1024;

export interface GatewayOptions {
  upstream: Upstream;
  /** Origin of the API, without a slash at the end. */
  baseUrl: string;
  credential: Credential;
  session: Session;
  /** Origins that the page may have. */
  origins: ReadonlySet<string>;
  audit: Audit;
  /** A call to the API, with its body, may take this long. 20 s unless given. */
  timeoutMs?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Creates the gateway. The raw checks of `raw.ts` must have passed when the request comes from a socket. */
export function createGateway(options: GatewayOptions): (request: Request) => Promise<Response> {
  const { session, origins, now = Date.now } = options;
  if (session.token.length < 32) throw new Error('The session token is too short to protect anything.');
  const failures = createFailureLimit(now);
  const call: CallOptions = { ...options, timeoutMs: options.timeoutMs ?? 20_000 };

  return async (request) => {
    const stranger = checkOrigin(request.method, request.headers, origins);
    if (stranger !== null) return refuse(stranger);
    const { path, query } = splitUrl(request.url);
    if (path === '/api/session') return answerSession(request, session);
    if (!tokenMatches(request.headers.get('x-fleet-request'), session.token)) return refuse(failures.record());

    const match = matchRoute(request.method, path);
    if (match === null) return refuse(refusal(404, 'not_found', 'There is no such call.'));
    if ('allow' in match) {
      return refuse(refusal(405, 'method', 'This call has another method.', { allow: match.allow.join(', ') }));
    }
    if (match.route.method === 'POST') {
      const action = await readAction(request, match.route, match.segment ?? '', query);
      if ('code' in action) return refuse(action);
      return performAction(action, { path: match.path, call, audit: options.audit, readOnly: session.readOnly, now });
    }
    const parsed = parseForm(query);
    const problem = 'problem' in parsed ? parsed.problem : findProblem(parsed.pairs, match.route.parameters);
    if (problem !== null || 'problem' in parsed) return refuse(refusal(422, 'invalid_parameter', problem ?? ''));
    const rebuilt = writeForm(parsed.pairs);
    const target = rebuilt === '' ? match.path : `${match.path}?${rebuilt}`;
    const outcome = await callUpstream(call, { method: 'GET', target, signal: request.signal }, (answer) =>
      relay(answer, accepts(request.headers.get('accept-encoding') ?? '', 'gzip')),
    );
    return outcome.reply;
  };
}

/** The one call without a token, since it hands it out: a browser must say that our own page asks. */
function answerSession(request: Request, session: Session): Response {
  if (request.method !== 'GET') {
    return refuse(refusal(405, 'method', 'The session can only be read.', { allow: 'GET' }));
  }
  if (request.headers.get('sec-fetch-site') !== 'same-origin') {
    return refuse(refusal(403, 'cross_site', 'Only the console itself may ask for its session.'));
  }
  return jsonReply(200, session);
}

/** Reads the one action of a POST; its body is never passed on. */
async function readAction(request: Request, route: Route, sid: string, query: string): Promise<Action | Refusal> {
  const wrong = checkBodyHeaders(request.headers, MAX_BODY);
  if (wrong !== null) return wrong;
  const bytes = await readLimited(request, MAX_BODY);
  if (bytes === null) return tooLarge();
  const parsed = parseForm(bytes.toString('latin1'));
  if ('problem' in parsed) return refusal(422, 'invalid_parameter', parsed.problem);
  const problem = query === '' ? findProblem(parsed.pairs, route.parameters) : 'A change takes no query.';
  if (problem !== null) return refusal(422, 'invalid_parameter', problem);
  const [pair] = parsed.pairs;
  if (pair === undefined || parsed.pairs.length > 1) {
    return refusal(422, 'invalid_parameter', 'A change needs exactly one parameter.');
  }
  return { sid, name: pair[0], value: pair[1] };
}

/** Path and query as text: `URL` would decode nothing, but says less about it than two slices. */
function splitUrl(url: string): { path: string; query: string } {
  const [path = '', ...query] = url.slice(new URL(url).origin.length).split('?');
  return { path, query: query.join('?') };
}
