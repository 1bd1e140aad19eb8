import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stubGateway } from '../../simulator/test-gateway.ts';
import { createSecret, deleteSecret, fetchSecret, listSecrets, rotateSecret } from './secrets.ts';
import { adoptSession } from './session.ts';

const ONE = `UV${'1'.padStart(32, '0')}`;

beforeEach(() => {
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each([
  ['of the account', null],
  ['of a device', ONE],
])('a Secret %s', (_, scope) => {
  test('is created, rotated and deleted, and its value never comes back', async () => {
    const { simulator, changes } = stubGateway();
    const kept = simulator.world.secrets(scope);
    const seen: unknown[] = [await createSecret(scope, 'private_key', 'canary-1')];
    expect(kept.holds('private_key', 'canary-1')).toBe(true);
    seen.push(await rotateSecret(scope, 'private_key', 'canary-2'), await fetchSecret(scope, 'private_key'), [...(await listSecrets(scope)).rows]);
    expect(kept.holds('private_key', 'canary-2')).toBe(true);
    await deleteSecret(scope, 'private_key');
    expect(kept.size).toBe(0);
    expect(JSON.stringify([seen, changes])).not.toContain('canary');
    expect(seen[2]).toMatchObject({ key: 'private_key', date_rotated: expect.any(String), device_sid: scope });
  });

  test('is in no error, also when the API says what it refused', async () => {
    for (const said of ['canary "1"', String.raw`canary \"1\"`, encodeURIComponent('canary "1"')]) {
      vi.stubGlobal('fetch', async () => Response.json({ code: 20422, message: `Invalid parameter Value: ${said}`, more_info: said, status: 422 }, { status: 422 }));
      for (const write of [createSecret, rotateSecret]) {
        // oxlint-disable-next-line no-await-in-loop -- one after another, each told on its own
        const error: unknown = await write(scope, 'private_key', 'canary "1"').catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ status: 422, code: 20422, trouble: 'refused' });
        expect(error instanceof Error && [error.message, error.stack, JSON.stringify(error), error.cause].join(' ')).not.toContain('canary');
      }
    }
  });

  test('that is taken or gone is refused', async () => {
    const { simulator } = stubGateway();
    simulator.world.secrets(scope).put('taken', 'x');
    await expect(createSecret(scope, 'taken', 'y')).rejects.toMatchObject({ status: 409, trouble: 'refused' });
    await expect(rotateSecret(scope, 'none', 'y')).rejects.toMatchObject({ status: 404 });
    await expect(fetchSecret(scope, 'none')).rejects.toMatchObject({ status: 404 });
    await expect(deleteSecret(scope, 'none')).rejects.toMatchObject({ status: 404 });
    await expect(rotateSecret(scope, '..', 'y')).rejects.toMatchObject({ code: 'invalid_parameter' });
  });
});

test('a value that an API sends all the same is not kept', async () => {
  const { simulator } = stubGateway();
  simulator.world.faults.set('secret-echo');
  expect(JSON.stringify(await createSecret(null, 'k', 'canary'))).not.toContain('canary');
});
