import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, type Environment, readConfig } from './config.ts';
import { checkHost, checkOrigin, hostSet, originSet } from './guard.ts';

const AC = `AC${'a'.repeat(32)}`;
const SK = `SK${'b'.repeat(32)}`;
const account = { TWILIO_ACCOUNT_SID: AC, TWILIO_AUTH_TOKEN: 'auth-token' };
const key = { TWILIO_API_KEY: SK, TWILIO_API_SECRET: 'api-secret' };
const oauth = {
  MICROVISOR_OAUTH_TOKEN_URL: 'https://id.example/token?x=1',
  MICROVISOR_OAUTH_CLIENT_ID: 'id',
  MICROVISOR_OAUTH_CLIENT_SECRET: 'client-secret',
};

/** The problems that a configuration has, as one text. */
function problemsOf(env: Environment): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return [...error.problems];
    throw error;
  }
  return [];
}

/** The origins that are reached through a proxy. */
const proxied = (env: Environment): string[] => [...readConfig({ HTTPS_PROXY: 'proxy.example:3128', ...env }).proxies.keys()];

describe('a configuration that works', () => {
  test('nothing at all is the simulator, on loopback', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4300,
      allowedHosts: [],
      basePath: '/',
      publicUrl: null,
      readOnly: false,
      auditFile: null,
      dataDir: path.resolve('data'),
      proxies: new Map(),
      notes: [],
      upstream: { kind: 'simulator', devices: 2000, seed: 1, latencyMs: 0, faults: '' },
    });
  });

  test('empty values count as not set', () => {
    expect(readConfig({ TWILIO_AUTH_TOKEN: '', MICROVISOR_API_URL: ' ', READ_ONLY: '', PORT: '' })).toEqual(readConfig({}));
  });

  test.each([
    [account, { kind: 'basic', username: AC, password: 'auth-token' }, AC],
    [key, { kind: 'basic', username: SK, password: 'api-secret' }, null],
    [{ MICROVISOR_API_TOKEN: 'bearer-token' }, { kind: 'bearer', token: 'bearer-token' }, null],
    [oauth, { kind: 'oauth2', tokenUrl: 'https://id.example/token?x=1', clientId: 'id', clientSecret: 'client-secret', auth: 'post' }, null],
  ])('%o is a credential for the hosted service', (env, credential, accountSid) => {
    expect(readConfig(env).upstream).toEqual({ kind: 'api', baseUrl: 'https://microvisor.twilio.com', credential, accountSid });
  });

  test('OAuth2 may say how the client signs in, for what and for whom', () => {
    const env = { ...oauth, MICROVISOR_OAUTH_CLIENT_SECRET: 'a secret', MICROVISOR_OAUTH_AUTH: 'basic', MICROVISOR_OAUTH_SCOPE: 'fleet:read fleet:write', MICROVISOR_OAUTH_AUDIENCE: 'https://api.example/ v1' };
    const credential = { clientSecret: 'a secret', auth: 'basic', scope: 'fleet:read fleet:write', audience: 'https://api.example/ v1' };
    expect(readConfig(env).upstream).toMatchObject({ credential });
  });

  test.each([
    ['https://api.example', 'https://api.example'],
    ['https://api.example/', 'https://api.example'],
    ['HTTPS://API.example:443', 'https://api.example'],
    ['http://localhost:4400', 'http://localhost:4400'],
    ['http://127.0.0.1:4400/', 'http://127.0.0.1:4400'],
    ['http://[::1]:4400', 'http://[::1]:4400'],
  ])('the URL %s is %s', (url, baseUrl) => {
    expect(readConfig({ ...account, MICROVISOR_API_URL: url }).upstream).toMatchObject({ baseUrl });
  });

  test('a proxy is for the API and for the token endpoint, and for neither in vain', () => {
    expect(proxied({ ...oauth, MICROVISOR_API_URL: 'https://api.example' })).toEqual(['https://api.example', 'https://id.example']);
    expect(proxied({ ...oauth, MICROVISOR_API_URL: 'http://localhost:4400' })).toEqual(['https://id.example']);
    expect(proxied({})).toEqual([]);
  });

  test.each([['/', '/'], ['/fleet', '/fleet/'], ['/fleet/', '/fleet/'], ['/ops/fleet-2/', '/ops/fleet-2/']])('the base path %s is %s', (value, basePath) => {
    expect(readConfig({ BASE_PATH: value })).toMatchObject({ basePath });
  });

  test('a name that looks like a slip is said at start, unless the setting is there as well', () => {
    const note = 'The name READONLY in the environment is not a setting. Did you mean READ_ONLY?';
    expect(readConfig({ READONLY: '1' })).toMatchObject({ readOnly: false, notes: [note] });
    const others = { READONLY: '', PATH: '/bin', HOME: '/root', HOSTNAME: 'x', NODE_ENV: 'production', NO_COLOR: '1', npm_config_noproxy: 'x', TWILIO_REGION: 'ie1', HTTP_HOST: 'x', PORT0: '1', BASE_URL: 'x' };
    for (const env of [others, { READONLY: '1', READ_ONLY: '1' }]) expect(readConfig(env).notes).toEqual([]);
  });

  test('every other setting is read', () => {
    const env = { HOST: '[::1]', PORT: '0', ALLOWED_HOSTS: 'Console.Example.com, localhost:8080,a.example:443', READ_ONLY: 'true', AUDIT_FILE: 'a.log' };
    expect(readConfig(env)).toMatchObject({
      host: '::1',
      port: 0,
      allowedHosts: ['console.example.com', 'localhost:8080', 'a.example:443'],
      readOnly: true,
      auditFile: 'a.log',
    });
    const simulator = { SIMULATOR_DEVICES: '5', SIMULATOR_SEED: '7', SIMULATOR_LATENCY_MS: '10', SIMULATOR_FAULTS: '429' };
    expect(readConfig(simulator).upstream).toEqual({ kind: 'simulator', devices: 5, seed: 7, latencyMs: 10, faults: '429' });
  });
});

describe('a public address', () => {
  test.each([
    ['https://console.example.com', 'https://console.example.com', 'console.example.com:443'],
    ['HTTPS://Console.Example.com/', 'https://console.example.com', 'console.example.com:443'],
    ['https://console.example.com:8443', 'https://console.example.com:8443', 'console.example.com:8443'],
    ['http://localhost:8080', 'http://localhost:8080', 'localhost:8080'],
    ['http://[::1]', 'http://[::1]', '[::1]:80'],
  ])('%s begins links with %s, and is the allowed host %s', (value, publicUrl, host) => {
    expect(readConfig({ PUBLIC_URL: value, ALLOWED_HOSTS: 'other.example' })).toMatchObject({ publicUrl, allowedHosts: ['other.example', host] });
  });
});

test('the public address is answered to, over https alone, and no other name for it', () => {
  const { allowedHosts } = readConfig({ PUBLIC_URL: 'https://console.example.com' });
  const [hosts, origins] = [hostSet(4300, allowedHosts), originSet(4300, allowedHosts)];
  const origin = (value: string): number => checkOrigin('POST', new Headers({ origin: value, 'sec-fetch-site': 'same-origin' }), origins)?.status ?? 200;
  expect(checkHost(['console.example.com'], hosts)).toBeNull();
  expect(origin('https://console.example.com')).toBe(200);
  for (const other of ['http://console.example.com', 'https://console.example.com:8443', 'https://console.example.com.evil.test', 'https://evil.test', 'null']) expect(origin(other)).toBe(403);
  for (const other of ['evil.test', 'console.example.com:8443', 'console.example.com.evil.test', 'x.console.example.com']) expect(checkHost([other], hosts)?.status).toBe(403);
});

describe('a configuration that does not', () => {
  test.each<[string, Environment, RegExp]>([
    ['half an account', { TWILIO_ACCOUNT_SID: AC }, /TWILIO_ACCOUNT_SID needs TWILIO_AUTH_TOKEN as well/u],
    ['the other half', { TWILIO_AUTH_TOKEN: 'auth-token' }, /TWILIO_AUTH_TOKEN needs TWILIO_ACCOUNT_SID as well/u],
    ['half a key', { TWILIO_API_KEY: SK }, /needs TWILIO_API_SECRET/u],
    ['a third of OAuth2', { MICROVISOR_OAUTH_CLIENT_ID: 'x' }, /needs MICROVISOR_OAUTH_TOKEN_URL and MICROVISOR_OAUTH_CLIENT_SECRET/u],
    ['a URL alone', { MICROVISOR_API_URL: 'https://api.example' }, /no credential/u],
    ['two credentials', { ...account, ...key }, /Only one kind of credential.*TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_KEY/u],
    ['an account and a simulator', { ...account, SIMULATOR_DEVICES: '5' }, /SIMULATOR_DEVICES cannot be set together/u],
    ['another address', { HOST: '0.0.0.0' }, /loopback for now/u],
    ['a name of another address', { HOST: 'example.com' }, /loopback for now/u],
    ['http to the network', { ...account, MICROVISOR_API_URL: 'http://api.example' }, /must begin with https/u],
    ['http to what only looks local', { ...account, MICROVISOR_API_URL: 'http://localhost.evil.com' }, /must begin with https/u],
    ['another protocol', { ...account, MICROVISOR_API_URL: 'ftp://api.example' }, /must begin with https/u],
    ['no URL', { ...account, MICROVISOR_API_URL: 'api' }, /is not a URL/u],
    ['a user in the URL', { ...account, MICROVISOR_API_URL: 'https://a:b@api.example' }, /user or password/u],
    ['a path', { ...account, MICROVISOR_API_URL: 'https://api.example/v1' }, /origin only/u],
    ['a query', { ...account, MICROVISOR_API_URL: 'https://api.example/?x' }, /origin only/u],
    ['a token endpoint on http', { ...oauth, MICROVISOR_OAUTH_TOKEN_URL: 'http://id.example/' }, /must begin with https/u],
    ['TLS without checks', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, /NODE_EXTRA_CA_CERTS/u],
    ['a SID that is none', { ...account, TWILIO_ACCOUNT_SID: 'AC1' }, /32 hexadecimal/u],
    ['a key that is none', { ...key, TWILIO_API_KEY: AC }, /SK followed by 32/u],
    ['a token with a blank', { ...account, TWILIO_AUTH_TOKEN: 'auth token' }, /TWILIO_AUTH_TOKEN holds a blank/u],
    ['a bad port', { PORT: '70000' }, /PORT must be a whole number from 0 to 65535/u],
    ['a port in hexadecimal', { PORT: '0x50' }, /PORT must be/u],
    ['a negative number', { SIMULATOR_LATENCY_MS: '-1' }, /SIMULATOR_LATENCY_MS must be/u],
    ['a switch that is neither', { READ_ONLY: 'maybe' }, /READ_ONLY must be 1 or 0/u],
    ['a setting that is misspelt', { SIMULATOR_DEVICE: '5' }, /SIMULATOR_DEVICE is not a setting/u],
    ['a setting in small letters', { read_only: '1' }, /^The name read_only is not a setting. Write it in capitals: READ_ONLY.$/u],
    ['one of a prefix that is ours, in small letters', { microvisor_api_urls: 'https://api.example' }, /microvisor_api_urls is not a setting/u],
    ['a home folder that only a shell knows', { DATA_DIR: '~/fleet' }, /DATA_DIR is "~\/fleet", but ~ and variables are not expanded/u],
    ['a variable in a path', { AUDIT_FILE: '${HOME}/audit.log' }, /AUDIT_FILE is .* not expanded/u],
    ['a variable as another system writes it', { AUDIT_FILE: '%APPDATA%\\audit.log' }, /AUDIT_FILE is .* not expanded/u],
    ['a proxy that is none', { ...account, HTTPS_PROXY: 'http://proxy.example/x' }, /HTTPS_PROXY is not the address of a proxy/u],
    ['a base path that is an address', { BASE_PATH: 'https://console.example.com/fleet/' }, /BASE_PATH must be a path such as \/fleet\//u],
    ['a base path that leads upwards', { BASE_PATH: '/fleet/../' }, /BASE_PATH must be a path/u],
    ['a base path that a script could end', { BASE_PATH: '/"><script>/' }, /BASE_PATH must be a path/u],
    ['a base path with an empty name', { BASE_PATH: '//fleet/' }, /BASE_PATH must be a path/u],
    ['a base path without its slash', { BASE_PATH: 'fleet' }, /BASE_PATH must be a path/u],
    ['a token that could be any word', { ...account, TWILIO_AUTH_TOKEN: 'fleet-1' }, /TWILIO_AUTH_TOKEN has fewer than 8 characters/u],
    ['a bearer token that could', { MICROVISOR_API_TOKEN: 'fleet' }, /MICROVISOR_API_TOKEN has fewer than 8/u],
    ['a client secret with an umlaut', { ...oauth, MICROVISOR_OAUTH_CLIENT_SECRET: 'gehe1mnüsse' }, /MICROVISOR_OAUTH_CLIENT_SECRET holds a blank or/u],
    ['another way to sign in', { ...oauth, MICROVISOR_OAUTH_AUTH: 'jwt' }, /MICROVISOR_OAUTH_AUTH must be post or basic, not "jwt"/u],
    ['a scope with two blanks', { ...oauth, MICROVISOR_OAUTH_SCOPE: 'a  b' }, /MICROVISOR_OAUTH_SCOPE must be words/u],
    ['a scope in quotes', { ...oauth, MICROVISOR_OAUTH_SCOPE: '"a b"' }, /MICROVISOR_OAUTH_SCOPE must be words/u],
    ['an audience with a line break', { ...oauth, MICROVISOR_OAUTH_AUDIENCE: 'a\nb' }, /MICROVISOR_OAUTH_AUDIENCE holds a character/u],
    ['a scope alone', { MICROVISOR_OAUTH_SCOPE: 'a' }, /MICROVISOR_OAUTH_SCOPE needs MICROVISOR_OAUTH_TOKEN_URL and MICROVISOR_OAUTH_CLIENT_ID and MICROVISOR_OAUTH_CLIENT_SECRET as well/u],
    ['a public address on http', { PUBLIC_URL: 'http://console.example.com' }, /PUBLIC_URL must be an address that begins with https/u],
    ['a public address that only looks local', { PUBLIC_URL: 'http://localhost.evil.com' }, /PUBLIC_URL must be an address/u],
    ['a public address without a protocol', { PUBLIC_URL: 'console.example.com' }, /PUBLIC_URL must be an address/u],
    ['a public address that is a script', { PUBLIC_URL: 'javascript:alert(1)' }, /PUBLIC_URL must be an address/u],
    ['a public address with a path', { PUBLIC_URL: 'https://console.example.com/fleet' }, /PUBLIC_URL must be an origin only/u],
    ['a public address with a user', { PUBLIC_URL: 'https://a:b@console.example.com' }, /PUBLIC_URL must be an origin only/u],
    ['a public address with a query', { PUBLIC_URL: 'https://console.example.com/?x' }, /PUBLIC_URL must be an origin only/u],
    ['a host with a path', { ALLOWED_HOSTS: 'https://x/' }, /ALLOWED_HOSTS holds/u],
  ])('%s is one problem, in a sentence', (_, env, sentence) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
    expect(problems[0]).toMatch(/^[A-Z].*\.$/u);
  });

  test('all problems are listed at once, and none of them holds a secret', () => {
    const problems = problemsOf({ HOST: '::', PORT: 'x', TWILIO_AUTH_TOKEN: 'CANARY 1', MICROVISOR_API_TOKEN: 'CANARY 2', SIMULATOR_SEED: '1' });
    expect(problems).toHaveLength(6);
    expect(problems.join()).not.toContain('CANARY');
  });
});
