import { expect, test } from 'vitest';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import type { CredentialConfig } from './credentials.ts';
import { createRedactor } from './redact.ts';
import { fleetId } from './session.ts';

const ACCOUNT: CredentialConfig = { kind: 'basic', username: `AC${'1'.repeat(32)}`, password: 'secret' };
const KEY: CredentialConfig = { kind: 'basic', username: `SK${'1'.repeat(32)}`, password: 'secret' };
const BEARER: CredentialConfig = { kind: 'bearer', token: 'a-bearer-token' };
const CLIENT: CredentialConfig = { kind: 'oauth2', tokenUrl: 'https://sign-in.test/token', clientId: 'a-token', clientSecret: 'secret' };

test('every account at every API host is a fleet of its own', () => {
  const all = ['api.test', 'api.test:8443'].flatMap((host) => [ACCOUNT, KEY, BEARER, CLIENT].map((credential) => fleetId(host, credential)));
  expect(new Set(all).size).toBe(8);
  for (const id of all) expect(id).toMatch(/^[\w-]{22}$/u);
});

test('two consoles that share an origin keep nothing of a fleet together; at the root it is called as ever', () => {
  const [root, one, other] = ['/', '/fleet/', '/fleet-2/'].map((basePath) => fleetId('api.test', ACCOUNT, basePath));
  expect(new Set([root, one, other]).size).toBe(3);
  expect(root).toBe(fleetId('api.test', ACCOUNT));
});

test('a new secret for the same account is still the same fleet', () => {
  expect(fleetId('api.test', { ...ACCOUNT, password: 'another' })).toBe(fleetId('api.test', ACCOUNT));
  expect(fleetId('api.test', { ...CLIENT, clientSecret: 'another' })).toBe(fleetId('api.test', CLIENT));
  expect(fleetId('api.test', { ...BEARER, token: 'another' })).not.toBe(fleetId('api.test', BEARER));
});

const ids = async (settings: Record<string, string>): Promise<readonly string[]> =>
  Promise.all([0, 1].map(async () => (await compose(readConfig(settings), { audit: () => Promise.resolve(), redactor: createRedactor(), warn: () => undefined })).session.fleetId));

test('an account keeps its name over a restart; a simulated fleet is a new one each time', async () => {
  const env = { MICROVISOR_API_URL: 'https://api.test', MICROVISOR_API_TOKEN: 'a-bearer-token' };
  const [first, second] = await ids(env);
  expect(first).toBe(fleetId('api.test', BEARER));
  expect(second).toBe(first);
  expect(new Set(await ids({ SIMULATOR_DEVICES: '1' })).size).toBe(2);
});
