import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';
import { serverNow } from './clock.ts';
import { pageRef, type PageRef } from './paging.ts';
import { parse, parseRows } from './parse.ts';
import { deviceSchema, devicesPageSchema, type Device } from './schema.ts';

/** One page in the API's own order. `at`: when it was read, by the API's clock. */
export interface DevicesPage {
  readonly devices: readonly Device[];
  /** Rows that are not devices (no valid sid), set aside. */
  readonly malformed: number;
  /** The token it was asked for with, null for the first page. */
  readonly token: string | null;
  readonly page: number;
  readonly next: PageRef | null;
  readonly previous: PageRef | null;
  readonly at: number;
}

/** One device as read: checked, and as the API wrote it. */
export interface DeviceReading {
  readonly device: Device;
  readonly raw: unknown;
  readonly at: number;
}

/** What POST /v1/Devices/{sid} can change, one thing at a time. An empty name asks the API to clear it. */
export type DeviceChange =
  | { readonly kind: 'rename'; readonly name: string }
  | { readonly kind: 'deploy'; readonly app: string }
  | { readonly kind: 'logging'; readonly on: boolean }
  | { readonly kind: 'restart' };

export interface PageRequest extends PageRef {
  readonly pageSize: number;
}

export const deviceQueries = {
  all: ['devices'] as const,
  pages: ['devices', 'page'] as const,
  page: (request: PageRequest) =>
    queryOptions({
      queryKey: [...deviceQueries.pages, request.pageSize, request.page, request.token],
      queryFn: ({ signal }) => listDevices(request, signal),
    }),
  /** `id`: sid or unique name. */
  one: (id: string) =>
    queryOptions({
      queryKey: ['devices', 'one', id],
      queryFn: ({ signal }) => fetchDevice(id, signal),
    }),
};

async function listDevices(request: PageRequest, signal: AbortSignal): Promise<DevicesPage> {
  const query = {
    PageSize: request.pageSize,
    Page: request.token === null ? undefined : request.page,
    PageToken: request.token ?? undefined,
  };
  const body = parse(devicesPageSchema, await call('/Devices', { query, signal }), 'a page of devices');
  const { rows, malformed } = parseRows(deviceSchema, body.devices);
  return {
    devices: [...new Map(rows.map((row) => [row.sid, row])).values()],
    malformed,
    token: request.token,
    page: body.meta.page ?? request.page,
    next: pageRef(body.meta, 'next_page_url'),
    previous: pageRef(body.meta, 'previous_page_url'),
    at: serverNow(),
  };
}

/** GET /v1/Devices/{sid or unique name}. */
export async function fetchDevice(id: string, signal?: AbortSignal): Promise<DeviceReading> {
  return reading(await call(`/Devices/${encodeURIComponent(id)}`, { signal }));
}

/** POST /v1/Devices/{sid}: always by sid, so that a name which moved to another device cannot misdirect a write. */
export async function postDevice(sid: string, change: DeviceChange, signal?: AbortSignal): Promise<DeviceReading> {
  return reading(await call(`/Devices/${sid}`, { form: formOf(change), signal }));
}

/** The form fields of a change, in the API's words. */
export function formOf(change: DeviceChange): Record<string, string> {
  switch (change.kind) {
    case 'rename':
      return { UniqueName: change.name };
    case 'deploy':
      return { TargetApp: change.app };
    case 'logging':
      return { LoggingEnabled: String(change.on) };
    case 'restart':
      return { RestartApp: 'true' };
  }
}

function reading(raw: unknown): DeviceReading {
  return { device: parse(deviceSchema, raw, 'a device'), raw, at: serverNow() };
}

/** Why a device cannot be asked for by this text, as a sentence; null when it can. Such a name has to be found by its sid. */
export function addressable(id: string): string | null {
  if (id === '.' || id === '..') return 'A name of dots alone cannot be part of an address; open the device by its SID.';
  // oxlint-disable-next-line no-control-regex
  if (/[/\\?#\u0000-\u001f\u007f]/u.test(id)) {
    return 'A name with / \\ ? # or an invisible control character cannot be part of an address; open the device by its SID.';
  }
  if (id === '' || /\p{Cs}/u.test(id)) return 'Text without a character, or with half of one, cannot be part of an address.';
  return null;
}
