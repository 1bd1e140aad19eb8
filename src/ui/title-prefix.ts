/** What stands before the title of every page, so that it is seen from other tabs; empty as a rule. */

/** A title that changes faster is noise in the browser's tabs, and in its history. */
const AT_MOST_EVERY = 1_000;

let shown = '';
let wanted = '';
let resting = false;
const watchers = new Set<() => void>();

/** Sets it: at once, or a second after it was set last. */
export function setTitlePrefix(text: string): void {
  wanted = text;
  if (!resting) show();
}

function show(): void {
  resting = wanted !== shown;
  if (!resting) return;
  shown = wanted;
  for (const tell of watchers) tell();
  setTimeout(show, AT_MOST_EVERY);
}

export function titlePrefix(): string {
  return shown;
}

export function onTitlePrefix(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
