let region: HTMLElement | null = null;

/** Says something to a screen reader, politely, without showing it: one place for the whole page instead of one beside each button. */
export function announce(text: string): void {
  if (region === null) {
    region = document.createElement('div');
    region.setAttribute('role', 'status');
    // Said aloud also while a dialog is open, which hides all else.
    region.setAttribute('aria-live', 'polite');
    region.className = 'sr-only';
    document.body.append(region);
  }
  const place = region;
  // Emptied first, and filled when it is in the page: what does not change is not said again.
  place.textContent = '';
  setTimeout(() => {
    place.textContent = text;
  }, 50);
}
