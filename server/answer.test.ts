/** Whatever the API answers, the browser gets JSON, and an error that tells what happened. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createStand } from './gateway-stand.ts';

const json = { 'content-type': 'application/json' };

/** The reply to a list when the API answers like this. */
async function replyTo(answer: Response): Promise<{ status: number; headers: Headers; body: unknown }> {
  const stand = createStand({ upstream: () => Promise.resolve(answer) });
  const reply = await stand.get('/api/v1/Devices', { 'accept-encoding': 'br, gzip' });
  expect(reply.headers.get('content-type')).toBe('application/json');
  return { status: reply.status, headers: reply.headers, body: JSON.parse((await reply.clone().text()) || 'null') };
}

test.each(['401', '403'])('a rejected credential (%s) is no password box', async (fault) => {
  const stand = createStand();
  stand.simulator.world.faults.set(fault);
  const reply = await stand.get('/api/v1/Devices');
  expect(reply.status).toBe(502);
  expect(reply.headers.has('www-authenticate')).toBe(false);
  expect(await reply.json()).toMatchObject({ code: 'upstream_auth', status: Number(fault), message: expect.stringContaining(fault) });
});

test.each([
  ['html', 502, 'bad_content_type'],
  ['truncated-json', 502, 'bad_json'],
  ['cut-gzip', 502, 'bad_gzip'],
  ['reset', 502, 'upstream_unreachable'],
  ['too-large', 502, 'upstream_too_large'],
  ['timeout', 504, 'upstream_timeout'],
  ['slow-drip:ms=10', 504, 'upstream_timeout'],
  ['429:retry-after=7', 429, 20429],
  ['status:status=408', 502, 'upstream_status'],
  ['status:status=421', 502, 'upstream_status'],
  ['status:status=425', 502, 'upstream_status'],
  ['status:status=418', 418, 20418],
  ['500', 500, 20500],
  ['503', 503, 20503],
])('the fault %s becomes %i %s', async (fault, status, code) => {
  const stand = createStand({ timeoutMs: 250 });
  stand.simulator.world.faults.set(fault);
  const reply = await stand.get('/api/v1/Devices');
  expect([reply.status, await reply.json()]).toMatchObject([status, { code, status }]);
  expect(reply.headers.get('retry-after')).toBe(fault.includes('retry-after') ? '7' : null);
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
  let calls = 0;
  const stand = createStand({
    upstream: () => {
      calls += 1;
      return Promise.resolve(new Response(null, { status, headers: { location: 'http://169.254.169.254/' } }));
    },
  });
  const reply = await stand.get('/api/v1/Devices');
  expect([reply.status, await reply.json()]).toMatchObject([502, { code: 'upstream_redirect' }]);
  expect(reply.headers.has('location')).toBe(false);
  expect(calls).toBe(1);
});

test('of a page in HTML the first 200 characters are told, as text', async () => {
  const { body } = await replyTo(new Response(`<script>${'x'.repeat(500)}`, { headers: { 'content-type': 'text/html' } }));
  expect(body).toMatchObject({ message: expect.stringContaining('<script>xxx') });
  expect(JSON.stringify(body).length).toBeLessThan(400);
});

test('a proxy’s "too many requests" in HTML still says how long to wait', async () => {
  const { status, headers } = await replyTo(new Response('<p>slow down', { status: 429, headers: { 'retry-after': '3' } }));
  expect([status, headers.get('retry-after')]).toEqual([429, '3']);
});

test('an error without the fields of an error is told in our words', async () => {
  const { status, body } = await replyTo(new Response('[]', { status: 400, headers: json }));
  expect([status, body]).toMatchObject([400, { code: 'upstream_error', status: 400 }]);
});

test('the status in an error’s body is the one of the reply, whatever the API wrote there', async () => {
  const { status, body } = await replyTo(Response.json({ code: 20404, message: 'x', more_info: null, status: 404 }, { status: 500 }));
  expect([status, body]).toEqual([500, { code: 20404, message: 'x', more_info: null, status: 500 }]);
});

test('cookies, challenges and permissions for other origins stay behind', async () => {
  const headers = { ...json, 'set-cookie': 'a=b', 'www-authenticate': 'Basic', 'access-control-allow-origin': '*', server: 'x' };
  const reply = await replyTo(new Response('{}', { headers }));
  for (const name of ['set-cookie', 'www-authenticate', 'access-control-allow-origin', 'server']) {
    expect(reply.headers.has(name), name).toBe(false);
  }
});

test('a zipped page is passed on zipped to who takes it, and unzipped to who does not', async () => {
  const headers = { ...json, 'content-encoding': 'gzip' };
  const stand = createStand({ upstream: () => Promise.resolve(new Response(gzipSync('{"devices":[]}'), { headers })) });
  const zipped = await stand.get('/api/v1/Devices', { 'accept-encoding': 'gzip' });
  expect(zipped.headers.get('content-encoding')).toBe('gzip');
  expect(Buffer.from(await zipped.arrayBuffer())).toEqual(gzipSync('{"devices":[]}'));
  for (const header of ['', 'gzip;q=0', 'br']) {
    const plain = await stand.get('/api/v1/Devices', { 'accept-encoding': header });
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, '{"devices":[]}']);
  }
});

test.each([
  ['a small zip that unfolds to more than 8 MiB', gzipSync(Buffer.alloc(9 * 1024 * 1024, 32)), 'gzip', 'upstream_too_large', 'more than 8 MiB'],
  ['a zip that breaks off', gzipSync('{"devices":[]}').subarray(0, 20), 'gzip', 'bad_gzip', 'breaks off'],
  ['a zip that is none', Buffer.from('no zip'), 'GZIP', 'bad_gzip', 'damaged'],
  ['an encoding that was not asked for', Buffer.from('{}'), 'br', 'bad_encoding', 'not asked for'],
])('%s is refused by its own name', async (_, bytes, encoding, code, words) => {
  for (const status of [200, 404]) {
    const { body } = await replyTo(new Response(bytes, { status, headers: { ...json, 'content-encoding': encoding } }));
    expect(body).toMatchObject({ code, status: 502, message: expect.stringContaining(words) });
  }
  const { status, headers } = await replyTo(new Response(bytes, { status: 429, headers: { ...json, 'content-encoding': encoding, 'retry-after': '3' } }));
  expect([status, headers.get('retry-after')]).toEqual([429, '3']);
});

test.each([[407, 'sign-in'], [408, 'gave up'], [421, 'wrong server'], [425, 'early'], [426, 'protocol']])('the status %i, which is about a connection, is never the browser’s', async (status, words) => {
  const stand = createStand();
  stand.simulator.world.faults.set(`status:status=${String(status)}`);
  for (const reply of [await stand.get('/api/v1/Devices'), await stand.post('RestartApp=true'), await stand.change('DELETE', '/v1/Configs/a')]) {
    expect([reply.status, await reply.json()]).toMatchObject([502, { code: 'upstream_status', status: 502, message: expect.stringContaining(words) }]);
  }
});

test.each([408, 421, 425])('a change that the API answers %i may have been carried out, and the audit says so', async (status) => {
  for (const [fault, writes] of [['status', 0], ['status-after-write', 1]] as const) {
    const stand = createStand();
    stand.simulator.world.faults.set(`${fault}:status=${String(status)}`);
    const reply = await stand.post('RestartApp=true');
    expect([reply.status, await reply.json()]).toMatchObject([502, { code: 'upstream_status', status: 502 }]);
    expect(stand.entries).toMatchObject([{ outcome: 'attempt' }, { outcome: 'unknown', status }]);
    expect(stand.simulator.world.counters.writes).toBe(writes);
  }
});

async function askFor(query: string, answer: () => Response): Promise<[number, unknown]> {
  const reply = await createStand({ upstream: () => Promise.resolve(answer()) }).get(`/api/v1/Devices?${query}`);
  return [reply.status, await reply.json()];
}

describe('a page of one row that is larger than an answer may be', () => {
  const meta = { page: 3, page_size: 1, url: null, first_page_url: null, previous_page_url: null, next_page_url: 'https://api.example/v1/x?PageToken=t', key: 'devices' };
  const paged = (rows: unknown, more: Record<string, unknown> = {}): Response => Response.json({ devices: rows, meta, ...more });
  const large = { sid: `UV${'1'.repeat(32)}`, unique_name: 'x'.repeat(9_000_000) };

  test('is passed on with the name of the row in its place, zipped or not, so that the list goes on', async () => {
    const passedOn = [200, { devices: [{ sid: large.sid, oversized: true }], meta }];
    expect(await askFor('PageSize=1', () => paged([large]))).toEqual(passedOn);
    const zipped = gzipSync(JSON.stringify({ devices: [large], meta }));
    expect(await askFor('PageSize=1', () => new Response(zipped, { headers: { ...json, 'content-encoding': 'gzip' } }))).toEqual(passedOn);
  });

  test('is refused where it is larger than 64 MiB, where it was not asked for as one row, and where the rest of it is too large as well', async () => {
    const [, refused] = await askFor('PageSize=2', () => paged([large]));
    expect(refused).toMatchObject({ code: 'upstream_too_large' });
    expect(await askFor('PageSize=1', () => paged([{ ...large, unique_name: 'x'.repeat(65 * 1024 * 1024) }]))).toMatchObject([502, { code: 'upstream_too_large' }]);
    expect(await askFor('PageSize=1', () => paged([large], { debug: large.unique_name }))).toMatchObject([502, { code: 'upstream_too_large' }]);
  });
});
