import { focusHeading } from '#ui/focus.ts';

/** The pager of the API's pages and that of a search take each other's place: who is at a step of the one stays at that step of the other. */

/** What had the focus last, also when it is no more. */
let last: Element | null = null;
document.addEventListener('focusin', ({ target }) => {
  last = target instanceof Element ? target : null;
});

const barOf = (part: Element | null): HTMLElement | null => part?.closest('nav') ?? null;

/** For the steps of the search's pager, when they have come. Returns what is to be called when they go. */
export function keepFocus(steps: HTMLElement | null): () => void {
  const bar = barOf(steps);
  if (last?.isConnected === false && barOf(last) !== null) focusLike(last, bar);
  return () => {
    const { activeElement: held } = document;
    // What takes its place comes at the same time, if it comes at all. It has the choice of a page size, as this one.
    if (bar?.contains(held)) queueMicrotask(() => focusLike(held, barOf(document.querySelector('main nav select'))));
  };
}

/** Where nothing has the focus, what is there under the same name has it, or, with none of that name, the heading of the page. */
function focusLike(gone: Element | null, bar: HTMLElement | null): void {
  if (gone === null || bar === null || document.activeElement !== document.body) return;
  const name = gone.getAttribute('aria-label');
  const found = bar.querySelector<HTMLElement>(name === null ? gone.localName : `[aria-label="${CSS.escape(name)}"]`);
  found?.focus();
  if (document.activeElement === document.body) focusHeading();
}
