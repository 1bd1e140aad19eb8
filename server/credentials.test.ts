import { describe, expect, test } from 'vitest';
import { createCredential, CredentialError } from './credentials.ts';
import { createStand } from './gateway-stand.ts';
import { createRedactor } from './redact.ts';
import { UpstreamError } from './upstream-error.ts';

const redactor = createRedactor();
const oauth2 = { kind: 'oauth2', tokenUrl: 'https://id.example/token', clientId: 'me & you', clientSecret: 's+c% and more' } as const;

/** A token endpoint that hands out a-token-1, a-token-2, …; `reply` answers in its place. */
function tokenEndpoint(reply?: () => Response | Promise<Response>) {
  const asked: string[] = [];
  const headers: (string | null)[] = [];
  const upstream = async (request: Request): Promise<Response> => {
    headers.push(request.headers.get('authorization'));
    asked.push(await request.text());
    return reply?.() ?? Response.json({ access_token: `a-token-${String(asked.length)}`, expires_in: 3600, token_type: 'Bearer' });
  };
  return { asked, headers, upstream };
}

test('an account is Basic, a token is Bearer, and neither has another one to offer', async () => {
  const { upstream } = tokenEndpoint();
  const basic = createCredential({ kind: 'basic', username: 'AC1', password: 'pässword:' }, { upstream, redactor });
  expect(await basic.authorization()).toBe(`Basic ${Buffer.from('AC1:pässword:').toString('base64')}`);
  const bearer = createCredential({ kind: 'bearer', token: 'abcdefgh' }, { upstream, redactor });
  expect(await bearer.authorization()).toBe('Bearer abcdefgh');
  expect([basic.rejected(''), bearer.rejected('')]).toEqual([false, false]);
});

const html = (status: number) => (): Response => new Response('<html>CANARY', { status, headers: { 'content-type': 'text/html', location: 'http://portal.example/CANARY' } });

describe('OAuth2 client credentials', () => {
  test('the client is named in a form', async () => {
    const { asked, upstream } = tokenEndpoint();
    expect(await createCredential(oauth2, { upstream, redactor }).authorization()).toBe('Bearer a-token-1');
    expect(Object.fromEntries(new URLSearchParams(asked[0]))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'me & you',
      client_secret: 's+c% and more',
    });
  });

  test('the client is named in a Basic header instead, each part encoded as in a form (RFC 6749, 2.3.1)', async () => {
    const { asked, headers, upstream } = tokenEndpoint();
    await createCredential({ ...oauth2, auth: 'basic' }, { upstream, redactor }).authorization();
    expect(asked).toEqual(['grant_type=client_credentials']);
    expect(headers).toEqual([`Basic ${btoa('me+%26+you:s%2Bc%25+and+more')}`]);
  });

  test.each(['basic', 'post'] as const)('scope and audience are asked for (%s)', async (auth) => {
    const { asked, headers, upstream } = tokenEndpoint();
    await createCredential({ ...oauth2, auth, scope: 'fleet:read fleet:write', audience: 'https://api.example/' }, { upstream, redactor }).authorization();
    expect(Object.fromEntries(new URLSearchParams(asked[0]))).toMatchObject({ scope: 'fleet:read fleet:write', audience: 'https://api.example/' });
    expect(headers[0] === null).toBe(auth === 'post');
  });

  test('a token is used until half a minute before its end', async () => {
    const { asked, upstream } = tokenEndpoint();
    let now = 0;
    const credential = createCredential(oauth2, { upstream, redactor, now: () => now });
    await credential.authorization();
    now = 3_569_999;
    expect(await credential.authorization()).toBe('Bearer a-token-1');
    now = 3_570_000;
    expect(await credential.authorization()).toBe('Bearer a-token-2');
    expect(asked).toHaveLength(2);
  });

  test('many that wait share one request', async () => {
    const { asked, upstream } = tokenEndpoint();
    const credential = createCredential(oauth2, { upstream, redactor });
    const headers = await Promise.all(Array.from({ length: 20 }, () => credential.authorization()));
    expect(new Set(headers)).toEqual(new Set(['Bearer a-token-1']));
    expect(asked).toHaveLength(1);
  });

  test('a token that the API rejects is dropped, but not the newer one that another call has fetched', async () => {
    const { asked, upstream } = tokenEndpoint();
    const credential = createCredential(oauth2, { upstream, redactor });
    const first = await credential.authorization();
    credential.rejected(first);
    const second = await credential.authorization();
    credential.rejected(first);
    expect(await credential.authorization()).toBe(second);
    expect(asked).toHaveLength(2);
  });

  test.each([
    ['a refusal', () => Response.json({ error: 'invalid_client' }, { status: 401 }), CredentialError],
    ['a token that is no header', () => Response.json({ access_token: 'aaaaaaaa\r\nb' }), UpstreamError],
    ['a token that could be any word', () => Response.json({ access_token: 'token-1' }), UpstreamError],
    ['no token', () => Response.json({}), UpstreamError],
    ['a page', () => new Response('<p>'), UpstreamError],
    ['a breakdown', () => Response.json({}, { status: 503 }), UpstreamError],
    ['a breakdown in HTML', () => new Response('<h1>Bad gateway', { status: 502 }), UpstreamError],
    ['"slow down"', () => Response.json({}, { status: 429 }), UpstreamError],
    ['"slow down" in HTML', () => new Response('<p>', { status: 429 }), UpstreamError],
    ['a refusal in HTML', () => new Response('<p>', { status: 403 }), UpstreamError],
    ['a flood', () => new Response(`{"access_token":"${'x'.repeat(8000)}"${' '.repeat(100_000)}}`), UpstreamError],
    ['a redirect', () => Response.json({}, { status: 302 }), UpstreamError],
    ['silence', () => Promise.reject(new Error('CANARY')), /cannot be reached/u],
  ])('%s of the token endpoint is an error, and the next call asks again', async (_, reply, error) => {
    let broken = true;
    const endpoint = tokenEndpoint(() => (broken ? reply() : Response.json({ access_token: 'a-good-token' })));
    const credential = createCredential(oauth2, { upstream: endpoint.upstream, redactor });
    await expect(credential.authorization()).rejects.toThrow(error);
    broken = false;
    expect(await credential.authorization()).toBe('Bearer a-good-token');
  });

  test('the gateway renews once on 401, for a change too, and then says that the credential is rejected', async () => {
    const { asked, upstream } = tokenEndpoint();
    const sent: string[] = [];
    let accepted = 'Bearer a-token-2';
    const stand = createStand({
      credential: createCredential(oauth2, { upstream, redactor }),
      upstream: (request) => {
        const header = request.headers.get('authorization') ?? '';
        sent.push(header);
        return Promise.resolve(header === accepted ? Response.json({ sid: request.url.split('/').at(-1) }) : Response.json({ code: 20003, message: 'Authenticate', more_info: null, status: 401 }, { status: 401 }));
      },
    });
    expect((await stand.post('RestartApp=true')).status).toBe(200);
    expect(sent).toEqual(['Bearer a-token-1', 'Bearer a-token-2']);
    accepted = 'nothing';
    expect(await (await stand.get('/api/v1/Devices')).json()).toMatchObject({ code: 'upstream_auth', status: 401 });
    expect(asked).toHaveLength(3);
  });

  test('its wait is passed on, and a change that had to wait is "unsent"', async () => {
    const { upstream } = tokenEndpoint(() => new Response('', { status: 429, headers: { 'retry-after': '7' } }));
    const stand = createStand({ credential: createCredential(oauth2, { upstream, redactor }) });
    for (const [reply, code] of [[await stand.post('RestartApp=true'), 'upstream_unsent'], [await stand.get('/api/v1/Devices'), 'upstream_unreachable']] as const) {
      expect([reply.status, await reply.json()]).toMatchObject([502, { code, message: expect.stringContaining('429') }]);
      expect(reply.headers.get('retry-after')).toBe('7');
    }
    expect(stand.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'unsent']);
    expect(stand.simulator.world.counters.requests).toBe(0);
  });

  test('a change is "unsent" when there is no token to send it with', async () => {
    const { upstream } = tokenEndpoint(() => Promise.reject(new Error('down')));
    const stand = createStand({ credential: createCredential(oauth2, { upstream, redactor }) });
    expect(await (await stand.post('RestartApp=true')).json()).toMatchObject({ code: 'upstream_unsent' });
    const refused = tokenEndpoint(() => Response.json({ error: 'invalid_client' }, { status: 400 }));
    const other = createStand({ credential: createCredential(oauth2, { upstream: refused.upstream, redactor }) });
    expect(await (await other.post('RestartApp=true')).json()).toMatchObject({ code: 'upstream_auth', status: 401 });
    expect(other.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'unsent']);
  });

  test.each<[string, () => Response, string]>([
    ['a portal’s redirect', html(302), 'The token endpoint answered 302, a redirect, which is not followed.'],
    ['a page', html(200), 'The token endpoint answered without a usable token.'],
    ['a page for 400', html(400), 'The token endpoint answered 400 without saying why, so it may not have been the token endpoint itself.'],
    ['a page for 401', html(401), 'The token endpoint answered 401 without saying why, so it may not have been the token endpoint itself.'],
    ['JSON for 401 without an error', () => Response.json({ message: 'CANARY' }, { status: 401 }), 'The token endpoint answered 401 without saying why, so it may not have been the token endpoint itself.'],
    ['JSON for 400 with an error that is no text', () => Response.json({ error: { code: 1 } }, { status: 400 }), 'The token endpoint answered 400 without saying why, so it may not have been the token endpoint itself.'],
    ['a page for 404', html(404), 'The token endpoint answered 404.'],
    ['an error with a status that is not of OAuth2', () => Response.json({ error: 'invalid_client' }, { status: 403 }), 'The token endpoint answered 403.'],
    ['a proxy’s wish for a sign-in', html(407), 'A proxy before the token endpoint asks for a sign-in of its own (407).'],
    ['a time-out', html(408), 'The token endpoint answered 408.'],
  ])('%s in place of a token says nothing of the credential, and no change is sent', async (_, reply, sentence) => {
    const { upstream } = tokenEndpoint(reply);
    const stand = createStand({ credential: createCredential(oauth2, { upstream, redactor }) });
    for (const [answer, code] of [[await stand.post('RestartApp=true'), 'upstream_unsent'], [await stand.get('/api/v1/Devices'), 'upstream_unreachable']] as const) {
      const body: unknown = await answer.json();
      expect([answer.status, body]).toMatchObject([502, { code, status: 502, message: expect.stringContaining(sentence) }]);
      expect(JSON.stringify(body)).not.toContain('CANARY');
    }
    expect(stand.entries.map(({ outcome }) => outcome)).toEqual(['attempt', 'unsent']);
    expect(stand.simulator.world.counters.requests).toBe(0);
  });

  test.each([400, 401])('its own refusal (%i) is one of the credential', async (status) => {
    const { upstream } = tokenEndpoint(() => Response.json({ error: 'invalid_client' }, { status }));
    const stand = createStand({ credential: createCredential(oauth2, { upstream, redactor }) });
    const reply = await stand.get('/api/v1/Devices');
    expect([reply.status, await reply.json()]).toMatchObject([502, { code: 'upstream_auth', status: 401, message: `The token endpoint refused the client (${String(status)}).` }]);
  });
});
