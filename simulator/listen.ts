/** A simulator on a socket. */
import type { Socket } from 'node:net';

import { serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

import { ConnectionError } from './fault.ts';

export interface Listener {
  /** Without a slash at the end, e.g. `http://127.0.0.1:4400`. */
  readonly origin: string;
  /** Stops listening, ends what is open, and resolves when all is closed. */
  close(): Promise<void>;
}

/**
 * Serves requests until closed.
 * @param port 0 for any free one
 * @throws the system's error when the address cannot be had (`code` EADDRINUSE, EACCES, …)
 */
export function listen(
  fetch: (request: Request) => Promise<Response>,
  { host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number } = {},
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const sockets = new Set<Socket>();
    const server = serve(
      {
        port,
        hostname: host,
        fetch: async (request, { outgoing }) => {
          try {
            return await fetch(request);
          } catch (error) {
            // A dropped connection, or a client that has gone: either way nobody gets an answer.
            if (!(error instanceof ConnectionError) && !request.signal.aborted) throw error;
            outgoing.destroy();
            return RESPONSE_ALREADY_SENT;
          }
        },
      },
      (address) => {
        const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
        resolve({ origin: `http://${name}:${address.port}`, close });
      },
    );
    server.once('error', reject);
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    function close(): Promise<void> {
      return new Promise((closed, failed) => {
        server.close((error) => (error ? failed(error) : closed()));
        for (const socket of sockets) socket.destroy();
      });
    }
  });
}
