import { retryAfter } from '#lib/backoff.ts';
import { t } from '#texts/t.ts';
import { correctClock } from './clock.ts';
import { ApiError, localError } from './error.ts';
import { errorSchema, type ApiErrorBody } from './schema.ts';
import { noteSent } from './sent.ts';
import { basePath, renewSession, session } from './session.ts';

interface Call {
  /** Query parameters of a GET; undefined ones are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Form fields of a POST: makes the call a POST. */
  readonly form?: Readonly<Record<string, string>>;
  /** Makes it a DELETE, whose answer has no body: null. */
  readonly remove?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The one way to the network: a call through the gateway. `path` is the API's own, without `/v1`, already encoded.
 * Returns the reply's JSON, unchecked: the caller parses it. Throws ApiError, or the signal's reason when aborted.
 */
export async function call(path: string, { query = {}, form, remove = false, signal }: Call = {}): Promise<unknown> {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) params.set(key, String(value));
  const url = `${basePath()}api/v1${path}${params.size > 0 ? `?${params}` : ''}`;
  const init: RequestInit = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
  if (remove) init.method = 'DELETE';
  if (signal) init.signal = signal;
  if (init.method === undefined) return sendRenewed(url, init, {});
  const answer = sendRenewed(url, init, { 'X-Fleet-Attempt': newAttempt() });
  noteSent(path, form, answer);
  return answer;
}

async function sendRenewed(url: string, init: RequestInit, attempt: Readonly<Record<string, string>>): Promise<unknown> {
  try {
    return await send(url, init, attempt);
  } catch (error) {
    // The gateway was restarted: its new token once, silently. It did not pass this request on, but the one before it may have, when the
    // browser itself repeated a request whose connection broke. So it is the same attempt, which is sent once.
    if (!(error instanceof ApiError) || error.held || error.trouble !== 'session' || !(await renewed())) throw error;
    return send(url, init, attempt);
  }
}

/** A UUID. `crypto.randomUUID` is missing where the console is served over plain http under another name. */
function newAttempt(): string {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}

/** Only the gateway's own word that it speaks for another account is a "no": without it the same call may pass later. */
async function renewed(): Promise<boolean> {
  try {
    return await renewSession();
  } catch (error) {
    throw localError('upstream_unsent', t`The gateway was restarted, and did not say for which account: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Until when (browser clock) the API asked not to be asked at all: a `Retry-After` holds for every request of this browser. */
let heldUntil = 0;
/** The error that asked for it first. */
let heldBy: ApiErrorBody | undefined;
/** No pause is longer: one that seems so was asked for before the clock was set back. */
const LONGEST_HOLD = 5 * 60_000;
type HoldListener = (until: number, cause: ApiErrorBody | undefined) => void;
const holdListeners = new Set<HoldListener>();

/**
 * No call before this moment (browser clock): from a reply, or from another thread or tab that got one. Only ever put off.
 * @param cause the error that asked for the pause: while one lasts the first stays, and is what every call fails with that is not sent
 */
export function holdCalls(until: number, cause?: ApiErrorBody): void {
  const now = Date.now();
  const capped = Math.min(until, now + LONGEST_HOLD);
  const before = callsHeldUntil();
  if (capped <= before) return;
  if (before <= now) heldBy = cause;
  heldUntil = capped;
  for (const tell of holdListeners) tell(capped, heldBy);
}

/** Until when no call is made (browser clock); in the past when nothing is held. */
export function callsHeldUntil(): number {
  heldUntil = Math.min(heldUntil, Date.now() + LONGEST_HOLD);
  return heldUntil;
}

/** To be told when calls are put off, and at once where they are. Returns how to stop. */
export function onHold(tell: HoldListener): () => void {
  holdListeners.add(tell);
  if (callsHeldUntil() > Date.now()) tell(heldUntil, heldBy);
  return () => holdListeners.delete(tell);
}

function hold(): void {
  const left = callsHeldUntil() - Date.now();
  if (left <= 0) return;
  throw new ApiError(heldBy ?? { code: 20429, message: pauseWords(), more_info: null, status: 429 }, left, true);
}

function pauseWords(): string {
  return t`The API asked for a pause that is not over yet.`;
}

async function send(url: string, init: RequestInit, attempt: Readonly<Record<string, string>>): Promise<unknown> {
  hold();
  let reply: Response;
  let text: string;
  try {
    reply = await fetch(url, { ...init, headers: { 'X-Fleet-Request': session().token, ...attempt }, cache: 'no-store' });
    // Before the body, which may take its time.
    correctClock(reply.headers.get('Date'));
    text = await reply.text();
  } catch (error) {
    init.signal?.throwIfAborted();
    throw localError('network', error instanceof Error ? error.message : String(error));
  }
  if (reply.status === 204) return null;
  const body = parseJson(text);
  if (reply.ok && body !== undefined) return body;
  const wait = retryAfter(reply.headers.get('Retry-After'), reply.headers.get('Date'));
  const parsed = errorSchema.safeParse(body);
  const cause = parsed.success ? parsed.data : badReply(reply.status);
  // What is said of a write may repeat what was written, and goes no further than to whoever sent it.
  if (wait !== null) holdCalls(Date.now() + wait, init.method === undefined ? cause : { ...cause, message: pauseWords() });
  throw new ApiError(cause, wait);
}

function badReply(status: number): ApiErrorBody {
  return { code: 'bad_reply', message: t`The gateway answered ${status} with a body that is not JSON of the API.`, more_info: null, status: status >= 400 ? status : 502 };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
