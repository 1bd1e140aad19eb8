import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { testClient } from './test-client.ts';

const AUTH_TOKEN = 'right-token';

function client(faults: string): ReturnType<typeof testClient> {
  return testClient({ seedDevices: [{}], authToken: AUTH_TOKEN, faults });
}

describe('a request that comes back', () => {
  const schema = z.object({ debug: z.object({ request: z.string() }) });

  test('is as it was sent unless another spelling is asked for, and the answer is there, too', async () => {
    const { simulator, post } = client('request-echo');
    const answer: unknown = await (await post(`/v1/Devices/${simulator.world.rows[0]?.sid ?? ''}`, { UniqueName: 'a b' })).json();
    const { username } = simulator.credential;
    const said = schema.parse(answer).debug.request;
    expect(said).toContain(`authorization: Basic ${btoa(`${username}:${AUTH_TOKEN}`)}\r\n`);
    expect(said).toMatch(/^POST http.*\r\n\r\nUniqueName=a\+b$/su);
    expect(answer).toMatchObject({ unique_name: 'a b' });
  });

  test.each<[string, (text: string) => string]>([
    ['decoded', (text) => text],
    ['percent', decodeURIComponent],
    ['numbers', (text) => text.replaceAll(/&#(\d+);/gu, (_, code) => String.fromCharCode(Number(code)))],
    ['base64', (text) => atob(/(?<=Basic )\S+/u.exec(atob(text))?.[0] ?? '')],
  ])('can be spelled: %s', async (as, read) => {
    const { simulator, send } = client(`request-echo:as=${as}`);
    const said = schema.parse(await (await send('/v1/Devices')).json()).debug.request;
    expect(read(said)).toBe(`${simulator.credential.username}:${AUTH_TOKEN}`);
  });

  test.each([['names', 200], ['message', 400], ['page', 502]])('can be in the %s', async (place, status) => {
    const answer = await client(`request-echo:as=decoded,in=${place}`).send('/v1/Devices');
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(AUTH_TOKEN)]);
  });

  test('can be in a header', async () => {
    expect((await client('request-echo:in=header').send('/v1/Devices')).headers.get('retry-after')).toContain('Basic ');
  });
});

test('a proxy answers with any status', async () => {
  for (const status of [407, 421, 599]) expect((await client(`status:status=${status}`).send('/v1/Devices')).status).toBe(status);
});

test('what is compressed breaks off', async () => {
  const { headers, body } = await client('cut-gzip').send('/v1/Devices');
  expect(headers.get('content-encoding')).toBe('gzip');
  await expect(new Response(body?.pipeThrough(new DecompressionStream('gzip'))).text()).rejects.toThrow();
});
