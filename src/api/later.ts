import { parseDate } from '#lib/time.ts';
import type { Device } from './schema.ts';

/** Which of two answers about a device tells of its later state: an API may be read in several places, some of which lag behind. */

/** A date this far ahead of the API's own clock says nothing: that clock was set back, or the date is wrong. */
const AHEAD = 60_000;

/**
 * Compares two `date_updated` of one device: above 0 when the first is the later state, below 0 when it is the earlier. 0 where they do not
 * tell, and the later answer counts: they are equal, one is missing or no date (NaN), or one lies in the future. So a date that is too late
 * never keeps out what is read after it. All in milliseconds since 1970, `now` by the API's clock.
 */
export function byDate(date: number, other: number, now: number): number {
  return Math.max(date, other) > now + AHEAD ? 0 : date - other || 0;
}

/** Whether the API's own dates say that `device` is an earlier state of the very device that is `held`. @param now by the API's clock */
export function isBehind(device: Device, held: Device, now: number): boolean {
  return device.sid === held.sid && byDate(updated(device), updated(held), now) < 0;
}

interface Read {
  readonly device: Device;
  /** When it was read, by the API's clock. */
  readonly at: number;
}

/** Whether one reading tells of a later state of a device than the other: by the API's own dates, else by when it was read. */
export function isLater(reading: Read, other: Read): boolean {
  const now = Math.max(reading.at, other.at);
  return !isBehind(reading.device, other.device, now) && (reading.at > other.at || isBehind(other.device, reading.device, now));
}

function updated({ date_updated: date }: Device): number {
  return parseDate(date) ?? Number.NaN;
}
