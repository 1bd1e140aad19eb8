import { expect, test } from 'vitest';
import { canonicalHost, checkHost, hostSet, originSet, spellHost } from './guard.ts';

test.each([
  ['Console.Example.com', 'console.example.com', 'console.example.com'],
  ['localhost:8080', 'localhost:8080', 'localhost:8080'],
  ['[0:0:0:0:0:0:0:1]:443', '[::1]:443', '[::1]'],
  ['a.example:80', 'a.example:80', 'a.example'],
  ['a.example:8443', 'a.example:8443', 'a.example:8443'],
  ['127.1', '127.1', '127.1'],
])('%s is spelt %s, and %s as a Host', (host, spelt, canonical) => {
  expect([spellHost(host), canonicalHost(host)]).toEqual([spelt, canonical]);
});

test.each(['', 'a b', 'a:', 'a:x', 'a:123456', 'a/b', 'x@a', '[::g]', '[]', '::1', 'a\n'])('%j is no host', (host) => {
  expect([spellHost(host), canonicalHost(host)]).toEqual([null, null]);
});

/** Whether a page that a browser loaded from this address may call its own gateway. */
function serves(address: string, allowed: string[], port = 4300): boolean {
  const { host, origin } = new URL(address);
  return checkHost([host], hostSet(port, allowed)) === null && originSet(port, allowed).has(origin);
}

// A URL leaves out its scheme's default port, as browsers do in Host and Origin.
test.each<[string, string[], boolean]>([
  ['https://a.example', ['a.example:443'], true],
  ['https://a.example:443', ['a.example:443'], true],
  ['http://a.example', ['a.example:443'], false],
  ['http://a.example', ['a.example:80'], true],
  ['https://a.example', ['a.example:80'], false],
  ['http://a.example', ['a.example'], true],
  ['https://a.example', ['a.example'], true],
  ['https://a.example:8443', ['a.example:8443'], true],
  ['https://a.example:8443', ['a.example'], false],
  ['https://[::1]', ['[::1]:443'], true],
  ['http://localhost:4300', [], true],
  ['https://localhost:4300', [], false],
  ['http://localhost', [], false],
])('a page of %s with ALLOWED_HOSTS=%s: %s', (address, allowed, served) => {
  expect(serves(address, allowed)).toBe(served);
});

test.each([[80, 'http://localhost:80/'], [443, 'http://localhost:443/'], [443, 'http://[::1]:443']])('its own page on port %i: %s', (port, address) => {
  expect(serves(address, [], port)).toBe(true);
});
