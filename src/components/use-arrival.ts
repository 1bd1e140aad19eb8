import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * For the heading of a page: it takes the focus when the page was opened from another one, so that the next key and a screen
 * reader start there and not at nothing. The heading needs a `tabIndex` of -1.
 */
export function useArrival(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  const arrive = useEffectEvent(() => {
    // The router calls its first entry so: the page was loaded, and the browser starts where it always does.
    if (key === 'default' || document.activeElement !== document.body) return;
    heading.current?.focus({ preventScroll: true });
  });
  useEffect(() => arrive(), []);
  return heading;
}
