/** The way for the focus between the parts of the list's page. */

/** From the search box down into what it found. */
export function focusRows(): void {
  document.querySelector<HTMLElement>('[role="grid"] [role="rowheader"] [data-cell-focus]')?.focus();
}

/** What is left of a search when the button that changed it has gone. Where it would bring up a keyboard on the screen, it is not there. */
export function searchBox(): HTMLElement | null {
  return window.matchMedia('(pointer: coarse)').matches ? null : document.querySelector<HTMLElement>('[data-search]');
}
