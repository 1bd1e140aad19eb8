import { useMemo } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router-dom';
import { useTyped, type Typed } from '#components/use-typed.ts';
import { BACK, enterList, placeOf } from './list-place.ts';
import { parseListSearch, searchOf, viewPath, type ListView } from './list-search.ts';

export interface ListControl {
  readonly view: ListView;
  /** The view as an address, search part and hash. */
  readonly address: string;
  readonly typed: Typed;
  /** A step that can be gone back from: a sort, a facet, a page. */
  readonly go: (change: Partial<ListView>) => void;
  /** The path that `go` leads to. */
  readonly to: (change: Partial<ListView>) => string;
  /** As `go`, without a step of its own. */
  readonly replace: (change: Partial<ListView>) => void;
}

/** The view of the list, which stands in the address; but what is being typed counts before the address has followed. */
export function useListView(): ListControl {
  const navigate = useNavigate();
  const { key, search, hash, state } = useLocation();
  const how = useNavigationType();
  const linked = useMemo(() => parseListSearch(search + hash), [search, hash]);
  const typed = useTyped(linked.q, (q) => {
    const at = parseListSearch(window.location.search + window.location.hash);
    return at.q === q ? null : viewPath(at, { q });
  });
  const { q } = typed;
  const view = useMemo(() => (q === linked.q ? linked : { ...linked, q, number: 1, page: 0, token: null }), [linked, q]);
  const back = how === 'POP' || state === BACK || (how === 'REPLACE' && !typed.followed);
  enterList(`${key} ${q}`, placeOf(view), back && q === linked.q);
  return {
    view,
    address: searchOf(view),
    typed,
    to: (change) => viewPath(view, change),
    go: (change) => {
      const path = viewPath(view, change);
      if (path === viewPath(view)) return;
      typed.step(change.q);
      void navigate(path);
    },
    replace: (change) => void navigate(viewPath(view, change), { replace: true }),
  };
}
