/** A proxy between the browser and the console that outlives the console: what the browser sends meanwhile waits until the console is back. */
import { connect, createServer, type Socket } from 'node:net';

const AGAIN_MS = 20;

export interface Proxy {
  readonly port: number;
  /** Where everything is passed on to: a port of this machine. */
  target: number;
  close(): Promise<void>;
}

/** Passes bytes on, one connection for each of the browser's, and ends that when its own ends. */
export function startProxy(): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let closed = false;
  const proxy = { port: 0, target: 0, close };
  const server = createServer((client) => {
    client.on('error', () => undefined);
    sockets.add(client);
    client.once('close', () => sockets.delete(client));
    pass(client);
  });
  /** Tries for as long as the browser waits. */
  function pass(client: Socket): void {
    if (closed || client.destroyed) return;
    const upstream = connect(proxy.target, '127.0.0.1');
    upstream.once('connect', () => {
      client.pipe(upstream);
      upstream.pipe(client);
      upstream.once('close', () => client.destroy());
      client.once('close', () => upstream.destroy());
    });
    upstream.once('error', () => {
      if (upstream.bytesRead === 0 && upstream.bytesWritten === 0) setTimeout(pass, AGAIN_MS, client);
    });
  }
  function close(): Promise<void> {
    closed = true;
    return new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  }
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      proxy.port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve(proxy);
    });
  });
}
