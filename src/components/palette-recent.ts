import * as z from 'zod/mini';
import { session } from '#api/session.ts';
import { LONGEST_ID } from './palette-items.ts';
import { preference } from './preference.ts';

const PREFIX = 'palette.';

/** Where somebody went by the palette, latest first: ids of its items. They name devices, so they belong to one fleet. */
export const recentPlaces = preference(`${PREFIX}${session().fleetId}`, z.readonly(z.array(z.string().check(z.maxLength(LONGEST_ID))).check(z.maxLength(20))), [], false);

/** Forgets it, of whatever fleet. */
export function forgetRecent(): void {
  recentPlaces.set([]);
  for (const name of Object.keys(localStorage)) if (name.startsWith(`fleet.${PREFIX}`)) localStorage.removeItem(name);
}
