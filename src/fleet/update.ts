import type { QueryClient } from '@tanstack/react-query';
import { fetchApp } from '#api/apps.ts';
import { serverNow } from '#api/clock.ts';
import { deviceQueries, fetchDevice, postDevice, type DeviceChange, type DeviceReading, type DevicesPage } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import { APP_SID, type Device } from '#api/schema.ts';
import { fullJitter, sleep } from '#lib/backoff.ts';
import { HOUR, parseDate } from '#lib/time.ts';

/** The one way to change a device: the API first, then every copy that this browser holds. Nothing is optimistic. */

const SLOW_DOWN_ATTEMPTS = 6;
const RESENDS = 2;

export type Outcome =
  /** The API confirmed it, in its answer or when it was read again after one that got lost (`reread`). */
  | { readonly kind: 'done'; readonly reading: DeviceReading; readonly reread: boolean }
  /** It was sent, and nobody can tell what became of it. */
  | { readonly kind: 'unknown'; readonly error: ApiError };

/** Someone else changed the same thing since it was last looked at. Nothing was sent. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
  readonly reading: DeviceReading;
  constructor(reading: DeviceReading) {
    super('The device was changed by somebody else in the meantime.');
    this.reading = reading;
  }
}

export interface UpdateRequest {
  /** The device as the person who decides has it before their eyes. */
  readonly seen: Device;
  readonly change: DeviceChange;
  readonly signal?: AbortSignal;
  /** Told when the API asks to slow down: the change is sent again after `ms`, unless the signal aborts first. */
  readonly onWait?: (ms: number) => void;
}

/**
 * Sends one change. The device is read first, and if what is about to be changed is no longer what was `seen`, nothing is
 * sent (ChangedMeanwhile). A 429, or a request that never left the gateway, is sent again: it "was never processed".
 * After a timeout, a 5xx or silence the device is read again to find out; a rename, a deploy or logging that was not
 * carried out is then sent anew, twice at the most; a restart leaves no trace and is never sent twice.
 * Throws ApiError when the API refused it, or ChangedMeanwhile.
 */
export async function updateDevice(client: QueryClient, { seen, change, signal, onWait }: UpdateRequest): Promise<Outcome> {
  const patience = { signal, onWait };
  const current = await patiently(() => fetchDevice(seen.sid, signal), patience);
  if (differs(seen, current.device, change.kind)) {
    remember(client, current);
    throw new ChangedMeanwhile(current);
  }
  const sentAt = serverNow();
  for (let resends = 0; ; resends += 1) {
    try {
      // Once it is on its way it is not aborted: an aborted write is a write with an unknown outcome.
      const reading = await patiently(() => postDevice(seen.sid, change), patience);
      await client.cancelQueries({ queryKey: deviceQueries.all });
      remember(client, reading);
      return { kind: 'done', reading, reread: false };
    } catch (error) {
      if (!(error instanceof ApiError) || !error.outcomeUnknown) throw error;
      if (change.kind === 'restart') return { kind: 'unknown', error };
      // Not to be aborted either: "cancelled" would be a lie about something that may have been carried out.
      const reading = await reread(() => fetchDevice(seen.sid));
      if (reading === null) return { kind: 'unknown', error };
      remember(client, reading);
      const verdict = await applied(current.device, reading.device, change, sentAt);
      if (verdict === null) return { kind: 'unknown', error };
      if (verdict) return { kind: 'done', reading, reread: true };
      signal?.throwIfAborted();
      if (resends === RESENDS) throw error;
    }
  }
}

interface Patience {
  readonly signal: AbortSignal | undefined;
  readonly onWait: ((ms: number) => void) | undefined;
}

/** Asks again after a 429, or when the request never left; the server's wish for the pause comes first. */
async function patiently<T>(ask: () => Promise<T>, { signal, onWait }: Patience): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiError) || !error.neverProcessed || attempt === SLOW_DOWN_ATTEMPTS - 1) throw error;
      const wait = error.retryAfter ?? Math.max(250, fullJitter(attempt));
      onWait?.(wait);
      await sleep(wait, signal);
    }
  }
}

async function reread<T>(read: () => Promise<T>): Promise<T | null> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ApiError) || !(error.outcomeUnknown || error.neverProcessed)) return null;
      await sleep(error.retryAfter ?? fullJitter(attempt + 1));
    }
  }
  return null;
}

/** Whether the field that is about to change is another than the one that was looked at. */
export function differs(seen: Device, current: Device, kind: DeviceChange['kind']): boolean {
  if (kind === 'rename') return seen.unique_name !== current.unique_name;
  if (kind === 'deploy') return (seen.app?.target_sid ?? null) !== (current.app?.target_sid ?? null);
  return false;
}

/** Whether a device read after `sentAt` (API clock) shows that the change was carried out; null when nobody can tell. */
async function applied(before: Device, device: Device, change: DeviceChange, sentAt: number): Promise<boolean | null> {
  switch (change.kind) {
    case 'rename':
      return (device.unique_name ?? '') === change.name;
    case 'deploy': {
      const sid = APP_SID.test(change.app) ? change.app : ((await reread(() => fetchApp(change.app)))?.sid ?? null);
      if (sid === null) return null;
      if (device.app?.target_sid !== sid) return false;
      // The same App once more (after an error, say) shows in its date alone.
      return before.app?.target_sid !== sid || device.app.date_targeted !== before.app.date_targeted;
    }
    case 'logging':
      if (!change.on) return device.logging?.enabled === false;
      return device.logging?.enabled === true && (parseDate(device.logging.date_expires) ?? 0) > sentAt + 23.9 * HOUR;
    case 'restart':
      return false;
  }
}

/** Puts what the API just said of a device into every copy this browser holds: its page, and each list it stands in. */
function remember(client: QueryClient, reading: DeviceReading): void {
  const { device } = reading;
  client.setQueryData(deviceQueries.one(device.sid).queryKey, reading);
  for (const [key, old] of client.getQueriesData<DeviceReading>({ queryKey: ['devices', 'one'] })) {
    if (old?.device.sid === device.sid) client.setQueryData(key, reading);
  }
  client.setQueriesData<DevicesPage>({ queryKey: deviceQueries.pages }, (page) =>
    page && { ...page, devices: page.devices.map((row) => (row.sid === device.sid ? device : row)) },
  );
}
