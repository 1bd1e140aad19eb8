import type { Device } from '#api/schema.ts';
import { fleet } from '#fleet/fleet.ts';

/** So many rows at a time are taken over from the Worker. */
const CHUNK = 1_000;

export interface Gathered {
  readonly devices: readonly Device[];
  /** Sids that the fleet, as far as it was read, does not have. */
  readonly missing: readonly string[];
}

/** The devices of a frozen selection as they were read last, in its order. */
export async function gather(sids: readonly string[]): Promise<Gathered> {
  const devices: Device[] = [];
  for (let start = 0; start < sids.length; start += CHUNK) {
    // oxlint-disable-next-line no-await-in-loop -- other questions pass in between
    for (const { device } of await fleet.rows(sids.slice(start, start + CHUNK))) devices.push(device);
  }
  const found = new Map(devices.map((device) => [device.sid, device]));
  return { devices: sids.flatMap((sid) => found.get(sid) ?? []), missing: sids.filter((sid) => !found.has(sid)) };
}
