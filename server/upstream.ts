/**
 * The network as an upstream: `(Request) => Promise<Response>`, like the simulator. It uses undici's `request` rather
 * than `fetch` because that sends exactly the headers given, follows nothing and decodes nothing.
 */
import type { Readable } from 'node:stream';
import { Agent, request as send } from 'undici';
import type { Proxy } from './config-proxy.ts';
import { type ConnectOptions, createConnector } from './connect.ts';
import { UpstreamError } from './upstream-error.ts';

export type Upstream = (request: Request) => Promise<Response>;

interface UpstreamOptions {
  connect?: ConnectOptions;
  /** The proxy through which each origin is reached; directly where it is not among them. */
  proxies?: ReadonlyMap<string, Proxy>;
}

/** Creates the network upstream. Redirects are answered, not followed; bodies stay as they were encoded. */
export function createUpstream({ connect = { timeout: 5000 }, proxies = new Map() }: UpstreamOptions = {}): Upstream {
  const dispatcher = new Agent({ connect: createConnector(connect, proxies), headersTimeout: 0, bodyTimeout: 0 });
  return async (request) => {
    const body = request.method === 'POST' ? await request.text() : null;
    try {
      const answer = await send(request.url, {
        method: sent(request.method),
        headers: Object.fromEntries(request.headers),
        body,
        signal: request.signal,
        dispatcher,
      });
      const headers = new Headers();
      for (const [name, value] of Object.entries(answer.headers)) {
        if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
      }
      return new Response(streamOf(answer.body, answer.statusCode), { status: answer.statusCode, headers });
    } catch (error) {
      throw asUpstreamError(error);
    }
  };
}

/** One of the methods there are, as undici wants to be told. */
function sent(method: string): 'GET' | 'POST' | 'DELETE' {
  return method === 'POST' || method === 'DELETE' ? method : 'GET';
}

/**
 * The body as a web stream. `Readable.toWeb` will not do: cancelled, it destroys the body, undici reports that as an
 * error, and the adapter then errors a controller that is closed already: an exception that nobody can catch.
 */
function streamOf(body: Readable, status: number): ReadableStream<Uint8Array<ArrayBuffer>> | null {
  // A body that is given up ends with an error; a reader gets it from the iterator, and without a reader nobody asks.
  body.on('error', () => undefined);
  // A `Response` refuses a body with these statuses.
  if (status === 204 || status === 205 || status === 304) {
    body.resume();
    return null;
  }
  const chunks = body.iterator();
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        body.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

/** What went wrong before there was a connection has said so; of anything else it is not known how far the request came. */
function asUpstreamError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  return new UpstreamError('unreachable', `(${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'})`);
}
