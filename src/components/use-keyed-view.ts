import { useEffect, useEffectEvent, useState } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router-dom';
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

/** Marks an address that followed what was typed. */
const TYPING = 'typing a key';

/**
 * The view of a page, which stands in its address; what is being typed counts before the address has followed, and until
 * somebody goes elsewhere (back, to a link). An address arrives late on a busy machine: what was typed since stands over it.
 */
export function useKeyedPage(path: string): KeyedControl {
  const navigate = useNavigate();
  const how = useNavigationType();
  const { search, key, state } = useLocation();
  const linked = parseKeyed(search);
  const [last, setLast] = useState<{ readonly q: string; readonly key: string } | null>(null);
  const q = last !== null && (last.key === key || (how !== 'POP' && state === TYPING)) ? last.q : linked.q;
  const pending = q === linked.q ? undefined : q;
  const withTyped = (of: KeyedView): KeyedView => (pending === undefined || pending === of.q ? of : changed(of, { q: pending }));
  const view = withTyped(linked);
  const to = (change: Partial<KeyedView>): string => path + keyedSearch(changed(view, change));
  // The address itself knows of a step that the page has not drawn yet: one that follows it at once must not undo it.
  const next = (change: Partial<KeyedView>): string => path + keyedSearch(changed(withTyped(parseKeyed(window.location.search)), change));
  const follow = useEffectEvent((typed: string) => void navigate(next({ q: typed }), { replace: true, state: TYPING }));
  useEffect(() => {
    if (pending === undefined) return undefined;
    const timer = setTimeout(() => follow(pending), REST);
    return () => clearTimeout(timer);
  }, [pending]);
  const type = (typed: string): void => setLast({ q: typed, key });
  const step = (change: Partial<KeyedView>, replace: boolean): void => {
    // What was typed a moment ago must not be brought back by a step that searches for something else, or for nothing.
    if (change.q !== undefined) type(change.q);
    void navigate(next(change), { replace });
  };
  return { view, to, go: (change) => step(change, false), replace: (change) => step(change, true), type };
}

/** The view of a part of a page whose address tells of something else. */
export function useKeyedPart(): KeyedControl {
  const [view, setView] = useState(() => parseKeyed(''));
  const go = (change: Partial<KeyedView>): void => setView((now) => changed(now, change));
  return { view, go, replace: go, to: null, type: (q) => go({ q }) };
}
