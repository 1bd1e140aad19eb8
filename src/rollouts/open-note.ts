import { session } from '#api/session.ts';

/** A word left for the next page that is loaded: whether this browser has a run that has not ended. The runs themselves are read later. */

const KEY = 'fleet.open-runs';

/** Whether there was an open run of this fleet when it was noted last; false where nothing can be kept. */
export function isRunNoted(): boolean {
  try {
    return localStorage.getItem(KEY) === session().fleetId;
  } catch {
    return false;
  }
}

export function noteRuns(open: boolean): void {
  if (open === isRunNoted()) return;
  try {
    if (open) localStorage.setItem(KEY, session().fleetId);
    else localStorage.removeItem(KEY);
  } catch {
    // Then the next page is told of them a moment later.
  }
}
