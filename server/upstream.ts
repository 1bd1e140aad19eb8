/**
 * The network as an upstream: `(Request) => Promise<Response>`, like the simulator. It uses undici's `request` rather
 * than `fetch` because that sends exactly the headers given, follows nothing and decodes nothing.
 */
import type { Readable } from 'node:stream';
import { Agent, type buildConnector, type Dispatcher, request as send } from 'undici';
import type { Proxy } from './config-proxy.ts';
import { type ConnectOptions, createConnector } from './connect.ts';
import { UpstreamError } from './upstream-error.ts';

export type Upstream = (request: Request) => Promise<Response>;

interface UpstreamOptions {
  connect?: ConnectOptions;
  /** The proxy through which each origin is reached; directly where it is not among them. */
  proxies?: ReadonlyMap<string, Proxy>;
}

/** Connections that wait for the next call; each closes by itself after a few seconds without one. */
const MAX_IDLE = 16;

/** What one call after the other uses, and none after one that was given up. */
interface Connection {
  dispatcher: Dispatcher;
  /** Closes it at once, even while it is still being made. */
  destroy(): void;
}

/** Creates the network upstream. Redirects are answered, not followed; bodies stay as they were encoded. */
export function createUpstream({ connect: options = { timeout: 5000 }, proxies = new Map() }: UpstreamOptions = {}): Upstream {
  const idle: Connection[] = [];
  // A copy of a signal, which is what a Request has, aborts only for as long as somebody holds on to the Request.
  const running = new Set<Request>();

  return async (request) => {
    const body = request.method === 'POST' ? await request.text() : null;
    const { signal } = request;
    if (signal.aborted) throw new UpstreamError('unsent', 'The call was given up.');
    const connection = idle.pop() ?? connect((over) => createConnector({ ...options, signal: over }, proxies));
    const end = (reusable: boolean): void => {
      if (!running.delete(request)) return;
      signal.removeEventListener('abort', giveUp);
      if (reusable && idle.length < MAX_IDLE) idle.push(connection);
      else connection.destroy();
    };
    const giveUp = (): void => end(false);
    running.add(request);
    signal.addEventListener('abort', giveUp);
    try {
      const answer = await send(request.url, {
        method: sent(request.method),
        headers: Object.fromEntries(request.headers),
        body,
        dispatcher: connection.dispatcher,
      });
      answer.body.once('end', () => end(true)).once('close', giveUp);
      return await asResponse(answer);
    } catch (error) {
      giveUp();
      throw asUpstreamError(error);
    }
  };
}

/**
 * A connection of its own for each call that runs, rather than undici's pool of them: that makes a new one for each call that
 * was given up, which then stays open without a use.
 */
function connect(connector: (over: AbortSignal) => buildConnector.connector): Connection {
  const over = new AbortController();
  const agent = new Agent({ connections: 1, connect: connector(over.signal), headersTimeout: 0, bodyTimeout: 0 });
  return {
    dispatcher: agent,
    destroy: () => {
      over.abort();
      agent.destroy().catch(() => undefined);
    },
  };
}

/** One of the methods there are, as undici wants to be told. */
function sent(method: string): 'GET' | 'POST' | 'DELETE' {
  return method === 'POST' || method === 'DELETE' ? method : 'GET';
}

async function asResponse({ statusCode: status, headers: received, body }: Dispatcher.ResponseData): Promise<Response> {
  // A body that is given up ends with an error; a reader gets it from the iterator, and without a reader nobody asks.
  body.on('error', () => undefined);
  if (status < 200 || status > 599) throw new UpstreamError('status', `(${String(status)})`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(received)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    // What a header may not hold is none of those that anybody needs here.
    if (/^[\t\u0020-\u007e\u0080-\u00ff]*$/u.test(text)) headers.set(name, text);
  }
  // A `Response` refuses a body with these statuses.
  if (![204, 205, 304].includes(status)) return new Response(streamOf(body), { status, headers });
  // Two of them cannot have one, and are over with their headers; the third might be, without an end.
  if (status === 205) body.destroy();
  else await body.dump();
  return new Response(null, { status, headers });
}

/**
 * The body as a web stream. `Readable.toWeb` will not do: cancelled, it destroys the body, undici reports that as an
 * error, and the adapter then errors a controller that is closed already: an exception that nobody can catch.
 */
function streamOf(body: Readable): ReadableStream<Uint8Array<ArrayBuffer>> {
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
