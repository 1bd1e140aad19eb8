/**
 * Whether an answer is what was asked for, and shows what was sent. A service, cache or proxy that mixes up its answers could otherwise
 * have a change decided on one device and sent to another, and a page that a proxy makes up would pass for a change that was made.
 */
import * as z from 'zod/mini';
import {
  APP_SID, appSchema, configSchema, DEVICE_SID, deviceSchema, holdsValue, isAsked, isAsSent, isKeyOf, manifestSchema, sameSid, secretSchema,
} from '#api/schema.ts';
import type { Route } from './routes.ts';

/** A Secret has both as well. */
const KEYED = z.pick(configSchema, { key: true, device_sid: true });
const LIST = z.object({ configs: z.optional(z.array(z.unknown())), secrets: z.optional(z.array(z.unknown())) });

type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * True when the body of a success is what the call asked for: the one device, App, Config or Secret that it names, or a list in which no
 * row says that it is of another device. What else is wrong with a list or its rows is for whoever reads it.
 * @param segments of the path, decoded: `v1`, `Devices`, … @param pairs parameters of a change; the key of a new one is among them
 */
export function isAnswer({ about }: Route, segments: readonly string[], pairs: Pairs, body: unknown): boolean {
  const [, first, id] = segments;
  if (about === 'device') return id === undefined || fits(deviceSchema, body, (device) => isAsked(id, DEVICE_SID, device));
  if (about === 'app') {
    if (id === undefined) return true;
    if (segments[3] === 'Manifest') return fits(manifestSchema, body, ({ app_sid: sid }) => sid === null || sameSid(sid, id));
    return fits(appSchema, body, (app) => isAsked(id, APP_SID, app));
  }
  const scope = first === 'Devices' ? (id ?? null) : null;
  const key = segments[scope === null ? 2 : 4] ?? valueOf(pairs, 'Key');
  const isRow = (row: z.infer<typeof KEYED>): boolean => isKeyOf(scope, key, row);
  if (key !== undefined) return about === 'config' ? fits(configSchema, body, isRow) : fits(secretSchema, body, isRow);
  const list = LIST.safeParse(body);
  const rows = list.success ? [...(list.data.configs ?? []), ...(list.data.secrets ?? [])] : [];
  return rows.every((row) => !KEYED.safeParse(row).success || fits(KEYED, row, isRow));
}

/**
 * True when the answer to a change shows what was sent, as far as that can be compared: a restart leaves no trace in it, an App that is
 * named stands there by its SID, and the value of a Secret never comes back.
 */
export function showsChange({ about }: Route, pairs: Pairs, body: unknown): boolean {
  if (about === 'config') return fits(configSchema, body, (config) => holdsValue(config, valueOf(pairs, 'Value') ?? ''));
  const [name = '', value = ''] = pairs[0] ?? [];
  if (about !== 'device' || name === 'RestartApp' || (name === 'TargetApp' && !APP_SID.test(value))) return true;
  return fits(deviceSchema, body, (device) => isAsSent(device, name, value) === true);
}

function fits<S extends z.ZodMiniType>(schema: S, body: unknown, is: (known: z.infer<S>) => boolean): boolean {
  const known = schema.safeParse(body);
  return known.success && is(known.data);
}

function valueOf(pairs: Pairs, name: string): string | undefined {
  return pairs.find(([each]) => each === name)?.[1];
}
