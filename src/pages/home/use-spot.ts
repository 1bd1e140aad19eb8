import { useEffect, useLayoutEffect, useRef, type FocusEvent } from 'react';
import { useLocation } from 'react-router-dom';
import { t } from '#texts/t.ts';
import { isFree } from '#ui/focus.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { recallSpot, rememberSpot, type Spot } from './home-place.ts';

/**
 * Where somebody works in the queue: `j` and `k` step from there, also when the row itself has gone since; and going back to
 * this page finds it. Each row is a link with `data-queue-row`, its sid.
 */
export function useSpot(): { readonly onFocus: (event: FocusEvent) => void } {
  const { key } = useLocation();
  const spot = useRef<Pick<Spot, 'sid' | 'at'>>({ sid: null, at: -1 });
  useShortcuts(
    {
      j: { does: t`Next device`, act: () => step(spot.current, 1) },
      k: { does: t`Previous device`, act: () => step(spot.current, -1) },
      Enter: { does: t`Open the device` },
    },
    t`In the queue`,
  );
  useEffect(() => {
    const was = recallSpot(key);
    if (was === null) return;
    spot.current = was;
    scrollTo(0, was.scroll);
    // Whoever has gone on to something else meanwhile stays there.
    if (was.sid !== null && isFree()) rowOf(was.sid)?.focus({ preventScroll: true });
  }, [key]);
  // Before the next page is there: it has a height of its own.
  useLayoutEffect(() => () => rememberSpot(key, { ...spot.current, scroll: scrollY }), [key]);
  const onFocus = ({ target }: FocusEvent): void => {
    const sid = target instanceof HTMLElement ? target.dataset['queueRow'] : undefined;
    if (sid !== undefined) spot.current = { sid, at: rows().findIndex((row) => row === target) };
  };
  return { onFocus };
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-queue-row]')];
}

function rowOf(sid: string): HTMLElement | undefined {
  return rows().find((row) => row.dataset['queueRow'] === sid);
}

/** The row before or after the one where somebody is or was; the first when there was none. */
function step({ sid, at }: Pick<Spot, 'sid' | 'at'>, by: number): void {
  const all = rows();
  const here = all.findIndex((row) => row === document.activeElement || row.dataset['queueRow'] === sid);
  // What has gone has let the next one move up to where it was.
  const to = here !== -1 ? here + by : at === -1 ? 0 : by > 0 ? at : at - 1;
  const row = all[Math.min(all.length - 1, Math.max(0, to))];
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}
