import type { QueryClient } from '@tanstack/react-query';
import { deviceQueries, type DevicesPage } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';
import { rowsOf } from '#components/bulk-devices.ts';

/** These devices as they were read last, as far as they were: by the index, or as rows of a page of the list. Asks the API nothing. */
export async function knownDevices(client: QueryClient, sids: readonly string[]): Promise<ReadonlyMap<string, Device>> {
  const wanted = new Set(sids);
  const pages = client.getQueriesData<DevicesPage>({ queryKey: deviceQueries.pages }).flatMap(([, page]) => page?.devices ?? []);
  // Names are an addition: without the index a device is called by its SID.
  const rows = await rowsOf(sids).catch(() => []);
  return new Map([...pages.filter(({ sid }) => wanted.has(sid)), ...rows.map(({ device }) => device)].map((device) => [device.sid, device]));
}
