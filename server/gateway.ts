/**
 * The only way from the browser to the API: `(Request) => Promise<Response>` for every path under /api. It lets through
 * what `routes.ts` lists, asked for by our own page, and writes the request to the API from scratch.
 */
import type { Session } from '#api/schema.ts';
import { type Action, performAction } from './action.ts';
import { readLimited, relay } from './answer.ts';
import { type Attempts, attemptId } from './attempts.ts';
import type { Audit } from './audit.ts';
import { callUpstream, type CallOptions } from './call.ts';
import type { Credential } from './credentials.ts';
import { checkBodyHeaders, checkNoBody, checkOrigin, tokenMatches, tooLarge, unwantedBody } from './guard.ts';
import { createFailureLimit } from './failure-limit.ts';
import { isAnswer } from './identity.ts';
import { createOnce, refuseRepeat } from './once.ts';
import { findProblem, parseForm, writeForm } from './parameters.ts';
import { accepts, jsonReply, type Refusal, refuse, refusal } from './reply.ts';
import { matchRoute, type Route } from './routes.ts';
import type { Redactor } from './redact.ts';
import type { Upstream } from './upstream.ts';

const NO_ATTEMPT =
  'A change needs a header X-Fleet-Attempt with a UUID of its own. If this page was open while the console was updated, reload it.';

const NO_CALL =
  'There is no such call. A name or key with / \\ ? # or a control character, or of dots alone, cannot be part of an address.';

export interface GatewayOptions {
  upstream: Upstream;
  /** Origin of the API, without a slash at the end. */
  baseUrl: string;
  credential: Credential;
  /** Knows the credential, and keeps it out of every answer. */
  redactor: Redactor;
  /** Told each time that an answer of the API held the credential. */
  onEcho?: () => void;
  session: Session;
  /** Origins that the page may have. */
  origins: ReadonlySet<string>;
  audit: Audit;
  attempts: Attempts;
  /** A call to the API, with its body, may take this long. 20 s unless given. */
  timeoutMs?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Creates the gateway. The raw checks of `raw.ts` must have passed when the request comes from a socket. */
export function createGateway(options: GatewayOptions): (request: Request) => Promise<Response> {
  const { session, origins, redactor, onEcho = () => undefined, now = Date.now } = options;
  if (session.token.length < 32) throw new Error('The session token is too short to protect anything.');
  const failures = createFailureLimit(now);
  const call: CallOptions = { ...options, timeoutMs: options.timeoutMs ?? 20_000 };
  const once = createOnce(options.attempts);

  return async (request) => {
    const stranger = checkOrigin(request.method, request.headers, origins);
    if (stranger !== null) return refuse(stranger);
    const { path, query } = splitUrl(request.url);
    if (path === '/api/session') return answerSession(request, session);
    const attempt = attemptId(request.headers.get('x-fleet-attempt'));
    if (!tokenMatches(request.headers.get('x-fleet-request'), session.token)) {
      const refused = failures.record();
      // A page that hears of a wrong token takes its change for not sent. An earlier process has sent it, where this is a repeat.
      return attempt !== null && (await options.attempts.isTaken(attempt)) ? refuseRepeat() : refuse(refused);
    }

    const match = matchRoute(request.method, path);
    if (match === null) return refuse(refusal(404, 'not_found', NO_CALL));
    if ('allow' in match) {
      return refuse(refusal(405, 'method', 'This call has another method.', { allow: match.allow.join(', ') }));
    }
    const { route, segments } = match;
    if (route.method !== 'GET') {
      if (attempt === null) return refuse(refusal(400, 'attempt', NO_ATTEMPT, { connection: 'close' }));
      const read = query === '' ? await readPairs(request, route) : invalid('A change takes no query.');
      if ('code' in read) return refuse(read);
      const context = { path: match.path, call, once, audit: options.audit, readOnly: session.readOnly, onEcho, now };
      return performAction({ id: attempt, route, segments, pairs: read.pairs }, context);
    }
    const parsed = parseForm(query);
    const problem = 'problem' in parsed ? parsed.problem : findProblem(parsed.pairs, route.parameters);
    if (problem !== null || 'problem' in parsed) return refuse(invalid(problem ?? ''));
    const rebuilt = writeForm(parsed.pairs);
    const target = rebuilt === '' ? match.path : `${match.path}?${rebuilt}`;
    const outcome = await callUpstream(call, { method: 'GET', target, signal: request.signal }, (answer) =>
      relay(answer, {
        redactor,
        onEcho,
        acceptsGzip: accepts(request.headers.get('accept-encoding') ?? '', 'gzip'),
        secret: route.about === 'secret',
        oneRow: parsed.pairs.some(([name, value]) => name === 'PageSize' && value === '1'),
        isAnswer: (body) => isAnswer(route, segments, [], body),
      }),
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

/** Reads the parameters of a change; its body is never passed on. A deletion has neither. */
async function readPairs(request: Request, route: Route): Promise<Pick<Action, 'pairs'> | Refusal> {
  const deletes = route.method === 'DELETE';
  const wrong = deletes ? checkNoBody(request.headers) : checkBodyHeaders(request.headers, route.maxBody);
  if (wrong !== null) return wrong;
  const bytes = await readLimited(request, route.maxBody);
  if (bytes === null) return deletes ? unwantedBody() : tooLarge(route.maxBody);
  if (deletes) return { pairs: [] };
  const parsed = parseForm(bytes.toString('latin1'));
  const problem = 'problem' in parsed ? parsed.problem : (findProblem(parsed.pairs, route.parameters) ?? tooFew(route, parsed.pairs.length));
  return 'problem' in parsed || problem !== null ? invalid(problem ?? '') : parsed;
}

/** No parameter is unknown or given twice here: so their number tells. */
function tooFew({ needs, parameters }: Route, given: number): string | null {
  const names = Object.keys(parameters);
  if (needs === 'one') return given === 1 ? null : 'A change needs exactly one parameter.';
  return given === names.length ? null : `This change needs ${names.join(' and ')}.`;
}

function invalid(problem: string): Refusal {
  return refusal(422, 'invalid_parameter', problem);
}

/** Path and query as text: `URL` would decode nothing, but says less about it than two slices. */
function splitUrl(url: string): { path: string; query: string } {
  const [path = '', ...query] = url.slice(new URL(url).origin.length).split('?');
  return { path, query: query.join('?') };
}
