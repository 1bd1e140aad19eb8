import type { QueryClient } from '@tanstack/react-query';
import { configQueries, createConfig, deleteConfig, fetchConfig, listConfigs, updateConfig } from '#api/configs.ts';
import { fetchDevice } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import { holdsValue } from '#api/schema.ts';
import { afterMoment, insist, isOff, mayPass } from '#fleet/patience.ts';
import type { ConfigChange, RunItem } from './plan.ts';
import type { Verdict } from './terms.ts';
import { noteOf } from './verdict.ts';

/**
 * One Config of one device, set or taken away by a run: read first, written, and after a write that got no answer read again.
 * What it held is told before each write, so that it can be put back.
 */

const RESENDS = 2;

interface Setting {
  /** Also where it holds that value already. */
  readonly force: boolean;
  /** This run has sent it before. */
  readonly again: boolean;
  /** The Config has been read: the API answers of this device. */
  readonly wasRead: () => void;
  /** Awaited before each write; null: there is no such key. */
  readonly beforeSend: (before: string | null) => Promise<void>;
}

/** Throws ApiError where the API refused it or could not be asked, and what `beforeSend` rejects with. */
export async function setConfig(client: QueryClient, item: RunItem, change: ConfigChange, { force, again, wasRead, beforeSend }: Setting): Promise<Verdict> {
  const { sid } = item;
  const { value } = change;
  const before = await valueIn(sid, change.key);
  wasRead();
  // What was sent before may have been carried out after all: that is nobody else's doing.
  if (before === value && again) return { kind: 'done' };
  if (before === value && (value === null || !force)) return { kind: 'skipped', note: { why: 'already' } };
  if (item.holds !== undefined && before !== item.holds) return leftAlone(sid, before);
  for (let resends = 0; ; resends += 1) {
    try {
      await beforeSend(before);
      const shown = await send(sid, change, before);
      await forget(client, sid, change.key);
      return shown ? { kind: 'done' } : await lookAgain(sid, change);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Somebody else made or deleted it after it was read.
      if (error.isNotFound || error.isConflict) return overtaken(sid, change);
      if (!error.outcomeUnknown) throw error;
      const now = await insist(() => valueIn(sid, change.key), mayPass).catch(() => undefined);
      if (now === undefined) return { kind: 'unknown', note: noteOf('no-answer', error) };
      if (now === value) {
        await forget(client, sid, change.key);
        return { kind: 'done' };
      }
      if (now !== before) return leftAlone(sid, now);
      if (resends === RESENDS) return { kind: 'failed', note: noteOf('unchanged', error) };
    }
  }
}

/** For a write whose end nobody saw; `item.holds` is what it held before. Throws ApiError. */
export async function findConfig({ sid, holds }: RunItem, { key, value }: ConfigChange): Promise<Verdict> {
  const now = await valueIn(sid, key);
  if (now === value) return { kind: 'done' };
  if (holds === undefined) return { kind: 'unknown', note: { why: 'no-answer' } };
  return now === holds ? { kind: 'again', retryAfter: null, slow: false } : leftAlone(sid, now);
}

/** What the device's Config holds; null where there is no such key, or no such device. */
async function valueIn(sid: string, key: string): Promise<string | null> {
  try {
    return (await fetchConfig(sid, key)).value ?? '';
  } catch (error) {
    if (error instanceof ApiError && error.isNotFound) return null;
    throw error;
  }
}

/** Whether the answer shows the change; one to a deletion tells nothing, so whether the list does. */
async function send(sid: string, { key, value }: ConfigChange, before: string | null): Promise<boolean> {
  if (value !== null) return holdsValue(await (before === null ? createConfig(sid, key, value) : updateConfig(sid, key, value)), value);
  await deleteConfig(sid, key);
  return isOff(listConfigs(sid), key);
}

/** The API accepted it, and its answer, or its list, does not show it. */
async function lookAgain(sid: string, { key, value }: ConfigChange): Promise<Verdict> {
  try {
    const now = await afterMoment(() => valueIn(sid, key));
    return now === value ? { kind: 'done' } : { kind: 'failed', note: { why: 'not-applied' } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: 'unknown', note: noteOf('not-shown', error) };
  }
}

/** The API refused it because the key was made or deleted, or the device is gone. */
async function overtaken(sid: string, { key, value }: ConfigChange): Promise<Verdict> {
  const now = await insist(() => valueIn(sid, key), mayPass).catch(() => undefined);
  const verdict = await leftAlone(sid, now ?? null);
  return now === value && verdict.kind === 'skipped' && verdict.note.why !== 'gone' ? { kind: 'skipped', note: { why: 'already' } } : verdict;
}

/** Somebody else was here. Where there is no key, the device itself may be gone. */
async function leftAlone(sid: string, now: string | null): Promise<Verdict> {
  const gone = now === null && (await insist(() => fetchDevice(sid), mayPass).then(() => false, (error: unknown) => error instanceof ApiError && error.isNotFound));
  return { kind: 'skipped', note: { why: gone ? 'gone' : 'changed' } };
}

/** Nobody looks at most devices of a bulk action: what a page shows is read again, of the others nothing is kept. */
async function forget(client: QueryClient, sid: string, key: string): Promise<void> {
  const queries = [configQueries.list(sid), configQueries.one(sid, key)];
  await Promise.all(queries.map(({ queryKey }) => client.cancelQueries({ queryKey, exact: true })));
  for (const { queryKey } of queries) void client.invalidateQueries({ queryKey, exact: true });
}
