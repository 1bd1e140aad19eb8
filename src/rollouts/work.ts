import type { QueryClient } from '@tanstack/react-query';
import { serverNow } from '#api/clock.ts';
import { fetchDevice, fetchPage, type DeviceChange } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import type { Device } from '#api/schema.ts';
import { fleet } from '#fleet/fleet.ts';
import type { FleetRow } from '#fleet/view.ts';
import { applied, remember, sendChange } from '#fleet/update.ts';
import { findConfig, setConfig } from './config-work.ts';
import type { Note } from './ledger.ts';
import { isChanged, isSo, type RunItem } from './plan.ts';
import { landed } from './landed.ts';
import { LookFailed, type Verdict, type Waiting, type Work } from './terms.ts';
import { noteOf, verdictOf } from './verdict.ts';

/** The work of a run on the real wire: the same reads and writes as for a single device, told as verdicts. */

/** Single devices are read while that is fewer calls than reading the whole fleet. */
const PAGE = 1_000;
const AT_A_TIME = 5;
/** So many are looked at one by one where the whole fleet cannot be read. */
const SOME = 100;
/** A device that could not be read so often, while the API answers, is no reason to wait any longer. */
const UNREADABLE = 8;

export function workOf(client: QueryClient): Work {
  const failed = new Map<string, number>();
  /** Not this device, though the API answers: `alone`, and after so many times for good. */
  const told = async (sid: string, verdict: Verdict): Promise<{ readonly verdict: Verdict; readonly unreadable: boolean }> => {
    if (verdict.kind !== 'again' || verdict.slow) return { verdict, unreadable: false };
    const times = (failed.get(sid) ?? 0) + 1;
    failed.set(sid, times);
    const alone = times > 1 && (await answers());
    return { verdict: { ...verdict, alone }, unreadable: alone && times >= UNREADABLE };
  };
  return {
    change: async (item, change, force, beforeSend, again) => {
      let sent = false;
      const before = async (held?: string | null): Promise<void> => {
        await beforeSend(held);
        sent = true;
      };
      try {
        if (change.kind === 'config') return await setConfig(client, item, change, { force, again, beforeSend: before, wasRead: () => failed.delete(item.sid) });
        const current = await fetchDevice(item.sid);
        failed.delete(item.sid);
        await remember(client, current, true);
        // What was sent before may have been carried out after all: that is nobody else's doing.
        if (again && change.kind !== 'restart' && (await applied(item.seen, current.device, change))) return { kind: 'done' };
        const why = leftAlone(item, current.device, change, force);
        if (why !== null) return { kind: 'skipped', note: { why } };
        const outcome = await sendChange(client, item.sid, current.device, change, { beforeSend: before });
        return outcome.kind === 'done' ? { kind: 'done' } : { kind: 'unknown', note: noteOf(outcome.accepted ? 'not-shown' : 'no-answer', outcome.error) };
      } catch (error) {
        if (sent || !(error instanceof ApiError)) return verdictOf(error, sent);
        const { verdict, unreadable } = await told(item.sid, verdictOf(error, false));
        return unreadable ? { kind: 'failed', note: noteOf('unreadable', error) } : verdict;
      }
    },
    findOut: async (item, change) => {
      try {
        if (change.kind === 'config') {
          const verdict = await findConfig(item, change);
          failed.delete(item.sid);
          return verdict;
        }
        const current = await fetchDevice(item.sid);
        failed.delete(item.sid);
        await remember(client, current, true);
        const done = await applied(item.seen, current.device, change);
        if (done === null) return { kind: 'unknown', note: { why: 'no-answer' } };
        if (done) return { kind: 'done' };
        return isChanged(item, current.device, change.kind) ? { kind: 'skipped', note: { why: 'changed' } } : { kind: 'again', retryAfter: null, slow: false };
      } catch (error) {
        if (change.kind === 'restart' && !(error instanceof ApiError && error.isNotFound)) return { kind: 'unknown', note: { why: 'no-answer' } };
        const verdict = verdictOf(error, false);
        // It was sent: that it cannot be read says nothing of what came of it.
        if (verdict.kind === 'failed' || (await told(item.sid, verdict)).unreadable) return { kind: 'unknown', note: { why: 'no-answer' } };
        return verdict.kind === 'again' ? null : verdict;
      }
    },
    look: async (waiting) => {
      const held = fleet.status().coverage.held;
      const few = waiting.length <= Math.max(1, Math.ceil(held / PAGE));
      return few ? lookAtThese(client, waiting.map(({ sid }) => sid)) : lookAtAll(client, waiting);
    },
  };
}

/** Whether the API answers at all, be it with a device that is too large to be read. */
async function answers(): Promise<boolean> {
  try {
    await fetchPage({ pageSize: 1, page: 0, token: null }, new AbortController().signal);
    return true;
  } catch (error) {
    return error instanceof ApiError && error.tooLarge;
  }
}

function leftAlone(item: RunItem, device: Device, change: DeviceChange, force: boolean): Note['why'] | null {
  if (isSo(device, change) && !force) return 'already';
  return isChanged(item, device, change.kind) ? 'changed' : null;
}

interface Looked {
  readonly found: Map<string, Device | null>;
  /** Why none could be read; null when some could, or it was asked of none. */
  readonly trouble: LookFailed['verdict'] | null;
}

/** These devices, read one by one; null for one that is gone. Those that could not be read are left out. */
export async function lookAtEach(client: QueryClient, sids: readonly string[]): Promise<Map<string, Device | null>> {
  return (await readEach(client, sids)).found;
}

async function readEach(client: QueryClient, sids: readonly string[]): Promise<Looked> {
  const found = new Map<string, Device | null>();
  const left = [...sids];
  let trouble: Looked['trouble'] = null;
  const next = async (): Promise<void> => {
    for (let sid = left.shift(); sid !== undefined && trouble?.kind !== 'stop'; sid = left.shift()) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- so many at a time, and no more
        const reading = await fetchDevice(sid);
        // oxlint-disable-next-line no-await-in-loop
        await remember(client, reading, true);
        found.set(sid, reading.device);
      } catch (error) {
        if (error instanceof ApiError && error.isNotFound) found.set(sid, null);
        else trouble = troubleOf(error) ?? trouble;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, next));
  return { found, trouble: found.size > 0 ? null : trouble };
}

function troubleOf(error: unknown): Looked['trouble'] {
  const verdict = verdictOf(error, false);
  return verdict.kind === 'again' || verdict.kind === 'stop' ? verdict : null;
}

/** One by one. A device that alone cannot be read, while the API answers, holds nobody up. */
async function lookAtThese(client: QueryClient, sids: readonly string[]): Promise<Map<string, Device | null>> {
  const { found, trouble } = await readEach(client, sids);
  if (trouble !== null && (trouble.kind === 'stop' || trouble.slow || !(await answers()))) throw new LookFailed(trouble);
  return found;
}

/**
 * By a sweep. A page that was on its way as the look began may tell how a device was before its write, so only good news is
 * taken from it; whatever else it says is asked of the device itself.
 */
async function lookAtAll(client: QueryClient, waiting: readonly Waiting[]): Promise<Map<string, Device | null>> {
  const from = serverNow();
  const changes = new Map(waiting.map(({ sid, change }) => [sid, change]));
  let rows: readonly FleetRow[];
  try {
    await fleet.refresh([]);
    rows = await fleet.rows([...changes.keys()]);
  } catch {
    // The index has come to its end; the next question starts it anew. Some are looked at all the same.
    return lookAtThese(client, waiting.slice(0, SOME).map(({ sid }) => sid));
  }
  if (rows.every(({ at }) => at < from)) throwTrouble();
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

/** Says what kept the fleet from being read, if anything did. */
function throwTrouble(): void {
  const trouble = fleet.status().trouble?.trouble;
  if (trouble === undefined) return;
  if (trouble === 'sign-in' || trouble === 'rights' || trouble === 'session') throw new LookFailed({ kind: 'stop', why: trouble });
  throw new LookFailed({ kind: 'again', retryAfter: null, slow: trouble === 'slow-down' });
}
