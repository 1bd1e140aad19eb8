/**
 * The API's answer, made safe for a browser: JSON and nothing else, of a bounded size, with three headers kept. A
 * portal's login page, a redirect or a truncated body becomes an error that says so.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { errorSchema } from '#api/schema.ts';
import { API_HEADERS, jsonReply, refusal, refuse } from './reply.ts';
import { secretError, withoutValues } from './secret-answer.ts';

/**
 * 8 MiB, decoded: a page of 1,000 devices has 0.8, one of 100 Configs 5 at the very most. Whoever asks for more Configs at
 * once than fit is told so, and asks for fewer.
 */
export const MAX_ANSWER = 8 * 1024 * 1024;
/** `Date` is the API's clock, from which the browser computes ages. */
const KEPT = ['retry-after', 'twilio-request-id', 'date'];

const unzip = promisify(gunzip);

export interface RelayOptions {
  /** A zipped body may be passed on as it came. */
  acceptsGzip?: boolean;
  /** A deletion: 204 without a body is its success, and nothing else is. */
  deletes?: boolean;
  /** It is about Secrets: nothing is passed on that could be a value. */
  secret?: boolean;
  /** Whether the body of a success is about something else than what was asked for. */
  isAboutAnother?: (body: unknown) => boolean;
}

/** Turns an upstream reply into one for the browser. */
export async function relay(answer: Response, options: RelayOptions = {}): Promise<Response> {
  const { acceptsGzip = false, deletes = false, secret = false, isAboutAnother = () => false } = options;
  const kept = keptHeaders(answer.headers);
  if (answer.status >= 300 && answer.status < 400) {
    await answer.body?.cancel();
    return refuse(refusal(502, 'upstream_redirect', 'The API answered with a redirect, which is not followed.', kept));
  }
  if (deletes && answer.ok) {
    await answer.body?.cancel();
    if (answer.status === 204) return new Response(null, { status: 204, headers: { ...API_HEADERS, ...kept } });
    return refuse(refusal(502, 'bad_status', `The API answered ${String(answer.status)} to a deletion, where 204 is the word for done.`, kept));
  }
  const raw = await readLimited(answer, MAX_ANSWER);
  const decoded = raw === null ? null : await decode(raw, answer.headers.get('content-encoding'));
  if (decoded === null) {
    return refuse(refusal(502, 'upstream_too_large', 'The API answered with more than 8 MiB, or in an unknown encoding.', kept));
  }
  const text = decoded.toString('utf8');
  // Whatever its body: HTTP’s own word for a credential that is rejected, before anything is done.
  if (answer.status === 401) return refuseCredential(401, kept);
  if (!isJson(answer.headers)) return refuseType(answer, secret ? '' : text, kept);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return refuse(refusal(badStatus(answer.status), 'bad_json', 'The API answered with JSON that breaks off or is malformed.', kept));
  }
  if (answer.status >= 400) return relayError(answer.status, body, kept, secret);
  if (isAboutAnother(body)) {
    return refuse(refusal(502, 'bad_reply', 'The API answered about something else than what was asked for.', kept));
  }
  if (secret) return jsonReply(answer.status, withoutValues(body), kept);
  const zipped = raw !== decoded && acceptsGzip;
  const headers: Record<string, string> = {
    ...API_HEADERS,
    ...kept,
    'content-type': 'application/json',
    vary: 'accept-encoding',
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
  };
  return new Response(zipped ? raw : decoded, { status: answer.status, headers });
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

/** Null for an encoding that was not asked for, or when the decoded body is over the limit. */
async function decode(raw: Bytes, encoding: string | null): Promise<Bytes | null> {
  if (encoding === null || encoding === 'identity') return raw;
  if (encoding !== 'gzip') return null;
  try {
    return Buffer.from(await unzip(raw, { maxOutputLength: MAX_ANSWER }));
  } catch {
    return null;
  }
}

function isJson(headers: Headers): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/iu.test(headers.get('content-type') ?? '');
}

function keptHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(KEPT.flatMap((name) => {
    const value = headers.get(name);
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

function refuseType(answer: Response, text: string, kept: Record<string, string>): Response {
  const type = answer.headers.get('content-type') ?? 'no content type';
  const start = text === '' ? '.' : `: ${text.slice(0, 200)}`;
  const message = `Expected JSON, but the API answered ${String(answer.status)} with ${type}${start}`;
  return refuse(refusal(badStatus(answer.status), 'bad_content_type', message, kept));
}

/** "Slow down" and "out of service" keep their meaning even when a proxy in between words them in HTML. */
function badStatus(status: number): number {
  return status === 429 || status === 503 ? status : 502;
}

/** An error of the API, rebuilt from the fields that an error has. Its code is a number: words are the gateway's own, and nobody else's. */
function relayError(status: number, body: unknown, kept: Record<string, string>, secret: boolean): Response {
  const known = errorSchema.safeParse(body);
  if (!known.success || typeof known.data.code !== 'number') {
    return refuse(refusal(status, 'upstream_error', `The API answered ${String(status)} without saying why.`, kept));
  }
  // A 403 of another shape is a proxy or a portal speaking, not the API.
  if (status === 403) return refuseCredential(403, kept);
  // Whoever handles the error goes by the status in its body, which may not tell another story than HTTP's own.
  return jsonReply(status, secret ? secretError(status, known.data.code) : { ...known.data, status }, kept);
}
