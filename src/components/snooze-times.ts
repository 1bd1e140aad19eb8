import { DAY } from '#lib/time.ts';
import { t } from '#texts/t.ts';

/** Until when something is snoozed. Instants by the API's clock, days and hours by the clock of this place. Pure. */

const LONGEST = 366 * DAY;
const MORNING = 9;

/** Nine in the morning of the day after `now`'s. */
export function tomorrowMorning(now: number): number {
  const day = new Date(now);
  // Not a day in milliseconds: some days have 23 hours.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, MORNING).getTime();
}

const two = (part: number): string => String(part).padStart(2, '0');

/** As an input of day and time writes it: `2026-03-01T09:00`. */
export function localInput(at: number): string {
  const date = new Date(at);
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The instant that such an input means; a sentence when it cannot be used. */
export function untilOf(text: string, now: number): number | string {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/u.test(text) ? new Date(text).getTime() : Number.NaN;
  if (Number.isNaN(at)) return t`Choose a day and a time.`;
  if (at <= now) return t`That is over already: choose a later time.`;
  return at - now > LONGEST ? t`At most a year from now.` : at;
}
