/** Calls over a real socket: answers that are given up half-way must not take the server with them. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { createCredential } from './credentials.ts';
import { createStand, type GatewayStand } from './gateway-stand.ts';
import { createRedactor } from './redact.ts';
import { createUpstream } from './upstream.ts';

/** What was sent to the API, e.g. `POST Bearer a-token-1 RestartApp=true`. */
const sent: string[] = [];
const closing: (() => unknown)[] = [];
afterEach(async () => {
  sent.length = 0;
  for (const close of closing.splice(0)) await close();
});

type Answer = (response: ServerResponse, message: IncomingMessage) => void;

/** A gateway before an API that answers like this, with an OAuth2 token endpoint beside it. */
async function standBefore(answer: Answer): Promise<GatewayStand> {
  let tokens = 0;
  const server = createServer((message, response) => {
    let body = '';
    message.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    message.on('end', () => {
      if (message.url === '/token') {
        tokens += 1;
        response.end(JSON.stringify({ access_token: `a-token-${String(tokens)}`, expires_in: 3600 }));
        return;
      }
      sent.push([message.method, message.headers.authorization, body].join(' ').trim());
      answer(response, message);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const baseUrl = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`;
  const upstream = createUpstream();
  const redactor = createRedactor();
  const oauth2 = { kind: 'oauth2', tokenUrl: `${baseUrl}/token`, clientId: 'id', clientSecret: 'a-client-secret' } as const;
  return createStand({ baseUrl, upstream, credential: createCredential(oauth2, { upstream, redactor }), redactor });
}

const json = { 'content-type': 'application/json' };
const LONG = 'x'.repeat(200_000);

/** Vitest fails a run for an exception that nobody caught, but only if it comes while the run lasts. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
}

test.each([['a short one', '<p>moved'], ['a long one', LONG]])('a redirect with a body, %s, is an error and no more', async (_, body) => {
  const stand = await standBefore((response) => {
    response.writeHead(302, { location: 'https://api.example/' }).end(body);
  });
  const reply = await stand.get('/api/v1/Devices');
  expect([reply.status, await reply.json()]).toMatchObject([502, { code: 'upstream_redirect' }]);
  await settled();
});

const rejection = (message: string): string => JSON.stringify({ code: 20003, message, more_info: null, status: 401 });

test.each([['a short answer', rejection('Authenticate')], ['a long answer', rejection(LONG)]])('a token that the API rejects with %s is renewed once, and the change is sent again with its body', async (_, body) => {
  const stand = await standBefore((response, message) => {
    if (message.headers.authorization === 'Bearer a-token-2') response.writeHead(200, json).end(JSON.stringify({ sid: message.url?.split('/').at(-1) }));
    else response.writeHead(401, json).end(body);
  });
  expect((await stand.post('RestartApp=true')).status).toBe(200);
  await settled();
  expect(sent).toEqual(['POST Bearer a-token-1 RestartApp=true', 'POST Bearer a-token-2 RestartApp=true']);
  expect(stand.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'done']);
});

test.each([
  ['a page', { 'content-type': 'text/html' }, '<html>Sign in'],
  ['JSON of another shape', json, '{"error":"unauthorized"}'],
  ['JSON with a word as its code', json, rejection('x').replace('20003', '"upstream_auth"')],
  ['JSON that breaks off', json, '{"code":20003'],
  ['more than 8 MiB', json, rejection('x'.repeat(9_000_000))],
  ['nothing', json, ''],
])('a 401 that is not the API’s own (%s) sends a read again, and no change', async (_, headers, body) => {
  const stand = await standBefore((response) => void response.writeHead(401, headers).end(body));
  for (const reply of [await stand.post('RestartApp=true'), await stand.change('DELETE', '/v1/Configs/a')]) {
    expect([reply.status, await reply.json()]).toMatchObject([502, { code: expect.stringMatching(/^(?:bad_|upstream_error|upstream_too_large)/u) }]);
  }
  expect(sent.map((each) => each.split(' ')[0])).toEqual(['POST', 'DELETE']);
  expect(stand.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'unknown', 'attempt', 'unknown']);
  sent.length = 0;
  expect((await stand.get('/api/v1/Devices')).status).toBe(502);
  expect(sent.length).toBe(2);
});

test('an answer without an end is given up after 8 MiB, and its connection closed', async () => {
  let closed = false;
  const stand = await standBefore((response) => {
    response.writeHead(200, json);
    response.on('close', () => {
      closed = true;
    });
    const endless = new Readable({
      read() {
        this.push(LONG);
      },
    });
    endless.pipe(response);
  });
  expect(await (await stand.get('/api/v1/Devices')).json()).toMatchObject({ code: 'upstream_too_large' });
  await expect.poll(() => closed).toBe(true);
});

test('an answer that breaks off is an error', async () => {
  const stand = await standBefore((response) => {
    response.writeHead(200, { ...json, 'content-length': '100' });
    response.write('{"devices":', () => response.destroy());
  });
  expect(await (await stand.get('/api/v1/Devices')).json()).toMatchObject({ code: 'upstream_unreachable' });
});
