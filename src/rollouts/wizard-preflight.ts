import type { Device } from '#api/schema.ts';
import { familyOf } from '#fleet/health.ts';
import { DAY, parseDate } from '#lib/time.ts';
import { inError, type Landing, type RunSettings } from './plan.ts';
import { WINDOW } from './rate.ts';

/** What can be said of a rollout before anything is sent: from the devices as they were read last. Pure. */

export interface WaveRow {
  /** How many it adds. */
  readonly devices: number;
  /** With how many it ends. */
  readonly end: number;
  /** Of those it adds: in error before, and never heard of. */
  readonly error: number;
  readonly never: number;
}

/** @param devices in the order of the rollout. @param ends how many each wave ends with */
export function waveRows(devices: readonly Device[], ends: readonly number[]): readonly WaveRow[] {
  return ends.map((end, wave) => {
    const added = devices.slice(ends[wave - 1] ?? 0, end);
    const error = added.filter(inError).length;
    const never = added.filter((device) => !inError(device) && (device.app?.reported_sid ?? null) === null).length;
    return { devices: added.length, end, error, never };
  });
}

export interface Preflight {
  /** What they report to run, most first; null for those that were never heard of. */
  readonly runs: readonly { readonly app: string | null; readonly devices: number }[];
  /** On their way to another App now, which this one takes the place of. */
  readonly underWay: number;
  /** Reported, but not within the last day. */
  readonly silent: number;
  /** Reported, and the API does not say when. */
  readonly undated: number;
}

/** @param now by the API's clock */
export function preflight(devices: readonly Device[], app: string | null, now: number): Preflight {
  const runs = new Map<string | null, number>();
  let [underWay, silent, undated] = [0, 0, 0];
  for (const device of devices) {
    const reported = device.app?.reported_sid ?? null;
    const target = device.app?.target_sid ?? null;
    runs.set(reported, (runs.get(reported) ?? 0) + 1);
    if (target !== null && target !== reported && target !== app && familyOf(device.app?.update_status ?? null) === 'pending') underWay += 1;
    if (reported === null) continue;
    const at = parseDate(device.app?.date_reported ?? null);
    if (at === null) undated += 1;
    else if (now - at > DAY) silent += 1;
  }
  const sorted = [...runs].map(([each, count]) => ({ app: each, devices: count }));
  return { runs: sorted.toSorted((a, b) => b.devices - a.devices || (a.app ?? '').localeCompare(b.app ?? '')), underWay, silent, undated };
}

/**
 * The least that it takes, in milliseconds, were every call answered and every device landed at once: by the limit on writes,
 * and the soak between two waves.
 */
export function leastDuration(ends: readonly number[], { rate }: Pick<RunSettings, 'rate'>, { soak }: Pick<Landing, 'soak'>): number {
  const sending = (devices: number): number => Math.floor(Math.max(0, devices - 1) / rate) * WINDOW;
  const soaks = Math.max(0, ends.length - 1) * soak;
  // After a soak of 10 s nothing is left in the window of the limit.
  if (soak < WINDOW) return sending(ends.at(-1) ?? 0) + soaks;
  return ends.reduce((sum, end, wave) => sum + sending(end - (ends[wave - 1] ?? 0)), soaks);
}
