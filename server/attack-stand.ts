/** For tests: the production, the dev and the preview server before one simulated API on a socket, and requests byte by byte. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer, preview } from 'vite';
import { createSimulator, type Simulator } from '../simulator/app.ts';
import { listen as listenSimulator } from '../simulator/listen.ts';
import { createApp } from './app.ts';
import type { Audit } from './audit.ts';
import { compose } from './compose.ts';
import { configure } from './configure.ts';
import { homeOf } from './home.ts';
import { listen, type Limits } from './listen.ts';
import { createRedactor } from './redact.ts';
import { readFiles } from './static.ts';
import { fleetGateway } from './vite-plugin.ts';

export const ACCOUNT = `AC${'1'.repeat(32)}`;
export const AUTH_TOKEN = 'c0ffee0123456789c0ffee0123456789';
const HTML = '<!doctype html><html><head><meta name="fleet-session" content="%FLEET_SESSION%"></head><body></body></html>';

/** A simulated account of three devices, whose counters tell what has arrived. */
export interface Api {
  simulator: Simulator;
  env: Record<string, string>;
  /** Headers of the last request, by lower-case name. */
  seen: () => Record<string, string>;
  close(): Promise<void>;
}

export async function startApi(): Promise<Api> {
  const simulator = createSimulator({ devices: 3, accountSid: ACCOUNT, authToken: AUTH_TOKEN });
  let seen: Record<string, string> = {};
  const { origin, close } = await listenSimulator((request) => {
    seen = Object.fromEntries(request.headers);
    return simulator.fetch(request);
  });
  const env = { MICROVISOR_API_URL: origin, TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN };
  return { simulator, env, seen: () => seen, close };
}

/** A console that is listening, and the folder it was built into. */
export interface Stand {
  port: number;
  folder: string;
  close(): Promise<void>;
}

function rethrow(error: unknown): never {
  throw error;
}

/** The production server over a build of two files, with others beside them that must stay out of reach. Its audit is the file `.audit` unless another one is given. */
export async function startProduction(
  env: Record<string, string>,
  limits: Partial<Limits> = {},
  audit?: Audit,
): Promise<Stand> {
  const folder = createFolder();
  const config = await configure({ DATA_DIR: path.join(folder, 'data'), AUDIT_FILE: path.join(folder, '.audit'), ...env, PORT: '0' });
  const built = readFiles(folder);
  const { session, createGateway } = await compose(config, {
    redactor: createRedactor(env),
    warn: () => undefined,
    build: built.build,
    ...(audit !== undefined && { audit }),
  });
  const server = await listen({
    ...config,
    limits,
    createHandler: (port) =>
      createApp({ gateway: createGateway(port), ...built, session, home: homeOf(config.host, port, config.allowedHosts, config.basePath), onError: rethrow }),
    onError: rethrow,
  });
  return { port: server.port, folder, close: () => closeAll(server.close(), folder) };
}

/** A real Vite dev server with the plugin, and nothing else. */
export async function startDev(env: Record<string, string>): Promise<Stand> {
  const folder = createFolder();
  const server = await createServer({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    server: { port: 0 },
    plugins: [fleetGateway({ AUDIT_FILE: path.join(folder, '.audit'), DATA_DIR: path.join(folder, 'data'), ...env })],
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (typeof address !== 'object' || address === null) throw new Error('Vite has no port.');
  return { port: address.port, folder, close: () => closeAll(server.close(), folder) };
}

/** A real `vite preview` with the plugin, over the same build as production. */
export async function startPreview(env: Record<string, string>): Promise<Stand> {
  const folder = createFolder();
  const server = await preview({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { port: 0 },
    plugins: [fleetGateway({ AUDIT_FILE: path.join(folder, '.audit'), DATA_DIR: path.join(folder, 'data'), ...env })],
  });
  const address = server.httpServer.address();
  if (typeof address !== 'object' || address === null) throw new Error('Vite has no port.');
  return { port: address.port, folder, close: () => closeAll(server.close(), folder) };
}

function createFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'console-'));
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), HTML);
  writeFileSync(path.join(folder, 'assets/main-abc.js'), 'export {};\n');
  writeFileSync(path.join(folder, 'assets/main-abc.js.map'), '{}');
  writeFileSync(path.join(folder, '.env'), `TWILIO_AUTH_TOKEN=${AUTH_TOKEN}\n`);
  return folder;
}

async function closeAll(closing: Promise<void>, folder: string): Promise<void> {
  await closing;
  rmSync(folder, { recursive: true });
}

export interface RawReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Sends text as it is and reads until the server closes. Status 0 when it closes without an answer. */
export function sendRaw(
  port: number,
  text: string,
  { half = false, signal }: { half?: boolean; signal?: AbortSignal } = {},
): Promise<RawReply> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let reply = '';
    signal?.addEventListener('abort', () => socket.destroy());
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      reply += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      resolve(parseReply(reply));
    });
    if (half) socket.end(text);
    else socket.write(text);
  });
}

function parseReply(text: string): RawReply {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  return { status: Number(first.split(' ')[1] ?? 0), headers, body: body.join('\r\n\r\n') };
}

/** A request as the console's own page sends it, from which each attack departs. A header set to null is left out. */
export interface Attempt {
  method?: string;
  target?: string;
  version?: string;
  headers?: Record<string, string | null>;
  /** Further header lines, also a second one of a kind. */
  lines?: string[];
  body?: string;
}

export function writeRequest(attempt: Attempt, own: Record<string, string>): string {
  const { method = 'POST', target = '/', version = '1.1', headers = {}, lines = [], body = '' } = attempt;
  const length: Record<string, string> = body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const all: Record<string, string | null> = { ...own, ...length, Connection: 'close', ...headers };
  const written = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return [`${method} ${target} HTTP/${version}`, ...written, ...lines, '', body].join('\r\n');
}

/** The token that the console at this port, and under this path, gives to its own page. */
export async function readToken(port: number, base = '/'): Promise<string> {
  const page = await sendRaw(port, `GET ${base} HTTP/1.1\r\nHost: localhost:${String(port)}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`);
  return /token&quot;:&quot;([\w-]+)/u.exec(page.body)?.[1] ?? '';
}

/** The headers with which the console's own page sends a change: of an attempt of its own each time. */
export function ownHeaders(port: number, token: string): Record<string, string> {
  const host = `localhost:${String(port)}`;
  return {
    Host: host,
    Origin: `http://${host}`,
    'Sec-Fetch-Site': 'same-origin',
    'X-Fleet-Request': token,
    'X-Fleet-Attempt': randomUUID(),
    'Content-Type': 'application/x-www-form-urlencoded',
  };
}
