import { useMemo, useState } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router-dom';
import { forgetPlace, placeOf } from './list-place.ts';
import { parseListSearch, searchOf, viewPath, type ListView } from './list-search.ts';

export interface ListControl {
  readonly view: ListView;
  /** The view as an address, search part and hash. */
  readonly address: string;
  /** What is typed takes the place of what stood in the address before. */
  readonly type: (q: string) => void;
  /** A step that can be gone back from: a sort, a facet, a page. */
  readonly go: (change: Partial<ListView>) => void;
  /** The path that `go` leads to. */
  readonly to: (change: Partial<ListView>) => string;
  /** As `go`, without a step of its own. */
  readonly replace: (change: Partial<ListView>) => void;
}

const TYPING = 'typing';

/**
 * The view of the list. All of it stands in the address; but the router follows an address in its own time, and what is
 * being typed must be on show with the key that types it: until the address has followed, the typed text counts.
 */
export function useListView(): ListControl {
  const navigate = useNavigate();
  const location = useLocation();
  const how = useNavigationType();
  const linked = useMemo(() => parseListSearch(location.search + location.hash), [location.search, location.hash]);
  const [typed, setTyped] = useState({ key: location.key, q: linked.q });
  if (typed.key !== location.key) {
    const own = how === 'REPLACE' && location.state === TYPING;
    setTyped({ key: location.key, q: own ? typed.q : linked.q });
  }
  const view = useMemo(() => (typed.q === linked.q ? linked : { ...linked, q: typed.q, number: 1, page: 0, token: null }), [linked, typed.q]);
  return {
    view,
    address: searchOf(view),
    to: (change) => viewPath(view, change),
    go: (change) => {
      const path = viewPath(view, change);
      if (path === viewPath(view)) return;
      // What is turned to begins at its top; what is gone back to is where it was left.
      forgetPlace(placeOf(parseListSearch(path.slice('/devices'.length))));
      void navigate(path);
    },
    replace: (change) => void navigate(viewPath(view, change), { replace: true }),
    type: (q) => {
      setTyped({ key: location.key, q });
      try {
        void navigate(viewPath(view, { q }), { replace: true, state: TYPING });
      } catch {
        // Browsers refuse after so many changes in so short a time. The text is on show; the next key tries again.
      }
    },
  };
}
