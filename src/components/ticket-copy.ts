import type { QueryClient } from '@tanstack/react-query';
import { appQueries } from '#api/apps.ts';
import { deviceQueries, type DeviceReading } from '#api/devices.ts';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import { triage } from '#fleet/triage-face.ts';
import type { ObservedChange, Selection } from '#fleet/view.ts';
import { sleep } from '#lib/backoff.ts';
import { count, t } from '#texts/t.ts';
import { toast } from '#ui/toast.ts';
import { paths } from '../paths.ts';
import { codeMeaning } from './code-kept.ts';
import { isComplete, partWords, remarked } from './coverage-words.ts';
import { stuckAfterPreference } from './stuck-after.ts';
import { permalink } from './permalink.ts';
import { MOST_ROWS, ticketTable } from './ticket-table.ts';
import { ticketText, type TicketContext } from './ticket.ts';

/** Puts devices on the clipboard for a ticket. What the browser refuses to copy is given back, to be copied by hand. */

/** What is nice to have is not waited for longer than this: a browser may let a page copy only for so long after a key or click. */
const PATIENCE = 1_500;

interface Copied {
  /** What was made. */
  readonly text: string;
  /** False where the browser did not let us: then it is to be shown, see `TicketByHand`. */
  readonly copied: boolean;
}

/**
 * One device, as it is on show, or else as it was read last. Rejects with an ApiError when it has to be read and cannot be.
 * @param device a reading, or the sid of a device. @param gone whether the API knows it no more
 */
export async function copyDeviceTicket(client: QueryClient, device: DeviceReading | string, gone = false): Promise<Copied> {
  const reading = typeof device === 'string' ? await client.ensureQueryData(deviceQueries.one(device)) : device;
  const { sid } = reading.device;
  const [context, changes, notes] = await Promise.all([contextOf(client), soon<readonly ObservedChange[]>(client.fetchQuery(fleetQueries.history(sid))), soon(triage.notes([sid]))]);
  return copy(ticketText({ device: reading.device, at: reading.at, changes, note: notes && (notes[sid] ?? ''), gone }, context), t`Copied for a ticket`);
}

/** The devices of a selection, or of a search, as the index has them. Rejects when it does not answer. */
export async function copySelectionTicket(client: QueryClient, selection: Selection): Promise<Copied> {
  const context = await contextOf(client);
  const sids = await fleet.sids(selection, context.limits);
  const first = sids.slice(0, MOST_ROWS);
  const [rows, notes] = await Promise.all([fleet.rows(first), soon(triage.notes(first))]);
  const { coverage } = fleet.status();
  const known = sids.length + unknownOf(selection, sids.length);
  const part = isComplete(coverage) ? null : remarked(t`Of the ${partWords(coverage)}`, coverage);
  return copy(ticketTable({ rows, notes, total: known, part, path: pathOf(selection) }, context), t`${count(rows.length, 'device')} copied for a ticket`);
}

/** Of a selection the sids are listed, and some of them the index may not have; a search has what it has. */
function unknownOf({ list, q }: Selection, found: number): number {
  return list !== null && q === '' ? Math.max(0, list.length - found) : 0;
}

/** A search is said by its address; the devices of a list by their sids, those in the table. */
function pathOf({ q, sort, list }: Selection): string | null {
  return list === null ? paths.devices({ q, sort: sort.map(({ field, down }) => `${down ? '-' : ''}${field}`).join(',') }) : null;
}

async function contextOf(client: QueryClient): Promise<TicketContext> {
  const apps = await soon(client.ensureQueryData(appQueries.all()));
  return { apps: apps ?? undefined, limits: stuckAfterPreference.get(), meaning: codeMeaning, permalink };
}

/** Null when it does not come, or not soon. */
function soon<T>(coming: Promise<T>): Promise<T | null> {
  return Promise.race([coming, sleep(PATIENCE).then(() => null)]).catch(() => null);
}

async function copy(text: string, title: string): Promise<Copied> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return { text, copied: false };
  }
  toast({ tone: 'ok', title });
  return { text, copied: true };
}
