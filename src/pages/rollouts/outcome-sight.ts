/** Which rows of a long table are on the screen, where the page itself scrolls and rows are as high as what they say. */
import { useEffect, useReducer, useState, useSyncExternalStore, type RefObject } from 'react';
import { ALL, usePrinting } from '#components/window-rows.ts';
import { RowHeights } from './row-heights.ts';

/** Scrolled by so many px there is something to draw. */
const STEP = 36;

/**
 * What can be seen of the rows in `body`, each of which says its position as `data-row`. `usual`: the height of a row that
 * was never drawn, px.
 */
export function useOutcomeSight(body: RefObject<HTMLElement | null>, usual: number) {
  const above = useDistance(body);
  const [known, setKnown] = useState(() => ({ usual, heights: new RowHeights(usual) }));
  if (known.usual !== usual) setKnown({ usual, heights: new RowHeights(usual) });
  const { heights } = known;
  const [, again] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    // A row that is drawn and is not as high as it was taken for makes all of them higher or lower.
    const observer = new ResizeObserver(() => {
      if (measure(body.current, heights)) again();
    });
    if (body.current) observer.observe(body.current);
    return () => observer.disconnect();
  }, [body, heights]);
  const scrolled = useSyncExternalStore(onScroll, () => Math.floor(window.scrollY / STEP) * STEP);
  const room = useSyncExternalStore(onResize, () => window.innerHeight);
  const first = heights.at(scrolled - above);
  if (usePrinting()) return { heights, ...ALL };
  return { heights, first, visible: heights.at(scrolled - above + room + STEP) - first + 1 };
}

/** True when a row is not as high as it was taken for. */
function measure(body: HTMLElement | null, heights: RowHeights): boolean {
  let news = false;
  for (const row of body?.querySelectorAll('[data-row]') ?? []) {
    news = heights.measured(Number(row.getAttribute('data-row')), row.getBoundingClientRect().height) || news;
  }
  return news;
}

function onScroll(tell: () => void): () => void {
  window.addEventListener('scroll', tell, { passive: true });
  return () => window.removeEventListener('scroll', tell);
}

function onResize(tell: () => void): () => void {
  window.addEventListener('resize', tell);
  return () => window.removeEventListener('resize', tell);
}

/** How far below the top of the page something begins, px; what stands above it may grow and shrink. */
function useDistance(place: RefObject<HTMLElement | null>): number {
  const [distance, setDistance] = useState(0);
  useEffect(() => {
    const tell = (): void => setDistance(Math.round((place.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    const observer = new ResizeObserver(tell);
    observer.observe(document.body);
    // Where all of it is less than the window is high, the page does not grow with what stands above.
    const column = place.current?.closest('section')?.parentElement;
    if (column) observer.observe(column);
    return () => observer.disconnect();
  }, [place]);
  return distance;
}
