/**
 * What only the raw HTTP message shows: the target before it is normalised, how often a header was sent, methods that
 * a `Request` cannot even hold. Production, `vite dev` and `vite preview` run exactly this before anything else.
 */
import type { IncomingMessage } from 'node:http';
import { checkHost, checkTarget } from './guard.ts';
import { type Refusal, refuse, plainReply, refusal } from './reply.ts';
import { matchRoute } from './routes.ts';

/** Headers that must not come twice: Node keeps the first, a proxy in front may keep the last. */
const SINGLE = ['host', 'origin', 'content-type', 'content-length', 'content-encoding', 'x-fleet-request', 'x-fleet-attempt'];

/** Cookies are not counted, since they are not read: a proxy in front may pass each of them on in a line of its own. */
const MAX_HEADERS = 100;

/** Checks one message. `hosts` are the canonical Host values the server answers to. */
export function checkRaw(message: IncomingMessage, hosts: ReadonlySet<string>): Refusal | null {
  const wrongHost = checkHost(valuesOf(message, 'host'), hosts);
  if (wrongHost !== null) return wrongHost;
  const target = message.url ?? '';
  const wrongTarget = checkTarget(target);
  if (wrongTarget !== null) return wrongTarget;
  if (message.rawHeaders.length / 2 - valuesOf(message, 'cookie').length > MAX_HEADERS) return refusal(431, 'header', 'There are too many headers.');
  if (SINGLE.some((name) => valuesOf(message, name).length > 1)) {
    return refusal(400, 'header', 'A header that may come once came twice.');
  }
  if (valuesOf(message, 'upgrade').length > 0) return refusal(400, 'upgrade', 'No other protocol is spoken here: leave out the Upgrade header.');
  return checkMethod(message.method ?? '', target);
}

function checkMethod(method: string, target: string): Refusal | null {
  if (method === 'GET' || method === 'POST' || method === 'DELETE') return null;
  const path = target.split('?', 1)[0] ?? '';
  const match = isApi(path) ? matchRoute(method, path) : null;
  const allow = match !== null && 'allow' in match ? match.allow.join(', ') : 'GET';
  return refusal(405, 'method', 'This method is not served here.', { allow, connection: 'close' });
}

function valuesOf(message: IncomingMessage, name: string): string[] {
  return message.rawHeaders.filter((_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === name);
}

/** True for everything under /api. */
export function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}

/** A refusal as a reply: the API's error shape under /api, a line of text elsewhere. */
export function rawRefusal(target: string, reason: Refusal): Response {
  return isApi(target.split('?', 1)[0] ?? '') ? refuse(reason) : plainReply(reason.status, reason.message, reason.headers);
}
