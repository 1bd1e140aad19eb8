/** A request that goes wrong takes its own connection along, and nothing else. */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { sendRaw } from './attack-stand.ts';
import { createListener, listen } from './listen.ts';

const HOSTS = new Set(['localhost:1']);

/** Answers one message, and gives what was reported of it. */
async function errorsOf(change: (message: IncomingMessage, response: ServerResponse) => void, handler: (request: Request) => Promise<Response>): Promise<{ errors: unknown[]; response: ServerResponse }> {
  const errors: unknown[] = [];
  const message = new IncomingMessage(new Socket());
  Object.assign(message, { method: 'GET', url: '/', headers: { host: 'localhost:1' }, rawHeaders: ['Host', 'localhost:1'] });
  const response = new ServerResponse(message);
  change(message, response);
  createListener(handler, HOSTS, { basePath: '/', onError: (error) => errors.push(error) })(message, response);
  await new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
  return { errors, response };
}

const fine = (): Promise<Response> => Promise.resolve(new Response('fine'));

test('a refusal that cannot be written is reported, and ends its connection', async () => {
  const { errors, response } = await errorsOf((message, reply) => {
    message.rawHeaders = ['Host', 'evil.test'];
    reply.writeHead(200);
  }, fine);
  expect(errors).toMatchObject([{ code: 'ERR_HTTP_HEADERS_SENT' }]);
  expect(response.destroyed).toBe(true);
});

test('so is a message that nothing can be made of', async () => {
  const { errors, response } = await errorsOf((message) => {
    Object.defineProperty(message, 'headers', { get: () => { throw new Error('CANARY'); } });
  }, fine);
  expect(errors).toMatchObject([{ message: 'CANARY' }]);
  expect(response.destroyed).toBe(true);
});

test('a browser that leaves in the middle of anything leaves the server as it was', async () => {
  const errors: unknown[] = [];
  const server = await listen({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    basePath: '/',
    onError: (error) => errors.push(error),
    createHandler: () => async (request) => {
      if (request.url.endsWith('/fails')) throw new Error('Nobody expected this.');
      await new Promise((resolve) => {
        setTimeout(resolve, 30);
      });
      return new Response('x'.repeat(5_000_000));
    },
  });
  const host = `localhost:${String(server.port)}`;
  const ask = (path: string, signal?: AbortSignal): Promise<{ status: number }> =>
    sendRaw(server.port, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, signal === undefined ? {} : { signal });
  await Promise.all([0, 10, 20, 30, 35, 40, 50].flatMap((after) => [ask('/', AbortSignal.timeout(after)), ask('/fails', AbortSignal.timeout(after))]));
  expect((await ask('/fails')).status).toBe(500);
  expect((await ask('/')).status).toBe(200);
  expect(errors).toEqual([]);
  await server.close();
});
