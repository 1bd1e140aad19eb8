import { flushSync } from 'react-dom';

/** Where the focus goes when a press takes away the very thing that was pressed: never to nowhere. */

const headingOf = (): HTMLElement | null => document.querySelector('main h1');

/** To the heading of the page, where nothing nearer is left. */
export function focusHeading(): void {
  const heading = headingOf();
  if (heading === null) return;
  // It is read, not operated: no stop for the Tab key.
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Back to where the focus was before something lay over the page; to the heading where that is gone meanwhile. */
export function focusAgain(what: HTMLElement | null): void {
  if (what?.isConnected === false) focusHeading();
  else what?.focus({ preventScroll: true });
}

/** Makes a change at once, and gives the focus to what `next` finds then; to the heading of the page if it finds nothing. */
export function handOn(change: () => void, next: () => HTMLElement | null | undefined): void {
  flushSync(change);
  const found = next();
  if (found) found.focus();
  else focusHeading();
}

/** As long as a page may take to come, ms. */
const COMES_WITHIN = 10_000;

/**
 * Before one goes to another page: its heading gets the focus once it stands, and again where another takes its place (what stands there
 * while the page is read); until somebody does something, or the page gives the focus to a part of its own.
 */
export function focusHeadingToCome(): void {
  let last = headingOf();
  const observer = new MutationObserver(() => {
    const next = headingOf();
    if (next === null || next === last) return;
    const { activeElement } = document;
    if (activeElement !== document.body && activeElement !== next) return stop();
    last = next;
    focusHeading();
  });
  const stop = (): void => {
    observer.disconnect();
    clearTimeout(timer);
    for (const type of ['keydown', 'pointerdown']) document.removeEventListener(type, stop, true);
  };
  const timer = setTimeout(stop, COMES_WITHIN);
  observer.observe(document.body, { childList: true, subtree: true });
  for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, stop, true);
}
