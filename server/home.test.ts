import { describe, expect, test } from 'vitest';
import { homeOf, nameOf, wayHome } from './home.ts';

const visit = new Headers({ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' });
const sent = (address: string, port: number, allowed: readonly string[], url: string, headers = visit): string | null =>
  wayHome(homeOf(address, port, allowed), new URL(url), headers)?.headers.get('location') ?? null;

test.each([
  ['127.0.0.1', 'localhost'],
  ['localhost', 'localhost'],
  ['::1', '[::1]'],
])('a console that listens at %s calls itself %s', (address, name) => {
  expect(nameOf(address)).toBe(name);
});

describe.each(['127.0.0.1', 'localhost', '::1'])('a console that listens at %s', (address) => {
  const urls = ['localhost', '127.0.0.1', '[::1]'].map((name) => `http://${name}:4300/devices?q=a%26b`);

  test('is reached by its own name from each of the others, in one step', () => {
    const home = `http://${nameOf(address)}:4300/devices?q=a%26b`;
    expect(new Set(urls.map((url) => sent(address, 4300, [], url) ?? url))).toEqual(new Set([home]));
    expect(sent(address, 4300, [], home)).toBeNull();
  });

  test('leaves the names alone that were asked for', () => {
    const allowed = ['localhost:4300', '127.0.0.1:4300', '[::1]:4300', 'console.example.com'];
    for (const url of [...urls, 'http://console.example.com/']) expect(sent(address, 4300, allowed, url)).toBeNull();
  });
});

test('the port of http is in no name', () => {
  expect(sent('127.0.0.1', 80, [], 'http://127.0.0.1/devices')).toBe('http://localhost/devices');
  expect(sent('127.0.0.1', 80, [], 'http://localhost/devices')).toBeNull();
});

test('a name of another port, or of another machine, is not ours to redirect', () => {
  for (const url of ['http://127.0.0.1:1/', 'http://console.example.com/', 'http://localhost:4301/']) expect(sent('127.0.0.1', 4300, [], url)).toBeNull();
});

test.each<[string, Record<string, string>, boolean]>([
  ['the address bar', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, true],
  ['an old browser', { accept: 'text/html,application/xhtml+xml' }, true],
  ['a frame', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, false],
  ['a service worker that passes a visit on', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'empty' }, false],
  ['a script', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty', accept: 'text/html' }, false],
  ['a program', { accept: '*/*' }, false],
])('%s is redirected or not', (_, headers, redirected) => {
  expect(sent('127.0.0.1', 4300, [], 'http://127.0.0.1:4300/', new Headers(headers)) !== null).toBe(redirected);
});
