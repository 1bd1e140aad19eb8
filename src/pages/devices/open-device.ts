import type { QueryClient } from '@tanstack/react-query';
import { addressable, deviceQueries, laterOf, type DeviceReading } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import { DEVICE_SID } from '#api/schema.ts';
import { STUCK_AFTER } from '#fleet/health.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import { parseQuery, termText } from '#fleet/query.ts';
import { clip, errorWords, visible, withoutUnseen } from '#lib/text.ts';
import { t } from '#texts/t.ts';

/** How the device that somebody means is found. Loaded when it is first asked for. */

/** The sid of the device with this sid or unique name, whole and exact: the index is asked first, then the API. Null where the text can be no device; rejects with a sentence when there is none. */
export async function findDevice(client: QueryClient, text: string): Promise<string | null> {
  if (!mayBeDevice(text)) return null;
  try {
    return (await inIndex(client, text)) ?? (await inApi(client, text));
  } catch (error) {
    throw new Error(explain(error, text), { cause: error });
  }
}

/** Whether a text can be a sid or a name as a whole: nothing in it is a field of the search or tries to be one, or an exclusion. */
export function mayBeDevice(text: string): boolean {
  const { terms, problems } = parseQuery(text);
  return terms.length > 0 && problems.length === 0 && terms.every(({ field, not }) => field === 'word' && !not);
}

/** Asks the index for the devices with exactly this sid or name. */
export function exactly(id: string): ReturnType<typeof fleetQueries.view> {
  const q = termText({ field: DEVICE_SID.test(id) ? 'sid' : 'name', match: { kind: 'whole', text: id } });
  return fleetQueries.view({ q, sort: [], list: null, start: 0, size: 2, limits: STUCK_AFTER });
}

/** The one device of the index with this sid or name; null when there is none, or more than one. */
export async function inIndex(client: QueryClient, text: string): Promise<string | null> {
  for (const id of new Set([text, text.trim(), withoutUnseen(text).trim(), sidOf(text)])) {
    if (id === '') continue;
    const found = await client.fetchQuery({ ...exactly(id), retry: false }).catch(() => null);
    const [row] = found?.rows ?? [];
    if (found?.total === 1 && row !== undefined) return row.device.sid;
  }
  return null;
}

/** A SID as the API writes its beginning, whatever it was copied with. */
const sidOf = (text: string): string => withoutUnseen(text).trim().replace(/^uv(?=[0-9a-f]{32}$)/iu, 'UV');

async function inApi(client: QueryClient, text: string): Promise<string> {
  const id = sidOf(text);
  const why = addressable(id);
  if (why !== null) throw new Error(why);
  const reading = await client.fetchQuery(deviceQueries.one(id)).catch((error: unknown) => {
    // Pasted text often has spaces around it; a name may have them, too.
    if (text === id || !(error instanceof ApiError) || !error.isNotFound) throw error;
    return client.fetchQuery(deviceQueries.one(text));
  });
  client.setQueryData<DeviceReading>(deviceQueries.one(reading.device.sid).queryKey, (held) => laterOf(held, reading));
  return reading.device.sid;
}

function explain(error: unknown, text: string): string {
  if (error instanceof ApiError && error.isNotFound) {
    return t`No such device: nothing in this account has the SID or unique name “${clip(visible(text.trim()), 80)}”. Names must match exactly.`;
  }
  return error instanceof ApiError ? t`It could not be looked up: ${error.message}` : errorWords(error);
}
