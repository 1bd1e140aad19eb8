/** A console put together from its settings: what it says by itself, and what it sends to a token endpoint. */
import { afterEach, expect, test } from 'vitest';
import { listen, type Listener } from '../simulator/listen.ts';
import { compose } from './compose.ts';
import { readConfig } from './config-stand.ts';
import { createRedactor } from './redact.ts';

const closing: Listener[] = [];
afterEach(async () => {
  for (const listener of closing.splice(0)) await listener.close();
});

/** A composed console before this API: asks for the list, and tells what it has said so far. */
async function standBefore(api: (request: Request) => Promise<Response>, settings: Record<string, string>): Promise<{ list: () => Promise<string>; said: string[] }> {
  const listener = await listen(api);
  closing.push(listener);
  const env = { MICROVISOR_API_URL: listener.origin, ...settings };
  const config = readConfig({ ...env, ...('MICROVISOR_OAUTH_CLIENT_ID' in env && { MICROVISOR_OAUTH_TOKEN_URL: `${listener.origin}/token` }) });
  const said: string[] = [];
  const { session, createGateway } = await compose(config, { redactor: createRedactor(env), warn: (sentence) => said.push(sentence), audit: () => Promise.resolve() });
  const gateway = createGateway(4300);
  const headers = { 'sec-fetch-site': 'same-origin', 'x-fleet-request': session.token };
  return { list: async () => (await gateway(new Request('http://localhost:4300/api/v1/Devices', { headers }))).text(), said };
}

test('an API that repeats the credential is named once, without it', async () => {
  const stand = await standBefore((request) => Promise.resolve(Response.json({ asked: request.headers.get('authorization') })), { MICROVISOR_API_TOKEN: 'a-bearer-token' });
  for (let call = 0; call < 3; call += 1) expect(await stand.list()).toBe('{"asked":"Bearer …"}');
  expect(stand.said).toEqual([expect.stringMatching(/^The API, or a proxy before it, repeats the credential .*\.$/u)]);
  expect(stand.said.join()).not.toContain('a-bearer-token');
});

test('the settings of OAuth2 are what the token endpoint gets', async () => {
  const asked: string[] = [];
  const stand = await standBefore(
    async (request) => {
      if (!request.url.endsWith('/token')) return Response.json({ devices: request.headers.get('authorization') === 'Bearer an-access-token' });
      asked.push(request.headers.get('authorization') ?? '', await request.text());
      return Response.json({ access_token: 'an-access-token', expires_in: 60 });
    },
    { MICROVISOR_OAUTH_CLIENT_ID: 'a client', MICROVISOR_OAUTH_CLIENT_SECRET: 'client+secret', MICROVISOR_OAUTH_AUTH: 'basic', MICROVISOR_OAUTH_SCOPE: 'fleet:read fleet:write', MICROVISOR_OAUTH_AUDIENCE: 'https://api.example' },
  );
  expect(await stand.list()).toBe('{"devices":true}');
  expect(asked).toEqual([`Basic ${btoa('a+client:client%2Bsecret')}`, 'grant_type=client_credentials&scope=fleet%3Aread+fleet%3Awrite&audience=https%3A%2F%2Fapi.example']);
  expect(stand.said).toEqual([]);
});
