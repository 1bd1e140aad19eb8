import type { QueryClient } from '@tanstack/react-query';
import { serverNow } from '#api/clock.ts';
import { fetchDevice, type DeviceChange, type DeviceReading } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import type { Device } from '#api/schema.ts';
import { fleet } from '#fleet/fleet.ts';
import { applied, ChangedMeanwhile, remember, sendChange, UpdateFailed } from '#fleet/update.ts';
import type { Note } from './ledger.ts';
import { isChanged, isSo, type RunItem } from './plan.ts';
import { landed } from './landed.ts';
import type { Verdict, Waiting, Work } from './terms.ts';

/** The work of a run on the real wire: the same reads and writes as for a single device, told as verdicts. */

/** Single devices are read while that is fewer calls than reading the whole fleet. */
const PAGE = 1_000;
const AT_A_TIME = 5;

export function workOf(client: QueryClient): Work {
  return {
    change: async (item, change, force, beforeSend) => {
      let sent = false;
      const before = async (): Promise<void> => {
        await beforeSend();
        sent = true;
      };
      try {
        const current = await fetchDevice(item.sid);
        await remember(client, current, true);
        const why = leftAlone(item, current.device, change, force);
        if (why !== null) return { kind: 'skipped', note: { why } };
        const outcome = await sendChange(client, current.device, change, { beforeSend: before });
        return outcome.kind === 'done' ? { kind: 'done' } : { kind: 'unknown', note: noteOf('no-answer', outcome.error) };
      } catch (error) {
        return verdictOf(error, sent);
      }
    },
    findOut: async (item, change) => {
      try {
        const current = await fetchDevice(item.sid);
        await remember(client, current, true);
        const done = await applied(item.seen, current.device, change);
        if (done === null) return { kind: 'unknown', note: { why: 'no-answer' } };
        if (done) return { kind: 'done' };
        return isChanged(item, current.device, change.kind) ? { kind: 'skipped', note: { why: 'changed' } } : { kind: 'again', retryAfter: null, slow: false };
      } catch (error) {
        if (change.kind === 'restart' && !isGone(error)) return { kind: 'unknown', note: { why: 'no-answer' } };
        const verdict = verdictOf(error, false);
        return verdict.kind === 'again' ? null : verdict;
      }
    },
    look: async (waiting) => {
      const held = fleet.status().coverage.held;
      const few = waiting.length <= Math.max(1, Math.ceil(held / PAGE));
      return few ? lookAtEach(client, waiting.map(({ sid }) => sid)) : lookAtAll(client, waiting);
    },
  };
}

function leftAlone(item: RunItem, device: Device, change: DeviceChange, force: boolean): Note['why'] | null {
  if (isSo(device, change) && !force) return 'already';
  return isChanged(item, device, change.kind) ? 'changed' : null;
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404 && error.trouble === 'refused';
}

function noteOf(why: Note['why'], { code, message }: ApiError): Note {
  return { why, code, message: message.slice(0, 300) };
}

/** What a failure says of the device, and what of the API. */
function verdictOf(error: unknown, sent: boolean): Verdict {
  if (error instanceof ChangedMeanwhile) return { kind: 'skipped', note: { why: 'changed' } };
  if (error instanceof UpdateFailed) return { kind: 'failed', note: noteOf('unchanged', error.error) };
  if (!(error instanceof ApiError)) throw error;
  switch (error.trouble) {
    case 'sign-in':
    case 'rights':
    case 'session':
      return { kind: 'stop', why: error.trouble };
    case 'guard':
      return error.code === 'read_only' ? { kind: 'stop', why: 'read-only' } : { kind: 'failed', note: noteOf('refused', error) };
    case 'refused':
      return isGone(error) ? { kind: 'skipped', note: { why: 'gone' } } : { kind: 'failed', note: noteOf('refused', error) };
    case 'slow-down':
    case 'unsent':
      return { kind: 'again', retryAfter: error.retryAfter, slow: error.trouble === 'slow-down' };
    case 'server':
    case 'network':
      // Before a write it says nothing of the device; afterwards `sendChange` has had its verdict.
      return sent ? { kind: 'unknown', note: noteOf('no-answer', error) } : { kind: 'again', retryAfter: error.retryAfter, slow: false };
  }
}

/** These devices, read one by one; null for one that is gone. Those that could not be read are left out. */
export async function lookAtEach(client: QueryClient, sids: readonly string[]): Promise<Map<string, Device | null>> {
  const found = new Map<string, Device | null>();
  const left = [...sids];
  const next = async (): Promise<void> => {
    for (let sid = left.shift(); sid !== undefined; sid = left.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- so many at a time, and no more
      const device = await lookAt(client, sid);
      if (device !== undefined) found.set(sid, device);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, next));
  return found;
}

/** Null when it is gone, undefined when it could not be read. */
async function lookAt(client: QueryClient, sid: string): Promise<Device | null | undefined> {
  let reading: DeviceReading;
  try {
    reading = await fetchDevice(sid);
  } catch (error) {
    return isGone(error) ? null : undefined;
  }
  await remember(client, reading, true);
  return reading.device;
}

/**
 * By a sweep. A page that was on its way as the look began may tell how a device was before its write, so only good news is
 * taken from it; whatever else it says is asked of the device itself.
 */
async function lookAtAll(client: QueryClient, waiting: readonly Waiting[]): Promise<Map<string, Device | null>> {
  const from = serverNow();
  const changes = new Map(waiting.map(({ sid, change }) => [sid, change]));
  await fleet.refresh([]);
  const rows = await fleet.rows([...changes.keys()]);
  const found = new Map<string, Device | null>();
  const listed = new Set(rows.filter(({ missingSince }) => missingSince === null).map(({ device }) => device.sid));
  // Not listed any more: it may be gone.
  const doubtful = [...changes.keys()].filter((sid) => !listed.has(sid));
  for (const { device, at } of rows) {
    const change = changes.get(device.sid);
    if (at < from || change === undefined || !listed.has(device.sid)) continue;
    const end = landed(device, change);
    if (end?.state === 'done') found.set(device.sid, device);
    else if (end !== null) doubtful.push(device.sid);
  }
  for (const [sid, device] of await lookAtEach(client, doubtful)) found.set(sid, device);
  return found;
}
