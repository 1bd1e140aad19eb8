import { useEffect, useState } from 'react';
import { session } from '#api/session.ts';
import { beginVisit, browserShelves, leaveVisit, rememberPicture, type Picture } from '#components/last-visit.ts';
import type { StuckAfter } from '#fleet/health.ts';
import type { Overview } from '#fleet/view.ts';

/** The picture of the last visit; remembers the one that is on show for the next. */
export function useLastVisit(shown: Overview | undefined, limits: StuckAfter): Picture | null {
  const [before, setBefore] = useState(() => beginVisit(browserShelves, session().fleetId, Date.now()));
  useEffect(() => {
    if (shown !== undefined && document.visibilityState === 'visible') rememberPicture(browserShelves, session().fleetId, shown, limits, Date.now());
  }, [shown, limits]);
  useEffect(() => {
    const inSight = (): boolean => document.visibilityState === 'visible';
    const turn = (): void => {
      if (inSight()) setBefore(beginVisit(browserShelves, session().fleetId, Date.now()));
      else leaveVisit(browserShelves, session().fleetId, Date.now());
    };
    const leave = (): void => {
      if (inSight()) leaveVisit(browserShelves, session().fleetId, Date.now());
    };
    document.addEventListener('visibilitychange', turn);
    // A reload, or another address: not every browser hides the page first.
    addEventListener('pagehide', leave);
    return () => {
      leave();
      document.removeEventListener('visibilitychange', turn);
      removeEventListener('pagehide', leave);
    };
  }, []);
  return before;
}
