/** What the simulator's own tests speak with: a client that checks replies against the wire schema. */
import * as z from 'zod/mini';

import { appsPageSchema, type Device, deviceSchema, devicesPageSchema, errorSchema, type PageMeta } from '#api/schema.ts';

import { createSimulator, type Simulator, type SimulatorOptions } from './app.ts';

export const ORIGIN = 'http://simulator.test';

/** A clock that moves only when told to; milliseconds since 1970. */
interface ManualClock {
  now: () => number;
  /** Seconds. */
  pass: (seconds: number) => void;
}

/** Starts on a whole second, so that dates on the wire are exact. */
function manualClock(start = Date.parse('2026-03-01T12:00:00Z')): ManualClock {
  let ms = start;
  return {
    now: () => ms,
    pass: (seconds) => {
      ms += seconds * 1000;
    },
  };
}

interface TestClient {
  readonly simulator: Simulator;
  readonly clock: ManualClock;
  send: (path: string, init?: RequestInit) => Promise<Response>;
  post: (path: string, form: Record<string, string>, init?: RequestInit) => Promise<Response>;
  device: (id: string) => Promise<Device>;
  /** One page of devices; `url` may be a path or what `meta` gave. */
  page: (url: string) => Promise<{ devices: Device[]; meta: PageMeta }>;
  /** Follows `next_page_url` to the end. @returns SIDs in the order they came */
  walk: (url: string) => Promise<string[]>;
}

/** A client with a simulator and a clock of its own, and the right credential. */
export function testClient(options: SimulatorOptions = {}): TestClient {
  const clock = manualClock();
  const simulator = createSimulator({ devices: 60, now: clock.now, ...options });
  const { username, password } = simulator.credential;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

  const send: TestClient['send'] = (path, init) => {
    const headers = new Headers(init?.headers);
    if (!headers.has('authorization')) headers.set('authorization', authorization);
    return simulator.fetch(new Request(new URL(path, ORIGIN), { ...init, headers }));
  };
  const page: TestClient['page'] = async (url) => {
    const response = await send(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    const { devices, meta } = devicesPageSchema.parse(await response.json());
    return { devices: z.array(deviceSchema).parse(devices), meta };
  };
  return {
    simulator,
    clock,
    send,
    page,
    post: (path, form, init) => send(path, { ...init, method: 'POST', body: new URLSearchParams(form) }),
    device: async (id) => deviceSchema.parse(await (await send(`/v1/Devices/${encodeURIComponent(id)}`)).json()),
    walk: async (start) => {
      const sids: string[] = [];
      for (let url: string | null = start; url !== null; ) {
        const { devices, meta } = await page(url);
        sids.push(...devices.map((device) => device.sid));
        url = meta.next_page_url;
      }
      return sids;
    },
  };
}

/** `[status, code]` of an error reply, whose body must have the API's error shape. */
export async function errorOf(response: Response): Promise<[number, number | string]> {
  const body = errorSchema.parse(await response.json());
  if (body.status !== response.status) throw new Error(`body says ${body.status}, reply is ${response.status}`);
  return [response.status, body.code];
}

/** Names of the Apps on the first page. */
export async function appNames(client: TestClient): Promise<(string | null)[]> {
  const { apps } = appsPageSchema.parse(await (await client.send('/v1/Apps')).json());
  return apps.map((app) => z.object({ unique_name: z.nullable(z.string()) }).parse(app).unique_name);
}
