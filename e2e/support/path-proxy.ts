/** A reverse proxy as it stands before several programs of one origin: each has a path, and the proxy passes on what is under it. */
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';

interface Way {
  /** Where it leads: a port of this machine, or a program of its own. */
  readonly to: number | ((request: IncomingMessage, response: ServerResponse) => void);
  /** Takes the path away, as proxies do that are set up for programs which know nothing of it. */
  readonly strip?: boolean;
}

export interface PathProxy {
  readonly port: number;
  readonly url: string;
  /** By path, such as `/fleet/`. What is under none of them is answered with 404. */
  readonly ways: Map<string, Way>;
  close(): Promise<void>;
}

export function startPathProxy(): Promise<PathProxy> {
  const ways = new Map<string, Way>();
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const [path, way] = [...ways].find(([prefix]) => url.startsWith(prefix) || `${url.split('?', 1)[0]}/` === prefix) ?? [];
    if (path === undefined || way === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('No program has this path.\n');
    else if (typeof way.to === 'function') way.to(request, response);
    else passOn(request, response, way.to, way.strip === true ? url.slice(path.length - 1) : url);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const close = (): Promise<void> =>
        new Promise((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
      resolve({ port, url: `http://localhost:${port}`, ways, close });
    });
  });
}

function passOn(request: IncomingMessage, response: ServerResponse, port: number, path: string): void {
  const { method, headers } = request;
  const upstream = send({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', () => response.destroy());
  request.pipe(upstream);
}
