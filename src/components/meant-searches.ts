import { useQueries, useQuery } from '@tanstack/react-query';
import { fleetQueries } from '#fleet/fleet.ts';
import type { StuckAfter } from '#fleet/health.ts';
import { meantSearches } from '#fleet/query-phrases.ts';
import type { Selection } from '#fleet/view.ts';

/** A search, and how many devices it finds. */
export interface MeantSearch {
  readonly q: string;
  readonly total: number;
}

/** What a search that found nothing may have been meant as: `err:118` for `error 118`. Those that find something, once that is known. @param on whether to ask at all */
export function useMeantSearches(selection: Selection, limits: StuckAfter, on = true): readonly MeantSearch[] {
  const { data: words } = useQuery({ ...fleetQueries.vocabulary(), enabled: on });
  const searches = on && words !== undefined ? meantSearches(selection.q, words) : [];
  return useQueries({
    queries: searches.map((q) => fleetQueries.view({ ...selection, q, sort: [], start: 0, size: 0, limits })),
    combine: (answers) => searches.map((q, index) => ({ q, total: answers[index]?.data?.total ?? 0 })),
  }).filter(({ total }) => total > 0);
}
