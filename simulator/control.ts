/**
 * The simulator's own routes, which the service does not have:
 *   GET    /simulator/state            account, clock, counters and faults
 *   PUT    /simulator/faults           form field `Faults`: the spec; empty for none
 *   PUT    /simulator/clock            form field `Advance`: seconds
 *   PUT    /simulator/world            JSON `{devices: DeviceSeed[], apps?: AppSeed[], configs?: ConfigSeed[], secrets?: SecretSeed[]}`:
 *                                      begin again with exactly these; configs and secrets are the account's
 *   POST   /simulator/devices          JSON DeviceSeed: somebody adds a device, at the front of the list
 *   DELETE /simulator/devices/{sid}    somebody removes a device
 * Each answers with the state.
 */
import * as z from 'zod/mini';

import type { SimulatorOptions } from './app.ts';
import { ApiError, notFound } from './errors.ts';
import { FaultSpecError } from './fault-spec.ts';
import { configSeedSchema, secretSeedSchema } from './keyed.ts';
import { appSeedSchema, deviceSeedSchema } from './seed.ts';
import { isoDate } from './state.ts';
import type { World } from './world.ts';

const worldSchema = z.strictObject({
  devices: z.array(deviceSeedSchema),
  apps: z.optional(z.array(appSeedSchema)),
  configs: z.optional(z.array(configSeedSchema)),
  secrets: z.optional(z.array(secretSeedSchema)),
});

function state(world: World): Response {
  return Response.json({
    account_sid: world.accountSid,
    devices: world.rows.length,
    date: isoDate(world.now()),
    counters: world.counters,
    faults: world.faults,
  });
}

async function formField(request: Request, name: string): Promise<string> {
  const value = new URLSearchParams(await request.text()).get(name);
  if (value === null) throw new ApiError('invalid', `The form field ${name} is required`);
  return value;
}

async function json<T>(request: Request, schema: z.ZodMiniType<T>): Promise<T> {
  let body: unknown;
  try {
    body = await request.json();
  } catch {
    throw new ApiError('invalid', 'The body is not JSON');
  }
  const result = z.safeParse(schema, body);
  if (!result.success) throw new ApiError('invalid', z.prettifyError(result.error));
  return result.data;
}

async function steer(request: Request, world: World, restart: (seeds: SimulatorOptions) => World): Promise<World> {
  const { pathname } = new URL(request.url);
  const route = `${request.method} ${pathname}`;
  if (route === 'GET /simulator/state') return world;
  if (route === 'PUT /simulator/world') {
    const { devices, apps, configs, secrets } = await json(request, worldSchema);
    return restart({
      seedDevices: devices,
      ...(apps === undefined ? {} : { seedApps: apps }),
      ...(configs === undefined ? {} : { seedConfigs: configs }),
      ...(secrets === undefined ? {} : { seedSecrets: secrets }),
    });
  }
  if (route === 'PUT /simulator/faults') {
    world.faults.set(await formField(request, 'Faults'));
  } else if (route === 'PUT /simulator/clock') {
    const seconds = Number(await formField(request, 'Advance'));
    if (!Number.isFinite(seconds)) throw new ApiError('invalid', 'Advance must be a number of seconds');
    world.advance(seconds);
  } else if (route === 'POST /simulator/devices') {
    world.add(await json(request, deviceSeedSchema));
  } else if (request.method !== 'DELETE' || !world.remove(pathname.replace('/simulator/devices/', ''))) {
    throw notFound(pathname);
  }
  return world;
}

/** Answers a control request. @param restart replaces the world by one with these seeds */
export async function control(
  request: Request,
  world: World,
  restart: (seeds: SimulatorOptions) => World,
): Promise<Response> {
  try {
    return state(await steer(request, world, restart));
  } catch (error) {
    if (error instanceof ApiError) return error.toResponse();
    if (error instanceof FaultSpecError || error instanceof RangeError) {
      return new ApiError('invalid', error.message).toResponse();
    }
    throw error;
  }
}
