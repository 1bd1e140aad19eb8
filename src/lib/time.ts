import { t } from '#texts/t.ts';
import { dateLanguage } from '#texts/words.ts';

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

/** The same of what has happened: a clock that is told in steps may be a moment behind it, and it never lies ahead. */
export function ago(at: number, now: number): string {
  return relative(Math.min(at, now), now);
}

/** Whose time of day is shown. */
export type Zone = 'local' | 'utc';

let zone: Zone = 'local';

/** From now on all instants are written in this zone; what is on the page has to be drawn anew. */
export function setZone(chosen: Zone): void {
  zone = chosen;
}

/** A time of day, marked unless it is that of this place. */
function marked(text: string): string {
  return zone === 'utc' ? `${text} UTC` : text;
}

/**
 * A format of the chosen language, in English of the browser's own, in the chosen zone (`of`: in that one), made when it is first used: together they
 * took 16 ms of the first list.
 */
function lazyFormat(options: Intl.DateTimeFormatOptions, of?: Zone): (at: number) => string {
  const made = new Map<Zone, Intl.DateTimeFormat>();
  return (at) => {
    const chosen = of ?? zone;
    const format = made.get(chosen) ?? new Intl.DateTimeFormat(dateLanguage, chosen === 'utc' ? { ...options, timeZone: 'UTC' } : options);
    made.set(chosen, format);
    return format.format(at);
  };
}

const local = lazyFormat({ dateStyle: 'medium', timeStyle: 'long', hourCycle: 'h23' }, 'local');
const dated = lazyFormat({ dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
const days = lazyFormat({ dateStyle: 'medium' });

/** The instant in full, in local time and in UTC, on a line each, the chosen one first. For a tooltip. */
export function absolute(at: number): string {
  const both = [local(at), utc(at)];
  return (zone === 'utc' ? both.toReversed() : both).join('\n');
}

/** The instant in UTC as the API writes it, a space for the T: `2021-01-01 12:34:56 UTC`. */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** The instant as local time reads it, for the methods of a Date that speak of UTC. */
function shifted(at: number): Date {
  return new Date(zone === 'utc' ? at : at - new Date(at).getTimezoneOffset() * MINUTE);
}

/** Not by `Intl`, whose first word costs 13 ms: the first list needs this one. */
function clock(at: number): string {
  return shifted(at).toISOString().slice(11, 19);
}

/** Time of day with seconds: `14:02:11`, `13:02:11 UTC`. */
export function timeOfDay(at: number): string {
  return marked(clock(at));
}

/** When something was read: time of day with seconds, `14:02:11`; with the date once that is half a day ago. */
export function asOf(at: number, now: number): string {
  return marked((now - at > 12 * HOUR ? dated : clock)(at));
}

/** Two instants as one span: `between 14:01:02 and 14:02:11`, with the day where it is not that of `now`. */
export function between(after: number, before: number, now: number): string {
  const [from, to, today] = [after, before, now].map(days);
  if (from !== to) return marked(t`between ${dated(after)} and ${dated(before)}`);
  const span = marked(t`between ${clock(after)} and ${clock(before)}`);
  return from === today ? span : `${from}, ${span}`;
}

const minute = lazyFormat({ timeStyle: 'short', hourCycle: 'h23' });
const dayAndMinute = lazyFormat({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A past instant to the minute: `14:02`; with its day once that is half a day ago: `21 Nov, 14:02`. */
export function toTheMinute(at: number, now: number): string {
  return marked((now - at > 12 * HOUR ? dayAndMinute : minute)(at));
}

/** Part of a file's name: `2026-11-23-1402`, with a `z` behind it for UTC. */
export function fileTime(at: number): string {
  return `${toField(at).replace('T', '-').replace(':', '')}${zone === 'utc' ? 'z' : ''}`;
}

/** The zone that a field for a date and time is filled in by: `UTC`, or that of this place by its name, `Europe/Berlin`. */
export function zoneName(): string {
  return zone === 'utc' ? 'UTC' : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** An instant as `<input type="datetime-local">` holds it, in the chosen zone: `2021-01-01T12:34`. */
export function toField(at: number): string {
  return shifted(at).toISOString().slice(0, 16);
}

/** What such a field holds as an instant, in the chosen zone; null where that is no date. */
export function fromField(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/u.test(text) || !inCalendar(text.slice(0, 10))) return null;
  const at = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return Number.isNaN(at) ? null : at;
}

/** A coming instant to the minute: `15:02`; with its day when that is not the day of `now`: `21 Nov, 09:00`. */
export function coming(at: number, now: number): string {
  return marked((days(at) === days(now) ? minute : dayAndMinute)(at));
}
