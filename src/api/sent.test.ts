import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const SESSION = { token: 'first', simulated: false, apiHost: 'api.test', accountSid: `AC${'0'.repeat(32)}`, readOnly: false, fleetId: 'a-fleet-of-the-tests' };
const NOW = Date.parse('2026-03-01T12:00:00Z');

/** A freshly loaded page whose gateway gives these answers, one after the other. An Error is a connection that broke. */
async function page(...answers: (Response | Error)[]) {
  vi.resetModules();
  vi.stubGlobal('document', { querySelector: () => ({ content: JSON.stringify(SESSION) }) });
  vi.stubGlobal('fetch', () => {
    const answer = answers.shift() ?? new Error('nothing more to answer');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  const [{ call }, { sentChanges }] = await Promise.all([import('./client.ts'), import('./sent.ts')]);
  return { call, sentChanges };
}

const refusal = (code: string | number, status: number): Response => Response.json({ code, message: 'a sentence', more_info: null, status }, { status });

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a change is noted as it leaves, and what became of it once there is an answer; a read is not', async () => {
  const { call, sentChanges } = await page(Response.json({}), Response.json({}), refusal(20404, 404), refusal('upstream_unsent', 502), new Error('connection reset'), refusal(20500, 500));
  await call('/Devices');
  const first = call('/Devices/UV1', { form: { UniqueName: 'a name' } });
  expect(sentChanges).toMatchObject({ count: 1, ends: {}, latest: [{ at: NOW, path: '/Devices/UV1', fields: ['UniqueName'], end: null }] });
  await first;
  await expect(call('/Configs/prefs', { remove: true })).rejects.toThrow('a sentence');
  for (const sid of ['UV1', 'UV2']) await expect(call(`/Devices/${sid}`, { form: { RestartApp: 'true' } })).rejects.toThrow(/a sentence|connection reset/u);
  await expect(call('/Devices/UV3', { form: { RestartApp: 'true' } })).rejects.toThrow('a sentence');
  expect(sentChanges.latest.map(({ end }) => end)).toEqual(['accepted', 'refused', 'unsent', 'network', 'server']);
  expect(sentChanges).toMatchObject({ count: 5, ends: { accepted: 1, refused: 1, unsent: 1, network: 1, server: 1 } });
});

test('a change that a restarted gateway did not pass on, and that is sent again with its new token, is one', async () => {
  const { call, sentChanges } = await page(refusal('session_token', 403), Response.json({ ...SESSION, token: 'second' }), Response.json({}));
  await call('/Devices/UV1', { form: { LoggingEnabled: 'true' } });
  expect(sentChanges).toMatchObject({ count: 1, ends: { accepted: 1 } });
});

test('what is remembered holds no value, and stays small however many changes there are', async () => {
  const { call, sentChanges } = await page(...Array.from({ length: 500 }, () => Response.json({})));
  for (let n = 0; n < 500; n += 1) await call('/Secrets', { form: { Key: 'token', Value: 'a value that nobody may see' } });
  expect(sentChanges).toMatchObject({ count: 500, ends: { accepted: 500 } });
  expect(sentChanges.latest).toHaveLength(20);
  expect(JSON.stringify(sentChanges)).not.toContain('nobody may see');
});

test('a change that a pause kept back was not sent, whatever the answer was that asked for the pause', async () => {
  const overloaded = Response.json({ code: 20503, message: 'a sentence', more_info: null, status: 503 }, { status: 503, headers: { 'Retry-After': '30' } });
  const { call, sentChanges } = await page(overloaded);
  await expect(call('/Devices')).rejects.toThrow('a sentence');
  await expect(call('/Devices/UV1', { form: { RestartApp: 'true' } })).rejects.toThrow('a sentence');
  expect(sentChanges).toMatchObject({ count: 1, ends: { unsent: 1 }, latest: [{ end: 'unsent' }] });
});
