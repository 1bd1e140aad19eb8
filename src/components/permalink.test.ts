/** Addresses of pages, where the console is under a path of its origin and where it is not. */
import { afterEach, expect, test, vi } from 'vitest';
import { adoptSession } from '#api/session.ts';
import { hrefOf, pathIn, permalink } from './permalink.ts';

const SESSION = { token: 't'.repeat(32), simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'f'.repeat(22) };

afterEach(() => vi.unstubAllGlobals());

test.each([
  [{}, 'http://localhost:4300/devices?q=a', '/devices?q=a'],
  [{ basePath: '/ops/fleet/' }, 'http://localhost:4300/ops/fleet/devices?q=a', '/ops/fleet/devices?q=a'],
  [{ publicUrl: 'https://console.example.com' }, 'https://console.example.com/devices?q=a', '/devices?q=a'],
  [{ publicUrl: 'https://console.example.com', basePath: '/ops/fleet/' }, 'https://console.example.com/ops/fleet/devices?q=a', '/ops/fleet/devices?q=a'],
])('with %o a link for somebody else is %s, and one for this browser %s', (settings, link, href) => {
  vi.stubGlobal('window', { location: { origin: 'http://localhost:4300' } });
  adoptSession({ ...SESSION, ...settings });
  expect([permalink('/devices?q=a'), hrefOf('/devices?q=a')]).toEqual([link, href]);
  expect(pathIn(hrefOf('/devices'))).toBe('/devices');
  expect(pathIn(hrefOf('/'))).toBe('/');
});
