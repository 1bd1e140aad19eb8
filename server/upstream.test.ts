/** The network as an upstream: what it sends, and what it makes of an API that is not there. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createNetServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ownHeaders, readToken, sendRaw, startProduction, writeRequest } from './attack-stand.ts';
import { createUpstream } from './upstream.ts';
import { codeWords, UpstreamError } from './upstream-error.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function start(server: Server | ReturnType<typeof createNetServer>): Promise<string> {
  closing.push(() => server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`);
    });
  });
}

const serve = (handler: (message: IncomingMessage, response: ServerResponse) => void): Promise<string> => start(createServer(handler));
const faultOf = (promise: Promise<Response>): Promise<unknown> =>
  promise.then(() => 'none', (error: unknown) => (error instanceof UpstreamError ? error.fault : error));

test('it sends the headers it was given and no other, and follows nothing', async () => {
  let seen: string[] = [];
  const origin = await serve((message, response) => {
    seen = message.rawHeaders;
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  });
  const reply = await createUpstream()(new Request(`${origin}/v1/Devices`, { headers: { accept: 'application/json' } }));
  expect([reply.status, reply.headers.get('location')]).toEqual([302, 'http://169.254.169.254/']);
  expect(seen.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()).toSorted()).toEqual(['accept', 'connection', 'host']);
});

test('a body arrives, and an answer without one is none', async () => {
  let body = '';
  const origin = await serve((message, response) => {
    message.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    message.on('end', () => response.writeHead(204).end());
  });
  const reply = await createUpstream()(new Request(origin, { method: 'POST', body: 'RestartApp=true' }));
  expect([reply.status, reply.body, body]).toEqual([204, null, 'RestartApp=true']);
});

test('a refused connection and an unknown name are "unsent", a broken one is not', async () => {
  const upstream = createUpstream();
  expect(await faultOf(upstream(new Request('http://127.0.0.1:1/', { method: 'POST', body: 'x' })))).toBe('unsent');
  expect(await faultOf(upstream(new Request('http://nobody.invalid/')))).toBe('unsent');
  const origin = await start(createNetServer((socket) => socket.on('data', () => socket.destroy())));
  expect(await faultOf(upstream(new Request(origin, { method: 'POST', body: 'x' })))).toBe('unreachable');
});

test.each(['closes', 'resets'])('a change on a kept connection that the API %s is not sent again', async (how) => {
  let changes = 0;
  const origin = await serve((message, response) => {
    if (message.method === 'GET') {
      response.end('{}');
      return;
    }
    changes += 1;
    if (how === 'resets') message.socket.resetAndDestroy();
    else message.socket.destroy();
  });
  const upstream = createUpstream();
  for (const method of ['POST', 'DELETE']) {
    // The connection has answered before: that is when a client takes its end for a matter of the connection alone.
    await (await upstream(new Request(origin))).text();
    expect(await faultOf(upstream(new Request(origin, { method, body: method === 'POST' ? 'RestartApp=true' : null })))).toBe('unreachable');
  }
  expect(changes).toBe(2);
});

test.each([408, 421, 425])('a change that the API answers %i is not sent again', async (status) => {
  let changes = 0;
  const origin = await serve((message, response) => {
    if (message.method !== 'GET') changes += 1;
    response.writeHead(message.method === 'GET' ? 200 : status).end('{}');
  });
  const upstream = createUpstream();
  await (await upstream(new Request(origin))).text();
  const answer = await upstream(new Request(origin, { method: 'POST', body: 'RestartApp=true' }));
  expect([answer.status, changes]).toEqual([status, 1]);
});

test.each(['100 Continue', '102 Processing', '103 Early Hints', '101 Switching Protocols'])('%s is no answer to a change, which is sent once', async (line) => {
  let changes = 0;
  const origin = await start(createNetServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      changes += 1;
      socket.end(`HTTP/1.1 ${line}\r\n\r\n`);
    });
  }));
  expect(await faultOf(createUpstream()(new Request(origin, { method: 'POST', body: 'RestartApp=true' })))).toBe('unreachable');
  expect(changes).toBe(1);
});

test.each(['99 No', '101 Switching Protocols', '2x OK'])('a failure without a code that says anything (%s) is told without one', async (line) => {
  const origin = await start(createNetServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end(`HTTP/1.1 ${line}\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n`));
  }));
  const failure = await createUpstream()(new Request(origin)).catch((error: unknown) => error);
  expect(failure).toMatchObject({ fault: expect.stringMatching(/^(?:unreachable|status)$/u), message: expect.stringMatching(/^(?:|\((?:99|UND_ERR_\w+|HPE_\w+)\))$/u) });
});

test.each([
  [Object.assign(new Error('x'), { code: 'ECONNRESET' }), '(ECONNRESET)'],
  [Object.assign(new Error('x'), { code: undefined }), ''],
  [Object.assign(new Error('x'), { code: 'ERR_ASSERTION' }), ''],
  [Object.assign(new Error('x'), { code: 7 }), ''],
  [new Error('x'), ''],
  ['x', ''],
])('of %s the code is told as "%s"', (error, words) => {
  expect(codeWords(error)).toBe(words);
});

test('a server that does not speak TLS gets no credential', async () => {
  let bytes = '';
  const origin = await start(createNetServer((socket) => {
    socket.on('data', (chunk) => {
      bytes += chunk.toString('latin1');
      socket.end('HTTP/1.1 200 OK\r\n\r\n');
    });
  }));
  const request = new Request(origin.replace('http:', 'https:'), { headers: { authorization: 'Basic CANARY' } });
  expect(await faultOf(createUpstream()(request))).not.toBe('none');
  expect(bytes).not.toContain('CANARY');
});

test('a browser that goes away takes what it reads along, but not what it changes', async () => {
  const held = new Map<string, ServerResponse>();
  const givenUp: string[] = [];
  const origin = await serve((message, response) => {
    const method = message.method ?? '';
    held.set(method, response);
    response.on('close', () => {
      if (!response.writableFinished) givenUp.push(method);
    });
  });
  const outcomes: string[] = [];
  const env = { MICROVISOR_API_URL: origin, MICROVISOR_API_TOKEN: 'a-bearer-token' };
  const stand = await startProduction(env, {}, (entry) => {
    outcomes.push(entry.outcome);
    return Promise.resolve();
  });
  closing.push(() => stand.close());
  const own = ownHeaders(stand.port, await readToken(stand.port));
  const left = new AbortController();
  const target = `/api/v1/Devices/UV${'0'.repeat(32)}`;
  const replies = [{ method: 'POST', body: 'RestartApp=true' }, { method: 'GET' }].map((attempt) =>
    sendRaw(stand.port, writeRequest({ target, ...attempt }, own), { signal: left.signal }),
  );
  await expect.poll(() => [...held.keys()].toSorted()).toEqual(['GET', 'POST']);
  left.abort();
  expect((await Promise.all(replies)).map(({ status }) => status)).toEqual([0, 0]);
  // Both went at once: by the time that one call is given up, the other would have been, too.
  await expect.poll(() => givenUp).toEqual(['GET']);
  held.get('POST')?.writeHead(200, { 'content-type': 'application/json' }).end(`{"sid":"UV${'0'.repeat(32)}"}`);
  await expect.poll(() => outcomes).toEqual(['attempt', 'done']);
});
