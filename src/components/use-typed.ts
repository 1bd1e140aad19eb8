import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLocation, useNavigate, useNavigationType, type To } from 'react-router-dom';

/** Browsers refuse to change an address with every key of a long text: so many changes may come at once, and one more with each rest, ms. */
const AT_ONCE = 10;
const REST = 250;

/** Marks an address that followed what was typed. */
const TYPING = 'typing';

/** A text that stands in the address of a page while somebody types it. */
export interface Typed {
  /** On show with the key that types it. */
  readonly q: string;
  /** Whether the address followed what was typed, and led nowhere else. */
  readonly followed: boolean;
  /** The first letter is a step, so that going back leads to what was there before; the others take its place, at once or, of a long text, when nothing is typed for a moment. */
  readonly type: (q: string) => void;
  /** The address follows at once: somebody leaves the box. */
  readonly rest: () => void;
  /** To be told of each step of the page's own, with the text that it leads to where that is another one. */
  readonly step: (q?: string) => void;
}

interface Text {
  /** The entry of the history that it was typed at. */
  readonly key: string;
  readonly q: string;
  /** What the address was given last. */
  readonly given: string;
  /** Whether there is a step for it. */
  readonly stepped: boolean;
}

/**
 * The one way to search as one types. The router follows an address in its own time, and late on a busy machine: what was typed since counts,
 * and never an address that is behind; until somebody goes elsewhere (back, to a link).
 * @param linked the text in the address that the page was drawn for
 * @param pathOf where the address leads with a text, as it is at that moment; null where it is that text already
 */
export function useTyped(linked: string, pathOf: (q: string) => To | null): Typed {
  const navigate = useNavigate();
  const { key, state } = useLocation();
  const back = useNavigationType() === 'POP';
  const followed = !back && state === TYPING;
  const [last, setLast] = useState<Text | null>(null);
  const kept = last !== null && !back && (followed || last.q !== last.given) ? last : { q: linked, given: linked };
  const now = last?.key === key ? last : { key, q: kept.q, given: kept.given, stepped: followed };
  if (now !== last) setLast(now);
  // Back at an address before the page was drawn for the one that followed it, nothing would seem to have come.
  useEffect(() => {
    const forget = (): void => setLast(null);
    window.addEventListener('popstate', forget);
    return () => window.removeEventListener('popstate', forget);
  }, []);
  const changes = useRef({ many: 0, at: 0 });
  const changed = (): number => Math.max(0, changes.current.many - (performance.now() - changes.current.at) / REST);
  const follow = (text: Text, replace: boolean): void => {
    // Never by a function of the state before: that may be of a page which is being drawn for an address that has not arrived.
    setLast(text);
    changes.current = { many: changed() + 1, at: performance.now() };
    const path = pathOf(text.q);
    try {
      if (path !== null) void navigate(path, { replace, state: TYPING, preventScrollReset: true });
    } catch {
      // Refused after so many changes in so short a time. The text is on show; the next key tries again.
    }
  };
  const rest = (): void => {
    if (now.q !== linked || now.q !== now.given) follow({ ...now, given: now.q }, now.stepped);
  };
  const rested = useEffectEvent(rest);
  useEffect(() => {
    if (now.q === linked) return undefined;
    const timer = setTimeout(rested, REST);
    return () => clearTimeout(timer);
  }, [now.q, linked]);
  return {
    q: now.q,
    followed,
    type: (q) => {
      if (now.stepped && changed() > AT_ONCE) setLast({ ...now, q });
      else follow({ key, q, given: q, stepped: true }, now.stepped);
    },
    rest,
    step: (q = now.q) => setLast({ ...now, q, given: q }),
  };
}
