/** One call to the API: credential, deadline, and one more try when an OAuth2 token has just run out. */
import { type Credential, CredentialError } from './credentials.ts';
import { withDeadline } from './deadline.ts';
import type { Redactor } from './redact.ts';
import { errorCode, refuse, refusal } from './reply.ts';
import { faultRefusal, UpstreamError } from './upstream-error.ts';
import type { Method } from './routes.ts';
import type { Upstream } from './upstream.ts';

export interface CallOptions {
  upstream: Upstream;
  baseUrl: string;
  credential: Credential;
  redactor: Redactor;
  timeoutMs: number;
}

export interface Call {
  method: Method;
  /** Path and query, written by the gateway. */
  target: string;
  body?: string;
  /** Aborts when the browser has gone away. */
  signal?: AbortSignal;
}

/** What came of it: the reply for the browser, and the API's own answer, if any, for the audit. */
export interface Outcome {
  reply: Response;
  answered: { status: number; requestId: string | null } | null;
  /** True when it is certain that the API never got the request. */
  unsent: boolean;
}

/** Sends a call. `read` turns the API's answer into the reply, within the same deadline. Never rejects. */
export async function callUpstream(
  options: CallOptions,
  call: Call,
  read: (answer: Response) => Promise<Response>,
): Promise<Outcome> {
  let answered: Outcome['answered'] = null;
  try {
    const reply = await withDeadline(options.timeoutMs, call.signal, async (signal) => {
      return sendWithCredential(options, call, signal, (answer) => {
        answered = { status: answer.status, requestId: options.redactor.header(answer.headers.get('twilio-request-id')) };
        return read(answer);
      });
    });
    return { reply, answered, unsent: false };
  } catch (error) {
    if (error instanceof CredentialError) {
      return { reply: refuse(refusal(502, 'upstream_auth', error.message), 401), answered: null, unsent: true };
    }
    const unsent = error instanceof UpstreamError && error.fault === 'unsent';
    return { reply: refuse(faultRefusal(error, call.method)), answered, unsent };
  }
}

async function sendWithCredential(
  options: CallOptions,
  call: Call,
  signal: AbortSignal,
  read: (answer: Response) => Promise<Response>,
): Promise<Response> {
  const send = async (header: string): Promise<Response> => {
    // A token may come when the call has long been given up, and must not send it then.
    signal.throwIfAborted();
    return options.upstream(buildRequest(options.baseUrl, call, header, signal));
  };
  const header = await options.credential.authorization();
  const answer = await send(header);
  if (answer.status !== 401 || !options.credential.rejected(header)) return read(answer);
  if (call.method === 'GET') {
    await answer.body?.cancel();
  } else {
    // The API's own 401 comes before anything is done, so that even a change may be sent again with a new token. Anybody else's does not.
    const reply = await read(answer);
    if ((await errorCode(reply)) !== 'upstream_auth') return reply;
  }
  return read(await send(await options.credential.authorization()));
}

/** Every header the API sees is written here; nothing of the browser's is copied. */
function buildRequest(baseUrl: string, call: Call, authorization: string, signal: AbortSignal): Request {
  const headers: Record<string, string> = {
    authorization,
    accept: 'application/json',
    'accept-encoding': 'gzip',
    'user-agent': 'microvisor-fleet-console',
    ...(call.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
  };
  const body = call.body === undefined ? {} : { body: call.body };
  return new Request(`${baseUrl}${call.target}`, { method: call.method, headers, redirect: 'manual', signal, ...body });
}
