/**
 * Whether an answer is about what was asked for. A service, cache or proxy that mixes up its answers could otherwise have a change
 * decided on one device and sent to another. Only what an answer says counts: what it leaves out is for whoever reads it.
 */
import * as z from 'zod/mini';
import { APP_SID, appSchema, configSchema, DEVICE_SID, deviceSchema, isAsked, isKeyOf, manifestSchema, sameSid } from '#api/schema.ts';
import type { Route } from './routes.ts';

const DEVICE = z.pick(deviceSchema, { sid: true, unique_name: true });
const APP = z.pick(appSchema, { sid: true, unique_name: true });
const MANIFEST = z.pick(manifestSchema, { app_sid: true });
/** A Secret has both as well. */
const KEYED = z.pick(configSchema, { key: true, device_sid: true });
const LIST = z.object({ configs: z.optional(z.array(z.unknown())), secrets: z.optional(z.array(z.unknown())) });

type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * True when an answer says that it is about something else than the call.
 * @param segments of the path, decoded: `v1`, `Devices`, … @param pairs parameters of a change; the key of a new one is among them
 */
export function isAboutAnother({ about }: Route, segments: readonly string[], pairs: Pairs, body: unknown): boolean {
  const [, first, id] = segments;
  if (about === 'device') return id !== undefined && contradicts(DEVICE, body, (device) => isAsked(id, DEVICE_SID, device));
  if (about === 'app') {
    if (id === undefined) return false;
    if (segments[3] === 'Manifest') return contradicts(MANIFEST, body, ({ app_sid: sid }) => sid === null || sameSid(sid, id));
    return contradicts(APP, body, (app) => isAsked(id, APP_SID, app));
  }
  const scope = first === 'Devices' ? (id ?? null) : null;
  const key = segments[scope === null ? 2 : 4] ?? pairs.find(([name]) => name === 'Key')?.[1];
  const fits = (row: z.infer<typeof KEYED>): boolean => isKeyOf(scope, key, row);
  const list = LIST.safeParse(body);
  const rows = key === undefined && list.success ? [...(list.data.configs ?? []), ...(list.data.secrets ?? [])] : [body];
  return rows.some((row) => contradicts(KEYED, row, fits));
}

function contradicts<S extends z.ZodMiniType>(schema: S, body: unknown, fits: (known: z.infer<S>) => boolean): boolean {
  const known = schema.safeParse(body);
  return known.success && !fits(known.data);
}
