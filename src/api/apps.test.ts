import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stubGateway } from '../../simulator/test-gateway.ts';
import { deleteApp, fetchApp, fetchManifest, listApps } from './apps.ts';
import { adoptSession } from './session.ts';

beforeEach(() => {
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const FW2 = `KA${'1'.padStart(32, '0')}`;
const { signal } = new AbortController();

test('an App is found by SID and by name, and its manifest comes as bytes', async () => {
  stubGateway({ seedApps: [{ uniqueName: 'fw 2', manifest: 'AAEC/w==' }] });
  expect((await fetchApp(FW2)).unique_name).toBe('fw 2');
  expect((await fetchApp('fw 2')).sid).toBe(FW2);
  expect(await fetchManifest(FW2)).toMatchObject({ app_sid: FW2, encoded_bytes: 'AAEC/w==' });
});

test('an App that is deleted is gone from the list, and its devices still point to it', async () => {
  const { simulator, changes } = stubGateway();
  await deleteApp(FW2);
  expect(changes).toEqual([`DELETE /api/v1/Apps/${FW2}`]);
  expect([...(await listApps(signal)).values()].map(({ unique_name: name }) => name)).toEqual(['fw-1']);
  await expect(fetchManifest(FW2)).rejects.toMatchObject({ status: 404 });
  expect(simulator.world.device('device-1')?.target).toBe(FW2);
});

test('an App whose row cannot be read is listed all the same, and by what is known of it elsewhere in the list; a row without a SID is none', async () => {
  const [A, B, C] = ['a', 'b', 'c'].map((digit) => `KA${digit.padStart(32, '0')}`);
  const apps = [{ sid: A, unique_name: {} }, { unique_name: 'x' }, null, { sid: B, oversized: true }, { sid: C, unique_name: {} }, { sid: C, unique_name: 'c' }];
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ apps, meta: {} })));
  expect([...(await listApps(signal)).values()].map(({ sid, unique_name: name }) => [sid, name])).toEqual([[A, null], [B, null], [C, 'c']]);
});

test('an App that is in use may be refused', async () => {
  const { simulator } = stubGateway();
  simulator.world.faults.set('app-in-use');
  await expect(deleteApp(FW2)).rejects.toMatchObject({ status: 409, code: 20409, trouble: 'refused' });
});

test('an answer about another App than the one that was asked for is none, nor is the manifest of another', async () => {
  const { simulator } = stubGateway();
  simulator.world.faults.set('about-another');
  for (const ask of [fetchApp(FW2), fetchApp('fw-2'), fetchManifest(FW2)]) await expect(ask).rejects.toMatchObject({ code: 'bad_reply', isNotFound: false });
});
