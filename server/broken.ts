/** Messages that Node's parser gives up on: how much it reads, and what their senders are told. Production, `vite dev` and preview alike. */
import { createHash } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { SHARED_HEADERS } from './reply.ts';

/**
 * Cookies belong to a host name, whatever the port: those of every program that ever ran on this machine come along, and are not read.
 * Node's own limit of 16 KiB is less than a browser may send.
 */
const MAX_HEADERS = 64 * 1024;

/** What is still being sent is read for so long, and dropped: to a connection that is closed on it, no answer gets through. */
const LINGER_MS = 1000;

/** Sets the limit, and answers what is beyond it or broken, on a server of ours or of Vite's. */
export function limitHeaders(server: EventEmitter, basePath: string): void {
  // Node keeps the option here, and looks at it with each connection. Vite's server takes no options.
  Object.assign(server, { maxHeaderSize: MAX_HEADERS });
  server.removeAllListeners('clientError');
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => answerBroken(error, socket, basePath));
}

const STYLE = 'body{max-width:40rem;margin:4rem auto;padding:0 1rem;font:16px/1.6 system-ui,sans-serif}h1{font-size:1.25rem}code{font-size:.875rem;overflow-wrap:anywhere}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** @param port that the console listens on @param path that it is served under */
const tooManyCookies = (port: number, path: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Too many cookies – Microvisor Fleet Console</title>
<style>${STYLE}</style>
<h1>Your browser sends too many cookies</h1>
<p>The console could not be opened: the headers of the request are larger than 64 KiB. Cookies belong to a host name, not to a port, so your
browser also sends the cookies of every other program that has run under this name. The console itself uses no cookies.</p>
<p>Do one of the following:</p>
<ul>
<li>Delete the cookies of this host name. Delete only the cookies: its other site data includes the runs, notes and settings that the console has stored in this browser.</li>
<li>Open the console in a private window. Nothing that it stores there is kept.</li>
<li>Give the console a name of its own: start it with <code>ALLOWED_HOSTS=fleet.localhost:${String(port)}</code> and open <code>http://fleet.localhost:${String(port)}${path === '/' ? '' : path}</code>.</li>
</ul>
</html>
`;

function answerBroken(error: NodeJS.ErrnoException, socket: Socket, basePath: string): void {
  // It goes on sending, and the parser goes on complaining.
  if (socket.writableEnded) return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(answerTo(error.code, socket.localPort ?? 0, basePath));
  socket.resume();
  // A peer that never closes its half must not keep the socket.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function answerTo(code: string | undefined, port: number, basePath: string): string {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const headers = {
      ...SHARED_HEADERS,
      'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    };
    return reply('431 Request Header Fields Too Large', headers, tooManyCookies(port, basePath));
  }
  return reply(code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request', {}, '');
}

function reply(status: string, headers: Readonly<Record<string, string>>, body: string): string {
  const all = { ...headers, connection: 'close', 'content-length': String(Buffer.byteLength(body)) };
  return [`HTTP/1.1 ${status}`, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
}
