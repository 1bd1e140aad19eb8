import { parseDate } from '#lib/time.ts';
import type { Device } from './schema.ts';

/** Which of two answers about a device tells of its later state: an API may be read in several places, some of which lag behind. */

/** A date this far ahead of the API's own clock says nothing: that clock was set back, or the date is wrong. */
const AHEAD = 60_000;
/** Nothing lags behind for longer than this. A device that is dated earlier even then was written by a clock that ran behind another. */
const LAG = 3600_000;

/**
 * Compares two `date_updated` of one device: above 0 when the first is the later state, below 0 when it is the earlier. 0 where they do not
 * tell, and the later answer counts: they are equal, one is missing or no date (NaN), one lies in the future, or the answers came an hour apart.
 * So no date keeps out for ever what is read after it. All in milliseconds; `now`: since 1970, by the API's clock; `apart`: between the answers.
 */
export function byDate(date: number, other: number, now: number, apart: number): number {
  return Math.max(date, other) > now + AHEAD || Math.abs(apart) > LAG ? 0 : date - other || 0;
}

interface Read {
  readonly device: Device;
  /** When it was read, by the API's clock. */
  readonly at: number;
}

function compared(one: Read, other: Read): number {
  return byDate(updated(one.device), updated(other.device), Math.max(one.at, other.at), one.at - other.at);
}

/** Whether the API's own dates say that a reading tells of an earlier state of the very device that is `held`. */
export function isBehind(reading: Read, held: Read): boolean {
  return reading.device.sid === held.device.sid && compared(reading, held) < 0;
}

/** Whether one reading tells of a later state of a device than the other: by the API's own dates, else by when it was read. */
export function isLater(reading: Read, other: Read): boolean {
  return (compared(reading, other) || reading.at - other.at) > 0;
}

function updated({ date_updated: date }: Device): number {
  return parseDate(date) ?? Number.NaN;
}
