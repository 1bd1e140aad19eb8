/** One call to the API: credential, deadline, and one more try when an OAuth2 token has just run out. */
import { type Credential, CredentialError } from './credentials.ts';
import { refuse, refusal } from './reply.ts';
import { faultRefusal, UpstreamError } from './upstream-error.ts';
import type { Method } from './routes.ts';
import type { Upstream } from './upstream.ts';

export interface CallOptions {
  upstream: Upstream;
  baseUrl: string;
  credential: Credential;
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
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = call.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal]);
  let answered: Outcome['answered'] = null;
  try {
    const reply = await withAbort(signal, async () => {
      const answer = await sendWithCredential(options, call, signal);
      answered = { status: answer.status, requestId: answer.headers.get('twilio-request-id') };
      return read(answer);
    });
    return { reply, answered, unsent: false };
  } catch (error) {
    if (error instanceof CredentialError) {
      return { reply: refuse(refusal(502, 'upstream_auth', error.message), 401), answered: null, unsent: true };
    }
    const fault = timeout.aborted ? new UpstreamError('timeout', '') : error;
    const unsent = fault instanceof UpstreamError && fault.fault === 'unsent';
    return { reply: refuse(faultRefusal(fault, call.method)), answered, unsent };
  }
}

async function sendWithCredential(options: CallOptions, call: Call, signal: AbortSignal): Promise<Response> {
  const header = await options.credential.authorization();
  const answer = await options.upstream(buildRequest(options.baseUrl, call, header, signal));
  // 401 comes before anything is done, so that even a write may be sent again with a new token.
  if (answer.status !== 401 || !options.credential.rejected(header)) return answer;
  await answer.body?.cancel();
  return options.upstream(buildRequest(options.baseUrl, call, await options.credential.authorization(), signal));
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

/** Rejects as soon as the signal does, even when the work itself pays no heed to it. */
async function withAbort<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const stop = (): void => {
      reject(new UpstreamError('unreachable', 'The call was given up.'));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { signal: over.signal });
  });
  try {
    return await Promise.race([aborted, work()]);
  } finally {
    over.abort();
  }
}
