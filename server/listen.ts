/** The HTTP server: limits, the raw checks, and a close that lets running requests end. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { enterBase, outsideBase } from './base.ts';
import { limitHeaders } from './broken.ts';
import { canonicalHost, hostSet } from './guard.ts';
import { checkRaw, isApi, rawRefusal } from './raw.ts';
import type { Report } from './report.ts';

type Handler = (request: Request) => Promise<Response>;

export interface Limits {
  /** Headers must be complete within this time. */
  headersTimeoutMs: number;
  /** Headers and body must be complete within this time. */
  requestTimeoutMs: number;
  maxConnections: number;
  maxRequestsPerSocket: number;
}

const LIMITS: Limits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 15_000,
  maxConnections: 500,
  maxRequestsPerSocket: 10_000,
};

export interface ListenOptions {
  host: string;
  /** 0 for any free port. */
  port: number;
  allowedHosts: readonly string[];
  /** The path that everything lies under. */
  basePath: string;
  /** Makes the handler once the port is known, since Host and Origin hold it. */
  createHandler: (port: number) => Handler;
  onError: Report;
  limits?: Partial<Limits>;
}

export interface Listening {
  port: number;
  /** Takes no new connection, lets running requests end, and resolves when the last one has. */
  close(): Promise<void>;
}

/** Starts to listen. Rejects when the address cannot be had. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const limits = { ...LIMITS, ...options.limits };
  const server = createServer({
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1000, limits.headersTimeoutMs),
    // A missing Host is answered by the same check as a wrong one.
    requireHostHeader: false,
  });
  server.maxConnections = limits.maxConnections;
  server.maxRequestsPerSocket = limits.maxRequestsPerSocket;
  limitHeaders(server, options.basePath);
  await bind(server, options);
  const { port } = addressOf(server);
  server.on('request', createListener(options.createHandler(port), hostSet(port, options.allowedHosts), options));
  return { port, close: () => close(server) };
}

/** Runs the raw checks and then the handler, which knows nothing of the base path. Also used by the Vite plugin. */
export function createListener(
  handler: Handler,
  hosts: ReadonlySet<string>,
  { basePath, onError }: Pick<ListenOptions, 'basePath' | 'onError'>,
): (message: IncomingMessage, response: ServerResponse) => void {
  // The global Request and Response stay what they are: the rest of the process must not notice this server.
  const listener = getRequestListener(handler, { overrideGlobalObjects: false });
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const inside = enterBase(message, basePath);
    // Under /api a `Date` is the API's: with the one that Node would add, the browser's ages would go by this machine's clock.
    if (isApi((message.url ?? '').split('?', 1)[0] ?? '')) response.sendDate = false;
    const refused = checkRaw(message, hosts) ?? (inside ? null : outsideBase(message, basePath));
    if (refused !== null) {
      await sendReply(response, rawRefusal(message.url ?? '', refused));
      return;
    }
    // The listener builds the URL from it, and knows one spelling of an IPv6 address only.
    message.headers.host = canonicalHost(message.headers.host ?? '') ?? '';
    await listener(message, response);
  };
  return (message, response) => {
    endOnError(answer(message, response), response, onError);
  };
}

/** An event does not wait for a promise: one that rejects is reported here, and takes its own connection along and nothing else. */
export function endOnError(answering: Promise<void>, response: ServerResponse, onError: Report): void {
  answering.catch((error: unknown) => {
    response.destroy();
    onError(error, randomUUID());
  });
}

/** Writes a small reply; the connection ends with it, so that no body of a refused request is waited for. */
export async function sendReply(response: ServerResponse, reply: Response): Promise<void> {
  const body = await reply.text();
  response.sendDate = false;
  response.writeHead(reply.status, { ...Object.fromEntries(reply.headers), connection: 'close' });
  response.end(body);
}

function bind(server: Server, { host, port }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection whose request has just ended is kept for the next one: it, too, must not hold up the end.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
