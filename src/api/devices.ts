import { t } from '#texts/t.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';
import { serverNow } from './clock.ts';
import { isBehind } from './later.ts';
import { pageRef, type PageRef } from './paging.ts';
import { checkAsked, parse, parseRows } from './parse.ts';
import { DEVICE_SID, deviceSchema, deviceSidSchema, devicesPageSchema, isAsked, type Device } from './schema.ts';
import { askFewer } from './walk.ts';

/** When something was asked for, and when the answer came: by the browser's clock, which its tabs and workers share. */
export interface Asked {
  readonly sent: number;
  readonly received: number;
}

const readers = new Set<(devices: readonly Device[], asked: Asked) => void>();

/** To be told of every reading of devices that comes to this page. Returns how to stop. */
export function onRead(tell: (devices: readonly Device[], asked: Asked) => void): () => void {
  readers.add(tell);
  return () => readers.delete(tell);
}

function told<T extends readonly Device[]>(devices: T, { sent, received }: Asked): T {
  for (const tell of readers) tell(devices, { sent, received });
  return devices;
}

/** One page in the API's own order. `at`: when it was read, by the API's clock. */
export interface DevicesPage extends Asked {
  readonly devices: readonly Device[];
  /** Rows that could not be read, set aside. */
  readonly malformed: number;
  /** The token it was asked for with, null for the first page. */
  readonly token: string | null;
  readonly page: number;
  readonly next: PageRef | null;
  readonly previous: PageRef | null;
  readonly at: number;
}

/** One device as read: checked, and as the API wrote it. */
export interface DeviceReading extends Asked {
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
      queryFn: async ({ signal, client, queryKey }) => {
        const page = await listDevices(request, signal);
        return notBehind(page, client.getQueryData<DevicesPage>(queryKey));
      },
    }),
  /** `id`: sid or unique name. */
  one: (id: string) =>
    queryOptions({
      queryKey: ['devices', 'one', id],
      queryFn: async ({ signal, client, queryKey }) => {
        const last = await fetchDevice(id, signal);
        return laterOf(client.getQueryData<DeviceReading>(queryKey), last);
      },
    }),
};

/** Of two answers about one device the one to keep: the later state by the API's own dates, else `last`, which was read last. */
export function laterOf(held: DeviceReading | undefined, last: DeviceReading): DeviceReading {
  return held !== undefined && isBehind(last, held) ? held : last;
}

/** The page without what it tells of earlier states of devices than the same page did before. */
function notBehind(page: DevicesPage, before: DevicesPage | undefined): DevicesPage {
  if (before === undefined) return page;
  const later = (device: Device): Device => {
    const known = before.devices.find(({ sid }) => sid === device.sid);
    return known !== undefined && isBehind({ device, at: page.at }, { device: known, at: before.at }) ? known : device;
  };
  return { ...page, devices: page.devices.map(later) };
}

/** A page that has come, with where it leads to; its rows are checked when they are asked for. */
export interface PageBody extends Asked {
  readonly at: number;
  readonly page: number;
  readonly next: PageRef | null;
  readonly previous: PageRef | null;
  /** Checks the rows, each alone: a device that is listed twice counts once, the later one. */
  rows(): PageRows;
}

export interface PageRows {
  readonly devices: readonly Device[];
  /** Rows that could not be read. */
  readonly malformed: number;
  /** The sids of those among them that have one: what cannot be read is listed all the same. */
  readonly unread: readonly string[];
}

/** GET /v1/Devices. Throws ApiError, `bad_reply` when it is no page of devices. */
export async function fetchPage(request: PageRequest, signal: AbortSignal): Promise<PageBody> {
  const query = {
    PageSize: request.pageSize,
    Page: request.token === null ? undefined : request.page,
    PageToken: request.token ?? undefined,
  };
  const sent = Date.now();
  const body = parse(devicesPageSchema, await call('/Devices', { query, signal }), t`a page of devices`);
  return {
    sent,
    received: Date.now(),
    at: serverNow(),
    page: body.meta.page ?? request.page,
    next: pageRef(body.meta, 'next_page_url'),
    previous: pageRef(body.meta, 'previous_page_url'),
    rows: () => {
      const { rows, malformed } = parseRows(deviceSchema, body.devices);
      return { devices: [...new Map(rows.map((row) => [row.sid, row])).values()], malformed: malformed.length, unread: malformed.flatMap(sidOf) };
    },
  };
}

/** The sid of a row that could not be read; none when it has none. */
function sidOf(row: unknown): string[] {
  const parsed = deviceSidSchema.safeParse(row);
  return parsed.success ? [parsed.data.sid] : [];
}

/** A page of this many devices, or of fewer where these are too large for one answer: its `next` then goes on behind them. */
async function listDevices(request: PageRequest, signal: AbortSignal): Promise<DevicesPage> {
  const { rows, ...page } = await askFewer(request.pageSize, (pageSize) => fetchPage({ ...request, pageSize }, signal));
  const { devices, malformed } = rows();
  return { ...page, devices: told(devices, page), malformed, token: request.token };
}

/** GET /v1/Devices/{sid or unique name}. Throws ApiError, `bad_reply` when the answer is about another device. */
export async function fetchDevice(id: string, signal?: AbortSignal): Promise<DeviceReading> {
  const sent = Date.now();
  return reading(id, sent, await call(`/Devices/${encodeURIComponent(id)}`, { signal }));
}

/**
 * POST /v1/Devices/{sid}: always by sid, so that a name which moved to another device cannot misdirect a write. Throws ApiError,
 * `bad_reply` (its outcome is unknown) when the answer is about another device.
 */
export async function postDevice(sid: string, change: DeviceChange, signal?: AbortSignal): Promise<DeviceReading> {
  const raw = await call(`/Devices/${sid}`, { form: formOf(change), signal });
  // The answer tells how it is once it was changed: later than anything that was asked for before it came.
  return reading(sid, Date.now(), raw);
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

function reading(id: string, sent: number, raw: unknown): DeviceReading {
  const device = parse(deviceSchema, raw, t`a device`);
  checkAsked(isAsked(id, DEVICE_SID, device), t`a device`);
  const asked = { sent, received: Date.now() };
  told([device], asked);
  return { device, raw, ...asked, at: serverNow() };
}

/** Why a device cannot be asked for by this text, as a sentence; null when it can. Such a name has to be found by its sid. */
export function addressable(id: string): string | null {
  if (id === '.' || id === '..') return t`A name of dots alone cannot be part of an address; open the device by its SID.`;
  // oxlint-disable-next-line no-control-regex
  if (/[/\\?#\u0000-\u001f\u007f]/u.test(id)) {
    return t`A name with / \\ ? # or an invisible control character cannot be part of an address; open the device by its SID.`;
  }
  if (id === '' || /\p{Cs}/u.test(id)) return t`Text without a character, or with half of one, cannot be part of an address.`;
  return null;
}
