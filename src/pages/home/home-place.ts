import { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import type { QueueGroup } from '#fleet/view.ts';

/** How somebody has arranged the home page: kept for each place in the history of the tab, so that going back finds it as it was left. */
export interface HomePlace {
  /** Groups of failures that were opened or closed, by their term. */
  readonly opened: ReadonlyMap<string, boolean>;
  /** Those that are open without being asked: the first that were there, whatever grows past them later. */
  readonly first: readonly string[];
  /** Groups of which more rows are wanted. */
  readonly more: ReadonlySet<string>;
  /** Parts that are shown whole. */
  readonly all: ReadonlySet<Part>;
}
export type Part = 'groups' | 'apps' | 'matrix';

/** The place, and the way to change it. */
export interface Arranged {
  readonly place: HomePlace;
  readonly open: (term: string, open: boolean) => void;
  readonly more: (term: string) => void;
  readonly showAll: (part: Part) => void;
  /** To be told in each drawing which groups there are: the first are opened. */
  readonly see: (groups: readonly QueueGroup[]) => void;
}

/** The row of the queue where somebody works. */
export interface Spot {
  readonly sid: string | null;
  /** Its place among all the rows, for when it is no more. */
  readonly at: number;
  /** The page is scrolled by so many px. */
  readonly scroll: number;
}

const NEW: HomePlace = { opened: new Map(), first: [], more: new Set(), all: new Set() };
const MOST = 50;
/** So many groups of failures are open at once. */
const OPEN = 2;

const places = new Map<string, HomePlace>();
const spots = new Map<string, Spot>();

export function rememberSpot(key: string, spot: Spot): void {
  keep(spots, key, spot);
}

/** Where somebody was, here in the history; null in a new place. */
export function recallSpot(key: string): Spot | null {
  return spots.get(key) ?? null;
}

export function useHomePlace(): Arranged {
  const { key } = useLocation();
  const [place, setPlace] = useState(() => places.get(key) ?? NEW);
  useEffect(() => keep(places, key, place), [key, place]);
  return {
    place,
    open: (term, open) => setPlace((was) => ({ ...was, opened: new Map(was.opened).set(term, open) })),
    more: (term) => setPlace((was) => ({ ...was, more: new Set(was.more).add(term) })),
    see: (groups) => {
      const first = firstOpen(place.first, groups);
      if (first !== place.first) setPlace({ ...place, first });
    },
    showAll: (part) => setPlace((was) => ({ ...was, all: new Set(was.all).add(part) })),
  };
}

/** The groups that are open from the first: the largest of those that were the first to be there. The same array if nothing is to be added. */
export function firstOpen(first: readonly string[], groups: readonly Pick<QueueGroup, 'kind' | 'term'>[]): readonly string[] {
  const others = groups.filter(({ kind, term }) => kind === 'failed' && !first.includes(term));
  const added = others.slice(0, Math.max(0, OPEN - first.length)).map(({ term }) => term);
  return added.length === 0 ? first : [...first, ...added];
}

export function isOpen({ opened, first }: HomePlace, term: string): boolean {
  return opened.get(term) ?? first.includes(term);
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > MOST && !oldest.done) map.delete(oldest.value);
}
