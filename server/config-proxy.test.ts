/** Which addresses are reached through which proxy, what is said of it, and what is refused. */
import { describe, expect, test } from 'vitest';
import { isExempt, proxySecrets, readProxies } from './config-proxy.ts';

const API = 'https://api.example';
const PROXY = 'http://proxy.example:3128';

function read(env: Record<string, string>, url = API): { proxies: Record<string, unknown>; notes: readonly string[]; problems: string[] } {
  const problems: string[] = [];
  const { proxies, notes } = readProxies((name) => env[name] ?? '', [['The API', url]], problems);
  return { proxies: Object.fromEntries(proxies), notes, problems };
}

describe('a proxy', () => {
  test.each<[string, string, string | null]>([
    [PROXY, PROXY, null],
    ['proxy.example:3128', PROXY, null],
    ['HTTP://Proxy.Example:3128/', PROXY, null],
    ['http://proxy.example', 'http://proxy.example', null],
    ['https://proxy.example', 'https://proxy.example', null],
    ['http://[::1]:3128', 'http://[::1]:3128', null],
    ['http://user:p%40ss%3A%25@proxy.example:3128', PROXY, 'user:p@ss:%'],
    ['http://user:p@ss@proxy.example:3128', PROXY, 'user:p@ss'],
    ['user:pass@proxy.example:3128', PROXY, 'user:pass'],
    ['http://user@proxy.example:3128', PROXY, 'user:'],
  ])('%s is taken as %s', (value, url, both) => {
    const authorization = both === null ? null : `Basic ${Buffer.from(both).toString('base64')}`;
    expect(read({ HTTPS_PROXY: value }).proxies).toEqual({ [API]: { setting: 'HTTPS_PROXY', url, authorization } });
  });

  test('is said at start, without its password', () => {
    expect(read({ HTTPS_PROXY: 'http://user:CANARY@proxy.example:3128' }).notes).toEqual(['The API is reached through the proxy http://proxy.example:3128 (HTTPS_PROXY).']);
  });

  test('in small letters wins', () => {
    expect(read({ HTTPS_PROXY: 'http://other.example', https_proxy: PROXY }).notes).toEqual([`The API is reached through the proxy ${PROXY} (https_proxy).`]);
  });

  test.each([
    'http://user:CANARY/@proxy.example',
    'http://user:CANARY%@proxy.example',
    'http://proxy.example/CANARY',
    'http://proxy.example?CANARY',
    'http://proxy.example:3128#CANARY',
    'http://proxy.example:99999',
    'http://',
    'CANARY CANARY',
  ])('that cannot be used is refused without being repeated: %s', (value) => {
    const { proxies, problems } = read({ HTTPS_PROXY: value });
    expect(proxies).toEqual({});
    expect(problems).toEqual([expect.stringMatching(/^HTTPS_PROXY is not the address of a proxy, such as .*\.$/u)]);
    expect(problems.join()).not.toContain('CANARY');
  });

  test('of another kind is refused with its kind', () => {
    expect(read({ https_proxy: 'socks5://proxy.example:1080' }).problems).toEqual(['https_proxy names a proxy of the kind socks5, but only http:// and https:// are supported.']);
  });

  test.each(['http://localhost:4400', 'http://127.0.0.1:4400', 'http://[::1]:4400', 'https://localhost', 'https://api.localhost', 'https://127.8.9.1', 'https://[::ffff:127.0.0.1]', 'https://localhost.'])('is never used for %s, nor looked at', (url) => {
    for (const HTTPS_PROXY of [PROXY, 'nonsense nonsense']) expect(read({ HTTPS_PROXY, HTTP_PROXY: PROXY, https_proxy: HTTPS_PROXY }, url)).toEqual({ proxies: {}, notes: [], problems: [] });
  });

  test.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])('in %s alone is not used, which is said', (name) => {
    expect(read({ [name]: PROXY })).toEqual({ proxies: {}, notes: [`${name} is not used: the API is reached by https, and its proxy is named in HTTPS_PROXY.`], problems: [] });
  });

  test('that NO_PROXY rules out is not used, which is said', () => {
    expect(read({ HTTPS_PROXY: PROXY, no_proxy: '.example' })).toEqual({ proxies: {}, notes: ['The API is reached directly, not through the proxy in HTTPS_PROXY: no_proxy names api.example.'], problems: [] });
  });

  test('is decided for each address by itself', () => {
    const targets = [['The API', API], ['The token endpoint', 'https://id.internal/token?x=1']] as const;
    const { proxies, notes } = readProxies((name) => ({ HTTPS_PROXY: PROXY, NO_PROXY: 'internal' })[name] ?? '', targets, []);
    expect([...proxies.keys()]).toEqual([API]);
    expect(notes.map((note) => note.split(' is reached ')[0])).toEqual(['The API', 'The token endpoint']);
  });
});

test.each<[string, string, boolean]>([
  ['https://api.example', '', false],
  ['https://api.example', '*', true],
  ['https://api.example', 'api.example', true],
  ['https://api.example', 'API.Example.', true],
  ['https://api.example', 'example', true],
  ['https://api.example', '.example', true],
  ['https://api.example', '*.example', true],
  ['https://api.example', 'pi.example', false],
  ['https://api.example', 'other.example, ,api.example', true],
  ['https://api.example', 'other.example api.example', true],
  ['https://api.example', 'api.example.com', false],
  ['https://api.example', 'api.example:443', true],
  ['https://api.example', 'api.example:8443', false],
  ['https://api.example:8443', 'api.example:8443', true],
  ['https://api.example:8443', 'api.example', true],
  ['https://10.1.2.3', '10.0.0.0/8', true],
  ['https://11.1.2.3', '10.0.0.0/8', false],
  ['https://10.1.2.3', '10.1.2.3', true],
  ['https://10.1.2.3', '1.2.3', false],
  ['https://10.1.2.3', '10.0.0.0/99', false],
  ['https://10.1.2.3', '10.0.0.0/', false],
  ['https://10.1.2.3', 'fd00::/8', false],
  ['https://[fd00::1]', 'fd00::/8', true],
  ['https://[fd00::1]:8443', '[fd00:0:0::1]:8443', true],
  ['https://[fd00::1]', 'fd00::1', true],
  ['https://[fd00::1]', '[fd00::1]:8443', false],
  ['https://api.example', '10.0.0.0/8', false],
])('%s is exempt by "%s": %s', (url, list, exempt) => {
  expect(isExempt(new URL(url), list)).toBe(exempt);
});

test('what opens a proxy is known in every spelling, so that no text shows it', () => {
  expect(proxySecrets({ HTTPS_PROXY: 'http://token%2B0123@proxy.example:3128' })).toEqual(['token+0123:', 'token%2B0123', 'token+0123']);
  expect(proxySecrets({ https_proxy: 'http://us%40er:p%40ss/w@proxy.example', HTTP_PROXY: 'proxy.example:1', NO_PROXY: 'a' })).toEqual(['us@er:p@ss/w', 'p%40ss/w', 'p@ss/w']);
});
