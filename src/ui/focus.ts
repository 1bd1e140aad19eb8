import { flushSync } from 'react-dom';

/** Where the focus goes when a press takes away the very thing that was pressed: never to nowhere. */

/** To the heading of the page, where nothing nearer is left. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1');
  if (heading === null) return;
  // It is read, not operated: no stop for the Tab key.
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Makes a change at once, and gives the focus to what `next` finds then; to the heading of the page if it finds nothing. */
export function handOn(change: () => void, next: () => HTMLElement | null | undefined): void {
  flushSync(change);
  const found = next();
  if (found) found.focus();
  else focusHeading();
}
