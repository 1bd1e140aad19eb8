import type { QueryClient } from '@tanstack/react-query';
import { callsHeldUntil } from '#api/client.ts';
import { serverNow } from '#api/clock.ts';
import type { Device } from '#api/schema.ts';
import { rowsOf } from '#components/bulk-devices.ts';
import { fleet } from '#fleet/fleet.ts';
import { fullJitter, sleep } from '#lib/backoff.ts';
import { lookAtEach } from '#rollouts/work.ts';

/** So many are read one by one, even where that is more calls than the whole fleet. */
const SINGLES = 20;
const PAGE = 1_000;
/** With growing waits in between. A sweep that is under way already will have read some before it was asked for: that one does not count for them. */
const TRIES = 4;
/** More than that many left over by the sweeps are a fleet that cannot be read: they are not tried one by one. */
const LEFT = 200;
/** Somebody waits for it: an API that wants to be left alone for longer is told of. */
const LONGEST_WAIT = 60_000;

export interface Anew {
  /** As they are now, in the order that was asked for; those that the API knows no more are left out. */
  readonly devices: readonly Device[];
  /** Sids of which nobody can tell, for they could not be read: what is decided must not be decided by old readings. */
  readonly unread: readonly string[];
}

/** Reads devices anew, by a sweep of the fleet where that is fewer calls. What fails is tried a few times more. */
export async function readAnew(client: QueryClient, sids: readonly string[]): Promise<Anew> {
  const found = new Map<string, Device | null>();
  const left = (): string[] => sids.filter((sid) => !found.has(sid));
  const few = Math.max(SINGLES, Math.ceil(fleet.status().coverage.held / PAGE));
  if (sids.length > few) {
    const from = serverNow();
    await tried(
      async () => {
        await fleet.refresh([]);
        for (const { device, at } of await rowsOf(left())) if (at >= from) found.set(device.sid, device);
      },
      () => left().length > few,
    );
  }
  if (left().length <= LEFT) {
    await tried(
      async () => {
        for (const [sid, device] of await lookAtEach(client, left())) found.set(sid, device);
      },
      () => left().length > 0,
    );
  }
  return { devices: sids.flatMap((sid) => found.get(sid) ?? []), unread: left() };
}

/** Again and again while something is left, with waits that grow and that are no shorter than the API asked for. */
async function tried(act: () => Promise<void>, isLeft: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < TRIES && isLeft(); attempt += 1) {
    if (attempt > 0) {
      const wait = Math.max(fullJitter(attempt), callsHeldUntil() - Date.now());
      if (wait > LONGEST_WAIT) return;
      // oxlint-disable-next-line no-await-in-loop -- one try after the other
      await sleep(wait);
    }
    // oxlint-disable-next-line no-await-in-loop
    await act();
  }
}
