import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { addressable, deviceQueries, laterOf, type DeviceReading } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import { DEVICE_SID } from '#api/schema.ts';
import { STUCK_AFTER } from '#fleet/health.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import { parseQuery, termText } from '#fleet/query.ts';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { paths } from '../../paths.ts';

interface OpenDevice {
  /** Opens the device with this sid or unique name, whole and exact; the index is asked first, then the API. */
  readonly open: (text: string) => void;
  /** Opens it if the index knows it, else does `otherwise`: the API is not asked. */
  readonly openListed: (text: string, otherwise: () => void) => void;
  readonly show: (sid: string) => void;
  readonly busy: boolean;
  /** Why it was not opened, as a sentence; null when nothing went wrong. */
  readonly message: string | null;
  /** Forgets the message. */
  readonly reset: () => void;
}

/** `from`: the list's address. */
export function useOpenDevice(from: string): OpenDevice {
  const client = useQueryClient();
  const navigate = useNavigate();
  const find = useMutation({
    mutationFn: async (text: string) => (await inIndex(client, text)) ?? inApi(client, text),
    onSuccess: (sid) => show(sid),
  });
  const show = (sid: string): void => void navigate(paths.device(sid, from));
  return {
    show,
    openListed: (text, otherwise) => void inIndex(client, text).then((sid) => (sid === null ? otherwise() : show(sid))),
    open: (text) => {
      if (text.trim() !== '' && !find.isPending) find.mutate(text);
    },
    busy: find.isPending,
    message: find.error === null ? null : explain(find.error, find.variables ?? ''),
    reset: find.reset,
  };
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
async function inIndex(client: QueryClient, text: string): Promise<string | null> {
  for (const id of new Set([text.trim(), text])) {
    const found = await client.fetchQuery({ ...exactly(id), retry: false }).catch(() => null);
    const [row] = found?.rows ?? [];
    if (found?.total === 1 && row !== undefined) return row.device.sid;
  }
  return null;
}

async function inApi(client: QueryClient, text: string): Promise<string> {
  const id = text.trim();
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

function explain(error: Error, text: string): string {
  if (error instanceof ApiError && error.isNotFound) {
    return t`No such device: nothing in this account has the SID or unique name “${clip(visible(text.trim()), 80)}”. Names must match exactly.`;
  }
  return error instanceof ApiError ? t`It could not be looked up: ${error.message}` : error.message;
}
