/** The id that goes with every change, so that the gateway sends it once however often the request comes. */
import { afterEach, expect, test, vi } from 'vitest';

const SESSION = { token: 'first', simulated: false, apiHost: 'api.test', accountSid: `AC${'0'.repeat(32)}`, readOnly: false, fleetId: 'a-fleet-of-the-tests' };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const RESTART = { form: { RestartApp: 'true' } };

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page whose gateway gives these answers. `attempts`: the id of each request, null where it has none. */
async function page(...answers: Response[]): Promise<{ call: typeof import('./client.ts').call; attempts: (string | null)[] }> {
  vi.resetModules();
  const attempts: (string | null)[] = [];
  vi.stubGlobal('document', { querySelector: () => ({ content: JSON.stringify(SESSION) }) });
  vi.stubGlobal('fetch', (_: string, init: RequestInit = {}) => {
    attempts.push(new Headers(init.headers).get('X-Fleet-Attempt'));
    return Promise.resolve(answers.shift());
  });
  return { call: (await import('./client.ts')).call, attempts };
}

const done = (): Response => Response.json({});
const refusal = (code: string, status: number): Response => Response.json({ code, message: 'a sentence', more_info: null, status }, { status });
const renewed = (): Response => Response.json({ ...SESSION, token: 'second' });

test('a change has an id of its own each time it is decided on, and a read has none', async () => {
  const { call, attempts } = await page(done(), done(), new Response(null, { status: 204 }), refusal('upstream_unsent', 502), done());
  await call('/x');
  await call('/x', RESTART);
  await call('/x', { remove: true });
  // It was never processed: whoever sends it again has decided to.
  await expect(call('/x', RESTART)).rejects.toMatchObject({ neverProcessed: true });
  await call('/x', RESTART);
  const [read, ...changes] = attempts;
  expect(read).toBeNull();
  expect(changes).toEqual(Array.from({ length: 4 }, () => expect.stringMatching(UUID)));
  expect(new Set(changes).size).toBe(4);
});

test('sent again under a new token it is the same attempt, for the browser may have repeated what was carried out', async () => {
  const { call, attempts } = await page(refusal('session_token', 403), renewed(), refusal('attempt_taken', 409));
  await expect(call('/x', RESTART)).rejects.toMatchObject({ code: 'attempt_taken', outcomeUnknown: true, neverProcessed: false });
  expect(attempts).toEqual([expect.stringMatching(UUID), null, attempts[0]]);
});

test('a page on plain http under another name has ids, too', async () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const { call, attempts } = await page(done());
  await call('/x', RESTART);
  expect(attempts).toEqual([expect.stringMatching(UUID)]);
});
