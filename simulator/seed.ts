/**
 * Worlds by description: a list of partial devices and Apps becomes rows. Tests state what matters ("one device, stuck
 * for two hours, named X") and everything else gets a default. All ages and delays are in seconds, counted from the
 * moment the world starts.
 */
import * as z from 'zod/mini';

import { APP_SID, DEVICE_SID } from '#api/schema.ts';

import { configSeedSchema, secretSeedSchema } from './keyed.ts';
import { type AppRow, type DeviceRow, pendingWord } from './state.ts';

const seconds = z.optional(z.number());

/** A device, as far as it matters. Strict, so that a misspelt field is an error and not a default. */
export const deviceSeedSchema = z.strictObject({
  /** Default: `UV` and the position in the list, in 32 hexadecimal digits. */
  sid: z.optional(z.string().check(z.regex(DEVICE_SID))),
  /** Default: `device-1`, `device-2`, … */
  uniqueName: z.optional(z.nullable(z.string())),
  /** SID or unique name of an App; null for a device without a target. Default: the first App. */
  target: z.optional(z.nullable(z.string())),
  /** SID or unique name of an App; null for a device that has never reported. Default: the target. */
  reported: z.optional(z.nullable(z.string())),
  /** Default: null without a target, `up-to-date` when aligned, else `pending` or `scheduled`. */
  status: z.optional(z.nullable(z.string())),
  /** `update_error_code`; default 0. */
  errorCode: z.optional(z.number()),
  /** Default: 3,600. */
  targetedAgo: seconds,
  /** Default: 1,800. */
  reportedAgo: seconds,
  /** Default: 30 days. */
  createdAgo: seconds,
  /** Default: `targetedAgo`. */
  updatedAgo: seconds,
  /** When the pending update lands. Without it the device is stuck. */
  landsIn: seconds,
  /** With `landsIn`: the update fails with this code instead of landing. */
  failsWith: z.optional(z.number()),
  /** Seconds until the logging lease ends (negative: it ended); `endless` is on without an end. Default: off. */
  logging: z.optional(z.union([z.number(), z.literal('endless')])),
  /** True: an ended lease still reads as enabled. */
  loggingLingers: z.optional(z.boolean()),
  /** Its Configs, in the order of the list. Default: none; in a fleet by number those that belong to its SID. */
  configs: z.optional(z.array(configSeedSchema)),
  /** Its Secrets, likewise. */
  secrets: z.optional(z.array(secretSeedSchema)),
});
export type DeviceSeed = z.infer<typeof deviceSeedSchema>;

/** An App, as far as it matters. */
export const appSeedSchema = z.strictObject({
  /** Default: `KA` and the position in the list, in 32 hexadecimal digits. */
  sid: z.optional(z.string().check(z.regex(APP_SID))),
  /** Default: `app-1`, `app-2`, … */
  uniqueName: z.optional(z.nullable(z.string())),
  /** Default: the SID's digits, twice, as a sha256. */
  hash: z.optional(z.string()),
  /** Seconds; default 30 days and one more hour for each App before it. */
  createdAgo: seconds,
  /** Not listed and not found, but devices may point to it. Default false. */
  deleted: z.optional(z.boolean()),
  /** Base64 of the manifest's bytes, whatever they are. Default: a manifest that belongs to the SID. */
  manifest: z.optional(z.string()),
});
export type AppSeed = z.infer<typeof appSeedSchema>;

const DAY = 86_400;

function numbered(prefix: string, index: number): string {
  return prefix + (index + 1).toString(16).padStart(32, '0');
}

/** An App row. @param index position in the list, from 0. @param start milliseconds since 1970 */
export function appRow(seed: AppSeed, index: number, start: number): AppRow {
  const sid = seed.sid ?? numbered('KA', index);
  return {
    sid,
    order: index,
    uniqueName: seed.uniqueName === undefined ? `app-${index + 1}` : seed.uniqueName,
    hash: seed.hash ?? `sha256:${sid.slice(2)}${sid.slice(2)}`.toLowerCase(),
    created: start - (seed.createdAgo ?? 30 * DAY + index * 3600) * 1000,
    deleted: seed.deleted ?? false,
    manifest: seed.manifest ?? null,
  };
}

/** The SID that a SID or unique name of an App stands for; a SID of no App is left as it is. */
function appSid(reference: string | null, apps: readonly AppRow[]): string | null {
  if (reference === null || APP_SID.test(reference)) return reference;
  const named = apps.find((app) => app.uniqueName === reference);
  if (named === undefined) throw new RangeError(`A seeded device names the App "${reference}", and there is none.`);
  return named.sid;
}

function usualStatus(sid: string, target: string | null, reported: string | null): string | null {
  if (target === null) return null;
  return target === reported ? 'up-to-date' : pendingWord(sid);
}

/**
 * A device row.
 * @param order place in the list. @param start milliseconds since 1970
 * @throws RangeError when it names an App that does not exist
 */
export function deviceRow(seed: DeviceSeed, order: number, apps: readonly AppRow[], start: number): DeviceRow {
  const ago = (age: number | undefined, usual: number): number => start - (age ?? usual) * 1000;
  const sid = seed.sid ?? numbered('UV', order < 0 ? 0x8000_0000 - order : order);
  const target = appSid(seed.target === undefined ? (apps[0]?.sid ?? null) : seed.target, apps);
  const reported = seed.reported === undefined ? target : appSid(seed.reported, apps);
  const targetedAgo = seed.targetedAgo ?? 3600;
  return {
    sid,
    order,
    created: ago(seed.createdAgo, Math.max(30 * DAY, targetedAgo)),
    uniqueName: seed.uniqueName === undefined ? `device-${order + 1}` : seed.uniqueName,
    updated: ago(seed.updatedAgo, targetedAgo),
    target,
    targeted: target === null ? null : ago(targetedAgo, 0),
    status: seed.status === undefined ? usualStatus(sid, target, reported) : seed.status,
    errorCode: seed.errorCode ?? 0,
    reported,
    reportedAt: reported === null ? null : ago(seed.reportedAgo, 1800),
    landing: seed.landsIn === undefined ? null : { at: ago(-seed.landsIn, 0), errorCode: seed.failsWith ?? 0 },
    loggingEnabled: seed.logging !== undefined,
    loggingExpires: typeof seed.logging === 'number' ? ago(-seed.logging, 0) : null,
    loggingLingers: seed.loggingLingers ?? false,
  };
}
