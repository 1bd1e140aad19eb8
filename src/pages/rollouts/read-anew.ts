import type { QueryClient } from '@tanstack/react-query';
import { serverNow } from '#api/clock.ts';
import type { Device } from '#api/schema.ts';
import { fleet } from '#fleet/fleet.ts';
import { count } from '#lib/text.ts';
import { lookAtEach } from '#rollouts/work.ts';

/** So many are read one by one, even where that is more calls than the whole fleet. */
const SINGLES = 20;
const PAGE = 1_000;
/** A sweep that is under way already will have read some before it was asked for: then once more. */
const SWEEPS = 2;
/** More than that many left over by then are a fleet that cannot be read. */
const LEFT = 200;

/**
 * These devices as they are now, in this order; those that the API knows no more are left out. By a sweep of the fleet where
 * that is fewer calls. Throws a sentence when some could not be read: what is decided by them must not be decided by old readings.
 */
export async function readAnew(client: QueryClient, sids: readonly string[]): Promise<readonly Device[]> {
  const found = new Map<string, Device | null>();
  const left = (): string[] => sids.filter((sid) => !found.has(sid));
  const few = Math.max(SINGLES, Math.ceil(fleet.status().coverage.held / PAGE));
  if (sids.length > few) {
    const from = serverNow();
    for (let sweep = 0; sweep < SWEEPS && left().length > few; sweep += 1) {
      await fleet.refresh([]);
      for (const device of await readSince(from, left())) found.set(device.sid, device);
    }
  }
  if (left().length > LEFT) throw new Error(`${count(left().length, 'device')} could not be read anew.`);
  for (const [sid, device] of await lookAtEach(client, left())) found.set(sid, device);
  const unread = left().length;
  if (unread > 0) throw new Error(`${count(unread, 'device')} could not be read anew.`);
  return sids.flatMap((sid) => found.get(sid) ?? []);
}

/** Of these devices those that the index has read since then. */
async function readSince(from: number, sids: readonly string[]): Promise<readonly Device[]> {
  const devices: Device[] = [];
  for (let start = 0; start < sids.length; start += PAGE) {
    const rows = await fleet.rows(sids.slice(start, start + PAGE));
    devices.push(...rows.flatMap(({ device, at }) => (at >= from ? [device] : [])));
  }
  return devices;
}
