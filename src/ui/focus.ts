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

/** Whether nothing on the page has the focus yet, or its heading has it because nothing else had: a part that wants it takes it from nobody. */
export function isFree(): boolean {
  const { activeElement } = document;
  return activeElement === document.body || activeElement === headingOf();
}

/** As long as a page may take to come, ms. */
const COMES_WITHIN = 10_000;

/** What has the focus for a reason of its own: a part of the page, or a dialog over it. A toast, and what was closed with the way here, has none. */
const OWN = 'main, [role="dialog"]:not([aria-modal="false"])';

let end = (): void => undefined;

/**
 * Called once another page stands: its title is said, and its heading gets the focus as soon as it is there, and again where another
 * takes its place (while the page is read); until somebody does something, or the page gives the focus to a part of its own.
 */
export function arrive(): void {
  end();
  let said = false;
  const settle = (): void => {
    if (headingOf() === null) return;
    if (document.activeElement?.closest(OWN) === null) focusHeading();
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
  // A menu that is closed by the way here gives the focus back to its button when it likes.
  document.addEventListener('focusin', settle);
  for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, stop, true);
  settle();
}
