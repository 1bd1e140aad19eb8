import { afterEach, expect, test, vi } from 'vitest';
import { adoptSession } from '#api/session.ts';
import { errorDetails } from './error-details.ts';

afterEach(() => void vi.unstubAllGlobals());

test('a report says what broke, where, when and in which version, and holds nothing that lets anybody in', () => {
  vi.stubGlobal('location', { pathname: '/devices', search: '?q=app%3A1.2&page=2&token=PTsecret-place', hash: '#list=a' });
  vi.stubGlobal('navigator', { userAgent: 'A browser' });
  adoptSession({ token: 'the-token-of-this-page', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
  const error = new Error('no rows, asked with the-token-of-this-page', { cause: new TypeError('of nothing') });
  const text = errorDetails(error, '\n  at DeviceGrid', new Date(Date.UTC(2026, 0, 2, 3, 4, 5)));
  expect(text).toContain('Error: no rows, asked with …');
  expect(text).toContain('TypeError: of nothing');
  expect(text).toContain('at DeviceGrid');
  expect(text).toContain('Address: /devices?q=app%3A1.2&page=2\n');
  expect(text).toContain('Version: in development');
  expect(text).toContain('Time: 2026-01-02T03:04:05.000Z');
  expect(text).toContain('Browser: A browser');
  expect(text).not.toContain('the-token-of-this-page');
  expect(text).not.toContain('PTsecret');
});
