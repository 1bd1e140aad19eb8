/** Configs and Secrets over HTTP: of the account below `/v1`, of a device below `/v1/Devices/{DeviceSid}`. */
import type { Context, Hono } from 'hono';

import { DEVICE_SID } from '#api/schema.ts';

import { ApiError, notFound } from './errors.ts';
import type { ConfigRow, SecretRow } from './keyed.ts';
import { pageOf, readPageQuery } from './paging.ts';
import { isoDate } from './state.ts';
import type { World } from './world.ts';

const KINDS = ['Configs', 'Secrets'] as const;
type Kind = (typeof KINDS)[number];

/** As the service writes it: a Secret's value is never among it. */
function rowJson(row: ConfigRow | SecretRow, scope: string | null, list: string): Record<string, unknown> {
  const url = `${list}/${encodeURIComponent(row.key)}`;
  const device = scope === null ? {} : { device_sid: scope };
  const at = isoDate(row.at);
  return 'value' in row
    ? { ...device, key: row.key, value: row.value, date_updated: at, url }
    : { ...device, key: row.key, date_rotated: at, url };
}

async function fields(context: Context, ...names: ('Key' | 'Value')[]): Promise<string[]> {
  const isForm = /^application\/x-www-form-urlencoded\b/iu.test(context.req.header('content-type') ?? '');
  const form = new URLSearchParams(isForm ? await context.req.text() : '');
  return names.map((name) => {
    const value = form.get(name);
    if (value === null) throw new ApiError('invalid', `${name} is required`);
    return value;
  });
}

/** Below `/v1`, as it was sent. */
function pathOf(context: Context): string {
  return new URL(context.req.url).pathname.slice('/v1'.length);
}

/** Adds the five calls of each kind and scope. */
export function keyedRoutes(app: Hono, world: World): void {
  for (const kind of KINDS) {
    addRoutes(app, world, kind, `/v1/${kind}`);
    addRoutes(app, world, kind, `/v1/Devices/:device/${kind}`);
  }
}

function addRoutes(app: Hono, world: World, kind: Kind, path: string): void {
  /** Whose it is, the keys there are, and the list's URL. @throws ApiError notFound for a device that is not there */
  const opened = (context: Context): { scope: string | null; list: string; keys: ReturnType<World['configs'] | World['secrets']> } => {
    const { origin } = new URL(context.req.url);
    const sid = context.req.param('device');
    const scope = sid === undefined ? null : DEVICE_SID.test(sid) ? (world.device(sid)?.sid ?? '') : '';
    if (scope === '') throw notFound(pathOf(context));
    const list = `${origin}/v1${scope === null ? '' : `/Devices/${scope}`}/${kind}`;
    return { scope, list, keys: kind === 'Configs' ? world.configs(scope) : world.secrets(scope) };
  };
  /** The row that the path names. @throws ApiError notFound when it is not there */
  const found = (context: Context, keys: ReturnType<typeof opened>['keys']): ConfigRow | SecretRow => {
    const row = keys.get(context.req.param('key') ?? '');
    if (row === undefined) throw notFound(pathOf(context));
    return row;
  };
  const what = kind === 'Configs' ? 'config' : 'secret';

  app.get(path, (context) => {
    const { scope, list, keys } = opened(context);
    const name = `${world.accountSid} ${scope ?? ''} ${kind}`;
    const query = readPageQuery(name, new URL(context.req.url).searchParams);
    const { rows, meta } = pageOf<ConfigRow | SecretRow>({ name, key: kind.toLowerCase(), url: list }, keys.rows, query);
    world.counters.reads += 1;
    return context.json({ [kind.toLowerCase()]: rows.map((row) => rowJson(row, scope, list)), meta });
  });

  app.post(path, async (context) => {
    const { scope, list, keys } = opened(context);
    const [key = '', value = ''] = await fields(context, 'Key', 'Value');
    const row = keys.create(key, value);
    world.counters.keyed({ what, change: 'create', scope, key });
    return context.json(rowJson(row, scope, list), 201);
  });

  app.get(`${path}/:key`, (context) => {
    const { scope, list, keys } = opened(context);
    const row = found(context, keys);
    world.counters.reads += 1;
    return context.json(rowJson(row, scope, list));
  });

  app.post(`${path}/:key`, async (context) => {
    const { scope, list, keys } = opened(context);
    const { key } = found(context, keys);
    const [value = ''] = await fields(context, 'Value');
    const row = keys.update(key, value);
    world.counters.keyed({ what, change: 'update', scope, key });
    return context.json(rowJson(row, scope, list));
  });

  app.delete(`${path}/:key`, (context) => {
    const { scope, keys } = opened(context);
    const { key } = found(context, keys);
    keys.remove(key);
    world.counters.keyed({ what, change: 'delete', scope, key });
    return context.body(null, 204);
  });
}
