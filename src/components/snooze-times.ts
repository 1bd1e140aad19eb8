import { DAY, fromField, toField } from '#lib/time.ts';
import { t } from '#texts/t.ts';

/** Until when something is snoozed. Instants by the API's clock, days and hours in the chosen zone. Pure. */

const LONGEST = 366 * DAY;
const MORNING = 9;

/** Nine in the morning of the day after `now`'s. */
export function tomorrowMorning(now: number): number {
  // By the calendar, not a day in milliseconds: some days have 23 hours.
  const next = new Date(Date.parse(toField(now).slice(0, 10)) + DAY).toISOString().slice(0, 10);
  return fromField(`${next}T0${MORNING}:00`) ?? now + DAY;
}

/** The instant that an input of day and time means; a sentence when it cannot be used. */
export function untilOf(text: string, now: number): number | string {
  const at = fromField(text);
  if (at === null) return t`Choose a day and a time.`;
  if (at <= now) return t`That is over already: choose a later time.`;
  return at - now > LONGEST ? t`At most a year from now.` : at;
}
