/**
 * Selecting the text of a row by a double click. A row opens with the first click, and at once: waiting to see whether a second one
 * follows would cost everybody a quarter of a second at each row. So the second click goes back to where the row was and
 * selects the text there. It does not reach the page that was opened meanwhile, and presses nothing there.
 */

/** As the systems have it: longer apart, or further, are two clicks. Where the browser itself counts two, it knows what time was chosen. */
const TWICE_MS = 500;
const NEAR = 4;
/** Until then the page with the row is back, ms. */
const BACK_MS = 10_000;

const ROW = 'main :is([role="row"], tr, li)';
const CONTROL = 'button, label, input, select, textarea, summary';
/** What a click consists of, after the press that it begins with. */
const REST = ['mouseup', 'click', 'dblclick'];

/** A click in a row, and where its text is found when the row has been drawn again. */
interface Click {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  /** The entry of the history that it was made in. */
  readonly entry: number;
  /** The row's first link, which tells it from all others. */
  readonly row: string;
  /** Position of the cell in its row. */
  readonly cell: number;
  /** The link that was clicked; null for none. */
  readonly link: string | null;
}

/** To be called once. */
export function selectByDoubleClick(): void {
  let first: Click | null = null;
  const capture = { capture: true };
  // Before anybody else: afterwards the row may be gone.
  window.addEventListener('click', (event) => (first = clickIn(event)), capture);
  window.addEventListener(
    'mousedown',
    (event) => {
      const click = first;
      first = null;
      // A click that has opened nothing leaves the second one to the browser, which selects by itself.
      if (click === null || !isSecond(click, event) || entry() !== click.entry + 1) return;
      swallow(event);
      window.addEventListener('popstate', () => selectIn(click), { once: true });
      window.history.back();
    },
    capture,
  );
}

/** Null for what is no plain click of a mouse on the text of a row. */
function clickIn(event: MouseEvent): Click | null {
  const { target, button, detail, timeStamp: at, clientX: x, clientY: y } = event;
  // Not every browser says what pointer a click is of.
  const isMouse = !(event instanceof PointerEvent) || event.pointerType === 'mouse';
  const isPlain = isMouse && button === 0 && detail === 1 && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!isPlain || !(target instanceof Element) || target.closest(CONTROL) !== null) return null;
  const line = target.closest(ROW);
  const row = line?.querySelector('a[href]')?.getAttribute('href') ?? null;
  if (line === null || row === null) return null;
  const cell = [...line.children].findIndex((each) => each.contains(target));
  return { at, x, y, entry: entry(), row, cell, link: target.closest('a')?.getAttribute('href') ?? null };
}

function isSecond({ at, x, y }: Click, { timeStamp, clientX, clientY, button, detail }: MouseEvent): boolean {
  return button === 0 && (detail === 2 || timeStamp - at < TWICE_MS) && Math.hypot(clientX - x, clientY - y) <= NEAR;
}

/** The position in the tab's history, as the router counts it. */
function entry(): number {
  const state: unknown = window.history.state;
  return typeof state === 'object' && state !== null && 'idx' in state ? Number(state.idx) : Number.NaN;
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Keeps a click that has begun from the page. */
function swallow(press: Event): void {
  stop(press);
  const over = new AbortController();
  // First, for what is stopped is heard by nobody after. The click itself comes with the release, or not at all.
  window.addEventListener('mouseup', () => setTimeout(() => over.abort()), { capture: true, signal: over.signal });
  for (const type of REST) window.addEventListener(type, stop, { capture: true, signal: over.signal });
}

/** Selects the text once its row is there. */
function selectIn(click: Click): void {
  const text = textOf(click);
  if (text !== null) document.getSelection()?.selectAllChildren(text);
  else if (performance.now() - click.at < BACK_MS) requestAnimationFrame(() => selectIn(click));
}

function textOf({ row, cell, link }: Click): Element | null {
  const line = [...document.querySelectorAll(ROW)].find((each) => each.querySelector('a[href]')?.getAttribute('href') === row);
  const place = line?.children.item(cell) ?? null;
  return [...(place?.querySelectorAll('a') ?? [])].find((each) => each.getAttribute('href') === link) ?? (place?.getAttribute('href') === link || link === null ? place : null);
}
