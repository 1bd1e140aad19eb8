/** Serves the floor page, and passes its calls on to the simulated API: compressed once, nothing else. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const TYPES = { '/': 'text/html', '/floor.css': 'text/css', '/floor.js': 'text/javascript' };

/** @returns its address, and how to stop it */
export async function startFloor(api, authorization) {
  const server = createServer(async (request, response) => {
    const type = TYPES[request.url];
    if (type !== undefined) {
      const file = request.url === '/' ? 'index.html' : request.url.slice(1);
      response.setHeader('content-type', type).end(readFileSync(new URL(`floor/${file}`, import.meta.url)));
      return;
    }
    const answer = await fetch(api + request.url, { headers: { authorization } });
    response.setHeader('content-type', 'application/json').end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
