import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { deviceQueries, laterOf, type DeviceReading, type DevicesPage } from '#api/devices.ts';
import { isLater } from '#api/later.ts';
import { clockSkew } from '#api/clock.ts';
import { ApiError } from '#api/error.ts';
import { poll } from '#api/retry.ts';
import { DEVICE_SID } from '#api/schema.ts';
import { useWrites } from '#components/device-writes.ts';
import { updateResult } from '#fleet/health.ts';
import type { FleetRow } from '#fleet/view.ts';
import { recallRow } from './list-place.ts';
import { exactly } from './open-device.ts';

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
  /** The latest reading: of the device, else its row in a list that was read before, or in the index; undefined before any. */
  readonly reading: DeviceReading | undefined;
  /** Whether that is the device itself, as the API wrote it. */
  readonly whole: boolean;
  /** When it was last renamed from this tab, browser clock in milliseconds. */
  readonly renamedAt: number;
  /** Reads it from now on: what is under way already may tell how it was before. */
  readonly refresh: () => void;
}

/**
 * One device, read again and again (not in a hidden tab), more often for two minutes after each action. A name is looked up
 * until it is found and followed by its sid from then on, so that a rename does not lose the device. A device that a list
 * has read is on show at once, and stays so while the API has trouble; any other is shown as the index has it then.
 */
export function useDeviceReading(id: string): LiveReading {
  const client = useQueryClient();
  const named = !DEVICE_SID.test(id);
  const [row] = useState(() => (named ? undefined : listed(client.getQueriesData<DevicesPage>({ queryKey: deviceQueries.pages }), id)));
  // Only the one of the two that is enabled may have an interval: they share a query, whose error says when it is read again.
  const lookup = useQuery({
    ...deviceQueries.one(id),
    enabled: named,
    refetchOnWindowFocus: false,
    refetchInterval: (query) => named && query.state.data === undefined && poll(CALM)(query),
  });
  const sid = named ? lookup.data?.device.sid : id;
  const { sentAt, renamedAt } = useWrites(sid ?? id);
  const live = useQuery({
    ...deviceQueries.one(sid ?? id),
    enabled: sid !== undefined,
    ...(named && lookup.data && { initialData: lookup.data, initialDataUpdatedAt: lookup.dataUpdatedAt }),
    refetchInterval: (query) => sid !== undefined && poll(pace(query.state.data, sentAt + AFTER_ACTION.for, Date.now()))(query),
  });
  const query = sid === undefined ? lookup : live;
  const refresh = async (): Promise<void> => {
    // `refetch` alone would only wait for a first reading that is under way.
    await client.cancelQueries({ queryKey: deviceQueries.one(sid ?? id).queryKey, exact: true }, { silent: true });
    await query.refetch();
  };
  const trouble = query.error ?? query.failureReason;
  const { data: kept } = useQuery({ ...exactly(id), enabled: query.data === undefined && row === undefined && trouble !== null && !(trouble instanceof ApiError && trouble.isNotFound) });
  const before = row ?? (kept?.total === 1 && kept.rows[0] ? readingOf(kept.rows[0]) : undefined);
  const reading = query.data === undefined ? before : laterOf(before, query.data);
  return { query, reading, whole: reading === query.data, renamedAt, refresh: () => void refresh() };
}

/** The row of a device in the list that was read last, from a page of the API or from the index. */
function listed(pages: readonly (readonly [unknown, DevicesPage | undefined])[], sid: string): DeviceReading | undefined {
  const found = recallRow(sid);
  let latest = found && readingOf(found);
  for (const [, page] of pages) {
    const device = page?.devices.find((row) => row.sid === sid);
    if (page && device && (latest === undefined || isLater({ device, at: page.at }, latest))) latest = { device, raw: device, at: page.at, sent: page.sent, received: page.received };
  }
  return latest;
}

/** A row of the index, which tells when it was read and not when it was asked for. */
function readingOf({ device, at }: FleetRow): DeviceReading {
  const received = at - clockSkew();
  return { device, raw: device, at, sent: received, received };
}
