/** Slow, huge and broken messages: they end, and others are served meanwhile. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, sendRaw, type Stand, startApi, startProduction } from './attack-stand.ts';

let api: Api;
let stand: Stand;

beforeAll(async () => {
  api = await startApi();
  stand = await startProduction(api.env, { headersTimeoutMs: 200, requestTimeoutMs: 300 });
});
afterAll(async () => {
  await stand.close();
  await api.close();
});

const head = (): string => `POST /api/v1/Devices/UV${'0'.repeat(32)} HTTP/1.1\r\nHost: localhost:${String(stand.port)}\r\n`;
const page = async (lines = ''): Promise<number> =>
  (await sendRaw(stand.port, `GET / HTTP/1.1\r\nHost: localhost:${String(stand.port)}\r\nConnection: close\r\n${lines}\r\n`)).status;

test('headers of 65 KiB, and 200 headers, are too many (A14)', async () => {
  expect((await sendRaw(stand.port, `${head()}X: ${'x'.repeat(65 * 1024)}\r\n\r\n`)).status).toBe(431);
  expect((await sendRaw(stand.port, `${head()}${'X: y\r\n'.repeat(200)}\r\n`)).status).toBe(431);
});

test('cookies are not counted, however many lines they come in', async () => {
  expect(await page('Cookie: a=b\r\n'.repeat(300))).toBe(200);
  expect(await page(`${'Cookie: a=b\r\n'.repeat(300)}${'X: y\r\n'.repeat(100)}`)).toBe(431);
});

test('headers and bodies that never end are given up, and others are served meanwhile (A14)', async () => {
  const slow = [sendRaw(stand.port, head()), sendRaw(stand.port, `${head()}Content-Length: 5\r\n\r\nab`)];
  expect(await page()).toBe(200);
  const [headers, body] = await Promise.all(slow);
  expect(headers?.status).toBe(408);
  // The body is refused before it is waited for: it comes without a token.
  expect([403, 408]).toContain(body?.status);
});

test('a half-closed socket and a message that is not HTTP are answered and closed (A14)', async () => {
  expect((await sendRaw(stand.port, head(), { half: true })).status).toBe(400);
  expect((await sendRaw(stand.port, 'HELLO\r\n\r\n')).status).toBe(400);
  expect((await sendRaw(stand.port, `${head()}Content-Length: -1\r\n\r\n`)).status).toBe(400);
  expect((await sendRaw(stand.port, `${head()}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`)).status).toBe(400);
});

test('connections beyond the limit are closed, and it recovers (A14)', async () => {
  const small = await startProduction(api.env, { maxConnections: 3 });
  const sockets = Array.from({ length: 10 }, () => connect({ port: small.port, host: '127.0.0.1' }));
  const closed = sockets.map((socket) => new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(true);
    });
  }));
  const first = await Promise.race(closed);
  expect(first).toBe(true);
  for (const socket of sockets) socket.destroy();
  await Promise.all(closed);
  const request = `GET / HTTP/1.1\r\nHost: localhost:${String(small.port)}\r\nConnection: close\r\n\r\n`;
  await expect.poll(async () => (await sendRaw(small.port, request)).status).toBe(200);
  await small.close();
});
