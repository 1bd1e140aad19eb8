import { fetchConfig } from '#api/configs.ts';
import { fetchDevice } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import { insist, neverProcessed } from '#fleet/patience.ts';
import type { Found } from './comparison.ts';

/**
 * What a device holds under a key. A 429 is waited out; nothing else is asked again by itself. `known`: whether the fleet, as it was
 * read, has the device: of another one the API may have said "no such device", which is found out by one call more.
 */
export async function readOne(sid: string, key: string, known: boolean, signal: AbortSignal): Promise<Found> {
  try {
    const { value, date_updated } = await insist(() => fetchConfig(sid, key, signal), neverProcessed, { signal });
    return { kind: 'value', value, updated: date_updated };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ApiError && error.isNotFound)) return failed(error);
  }
  if (known) return { kind: 'none' };
  try {
    await insist(() => fetchDevice(sid, signal), neverProcessed, { signal });
    return { kind: 'none' };
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof ApiError && error.isNotFound ? { kind: 'no-device' } : failed(error);
  }
}

function failed(error: unknown): Found {
  return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
}
