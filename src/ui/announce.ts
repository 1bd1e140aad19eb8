import { useEffect } from 'react';

/**
 * Announces a text to screen readers, politely, without showing it. The live region is in index.html, because a region that is added together
 * with its text is not announced. It also has `aria-live`, because open dialogs hide everything else on the page.
 */
export function announce(text: string): void {
  const region = document.querySelector('#said');
  if (region === null) return;
  // Emptied first: the same text would not be announced again.
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}

/** Announces a text when the component is mounted, and when the text changes. */
export function useAnnounced(text: string): void {
  useEffect(() => announce(text), [text]);
}
