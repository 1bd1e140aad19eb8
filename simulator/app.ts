/** The service: routes, authentication, paging and error bodies over one world. */
import { type Context, Hono } from 'hono';

import { appJson } from './apps.ts';
import { type Credential, readCredential } from './credentials.ts';
import { deviceJson, readChange } from './devices.ts';
import { ApiError, notFound } from './errors.ts';
import { delay } from './fault.ts';
import { seededFleet } from './fleet.ts';
import type { ConfigSeed, SecretSeed } from './keyed.ts';
import { keyedRoutes } from './keyed-routes.ts';
import { manifestJson } from './manifest.ts';
import { pageOf, readPageQuery } from './paging.ts';
import { hash32, Random } from './random.ts';
import type { AppSeed, DeviceSeed } from './seed.ts';
import { World } from './world.ts';

export interface SimulatorOptions {
  /** How many devices; default 2,000. Ignored when `seedDevices` is given. */
  readonly devices?: number;
  /** Which world; default 1. */
  readonly seed?: number;
  /** Exactly these devices instead of a fleet by number. */
  readonly seedDevices?: readonly DeviceSeed[];
  /** Exactly these Apps; with `seedDevices` and without this, one App called `app-1`. */
  readonly seedApps?: readonly AppSeed[];
  /** Exactly these Configs of the account. A device's stand in its own seed (`configs`). */
  readonly seedConfigs?: readonly ConfigSeed[];
  /** Exactly these Secrets of the account. A device's stand in its own seed (`secrets`). */
  readonly seedSecrets?: readonly SecretSeed[];
  /** Milliseconds since 1970; default the machine's clock. */
  readonly now?: () => number;
  /** `AC` and 32 hexadecimal digits; default one that belongs to the seed. */
  readonly accountSid?: string;
  /** When given, exactly this Basic credential is accepted; otherwise any Basic or Bearer one. */
  readonly authToken?: string;
  /** Faults that are on from the start, e.g. `latency:ms=300; 429:retry-after=7,count=3`. */
  readonly faults?: string;
  /** Added to every answer, in milliseconds. */
  readonly latencyMs?: number;
}

export interface Simulator {
  /** Answers as the service would; needs no socket. Rejects where a fault drops the connection, or the request aborts. */
  fetch(request: Request): Promise<Response>;
  readonly world: World;
  /** A credential that it accepts. */
  readonly credential: Credential;
}

function createWorld(options: SimulatorOptions, accountSid: string): World {
  const explicit = options.seedDevices !== undefined || options.seedApps !== undefined;
  const fleet = explicit
    ? { apps: options.seedApps ?? [{}], devices: options.seedDevices ?? [] }
    : seededFleet(options.seed ?? 1, options.devices ?? 2000);
  return new World({
    accountSid,
    ...fleet,
    configs: options.seedConfigs,
    secrets: options.seedSecrets,
    // Who describes a world gets what was described; who asks for a fleet gets a lived-in one.
    furnished: !explicit,
    now: options.now ?? Date.now,
  });
}

/** The path as it was sent, so that a name is percent-decoded exactly once, by the route. */
function rawPath(request: Request): string {
  return new URL(request.url).pathname;
}

function originOf(context: Context): string {
  return new URL(context.req.url).origin;
}

function routes(world: World, accepts: (credential: Credential | null) => boolean): Hono {
  const app = new Hono({ getPath: rawPath });

  app.use('/v1/*', async (context, next) => {
    if (!accepts(readCredential(context.req.raw))) {
      throw new ApiError('unauthenticated', 'Authenticate', { 'WWW-Authenticate': 'Basic realm="Twilio API"' });
    }
    await next();
  });

  app.get('/v1/Devices', (context) => {
    const origin = originOf(context);
    const name = `${world.accountSid} devices`;
    const query = readPageQuery(name, new URL(context.req.url).searchParams);
    const { rows, meta } = pageOf({ name, key: 'devices', url: `${origin}/v1/Devices` }, world.rows, query);
    world.counters.reads += 1;
    return context.json({ devices: rows.map((row) => deviceJson(world, row, origin)), meta });
  });

  app.get('/v1/Devices/:id', (context) => {
    const row = world.device(context.req.param('id'));
    if (row === undefined) throw notFound(rawPath(context.req.raw).slice('/v1'.length));
    world.counters.reads += 1;
    return context.json(deviceJson(world, row, originOf(context)));
  });

  app.post('/v1/Devices/:id', async (context) => {
    const row = world.device(context.req.param('id'));
    if (row === undefined) throw notFound(rawPath(context.req.raw).slice('/v1'.length));
    const isForm = /^application\/x-www-form-urlencoded\b/iu.test(context.req.header('content-type') ?? '');
    const change = readChange(new URLSearchParams(isForm ? await context.req.text() : ''));
    world.change(row, change);
    world.counters.wrote(row.sid, {
      restarted: change.restartApp === true,
      deployed: change.targetApp !== undefined,
    });
    return context.json(deviceJson(world, row, originOf(context)));
  });

  app.get('/v1/Apps', (context) => {
    const origin = originOf(context);
    const name = `${world.accountSid} apps`;
    const query = readPageQuery(name, new URL(context.req.url).searchParams);
    const listed = world.apps.filter((row) => !row.deleted);
    const { rows, meta } = pageOf({ name, key: 'apps', url: `${origin}/v1/Apps` }, listed, query);
    world.counters.reads += 1;
    return context.json({ apps: rows.map((row) => appJson(world.accountSid, row, origin)), meta });
  });

  app.get('/v1/Apps/:id', (context) => {
    const row = world.app(context.req.param('id'));
    if (row === undefined) throw notFound(rawPath(context.req.raw).slice('/v1'.length));
    world.counters.reads += 1;
    return context.json(appJson(world.accountSid, row, originOf(context)));
  });

  app.delete('/v1/Apps/:id', (context) => {
    const row = world.app(context.req.param('id'));
    if (row === undefined) throw notFound(rawPath(context.req.raw).slice('/v1'.length));
    world.removeApp(row);
    world.counters.keyed({ what: 'app', change: 'delete', scope: null, key: row.sid });
    return context.body(null, 204);
  });

  app.get('/v1/Apps/:id/Manifest', (context) => {
    const row = world.app(context.req.param('id'));
    if (row === undefined) throw notFound(rawPath(context.req.raw).slice('/v1'.length));
    world.counters.reads += 1;
    return context.json(manifestJson(row, originOf(context)));
  });

  keyedRoutes(app, world);

  const only = (path: string, allow: string): void => {
    app.all(path, () => {
      throw new ApiError('method', 'Method not allowed', { Allow: allow });
    });
  };
  only('/v1/Devices', 'GET');
  only('/v1/Devices/:id', 'GET, POST');
  only('/v1/Apps', 'GET');
  only('/v1/Apps/:id', 'GET, DELETE');
  only('/v1/Apps/:id/Manifest', 'GET');
  for (const list of ['Configs', 'Secrets']) {
    for (const root of ['/v1', '/v1/Devices/:id']) {
      only(`${root}/${list}`, 'GET, POST');
      only(`${root}/${list}/:key`, 'GET, POST, DELETE');
    }
  }

  app.notFound((context) => notFound(rawPath(context.req.raw).replace(/^\/v1/u, '')).toResponse());
  app.onError((error) => {
    if (error instanceof ApiError) return error.toResponse();
    throw error;
  });
  return app;
}

/**
 * A simulated account. The same options give the same world.
 * @throws RangeError for seeds that contradict each other, FaultSpecError for faults that cannot be understood
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const random = new Random(hash32(`account ${options.seed ?? 1}`));
  const username = options.accountSid ?? `AC${random.hex(32)}`;
  const password = options.authToken ?? random.hex(32);
  const world = createWorld(options, username);
  world.faults.set(options.faults ?? '');
  const app = routes(world, (credential) =>
    options.authToken === undefined
      ? credential !== null
      : credential?.username === username && credential.password === password,
  );
  const requestIds = new Random(hash32(`requests ${username}`));

  return {
    world,
    credential: { username, password },
    fetch: async (request) => {
      if (rawPath(request).startsWith('/v1/')) world.counters.requests += 1;
      if (options.latencyMs) await delay(options.latencyMs, request.signal);
      const response = await world.faults.answer(world, request, async (asked) => app.fetch(asked));
      const { headers } = response;
      if (!headers.has('Date')) headers.set('Date', new Date(world.now()).toUTCString());
      headers.set('Twilio-Request-Id', `RQ${requestIds.hex(32)}`);
      return response;
    },
  };
}
