import { useEffect, useRef, useState, type RefObject } from 'react';

interface Return extends RefObject<HTMLElement | null> {
  /** The key was deleted: its row still stands in the list for a moment, and would take the focus with it. */
  readonly gone: () => void;
}

/**
 * Where the focus goes when a dialog about a key is closed: to what it had before, else to the key in the list, else (it was deleted,
 * say) to the search. Looked up as the dialog closes, since the row may be gone by then. `about`: the key that a dialog is open about,
 * empty for a new one; null while none is.
 */
export function useReturn(about: string | null, search: RefObject<HTMLInputElement | null>): Return {
  const held = useRef<{ readonly key: string; readonly from: Element | null }>({ key: '', from: null });
  useEffect(() => {
    if (about !== null) held.current = { key: about, from: document.activeElement };
  }, [about]);
  const [place] = useState(() => ({
    get current() {
      const { key, from } = held.current;
      if (from instanceof HTMLElement && from.isConnected && from !== document.body) return from;
      return document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? search.current;
    },
    set current(_) {
      // Nobody else says where to.
    },
    gone() {
      held.current = { key: '', from: null };
    },
  }));
  return place;
}
