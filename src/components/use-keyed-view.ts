import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { changed, keyedSearch, parseKeyed, type KeyedView } from './keyed-address.ts';
import { useTyped, type Typed } from './use-typed.ts';

/** What a list of keys shows, and how that is changed. */
export interface KeyedControl {
  readonly view: KeyedView;
  /** A step that can be gone back from, where there is an address to go back in. */
  readonly go: (change: Partial<KeyedView>) => void;
  /** The same without a step of its own. */
  readonly replace: (change: Partial<KeyedView>) => void;
  /** The path that `go` leads to; null where the view has no address. */
  readonly to: ((change: Partial<KeyedView>) => string) | null;
  /** What is searched for. */
  readonly typed: Pick<Typed, 'q' | 'type' | 'rest'>;
}

/** The view of a page, which stands in its address; but what is being typed counts before the address has followed. */
export function useKeyedPage(path: string): KeyedControl {
  const navigate = useNavigate();
  const linked = parseKeyed(useLocation().search);
  const typed = useTyped(linked.q, (q) => {
    const at = parseKeyed(window.location.search);
    return at.q === q ? null : path + keyedSearch(changed(at, { q }));
  });
  const withTyped = (of: KeyedView): KeyedView => (typed.q === of.q ? of : changed(of, { q: typed.q }));
  const view = withTyped(linked);
  const to = (change: Partial<KeyedView>): string => path + keyedSearch(changed(view, change));
  const step = (change: Partial<KeyedView>, replace: boolean): void => {
    typed.step(change.q);
    // The address itself knows of a step that the page has not drawn yet: one that follows it at once must not undo it.
    void navigate(path + keyedSearch(changed(withTyped(parseKeyed(window.location.search)), change)), { replace });
  };
  return { view, to, go: (change) => step(change, false), replace: (change) => step(change, true), typed };
}

/** The view of a part of a page whose address tells of something else. */
export function useKeyedPart(): KeyedControl {
  const [view, setView] = useState(() => parseKeyed(''));
  const go = (change: Partial<KeyedView>): void => setView((now) => changed(now, change));
  return { view, go, replace: go, to: null, typed: { q: view.q, type: (q) => go({ q }), rest: () => undefined } };
}
