/** Of a long list only the rows on the screen are drawn: which those are. */
import { useEffect, useState, useSyncExternalStore, type RefObject } from 'react';
import { flushSync } from 'react-dom';

/**
 * The positions of the rows to draw, ascending: as many as are `visible`, from `first` on, `spare` more on either side, and the
 * one that is `kept` wherever the list is scrolled to. A list that is shorter than it was is taken for scrolled to its end.
 */
export function rowsToDraw(
  { first, visible }: Sight,
  { count, spare, kept = null }: { readonly count: number; readonly spare: number; readonly kept?: number | null },
): number[] {
  const from = Math.max(0, Math.min(first, count - visible));
  const start = Math.max(0, from - spare);
  const end = Math.min(count, from + visible + spare);
  const rows = Array.from({ length: Math.max(0, end - start) }, (_, position) => start + position);
  if (kept === null || kept < 0 || kept >= count) return rows;
  if (kept < start) return [kept, ...rows];
  return kept >= end ? [...rows, kept] : rows;
}

/** What can be seen: so many rows at the most, from this one on. */
interface Sight {
  readonly first: number;
  readonly visible: number;
}

/**
 * What can be seen of rows of one height in a box that scrolls. `initial`: how far it is scrolled when it is first drawn, px;
 * its own height is taken for the window's until it has been measured, so that there are rows with the first drawing.
 */
export function useSight(box: RefObject<HTMLElement | null>, rowHeight: number, initial: () => number): Sight {
  const [scrolled] = useState(() => new Scrolled(box, initial()));
  // A new row, and not each pixel, is a reason to draw. A store, because React has to draw it before the frame is painted.
  const first = useSyncExternalStore(scrolled.subscribe, () => Math.max(0, Math.floor(scrolled.top / rowHeight)));
  const [room, setRoom] = useState(window.innerHeight);
  useEffect(() => {
    if (box.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setRoom(entry.contentRect.height));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  // Of the first and the last one a part is seen.
  return usePrinting() ? ALL : { first, visible: Math.ceil(room / rowHeight) + 1 };
}

/** Paper does not scroll: every row is seen. */
export const ALL: Sight = { first: 0, visible: Number.POSITIVE_INFINITY };

let printing = false;

/** Whether the page is being printed. What it then draws is there before the browser lays out the paper. */
export function usePrinting(): boolean {
  return useSyncExternalStore(onPrint, () => printing);
}

function onPrint(tell: () => void): () => void {
  const hear = ({ type }: Event): void => {
    printing = type === 'beforeprint';
    flushSync(tell);
  };
  window.addEventListener('beforeprint', hear);
  window.addEventListener('afterprint', hear);
  return () => {
    window.removeEventListener('beforeprint', hear);
    window.removeEventListener('afterprint', hear);
  };
}

class Scrolled {
  readonly #box: RefObject<HTMLElement | null>;
  top: number;

  constructor(box: RefObject<HTMLElement | null>, top: number) {
    this.#box = box;
    this.top = top;
  }

  readonly subscribe = (tell: () => void): (() => void) => {
    const box = this.#box.current;
    const hear = (): void => {
      this.top = box?.scrollTop ?? 0;
      tell();
    };
    box?.addEventListener('scroll', hear, { passive: true });
    return () => box?.removeEventListener('scroll', hear);
  };
}
