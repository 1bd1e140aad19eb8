/** Connections to the API: directly, or through a proxy. Whatever goes wrong here, nothing of the request has been sent. */
import { request as askInClear, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as askOverTls } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import type { Proxy } from './config-proxy.ts';
import { ProxyError, UpstreamError } from './upstream-error.ts';

/** Of undici's connector, among them `timeout` in milliseconds: it holds for the tunnel, and again for TLS within it. */
export type ConnectOptions = buildConnector.BuildOptions & { timeout: number; signal?: AbortSignal };

/** @param proxies by origin, as in `Proxying` */
export function createConnector(options: ConnectOptions, proxies: ReadonlyMap<string, Proxy>): buildConnector.connector {
  const connect = buildConnector(options);
  return (target, callback) => {
    const done: buildConnector.Callback = (error, socket) => {
      if (error === null) callback(null, socket);
      else callback(asUnsent(error), null);
    };
    const proxy = proxies.get(`${target.protocol}//${target.host ?? ''}`);
    if (proxy === undefined) {
      connect(target, done);
      return;
    }
    const host = target.hostname.includes(':') ? `[${target.hostname}]` : target.hostname;
    signIn(proxy, `${host}:${target.port || '443'}`, options).then(
      // TLS is with the API itself, as strict as without a proxy, which sees the host and what is encrypted.
      (httpSocket) => connect({ ...target, httpSocket }, done),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

/** A certificate is no matter of the network: it does not go away by trying again. */
function asUnsent(error: Error): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const code = codeOf(error);
  return new UpstreamError('unsent', isCertificate(code) ? `Its certificate is not accepted (${code}).` : `(${code})`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function isCertificate(code: string): boolean {
  return code.startsWith('CERT_') || /SELF_SIGNED|ALTNAME|UNABLE_TO_|^ERR_TLS|^ERR_SSL/u.test(code);
}

/** How long a sign-in that was rejected is not sent again: a company may lock an account that is tried too often. */
const REJECTED_MS = 60_000;
const rejections = new WeakMap<Proxy, { error: unknown; until: number }>();
/** The sign-in that is under way, which whoever comes meanwhile waits for. */
const signIns = new WeakMap<Proxy, Promise<unknown>>();

async function signIn(proxy: Proxy, authority: string, options: ConnectOptions): Promise<Socket> {
  if (proxy.authorization === null) return openTunnel(proxy, authority, options);
  const before = signIns.get(proxy);
  if (before !== undefined) await before;
  const rejection = rejections.get(proxy);
  if (rejection !== undefined && performance.now() < rejection.until) throw rejection.error;
  const tunnel = openTunnel(proxy, authority, options).finally(() => signIns.delete(proxy));
  signIns.set(proxy, tunnel.catch(() => undefined));
  return tunnel;
}

/**
 * Has the proxy connect to `host:port`. Not by undici's ProxyAgent: that asks a proxy which ends the connection again and again without
 * a pause, and waits without an end for one that is silent.
 */
function openTunnel(proxy: Proxy, authority: string, { timeout, signal }: ConnectOptions): Promise<Socket> {
  const { protocol, hostname, port } = new URL(proxy.url);
  const host = hostname.replace(/^\[(.*)\]$/u, '$1');
  const headers = { host: authority, connection: 'keep-alive', ...(proxy.authorization !== null && { 'proxy-authorization': proxy.authorization }) };
  const ask = protocol === 'https:' ? askOverTls : askInClear;
  const request = ask({
    method: 'CONNECT',
    host,
    // Else Node would look for the name of the API, which is in the Host header, in the certificate of the proxy.
    servername: isIP(host) === 0 ? host : '',
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    path: authority,
    headers,
    agent: false,
    ...(signal !== undefined && { signal }),
  });
  return withDeadline(request, timeout, proxy).then(({ answer, socket }) => {
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) return socket;
    socket.destroy();
    const error = new ProxyError(refusalOf(proxy, authority, status, answer.headersDistinct['proxy-authenticate'] ?? []));
    if (status === 407) rejections.set(proxy, { error, until: performance.now() + REJECTED_MS });
    throw error;
  });
}

/** The answer to a CONNECT, whatever it says, and the connection that is ours from then on. */
function withDeadline(request: ClientRequest, timeout: number, proxy: Proxy): Promise<{ answer: IncomingMessage; socket: Socket }> {
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => reject(new ProxyError(what));
    const timer = setTimeout(() => {
      fail(`The proxy ${proxy.url} did not answer in time.`);
      request.destroy();
    }, timeout);
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error) => {
      const code = codeOf(error);
      if (isCertificate(code)) fail(`The certificate of the proxy ${proxy.url} is not accepted (${code}).`);
      else if (code.startsWith('HPE_')) fail(`What answers at ${proxy.url} is not an HTTP proxy (${code}).`);
      else fail(`The proxy ${proxy.url} cannot be reached, or broke off (${code}).`);
    });
    request.on('connect', (answer: IncomingMessage, socket: Socket, head: Buffer) => {
      clearTimeout(timer);
      // What goes wrong with it later on goes wrong with TLS in it, which says so.
      socket.on('error', () => undefined);
      if (head.length > 0) socket.unshift(head);
      resolve({ answer, socket });
    });
    request.end();
  });
}

/** Which of the two it was, and what can be done. @param offered the ways to sign in, a header each */
function refusalOf(proxy: Proxy, authority: string, status: number, offered: readonly string[]): string {
  const name = `The proxy ${proxy.url}`;
  if (status !== 407) {
    const meaning = status >= 500 ? `could not reach ${authority}` : `does not allow a connection to ${authority}`;
    return `${name} ${meaning} (${String(status)}).`;
  }
  if (offered.length > 0 && !offered.some((way) => /(?:^|,)\s*basic\b/iu.test(way))) {
    return `${name} asks for a sign-in that is not supported (407): only a user and password can be sent.`;
  }
  if (proxy.authorization === null) return `${name} asks for a user and password (407): put them into ${proxy.setting}.`;
  return `${name} does not accept the user and password in ${proxy.setting} (407).`;
}
