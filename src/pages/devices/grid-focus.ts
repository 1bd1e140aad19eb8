import { useLayoutEffect, useState, type RefObject } from 'react';
import { recallPlace } from './list-place.ts';

/** Stands for the row of headers where the focus is. */
export const HEAD_ROW = 'head';

interface Focus {
  /** The row that has the grid's focus: a device, or `HEAD_ROW`; null before there was any. */
  readonly sid: string | null;
  readonly column: number;
}

/** Where the focus is; a list that one comes to has it where it was left, and is scrolled to there. */
export function usePlace(place: string, scroller: RefObject<HTMLElement | null>): readonly [Focus, (focus: Focus) => void] {
  const [at, setAt] = useState(() => ({ place, focus: recalled(place) }));
  if (at.place !== place) setAt({ place, focus: at.focus.sid === HEAD_ROW ? at.focus : { ...recalled(place), column: at.focus.column } });
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: recallPlace(place)?.scroll ?? 0 });
  }, [place, scroller]);
  return [at.focus, (focus) => setAt({ place, focus })];
}

function recalled(place: string): Focus {
  return { sid: recallPlace(place)?.sid ?? null, column: 0 };
}
