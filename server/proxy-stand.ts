/** For tests: a proxy as companies have them, on loopback. It alone knows where the hosts are that it is asked for. */
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Issued } from './certificate-stand.ts';

export interface ProxyOptions {
  /** Ports of this machine by the host and port that the proxy is asked for. */
  ways: Readonly<Record<string, number>>;
  /** Answers this in place of connecting: a status, with headers or without; text as it is; or nothing, until the client goes. */
  instead?: { status: number; headers?: Record<string, string> } | { text: string } | 'silence' | 'end' | 'reset';
  /** Speaks TLS itself. */
  tls?: Issued;
}

export interface ProxyStand {
  url: string;
  port: number;
  /** What it was asked for: the target and the headers of each CONNECT. */
  asked: { authority: string; headers: IncomingMessage['headers'] }[];
  /** All that went through it to the API, as it went. */
  passed: () => string;
  /** Connections of clients that are open. */
  open: () => number;
  close(): Promise<void>;
}

export function startProxy({ ways, instead, tls }: ProxyOptions): Promise<ProxyStand> {
  const asked: ProxyStand['asked'] = [];
  const sockets = new Set<Duplex>();
  let passed = '';
  const server = tls === undefined ? createServer() : createTlsServer(tls);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.on('request', (message: IncomingMessage, response) => {
    asked.push({ authority: `${message.method ?? ''} ${message.url ?? ''}`, headers: message.headers });
    response.writeHead(400).end();
  });
  server.on('connect', (message: IncomingMessage, client: Duplex) => {
    const authority = message.url ?? '';
    asked.push({ authority, headers: message.headers });
    client.on('error', () => undefined);
    if (instead !== undefined) {
      answerInstead(client, instead);
      return;
    }
    const port = ways[authority];
    if (port === undefined) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    client.on('data', (chunk: Buffer) => {
      passed += chunk.toString('latin1');
    });
    client.pipe(upstream).pipe(client);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const close = (): Promise<void> =>
        new Promise((closed) => {
          server.close(() => closed());
          for (const socket of sockets) socket.destroy();
        });
      resolve({ url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`, port, asked, passed: () => passed, open: () => sockets.size, close });
    });
  });
}

function answerInstead(client: Duplex, instead: NonNullable<ProxyOptions['instead']>): void {
  client.resume();
  if (instead === 'silence') client.on('end', () => client.end());
  else if (instead === 'end') client.end();
  else if (instead === 'reset') {
    if ('resetAndDestroy' in client && typeof client.resetAndDestroy === 'function') client.resetAndDestroy();
  } else if ('text' in instead) client.end(instead.text);
  else {
    const headers = Object.entries(instead.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
    client.end(`HTTP/1.1 ${String(instead.status)} x\r\n${headers.join('')}content-length: 2\r\n\r\nno`);
  }
}
