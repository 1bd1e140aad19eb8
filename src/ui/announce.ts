import { useEffect } from 'react';

/**
 * Says something to a screen reader, politely, without showing it: one place for the whole page instead of one beside each button. It
 * stands in index.html, since what a region comes with is not read out; and is live by `aria-live`, too, which a dialog does not hide.
 */
export function announce(text: string): void {
  const region = document.querySelector('#said');
  if (region === null) return;
  // Emptied first: what does not change is not said again.
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}

/** Says it when it is there first, and when it changes. */
export function useAnnounced(text: string): void {
  useEffect(() => announce(text), [text]);
}
