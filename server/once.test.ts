/** A request that comes again, through the gateway: sent once, answered as well as can be. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMemory, createStand, ORIGIN, TOKEN } from './gateway-stand.ts';

const attempt = (id: string = randomUUID()): Record<string, string> => ({ 'x-fleet-attempt': id });
const told = async (reply: Response): Promise<unknown> => [reply.status, await reply.json()];
const TAKEN = [409, { code: 'attempt_taken', status: 409 }];

test('a repeat that comes while the first is under way gets its answer, and so does one that comes just after', async () => {
  const stand = createStand();
  const headers = attempt();
  stand.simulator.world.faults.set('latency:ms=100,on=POST');
  const replies = await Promise.all([stand.post('RestartApp=true', headers), stand.post('RestartApp=true', headers)]);
  const later = await stand.post('RestartApp=true', headers);
  const [first, ...repeats] = await Promise.all([...replies, later].map(told));
  expect(first).toMatchObject([200, { sid: stand.device }]);
  expect(repeats).toEqual([first, first]);
  expect(later.headers.get('twilio-request-id')).toMatch(/^RQ/u);
  expect(stand.simulator.world.counters.restartsBySid.get(stand.device)).toBe(1);
  expect(stand.entries.map(({ outcome }) => outcome).toSorted()).toEqual(['attempt', 'done', 'repeated', 'repeated']);
  expect(new Set(stand.entries.map(({ id }) => id))).toEqual(new Set([headers['x-fleet-attempt']]));
});

test('a repeat of a change whose outcome is not known gets no other answer than the first, and is not sent', async () => {
  const stand = createStand();
  const headers = attempt();
  stand.simulator.world.faults.set('reset-after-write');
  for (let count = 0; count < 3; count += 1) expect(await told(await stand.post('RestartApp=true', headers))).toMatchObject([502, { code: 'upstream_unreachable' }]);
  expect(stand.simulator.world.counters.writes).toBe(1);
});

test('a deletion that is repeated is done, and not "there is no such key"', async () => {
  const stand = createStand();
  stand.simulator.world.configs(null).put('kept', 'x');
  const headers = attempt();
  for (let count = 0; count < 2; count += 1) {
    const reply = await stand.change('DELETE', '/v1/Configs/kept', undefined, headers);
    expect([reply.status, await reply.text()]).toEqual([204, '']);
  }
  expect(stand.simulator.world.counters.keyedWrites).toHaveLength(1);
});

test('another process sends nothing that this one has sent, and says that its outcome is unknown', async () => {
  const attempts = createMemory();
  const [one, next] = [createStand({ attempts }), createStand({ attempts })];
  const headers = attempt();
  expect((await one.post('RestartApp=true', headers)).status).toBe(200);
  expect(await told(await next.post('RestartApp=true', headers))).toMatchObject(TAKEN);
  expect(next.simulator.world.counters.requests).toBe(0);
  expect(next.entries.map(({ outcome }) => outcome)).toEqual(['repeated']);
});

test('the token of a process that is gone is "not sent" only where nothing was sent', async () => {
  const stand = createStand();
  const headers = attempt();
  const stale = { ...headers, 'x-fleet-request': `${TOKEN}-of-before` };
  expect(await told(await stand.post('RestartApp=true', stale))).toMatchObject([403, { code: 'session_token' }]);
  expect((await stand.post('RestartApp=true', headers)).status).toBe(200);
  expect(await told(await stand.post('RestartApp=true', stale))).toMatchObject(TAKEN);
  expect(stand.simulator.world.counters.writes).toBe(1);
});

test('another change under an id that was taken is neither sent nor given the answer of the first', async () => {
  const stand = createStand();
  const headers = attempt();
  expect((await stand.post('LoggingEnabled=true', headers)).status).toBe(200);
  expect(await told(await stand.post('RestartApp=true', headers))).toMatchObject(TAKEN);
  expect(stand.simulator.world.counters.writes).toBe(1);
});

test.each<[string, string, Record<string, string>, number]>([
  ['a wrong token', 'RestartApp=true', { 'x-fleet-request': 'wrong' }, 403],
  ['another origin', 'RestartApp=true', { origin: 'http://evil.test' }, 403],
  ['a body of another type', 'RestartApp=true', { 'content-type': 'text/plain' }, 415],
  ['a parameter that there is none of', 'Restart=true', {}, 422],
  ['a body that is too long', `UniqueName=${'x'.repeat(9000)}`, {}, 413],
])('a change that is refused for %s does not use up its id', async (_, body, wrong, status) => {
  const stand = createStand();
  const headers = attempt();
  expect((await stand.post(body, { ...headers, ...wrong })).status).toBe(status);
  expect((await stand.post('RestartApp=true', headers)).status).toBe(200);
});

test('a read-only console uses up no id', async () => {
  const attempts = createMemory();
  const headers = attempt();
  expect((await createStand({ attempts, readOnly: true }).post('RestartApp=true', headers)).status).toBe(403);
  expect((await createStand({ attempts }).post('RestartApp=true', headers)).status).toBe(200);
});

test.each([null, '', 'x', `${randomUUID()}, ${randomUUID()}`, '../../etc/passwd', randomUUID().slice(1)])('a change with the id %j is refused with a sentence, and nothing is sent', async (id) => {
  const stand = createStand();
  const headers = new Headers({ 'x-fleet-request': TOKEN, origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' });
  if (id !== null) headers.set('x-fleet-attempt', id);
  const reply = await stand.send(new Request(`${ORIGIN}/api/v1/Devices/${stand.device}`, { method: 'POST', headers, body: 'RestartApp=true' }));
  expect(await told(reply)).toMatchObject([400, { code: 'attempt', message: expect.stringContaining('reload') }]);
  expect(stand.simulator.world.counters.requests).toBe(0);
});

test('what cannot be written down is not sent', async () => {
  const attempts = { take: () => Promise.reject(new Error('ENOSPC')), isTaken: () => Promise.resolve(false) };
  const stand = createStand({ attempts });
  expect(await told(await stand.post('RestartApp=true'))).toMatchObject([503, { code: 'attempt_store', message: expect.stringContaining('nothing was sent') }]);
  expect(stand.simulator.world.counters.requests).toBe(0);
  expect((await stand.get('/api/v1/Devices')).status).toBe(200);
});

test('an answer that is too long is not kept for a repeat, which is told that the outcome is unknown', async () => {
  const stand = createStand();
  stand.simulator.world.faults.set('too-large:on=POST,bytes=70000');
  const headers = attempt();
  expect((await stand.post('LoggingEnabled=true', headers)).status).toBe(200);
  expect(await told(await stand.post('LoggingEnabled=true', headers))).toMatchObject(TAKEN);
});

test('thousands of changes do not crowd out what is still told from a repeat', async () => {
  const stand = createStand();
  const early = attempt();
  await stand.post('LoggingEnabled=true', early);
  for (let count = 0; count < 1100; count += 1) await stand.post('LoggingEnabled=true');
  const late = attempt();
  await stand.post('LoggingEnabled=true', late);
  expect(await told(await stand.post('LoggingEnabled=true', late))).toMatchObject([200, {}]);
  // Its answer has made room; that it was sent is still known.
  expect(await told(await stand.post('LoggingEnabled=true', early))).toMatchObject(TAKEN);
  expect(stand.simulator.world.counters.writes).toBe(1102);
}, 30_000);
