import type { QueryClient } from '@tanstack/react-query';
import { fetchApp } from '#api/apps.ts';
import { serverNow } from '#api/clock.ts';
import { deviceQueries, fetchDevice, laterOf, postDevice, type DeviceChange, type DeviceReading, type DevicesPage } from '#api/devices.ts';
import { ApiError, localError } from '#api/error.ts';
import { isBehind } from '#api/later.ts';
import { APP_SID, isAsSent, sameSid, type Device } from '#api/schema.ts';
import { sleep } from '#lib/backoff.ts';
import { parseDate } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { afterMoment, insist, mayPass, MOMENT, neverProcessed, readFirst, UpdateFailed, type Patience } from './patience.ts';

/** The one way to change a device: the API first, then every copy that this browser holds. Nothing is optimistic. */

const RESENDS = 2;

export type Outcome =
  /** The API confirmed it, in its answer or when it was read again after one that got lost or did not show it (`reread`). */
  | { readonly kind: 'done'; readonly reading: DeviceReading; readonly reread: boolean }
  /** It was sent, and nobody can tell what became of it. `accepted`: there was an answer, which did not show the change. */
  | { readonly kind: 'unknown'; readonly error: ApiError; readonly accepted?: true };

/** Someone else changed the same thing since it was last looked at. Nothing was sent. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
  readonly reading: DeviceReading;
  constructor(reading: DeviceReading) {
    super(t`The device was changed by somebody else in the meantime.`);
    this.reading = reading;
  }
}

/** The API accepted the change, and the device, read again a moment later, is not as it was asked to be. */
export class NotApplied extends Error {
  override readonly name = 'NotApplied';
  readonly change: DeviceChange;
  readonly reading: DeviceReading;
  constructor(change: DeviceChange, reading: DeviceReading) {
    super(t`The API accepted the change, but did not apply it.`);
    this.change = change;
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

/** What a change has to do with a device: what a second look is compared with. As the API wrote it. */
export interface Seen {
  readonly name: string | null;
  readonly target: string | null;
  readonly targeted: string | null;
  readonly logging: boolean | null;
  readonly expires: string | null;
}

export function seenOf(device: Device): Seen {
  return {
    name: device.unique_name,
    target: device.app?.target_sid ?? null,
    targeted: device.app?.date_targeted ?? null,
    logging: device.logging?.enabled ?? null,
    expires: device.logging?.date_expires ?? null,
  };
}

/**
 * Sends one change. The device is read first, and if what is about to be changed is no longer what was `seen`, nothing is
 * sent (ChangedMeanwhile). A reading from before what was `seen`, by the API's own dates, is no such thing: it is read again after a
 * moment, and what was seen counts if that is no later. A 429, or a request that never left the gateway, is sent again: it "was never processed".
 * After a timeout, a 5xx or silence the device is read again to find out; a rename, a deploy or logging that was not
 * carried out is then sent anew, twice at the most; a restart leaves no trace and is never sent twice. An answer that does not show
 * what was sent is not believed: the device is read again after a moment.
 * Throws ApiError when the API refused it, UpdateFailed, NotApplied, or ChangedMeanwhile.
 */
export async function updateDevice(client: QueryClient, { seen, change, signal, onWait }: UpdateRequest): Promise<Outcome> {
  const patience = { signal, onWait };
  const read = (): Promise<DeviceReading> => fetchDevice(seen.sid, signal);
  let current = await readFirst(read, patience);
  const lags = (): boolean => isBehind(current, { device: seen, at: current.at });
  if (lags()) {
    // The API answered from a place that lags behind what was seen: that tells nothing of somebody else.
    await sleep(MOMENT, signal);
    current = await readFirst(read, patience);
    if (lags()) current = { ...current, device: seen };
  }
  if (differs(seen, current.device, change.kind)) {
    await remember(client, current);
    throw new ChangedMeanwhile(current);
  }
  return sendChange(client, seen.sid, current.device, change, { patience });
}

interface Sending {
  readonly patience?: Patience;
  /** Awaited before each write, which is sent once this has resolved, and not when it rejects: its reason is thrown. */
  readonly beforeSend?: () => Promise<void>;
}

/**
 * The same for a device that has just been read, by whoever has a patience of their own: what was never processed is thrown at once
 * without one. @param sid as it was chosen: a write goes by that, and never by an answer
 */
export async function sendChange(client: QueryClient, sid: string, before: Device, change: DeviceChange, { patience, beforeSend }: Sending): Promise<Outcome> {
  const quiet = patience === undefined;
  const post = async (): Promise<DeviceReading> => {
    await beforeSend?.();
    return postDevice(sid, change);
  };
  for (let resends = 0; ; resends += 1) {
    const sentAt = serverNow();
    try {
      // Once it is on its way it is not aborted: an aborted write is a write with an unknown outcome.
      const reading = await (patience === undefined ? post() : insist(post, neverProcessed, patience));
      await remember(client, reading, quiet);
      const sent = { at: sentAt, accepted: true };
      if (change.kind === 'restart' || (await applied(seenOf(before), reading.device, change, sent))) return { kind: 'done', reading, reread: false };
      return await lookAgain(client, sid, before, change, { quiet, sent });
    } catch (error) {
      if (!(error instanceof ApiError) || !error.outcomeUnknown) throw error;
      if (change.kind === 'restart') return { kind: 'unknown', error };
      // Not to be aborted either: "cancelled" would be a lie about something that may have been carried out.
      const reading = await insist(() => fetchDevice(sid), mayPass).catch(() => null);
      if (reading === null) return { kind: 'unknown', error };
      await remember(client, reading, quiet);
      const verdict = await applied(seenOf(before), reading.device, change, { at: sentAt, accepted: false });
      if (verdict === null) return { kind: 'unknown', error };
      if (verdict) return { kind: 'done', reading, reread: true };
      // Neither what it was nor what was sent: somebody else was here, and is not to be overwritten.
      if (differs(before, reading.device, change.kind)) throw new ChangedMeanwhile(reading);
      patience?.signal?.throwIfAborted();
      if (resends === RESENDS) throw new UpdateFailed('unchanged', error);
    }
  }
}

/** After an answer that does not show the change. Throws NotApplied, or ApiError when the device is gone. */
async function lookAgain(client: QueryClient, sid: string, before: Device, change: DeviceChange, { quiet, sent }: { readonly quiet: boolean; readonly sent: Sent }): Promise<Outcome> {
  let reading: DeviceReading;
  try {
    reading = await afterMoment(() => fetchDevice(sid));
  } catch (error) {
    if (!(error instanceof ApiError) || error.isNotFound) throw error;
    return { kind: 'unknown', error, accepted: true };
  }
  await remember(client, reading, quiet);
  const verdict = await applied(seenOf(before), reading.device, change, sent);
  if (verdict === false) throw new NotApplied(change, reading);
  return verdict ? { kind: 'done', reading, reread: true } : { kind: 'unknown', error: localError('untold', t`The device’s data does not show it.`), accepted: true };
}

/** Whether the field that is about to change is another than the one that was looked at. */
export function differs(seen: Device, current: Device, kind: DeviceChange['kind']): boolean {
  if (kind === 'rename') return seen.unique_name !== current.unique_name;
  if (kind === 'deploy') return (seen.app?.target_sid ?? null) !== (current.app?.target_sid ?? null);
  return false;
}

/** How a change was sent: when (API clock), and whether the API accepted it, or its answer got lost. */
interface Sent {
  readonly at: number;
  readonly accepted: boolean;
}

/**
 * Whether a device read after the change was sent shows that it was carried out; null when nobody can tell.
 * @param sent as far as that is known: where no date tells the same App or lease once more from the one before, the API's word for done counts
 */
export async function applied(before: Seen, device: Device, change: DeviceChange, sent?: Sent): Promise<boolean | null> {
  switch (change.kind) {
    case 'rename':
      return isAsSent(device, 'UniqueName', change.name);
    case 'deploy': {
      if (device.app === null) return null;
      const app = change.app;
      const sid = APP_SID.test(app) ? app : await insist(() => fetchApp(app), mayPass).then((found) => found.sid, () => null);
      if (sid === null) return null;
      const isTarget = isAsSent(device, 'TargetApp', sid);
      if (isTarget !== true) return isTarget;
      // The same App once more (after an error, say) shows in its date alone.
      return before.target === null || !sameSid(before.target, sid) || (datesShow(before.targeted, device.app.date_targeted, sent?.at) ?? (sent?.accepted || null));
    }
    case 'logging': {
      const isSet = isAsSent(device, 'LoggingEnabled', String(change.on));
      if (isSet !== true || !change.on) return isSet;
      // An extension shows in the end of the lease alone.
      return datesShow(before.expires, device.logging?.date_expires ?? null, sent?.at, LEASE) ?? (before.logging !== true || sent?.accepted || null);
    }
    case 'restart':
      return null;
  }
}

/** How long logging stays on: "enabled or extended for 24 hours". */
const LEASE = 24 * 3_600_000;
/** Dates of the API have whole seconds, what we know of its clock is out by two and a half at the most, and the rest is rounding. */
const CLOSE = 4_000;

/**
 * Whether the date that a change moves on was moved on by it: it is later than before, and not from before the change was sent. Null when the
 * date cannot tell: there is none, or it was the same just before.
 * @param sentAt API clock; undefined where nobody knows any more
 * @param ahead by so much, in milliseconds, a change puts the date later than when it was sent
 */
export function datesShow(before: string | null, now: string | null, sentAt: number | undefined, ahead = 0): boolean | null {
  const [was, is] = [parseDate(before), parseDate(now)];
  if (is === null) return null;
  if (is === was) return sentAt !== undefined && is >= sentAt + ahead - CLOSE ? null : false;
  // Not compared with all that the change puts it ahead: the API may round that.
  return (was === null || is > was) && (sentAt === undefined || is >= sentAt - CLOSE);
}

/**
 * Puts what the API just said of a device into every copy this browser holds: its page, and each list it stands in, unless they hold a later
 * state of it by the API's own dates.
 * Readings that are still under way began earlier, and must not put the old state back; those that read something else for
 * the first time go on.
 * @param quiet makes no new copy, and breaks off only readings of what has this device in it: nobody looks at most devices of a
 *   bulk action, and so many of them would fill the memory and keep every list from being read again
 */
export async function remember(client: QueryClient, reading: DeviceReading, quiet = false): Promise<void> {
  const { device } = reading;
  const { queryKey } = deviceQueries.one(device.sid);
  await client.cancelQueries({ queryKey, exact: true });
  await client.cancelQueries({
    queryKey: deviceQueries.all,
    predicate: (query) => {
      const data = client.getQueryData<DevicesPage | DeviceReading>(query.queryKey);
      return data !== undefined && (!quiet || holds(data, device.sid));
    },
  });
  if (!quiet || client.getQueryState(queryKey) !== undefined) client.setQueryData<DeviceReading>(queryKey, (old) => laterOf(old, reading));
  for (const [key, old] of client.getQueriesData<DeviceReading>({ queryKey: ['devices', 'one'] })) {
    if (old?.device.sid === device.sid) client.setQueryData(key, laterOf(old, reading));
  }
  client.setQueriesData<DevicesPage>({ queryKey: deviceQueries.pages }, (page) =>
    page && holds(page, device.sid)
      ? { ...page, devices: page.devices.map((row) => (row.sid === device.sid && !isBehind(reading, { device: row, at: page.at }) ? device : row)) }
      : page,
  );
}

/** Whether a page of the list, or the reading of a device, has this one in it. */
function holds(data: DevicesPage | DeviceReading, sid: string): boolean {
  return 'devices' in data ? data.devices.some((row) => row.sid === sid) : data.device.sid === sid;
}
