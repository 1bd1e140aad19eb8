import { afterEach, expect, test, vi } from 'vitest';
import { adoptSession } from '#api/session.ts';
import { printedAddress } from './print-heading.ts';

const SESSION = { token: 't'.repeat(32), simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'f'.repeat(22) };

afterEach(() => vi.unstubAllGlobals());

test('what is printed says the public address of the page, without the list that it was opened from', () => {
  vi.stubGlobal('window', { location: { origin: 'http://localhost:4300' } });
  adoptSession({ ...SESSION, publicUrl: 'https://console.example.com', basePath: '/ops/' });
  expect(printedAddress('/ops/devices/UV1', '?from=%3Fq%3Dfreezer')).toBe('https://console.example.com/ops/devices/UV1');
  expect(printedAddress('/ops/devices', '?q=from%3Da&size=50')).toBe('https://console.example.com/ops/devices?q=from%3Da&size=50');
  expect(printedAddress('/ops/devices', '?a=1&from=x&b=2')).toBe('https://console.example.com/ops/devices?a=1&b=2');
  adoptSession(SESSION);
  expect(printedAddress('/', '')).toBe('http://localhost:4300/');
});
