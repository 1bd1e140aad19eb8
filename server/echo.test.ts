/** An API, or a proxy before it, that repeats the request: the credential goes no further than the gateway. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createCredential } from './credentials.ts';
import { createStand, type GatewayStand } from './gateway-stand.ts';
import { createRedactor } from './redact.ts';

const json = { 'content-type': 'application/json' };
/** Of the stand's simulator. */
const SECRET = 'a-secret-token';

/** A stand, and how often it has said that the API repeats the credential. */
function standWith(faults: string): GatewayStand & { told: () => number } {
  let told = 0;
  const stand = createStand({
    onEcho: () => {
      told += 1;
    },
  });
  stand.simulator.world.faults.set(faults);
  return { ...stand, told: () => told };
}

/** Everything that a browser gets to see. */
async function shownBy(reply: Response): Promise<string> {
  return `${JSON.stringify([...reply.headers])} ${await reply.text()}`;
}

/** Base64 of what is sent, at each of the places that a text can have in it. */
const ENCODED = [0, 1, 2].map((offset) => btoa(`${'x'.repeat(offset)}${SECRET}`).slice(offset === 0 ? 0 : offset + 1, 16));

const faults = ['sent', 'decoded', 'base64', 'percent', 'numbers'].flatMap((as) => ['body', 'names', 'message', 'page', 'header'].map((place) => [as, place] as const));

describe('a request that comes back', () => {
  test.each(faults)('as it was %s, in the %s of an answer, is without the credential', async (as, place) => {
    const stand = standWith(`request-echo:as=${as},in=${place}`);
    for (const reply of [await stand.get('/api/v1/Devices'), await stand.post('LoggingEnabled=true'), await stand.get('/api/v1/Secrets')]) {
      const shown = await shownBy(reply);
      for (const part of [SECRET, ...ENCODED, stand.simulator.credential.password]) expect(shown).not.toContain(part);
      expect(decodeURIComponent(shown.replaceAll(/%(?![\da-f]{2})/gu, '%25'))).not.toContain(SECRET);
      expect(shown.replaceAll(/&#(\d+);/gu, (_, code) => String.fromCharCode(Number(code)))).not.toContain(SECRET);
    }
    expect(stand.told()).toBe(3);
    expect(JSON.stringify(stand.entries)).not.toContain(SECRET);
  });

  test('leaves the rest of a page as it is', async () => {
    const stand = standWith('request-echo:every=2');
    const plain = await (await stand.get('/api/v1/Devices')).json();
    const reply = await stand.get('/api/v1/Devices');
    expect(await reply.json()).toEqual({ ...plain, debug: { request: expect.stringMatching(/^GET https:.*authorization: Basic …/su) } });
  });

  test('says nothing where nothing came back', async () => {
    const stand = standWith('');
    expect((await stand.get('/api/v1/Devices')).status).toBe(200);
    expect(stand.told()).toBe(0);
  });
});

test.each<[string, string]>([
  ['escaped', `{"name":"${[...SECRET].map((char) => `\\u00${char.charCodeAt(0).toString(16).toUpperCase()}`).join('')}"}`],
  ['next to a line break', `{"name":"\\n${SECRET}\\n"}`],
  ['twice in one text', `{"name":"${SECRET}${SECRET}"}`],
])('a zipped page that holds the credential, %s, is unzipped and redacted, and is still JSON', async (_, text) => {
  const stand = createStand({ upstream: () => Promise.resolve(new Response(gzipSync(text), { headers: { ...json, 'content-encoding': 'gzip' } })) });
  const reply = await stand.get('/api/v1/Devices', { 'accept-encoding': 'gzip' });
  expect(reply.headers.get('content-encoding')).toBeNull();
  expect(await reply.json()).toEqual({ name: expect.stringMatching(/^\n?…\n?$/u) });
});

test('where it cannot be taken out nothing is passed on', async () => {
  const redactor = createRedactor();
  redactor.hide('1234567890');
  const stand = createStand({ redactor, upstream: () => Promise.resolve(new Response('{"number":1234567890}', { headers: json })) });
  const reply = await stand.get('/api/v1/Devices');
  expect([reply.status, await reply.json()]).toMatchObject([502, { code: 'upstream_echo' }]);
});

test('nor is anything where it is a list of bytes', async () => {
  const stand = createStand({ upstream: () => Promise.resolve(Response.json({ body: { type: 'Buffer', data: [...Buffer.from(`x ${SECRET}`)] } })) });
  const reply = await stand.get('/api/v1/Devices');
  expect([reply.status, await reply.json()]).toMatchObject([502, { code: 'upstream_echo' }]);
});

test('of a page in HTML it is taken out before the page is cut', async () => {
  // The cut at 200 characters would go through it.
  const stand = createStand({ upstream: () => Promise.resolve(new Response(`<p>${'x'.repeat(190)}${SECRET}`, { headers: { 'content-type': 'text/html' } })) });
  expect(await shownBy(await stand.get('/api/v1/Devices'))).toMatch(/xxx…"/u);
});

test('a content type is a text like any other', async () => {
  const stand = createStand({ upstream: () => Promise.resolve(new Response('', { headers: { 'content-type': `text/x-${SECRET}` } })) });
  expect(await shownBy(await stand.get('/api/v1/Devices'))).toContain('text/x-…');
});

test('the id of a request is written down only where it is one', async () => {
  const stand = createStand({ upstream: () => Promise.resolve(new Response('{}', { headers: { ...json, 'twilio-request-id': `RQ ${SECRET}` } })) });
  const reply = await stand.post('RestartApp=true');
  expect(reply.headers.has('twilio-request-id')).toBe(false);
  expect(stand.entries.map(({ requestId }) => requestId)).toEqual([undefined, undefined]);
});

/** Answers with everything that it was asked, and wants a new token each time. */
function oauth2Stand(auth: 'basic' | 'post') {
  const redactor = createRedactor();
  let tokens = 0;
  let accepted = '';
  const asked: string[] = [];
  const upstream = async (request: Request): Promise<Response> => {
    const text = JSON.stringify([...request.headers, await request.text()]);
    asked.push(text);
    if (request.url.endsWith('/token')) {
      tokens += 1;
      accepted = `Bearer access-token-${String(tokens)}`;
      const retry = tokens === 4 ? { status: 429, headers: { 'retry-after': text } } : {};
      return Response.json({ access_token: `access-token-${String(tokens)}` }, retry);
    }
    return request.headers.get('authorization') === accepted ? Response.json({ asked }) : Response.json({ asked }, { status: 401 });
  };
  const config = { kind: 'oauth2', tokenUrl: 'https://id.example/token', clientId: 'the client', clientSecret: 'client & secret', auth } as const;
  const stand = createStand({ redactor, upstream, credential: createCredential(config, { upstream, redactor }) });
  return {
    stand,
    expire: () => {
      accepted = '';
    },
  };
}

describe('an OAuth2 token', () => {
  test.each(['basic', 'post'] as const)('is hidden like the client’s secret (%s), the current one and the one before', async (auth) => {
    const { stand, expire } = oauth2Stand(auth);
    for (let round = 0; round < 4; round += 1) {
      const reply = await stand.get('/api/v1/Devices');
      const shown = await shownBy(reply);
      for (const part of ['access-token', 'client & secret', 'client+%26+secret', btoa('the+client:client+%26+secret').slice(16, -2)]) expect(shown).not.toContain(part);
      expect(reply.status).toBe(round === 3 ? 502 : 200);
      expect(reply.headers.has('retry-after')).toBe(false);
      expire();
    }
  });
});
