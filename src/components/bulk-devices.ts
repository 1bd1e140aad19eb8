import { fetchDevice } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import type { Device } from '#api/schema.ts';
import { fleet } from '#fleet/fleet.ts';
import type { FleetRow } from '#fleet/view.ts';

/** So many rows at a time are taken over from the Worker. */
const CHUNK = 1_000;
/** So many that the index does not know are read one by one: as many as a page of the list has at the most. */
const SINGLY = 1_000;
const AT_A_TIME = 5;

export interface Gathered {
  readonly devices: readonly Device[];
  /** Sids that the API knows no more, or, of very many, that the fleet as it was read does not have. */
  readonly missing: readonly string[];
}

/**
 * The devices of a frozen selection as they were read last, in its order. Those that the index does not know (the fleet has not
 * been read, say) are read now. Rejects when one of them cannot be.
 */
export async function gather(sids: readonly string[]): Promise<Gathered> {
  const found = new Map((await rowsOf(sids)).map(({ device }) => [device.sid, device]));
  const unknown = sids.filter((sid) => !found.has(sid));
  if (unknown.length <= SINGLY) for (const device of await readEach(unknown)) found.set(device.sid, device);
  return { devices: sids.flatMap((sid) => found.get(sid) ?? []), missing: sids.filter((sid) => !found.has(sid)) };
}

/** The rows of these devices that the index has, in chunks: other questions pass in between. */
export async function rowsOf(sids: readonly string[]): Promise<readonly FleetRow[]> {
  const rows: FleetRow[] = [];
  for (let start = 0; start < sids.length; start += CHUNK) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    rows.push(...(await fleet.rows(sids.slice(start, start + CHUNK))));
  }
  return rows;
}

async function readEach(sids: readonly string[]): Promise<readonly Device[]> {
  const left = [...sids];
  const devices: Device[] = [];
  const next = async (): Promise<void> => {
    for (let sid = left.shift(); sid !== undefined; sid = left.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- so many at a time, and no more
      const device = await readOne(sid);
      if (device !== null) devices.push(device);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, next));
  return devices;
}

/** Null when the API knows it no more. */
async function readOne(sid: string): Promise<Device | null> {
  try {
    return (await fetchDevice(sid)).device;
  } catch (error) {
    if (error instanceof ApiError && error.isNotFound) return null;
    throw error;
  }
}
