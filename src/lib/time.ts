import { dateLanguage } from '#texts/words.ts';
import { t } from '#texts/t.ts';
/** Dates of the wire and durations in words. All instants are milliseconds since 1970 in UTC. */

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/u;

/**
 * Reads a date of the API (`2021-01-01T12:34:56Z`; an offset and fractions are accepted).
 * Returns null for anything that is not one instant beyond doubt (no zone, words, 30 February, years before 1970): such a value is
 * shown as it came.
 */
export function parseDate(text: string | null): number | null {
  if (text === null || !ISO.test(text) || !inCalendar(text.slice(0, 10))) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) || at < 0 ? null : at;
}

/** `Date.parse` takes 30 February for 2 March. */
function inCalendar(day: string): boolean {
  const at = Date.parse(day);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const UNITS: readonly (readonly [size: number, words: (n: number) => string])[] = [
  [DAY, (n) => t`${n} d`],
  [HOUR, (n) => t`${n} h`],
  [MINUTE, (n) => t`${n} m`],
  [SECOND, (n) => t`${n} s`],
];

/** A span in its two largest units, rounded down: `2 h 13 m`, `45 s`, `3 w`… weeks are left as days: `21 d`. Never negative. */
export function duration(ms: number): string {
  return inUnits(ms, 2);
}

/** The span in its largest unit alone, for narrow places: `2 h`, `45 s`. */
export function shortDuration(ms: number): string {
  return inUnits(ms, 1);
}

function inUnits(ms: number, most: number): string {
  let rest = Math.max(0, ms);
  const parts: string[] = [];
  for (const [size, words] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(words(count));
    if (parts.length > 0 && (count === 0 || parts.length === most)) break;
    rest -= count * size;
  }
  return parts.length === 0 ? t`${0} s` : parts.join(' ');
}

/** `2 h ago`, `in 23 h`, `just now` (within 5 seconds either way). */
export function relative(at: number, now: number): string {
  const ms = now - at;
  if (Math.abs(ms) < 5 * SECOND) return t`just now`;
  return ms > 0 ? t`${shortDuration(ms)} ago` : t`in ${shortDuration(-ms)}`;
}

/** A format of the chosen language, in English of the browser's own, made when it is first used: together they took 16 ms of the first list. */
function lazyFormat(options: Intl.DateTimeFormatOptions): (at: number) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (at) => {
    format ??= new Intl.DateTimeFormat(dateLanguage, options);
    return format.format(at);
  };
}

const local = lazyFormat({ dateStyle: 'medium', timeStyle: 'long', hourCycle: 'h23' });
const dated = lazyFormat({ dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
const days = lazyFormat({ dateStyle: 'medium' });

/** The instant in full, local time and UTC on a line each, for a tooltip. */
export function absolute(at: number): string {
  return `${local(at)}\n${utc(at)}`;
}

/** The instant in UTC as the API writes it, a space for the T: `2021-01-01 12:34:56 UTC`. */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Local time of day with seconds: `14:02:11`. Not by `Intl`, whose first word costs 13 ms: the first list needs this one. */
export function timeOfDay(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** When something was read: local time of day with seconds, `14:02:11`; with the date once that is half a day ago. */
export function asOf(at: number, now: number): string {
  return (now - at > 12 * HOUR ? dated : timeOfDay)(at);
}

/** Two instants as one span, local time: `between 14:01:02 and 14:02:11`, with the day where it is not that of `now`. */
export function between(after: number, before: number, now: number): string {
  const [from, to, today] = [after, before, now].map(days);
  if (from !== to) return t`between ${dated(after)} and ${dated(before)}`;
  const span = t`between ${timeOfDay(after)} and ${timeOfDay(before)}`;
  return from === today ? span : `${from}, ${span}`;
}

const minute = lazyFormat({ timeStyle: 'short', hourCycle: 'h23' });
const dayAndMinute = lazyFormat({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A past instant to the minute, local time: `14:02`; with its day once that is half a day ago: `21 Nov, 14:02`. */
export function toTheMinute(at: number, now: number): string {
  return (now - at > 12 * HOUR ? dayAndMinute : minute)(at);
}
