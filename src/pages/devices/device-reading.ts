import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { deviceQueries, type DeviceReading, type DevicesPage } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import { poll } from '#api/retry.ts';
import { DEVICE_SID } from '#api/schema.ts';
import { updateResult } from '#fleet/health.ts';

const AFTER_ACTION = { every: 5_000, for: 120_000 };
const PENDING = 15_000;
const CALM = 60_000;

/** Milliseconds between two readings: often after an action, less often while an update is pending, else once a minute. */
export function pace(reading: DeviceReading | undefined, fastUntil: number, now: number): number {
  if (now < fastUntil) return AFTER_ACTION.every;
  return reading !== undefined && updateResult(reading.device).family === 'pending' ? PENDING : CALM;
}

interface LiveReading {
  readonly query: UseQueryResult<DeviceReading>;
  /** To be told of each action: the device is then read more often for two minutes. */
  readonly touched: () => void;
}

/**
 * One device, read again and again (not in a hidden tab). A name is looked up once and followed by its sid from then on,
 * so that a rename does not lose the device. A device that a list has read is on show at once.
 */
export function useDeviceReading(id: string): LiveReading {
  const client = useQueryClient();
  const [fastUntil, setFastUntil] = useState(0);
  const named = !DEVICE_SID.test(id);
  const lookup = useQuery({ ...deviceQueries.one(id), enabled: named, refetchOnWindowFocus: false });
  const sid = named ? lookup.data?.device.sid : id;
  const live = useQuery({
    ...deviceQueries.one(sid ?? id),
    enabled: sid !== undefined,
    ...(named && lookup.data && { initialData: lookup.data, initialDataUpdatedAt: lookup.dataUpdatedAt }),
    placeholderData: () => listed(client.getQueriesData<DevicesPage>({ queryKey: deviceQueries.pages }), sid),
    refetchInterval: (query) => poll(pace(query.state.data, fastUntil, Date.now()))(query),
  });
  const touched = useCallback(() => setFastUntil(Date.now() + AFTER_ACTION.for), []);
  return { query: sid === undefined ? lookup : live, touched };
}

function listed(pages: readonly (readonly [unknown, DevicesPage | undefined])[], sid: string | undefined): DeviceReading | undefined {
  for (const [, page] of pages) {
    const device = page?.devices.find((row) => row.sid === sid);
    if (page && device) return { device, raw: device, at: page.at };
  }
  return undefined;
}

/** Whether the API says that there is no such device (it may have been one). */
export function isGone(error: Error | null): boolean {
  return error instanceof ApiError && error.status === 404 && error.trouble === 'refused';
}
