import { useEffect, useEffectEvent, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { changed, keyedSearch, parseKeyed, type KeyedView } from './keyed-address.ts';

/** What a list of keys shows, and how that is changed. */
export interface KeyedControl {
  readonly view: KeyedView;
  /** A step that can be gone back from, where there is an address to go back in. */
  readonly go: (change: Partial<KeyedView>) => void;
  /** The same without a step of its own. */
  readonly replace: (change: Partial<KeyedView>) => void;
  /** The path that `go` leads to; null where the view has no address. */
  readonly to: ((change: Partial<KeyedView>) => string) | null;
  /** What is searched for: on show with the key that types it. */
  readonly type: (q: string) => void;
}

/** Browsers refuse to change an address with every key that is typed. */
const REST = 250;

/** The view of a page, which stands in its address; what is being typed counts before the address has followed. */
export function useKeyedPage(path: string): KeyedControl {
  const navigate = useNavigate();
  const { search } = useLocation();
  const linked = parseKeyed(search);
  const [typed, setTyped] = useState<{ readonly q: string; readonly over: readonly string[] } | null>(null);
  // It has arrived, or somebody went elsewhere (back, to a link) meanwhile.
  if (typed !== null && (typed.q === linked.q || !typed.over.includes(linked.q))) setTyped(null);
  const withTyped = (of: KeyedView): KeyedView => (typed === null || typed.q === of.q ? of : changed(of, { q: typed.q }));
  const view = withTyped(linked);
  const to = (change: Partial<KeyedView>): string => path + keyedSearch(changed(view, change));
  // The address itself knows of a step that the page has not drawn yet: one that follows it at once must not undo it.
  const next = (change: Partial<KeyedView>): string => path + keyedSearch(changed(withTyped(parseKeyed(window.location.search)), change));
  const follow = useEffectEvent((q: string) => {
    setTyped((now) => now && { ...now, over: [...now.over, q] });
    void navigate(next({ q }), { replace: true });
  });
  const pending = typed?.q;
  useEffect(() => {
    if (pending === undefined) return undefined;
    const timer = setTimeout(() => follow(pending), REST);
    return () => clearTimeout(timer);
  }, [pending]);
  return {
    view,
    to,
    go: (change) => void navigate(next(change)),
    replace: (change) => void navigate(next(change), { replace: true }),
    type: (q) => setTyped((now) => ({ q, over: [linked.q, ...(now?.over ?? [])] })),
  };
}

/** The view of a part of a page whose address tells of something else. */
export function useKeyedPart(): KeyedControl {
  const [view, setView] = useState(() => parseKeyed(''));
  const go = (change: Partial<KeyedView>): void => setView((now) => changed(now, change));
  return { view, go, replace: go, to: null, type: (q) => go({ q }) };
}
