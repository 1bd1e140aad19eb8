/** Whose clock the browser is told: the API's, or none. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Api, type RawReply, sendRaw, type Stand, startApi, startDev, startProduction, writeRequest } from './attack-stand.ts';

describe.each([
  ['production', startProduction],
  ['vite dev', startDev],
])('%s', (_, start) => {
  let api: Api;
  let stand: Stand;
  let token = '';

  const get = (target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawReply> =>
    sendRaw(stand.port, writeRequest({ method, target }, { Host: `localhost:${String(stand.port)}`, 'Sec-Fetch-Site': 'same-origin', ...headers }));

  beforeEach(async () => {
    api = await startApi();
    stand = await start(api.env);
    token = /"token":"([\w-]+)"/u.exec((await get('/api/session')).body)?.[1] ?? '';
  });
  afterEach(async () => {
    await stand.close();
    await api.close();
  });

  test('passes on the clock of the API', async () => {
    api.simulator.world.faults.set('clock-skew:seconds=86400');
    const { status, headers } = await get('/api/v1/Devices', { 'X-Fleet-Request': token });
    expect(status).toBe(200);
    expect(Date.parse(headers['date'] ?? '') - Date.now()).toBeGreaterThan(86_000_000);
  });

  test('tells none of its own when the API breaks off, or when it refuses a call itself', async () => {
    api.simulator.world.faults.set('reset');
    const replies = [
      await get('/api/v1/Devices', { 'X-Fleet-Request': token }),
      await get('/api/v1/Devices'),
      await get('/api/v1/Nothing', { 'X-Fleet-Request': token }),
      await get('/api/v1/Devices', {}, 'PUT'),
      await get('/api/session'),
    ];
    expect(replies.map(({ status }) => status)).toEqual([502, 403, 404, 405, 200]);
    expect(replies.filter(({ headers }) => 'date' in headers)).toEqual([]);
  });
});
