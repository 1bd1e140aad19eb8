/** What the Vite dev server needs on top of the production guard, and the few relaxations that it cannot do without. */
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { checkHost, checkPageRequest } from './guard.ts';
import { isPage } from './pages.ts';
import { type Refusal, refusal, SHARED_HEADERS } from './reply.ts';
import { decodeSegment } from './routes.ts';

/**
 * Headers of pages and modules in development. Against production: the nonce is for the inline script of React's
 * refresh and the style tags of hot reloading; `ws:` is their socket; Trusted Types are off because Vite's client
 * writes HTML (its error overlay) and scripts (hot modules).
 */
export function devHeaders(nonce: string, hosts: ReadonlySet<string>): Record<string, string> {
  // A policy has no notation for IPv6 addresses; 'self' covers them where the browser does.
  const sockets = [...hosts].filter((host) => !host.startsWith('[')).map((host) => `ws://${host}`);
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${sockets.join(' ')}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return { ...SHARED_HEADERS, 'content-security-policy': policy.join('; ') };
}

/**
 * Checks a request for a page or module. Vite serves the whole folder, so that files such as `.env` need a lock of their
 * own, and has endpoints that act on this machine (`/__open-in-editor` starts a program), none of which hot reloading
 * needs. A link from another site leads to a page, and to nothing else that Vite would answer.
 */
export function checkDevRequest(message: IncomingMessage, headers: Headers, { root, dataDir }: Folders): Refusal | null {
  const refused = checkPageRequest(message.method ?? '', headers);
  if (refused !== null) return refused;
  const target = (message.url ?? '').split('?', 1)[0] ?? '';
  const own = [null, 'same-origin', 'none'].includes(headers.get('sec-fetch-site'));
  if (!own && !isPage(target)) return refusal(403, 'cross_site', 'Another site may link to the pages of the console only.');
  const segments = target.split('/').map(decodeSegment);
  const hidden = segments.some((segment) => segment === null || /(?:^|[/\\])\.(?!vite$)/u.test(segment));
  const endpoint = segments[1]?.startsWith('__') === true;
  // Vite has three spellings: below its root, and two for anywhere on this machine.
  const [, prefix, ...rest] = segments;
  const file = prefix === '@fs' || prefix === '@id' ? path.resolve('/', ...rest.map(String)) : path.join(root, ...segments.map(String));
  return hidden || endpoint || isInside(dataDir, file) ? refusal(404, 'not_found', 'There is nothing at this address.') : null;
}

interface Folders {
  /** That Vite serves. */
  root: string;
  /** DATA_DIR, which may lie in it and is never served. */
  dataDir: string;
}

/** True for the folder and all that is in it. In any case of letters, as some disks read them. */
export function isInside(folder: string, file: string): boolean {
  const from = path.relative(folder.toLowerCase(), file.toLowerCase());
  return from !== '..' && !from.startsWith(`..${path.sep}`) && !path.isAbsolute(from);
}

/**
 * Refuses another protocol, but for Vite's own WebSocket from our own page, at the one address that it has. Vite's listener then finds the
 * socket closed.
 */
export function refuseForeignSocket(
  message: IncomingMessage,
  socket: Duplex,
  { hosts, origins, basePath }: { hosts: ReadonlySet<string>; origins: ReadonlySet<string>; basePath: string },
): void {
  const protocol = message.headers['sec-websocket-protocol'] ?? '';
  const ours = ['vite-hmr', 'vite-ping'].includes(protocol) && origins.has(message.headers.origin ?? '');
  const host = message.headers.host;
  const itsPlace = (message.url ?? '').split('?', 1)[0] === basePath;
  if (ours && itsPlace && checkHost(host === undefined ? [] : [host], hosts) === null) return;
  socket.on('error', () => undefined);
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  socket.destroy();
}

/** The headers by which the guard tells who asks for a page. */
export function headersOf(message: IncomingMessage): Headers {
  const headers = new Headers();
  for (const name of ['sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'accept', 'service-worker']) {
    const value = message.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}
