/**
 * The API's answer, made safe for a browser: JSON and nothing else, of a bounded size, with three headers kept. A
 * portal's login page, a redirect or a truncated body becomes an error that says so.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { errorSchema } from '#api/schema.ts';
import type { Redactor } from './redact.ts';
import { API_HEADERS, jsonReply, refusal, refuse } from './reply.ts';
import { secretError, withoutValues } from './secret-answer.ts';
import { MAX_ROW, setAside } from './set-aside.ts';

/**
 * 8 MiB, decoded: a page of 1,000 devices has 0.8, one of 100 Configs 5 at the very most. Whoever asks for more Configs at
 * once than fit is told so, and asks for fewer.
 */
export const MAX_ANSWER = 8 * 1024 * 1024;
/** `Date` is the API's clock, from which the browser computes ages. */
const KEPT = ['retry-after', 'twilio-request-id', 'date'];

const unzip = promisify(gunzip);

export interface RelayOptions {
  redactor: Redactor;
  /** Told when the answer holds the credential, which then goes no further. */
  onEcho?: () => void;
  /** A zipped body may be passed on as it came. */
  acceptsGzip?: boolean;
  /** A deletion: 204 without a body is its success, and nothing else is. */
  deletes?: boolean;
  /** It is about Secrets: nothing is passed on that could be a value. */
  secret?: boolean;
  /** A page that holds one row at the most: where it is too large, the row is set aside and the page passed on. */
  oneRow?: boolean;
  /** Whether the body of a success is what was asked for. It is looked at as it came. */
  isAnswer?: (body: unknown) => boolean;
}

/** These are about a connection, and not the browser's: it would sign in to a proxy, or send a change again by itself. */
const OF_A_CONNECTION: Readonly<Record<number, string>> = {
  407: 'A proxy before the API asks for a sign-in of its own (407).',
  408: 'The API gave up waiting for the whole request (408).',
  421: 'The API says that the request came to the wrong server (421).',
  425: 'The API does not take a request this early (425).',
  426: 'The API wants to be asked by another protocol (426).',
};

/** Turns an upstream reply into one for the browser. Nothing in it holds the credential, whatever the API answered. */
export async function relay(answer: Response, options: RelayOptions): Promise<Response> {
  const { redactor, onEcho = () => undefined, acceptsGzip = false, deletes = false, secret = false, oneRow = false, isAnswer = () => true } = options;
  const kept = keptHeaders(answer.headers, redactor);
  const { status } = answer;
  if (KEPT.some((name) => answer.headers.has(name) && kept[name] === undefined)) onEcho();
  const refused = byStatus(answer, kept);
  if (refused !== null) {
    await answer.body?.cancel();
    return refused;
  }
  if (deletes && answer.ok) {
    await answer.body?.cancel();
    if (status === 204) return new Response(null, { status, headers: { ...API_HEADERS, ...kept } });
    return refuse(refusal(502, 'bad_status', `The API answered ${String(status)} to a deletion, where 204 is the word for done.`, kept));
  }
  const limit = oneRow && answer.ok ? MAX_ROW : MAX_ANSWER;
  const raw = await readLimited(answer, limit);
  const decoded = raw === null ? TOO_LARGE : await decode(raw, answer.headers.get('content-encoding'), limit);
  if ('code' in decoded) return refuse(refusal(badStatus(status), decoded.code, decoded.message, kept));
  const echoes = redactor.holds(decoded);
  if (echoes) onEcho();
  if (!isJson(answer.headers)) return refuseType(answer, secret ? '' : decoded.toString(), options, kept);
  let body: unknown;
  try {
    body = JSON.parse(decoded.toString());
  } catch {
    return refuse(refusal(badStatus(status), 'bad_json', 'The API answered with JSON that breaks off or is malformed.', kept));
  }
  if (answer.ok && !isAnswer(body)) return refuse(refusal(502, 'bad_reply', 'The API’s answer is not what was asked for, or is about something else.', kept));
  if (echoes) {
    body = redactor.json(body);
    // As numbers, say, or across the end of a text: then nothing of it goes on.
    if (redactor.holds(JSON.stringify(body))) return refuse(refusal(502, 'upstream_echo', 'The API’s answer holds the credential of this console.', kept));
  }
  if (status >= 400) return relayError(status, body, kept, secret);
  if (secret) body = withoutValues(body);
  if (decoded.length > MAX_ANSWER) {
    const page = setAside(body);
    if (JSON.stringify(page).length > MAX_ANSWER) return refuse(refusal(502, TOO_LARGE.code, TOO_LARGE.message, kept));
    return jsonReply(status, page, kept);
  }
  if (secret || echoes) return jsonReply(status, body, kept);
  const zipped = raw !== decoded && acceptsGzip;
  const headers: Record<string, string> = {
    ...API_HEADERS,
    ...kept,
    'content-type': 'application/json',
    vary: 'accept-encoding',
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
  };
  return new Response(zipped ? raw : decoded, { status, headers });
}

/** The refusal of an answer whose status tells all that there is to know. */
function byStatus({ status }: Response, kept: Record<string, string>): Response | null {
  if (status >= 300 && status < 400) return refuse(refusal(502, 'upstream_redirect', 'The API answered with a redirect, which is not followed.', kept));
  const message = OF_A_CONNECTION[status];
  return message === undefined ? null : refuse(refusal(502, 'upstream_status', message, kept));
}

/** True for a status that is about a connection, not about what was asked: it does not say what became of a change. */
export function isAboutConnection(status: number): boolean {
  return OF_A_CONNECTION[status] !== undefined;
}

type Bytes = Buffer<ArrayBuffer>;

/** Reads a body to its end; null when it is longer than `limit`. Rejects when it breaks off. */
export async function readLimited(message: Request | Response, limit: number): Promise<Bytes | null> {
  if (message.body === null) return Buffer.alloc(0);
  const reader = message.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

interface Unreadable {
  code: string;
  message: string;
}

const TOO_LARGE: Unreadable = { code: 'upstream_too_large', message: 'The API answered with more than 8 MiB.' };

/** Takes off the compression. */
async function decode(raw: Bytes, encoding: string | null, limit: number): Promise<Bytes | Unreadable> {
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name === 'identity') return raw;
  if (name !== 'gzip') return { code: 'bad_encoding', message: 'The API compressed its answer in a way that was not asked for.' };
  try {
    return Buffer.from(await unzip(raw, { maxOutputLength: limit }));
  } catch (error) {
    if (error instanceof RangeError) return TOO_LARGE;
    return { code: 'bad_gzip', message: 'The API’s answer is compressed, and breaks off or is damaged.' };
  }
}

function isJson(headers: Headers): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/iu.test(headers.get('content-type') ?? '');
}

function keptHeaders(headers: Headers, redactor: Redactor): Record<string, string> {
  return Object.fromEntries(KEPT.flatMap((name) => {
    const value = redactor.header(headers.get(name));
    return value === null ? [] : [[name, value]];
  }));
}

/** A 401 passed on would open the browser's own password box. */
function refuseCredential(status: 401 | 403, kept: Record<string, string>): Response {
  const message =
    status === 401
      ? 'The API rejected the configured credential (401).'
      : 'The configured credential lacks the right to do this (403).';
  return refuse(refusal(502, 'upstream_auth', message, kept), status);
}

function refuseType(answer: Response, text: string, { redactor }: RelayOptions, kept: Record<string, string>): Response {
  const type = redactor.text(answer.headers.get('content-type') ?? 'no content type');
  // Before it is cut: a part of a secret would not be known.
  const start = text === '' ? '.' : `: ${redactor.text(text).slice(0, 200)}`;
  const message = `Expected JSON, but the API answered ${String(answer.status)} with ${type}${start}`;
  return refuse(refusal(badStatus(answer.status), 'bad_content_type', message, kept));
}

/** "Slow down" and "out of service" stay what they are for a read, even when a proxy in between words them in HTML; what became of a change they do not say. */
function badStatus(status: number): number {
  return status === 429 || status === 503 ? status : 502;
}

/** An error of the API, rebuilt from the fields that an error has. Its code is a number: words are the gateway's own, and nobody else's. */
function relayError(status: number, body: unknown, kept: Record<string, string>, secret: boolean): Response {
  const known = errorSchema.safeParse(body);
  if (!known.success || typeof known.data.code !== 'number') {
    // A 401 is never the browser's: it has no credential of its own to ask for.
    const passed = status === 401 ? 502 : status;
    return refuse(refusal(passed, 'upstream_error', `The API answered ${String(status)} without saying why.`, kept), status);
  }
  // In another shape it is a proxy or a portal speaking, not the API.
  if (status === 401 || status === 403) return refuseCredential(status, kept);
  // Whoever handles the error goes by the status in its body, which may not tell another story than HTTP's own.
  return jsonReply(status, secret ? secretError(status, known.data.code) : { ...known.data, status }, kept);
}
