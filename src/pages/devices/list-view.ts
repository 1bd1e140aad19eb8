import { useMemo, useState } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router-dom';
import { BACK, enterList, placeOf } from './list-place.ts';
import { parseListSearch, searchOf, viewPath, type ListView } from './list-search.ts';

export interface ListControl {
  readonly view: ListView;
  /** The view as an address, search part and hash. */
  readonly address: string;
  /** The first letter is a step of its own, so that going back leads to what was there before; the others take its place. */
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
  const [last, setTyped] = useState({ key: location.key, q: linked.q, stepped: false });
  const typing = how !== 'POP' && location.state === TYPING;
  const typed = last.key === location.key ? last : { key: location.key, q: typing ? last.q : linked.q, stepped: typing };
  if (typed !== last) setTyped(typed);
  const view = useMemo(() => (typed.q === linked.q ? linked : { ...linked, q: typed.q, number: 1, page: 0, token: null }), [linked, typed.q]);
  const back = how === 'POP' || location.state === BACK || (how === 'REPLACE' && !typing);
  enterList(`${location.key} ${view.q}`, placeOf(view), back && typed.q === linked.q);
  return {
    view,
    address: searchOf(view),
    to: (change) => viewPath(view, change),
    go: (change) => {
      const path = viewPath(view, change);
      if (path === viewPath(view)) return;
      void navigate(path);
    },
    replace: (change) => void navigate(viewPath(view, change), { replace: true }),
    type: (q) => {
      try {
        void navigate(viewPath(view, { q }), { replace: typed.stepped, state: TYPING });
        setTyped({ key: location.key, q, stepped: true });
      } catch {
        // Browsers refuse after so many changes in so short a time. The text is on show; the next key tries again.
        setTyped({ ...typed, q });
      }
    },
  };
}
