/**
 * The checks that keep other pages, other hosts and other people's tricks away from the credential. All pure: they get
 * text and give a refusal or null. `raw.ts` applies them to the socket's request, `gateway.ts` to a `Request`.
 */
import { timingSafeEqual } from 'node:crypto';
import { type Refusal, refusal } from './reply.ts';

const MAX_TARGET = 2048;
/** Addresses that only this machine can reach, as they stand in HOST and `--host`. */
export const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** The form's media type, with nothing but a charset of UTF-8 beside it. */
const FORM = /^application\/x-www-form-urlencoded(?:\s*;\s*charset="?utf-8"?)?$/iu;

/**
 * The one spelling of `name`, `address` or `[v6]` with an optional port: lower case, IPv6 in its short form.
 * @returns null when it is none of these
 */
export function spellHost(host: string): string | null {
  const [, name, port = ''] = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/u.exec(host.toLowerCase()) ?? [];
  if (name === undefined) return null;
  // Only IPv6 has many spellings that people use. `127.1` and `2130706433` stay what they are, and match nothing.
  if (!name.startsWith('[')) return name + port;
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).host + port : null;
}

/** A Host header as browsers write it, without the default port of http or https. Null when it is malformed. */
export function canonicalHost(host: string): string | null {
  return spellHost(host)?.replace(/:(?:80|443)$/u, '') ?? null;
}

/** Hosts the server answers to, canonical: loopback names (or those given) with its own port, and the configured ones. */
export function hostSet(port: number, allowed: readonly string[], names: readonly string[] = LOOPBACK_NAMES): ReadonlySet<string> {
  const hosts = [...names.map((name) => `${name}:${String(port)}`), ...allowed];
  return new Set(hosts.map((host) => canonicalHost(host) ?? host));
}

/** Origins the page may have. A configured host may sit behind a proxy that speaks https. */
export function originSet(port: number, allowed: readonly string[]): ReadonlySet<string> {
  const own = LOOPBACK_NAMES.map((name) => httpOrigin(`${name}:${String(port)}`));
  // An Origin leaves out the default port of its own scheme, and of that one only.
  return new Set([...own, ...allowed.flatMap((host) => [httpOrigin(host), `https://${host.replace(/:443$/u, '')}`])]);
}

function httpOrigin(host: string): string {
  return `http://${host.replace(/:80$/u, '')}`;
}

/** Exactly one Host header, and one of ours: a rebound DNS name makes Host and Origin agree, but not with this list. */
export function checkHost(hosts: readonly string[], known: ReadonlySet<string>): Refusal | null {
  const [host] = hosts;
  const canonical = host === undefined || hosts.length > 1 ? null : canonicalHost(host);
  if (canonical !== null && known.has(canonical)) return null;
  return refusal(403, 'host', 'This server does not answer to that Host. Add it to ALLOWED_HOSTS if it should.');
}

/**
 * The request target as it stands on the wire, before any URL parser has tidied it up.
 * Refuses what parsers read differently: absolute form, `\`, `#`, `//`, dot segments (raw or percent-encoded).
 */
export function checkTarget(target: string): Refusal | null {
  if (target.length > MAX_TARGET) return refusal(414, 'target', 'The address is longer than 2 KiB.');
  // Absolute form names a host of its own, beside the Host header.
  if (!target.startsWith('/')) return refusal(403, 'host', 'The address must begin with a slash.');
  const path = target.split('?', 1)[0] ?? '';
  const clean = /^\/[\u0021-\u007e]*$/u.test(target) && !/[\\#]/u.test(target) && !path.includes('//');
  const dots = path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/iu.test(segment));
  return clean && !dots ? null : refusal(404, 'not_found', 'There is nothing at this address.');
}

/**
 * Who asks for a page or a file. Other sites may link to the console (a top-level navigation) and nothing else: no
 * frame, image, script or form of theirs loads anything from here.
 */
export function checkPageRequest(method: string, headers: Headers): Refusal | null {
  if (method !== 'GET') {
    return refusal(405, 'method', 'Pages and files can only be read.', { allow: 'GET' });
  }
  const site = headers.get('sec-fetch-site');
  if (site === null || site === 'same-origin' || site === 'none') return null;
  // `empty`: a visit that a service worker of our own origin passes on. It is shown no session (leftover-worker.ts).
  const opens = ['document', 'empty'].includes(headers.get('sec-fetch-dest') ?? '');
  if (headers.get('sec-fetch-mode') === 'navigate' && opens) return null;
  return refusal(403, 'cross_site', 'Another site may link to the console, but not load parts of it.');
}

/** Who asks under /api: only a page of our own origin. A browser always says so; a change must. */
export function checkOrigin(method: string, headers: Headers, known: ReadonlySet<string>): Refusal | null {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') {
    return refusal(403, 'cross_site', 'Only the console itself may call this.');
  }
  const origin = headers.get('origin');
  if (origin === null) {
    return method !== 'GET' ? refusal(403, 'cross_site', 'A change needs an Origin header of the console.') : null;
  }
  return known.has(origin) ? null : refusal(403, 'cross_site', 'Only the console itself may call this.');
}

/** Compares the token in constant time. */
export function tokenMatches(given: string | null, token: string): boolean {
  const left = Buffer.from(given ?? '');
  const right = Buffer.from(token);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The body of a change is a plain form: one media type, not compressed, of a size that is said or counted. */
export function checkBodyHeaders(headers: Headers, limit: number): Refusal | null {
  if (!FORM.test(headers.get('content-type') ?? '')) {
    return refusal(415, 'media_type', 'The body must be application/x-www-form-urlencoded.');
  }
  if (headers.has('content-encoding')) return refusal(415, 'media_type', 'The body must not be compressed.');
  const length = headers.get('content-length');
  return length !== null && Number(length) > limit ? tooLarge(limit) : null;
}

/** The refusal of a body that is too long; the connection is closed so that the rest is never read. */
export function tooLarge(limit: number): Refusal {
  return refusal(413, 'too_large', `The body is larger than ${String(limit / 1024)} KiB.`, { connection: 'close' });
}

/** A deletion is its path and nothing else: what one side would read in a body, the other side might not. */
export function checkNoBody(headers: Headers): Refusal | null {
  const length = headers.get('content-length') ?? '0';
  return length === '0' && !headers.has('transfer-encoding') ? null : unwantedBody();
}

/** The refusal of a body where there must be none. */
export function unwantedBody(): Refusal {
  return refusal(422, 'invalid_parameter', 'A deletion takes no body.', { connection: 'close' });
}
