import { flushSync } from 'react-dom';
import { announce } from './announce.ts';

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

/** Whether a part of the page may take the focus: nothing has it, or only the heading of the page. */
export function isFree(): boolean {
  const { activeElement } = document;
  return activeElement === document.body || activeElement === headingOf();
}

/** How long to wait for the heading of a page, ms. */
const COMES_WITHIN = 10_000;

/** Where the focus stays when a page opens: inside the page, or in a dialog over it. Not in the header or in a toast. */
const KEEPS_FOCUS = 'main, [role="dialog"]:not([aria-modal="false"])';

let end = (): void => undefined;

/**
 * To be called when another page has opened. Announces its title, and focuses its heading as soon as there is one, and again when it is
 * replaced (while data is loading); until a key or pointer is pressed, or a part of the page has taken the focus.
 */
export function arrive(): void {
  end();
  let said = false;
  const settle = (): void => {
    if (headingOf() === null) return;
    if (document.activeElement?.closest(KEEPS_FOCUS) === null) focusHeading();
    if (!said) announce(document.title);
    said = true;
  };
  const observer = new MutationObserver(settle);
  const timer = setTimeout(() => end(), COMES_WITHIN);
  const stop = (): void => {
    observer.disconnect();
    clearTimeout(timer);
    document.removeEventListener('focusin', settle);
    for (const type of ['keydown', 'pointerdown']) document.removeEventListener(type, stop, true);
  };
  end = stop;
  observer.observe(document.body, { childList: true, subtree: true });
  // A menu that was closed by the navigation may return the focus to its button later.
  document.addEventListener('focusin', settle);
  for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, stop, true);
  settle();
}
