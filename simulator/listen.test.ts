import { afterEach, expect, test } from 'vitest';

import { devicesPageSchema } from '#api/schema.ts';

import { createSimulator } from './app.ts';
import { type Listener, listen } from './listen.ts';

let listener: Listener | undefined;
afterEach(() => listener?.close());

const headers = { authorization: `Basic ${btoa('AC1:x')}` };

test('a dropped connection is one, before and after the write', async () => {
  const simulator = createSimulator({ seedDevices: [{}], faults: 'reset:on=GET,count=1;reset-after-write:count=1' });
  listener = await listen(simulator.fetch);
  const url = `${listener.origin}/v1/Devices/device-1`;
  await expect(fetch(url, { headers })).rejects.toThrow('fetch failed');
  const body = new URLSearchParams({ RestartApp: 'true' });
  await expect(fetch(url, { method: 'POST', headers, body })).rejects.toThrow('fetch failed');
  expect(simulator.world.counters.writes).toBe(1);
  expect((await fetch(url, { headers })).status).toBe(200);
});

test('a client that goes away ends the wait of a timeout, and the others are served', async () => {
  const simulator = createSimulator({ seedDevices: [{}], faults: 'timeout-after-write:count=1' });
  let ended = '';
  listener = await listen((request) =>
    simulator.fetch(request).catch((error: unknown) => {
      ended = request.method;
      throw error;
    }),
  );
  const url = `${listener.origin}/v1/Devices/device-1`;
  const body = new URLSearchParams({ UniqueName: 'new' });
  await expect(fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(60) })).rejects.toThrow();
  await expect.poll(() => ended).toBe('POST');
  expect((await fetch(`${listener.origin}/v1/Devices/new`, { headers })).status).toBe(200);
});

test('the Date header is the world\'s, and meta leads back to this address', async () => {
  listener = await listen(createSimulator({ seedDevices: [{}, {}], now: () => 1_700_000_000_000 }).fetch);
  const response = await fetch(`${listener.origin}/v1/Devices?PageSize=1`, { headers });
  expect(response.headers.get('date')).toBe('Tue, 14 Nov 2023 22:13:20 GMT');
  const { meta } = devicesPageSchema.parse(await response.json());
  const next = await fetch(meta.next_page_url ?? '', { headers });
  expect(await next.json()).toMatchObject({ devices: [{ unique_name: 'device-2' }], meta: { next_page_url: null } });
});

test('an address in use is an error', async () => {
  listener = await listen(createSimulator({ seedDevices: [] }).fetch);
  const port = Number(new URL(listener.origin).port);
  await expect(listen(createSimulator({ seedDevices: [] }).fetch, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
