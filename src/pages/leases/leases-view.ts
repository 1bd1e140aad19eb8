import { findsNothing, parseQuery } from '#fleet/query.ts';
import type { Selection } from '#fleet/view.ts';
import type { LeaseList } from '../../paths.ts';

/** Which leases are on show, in the address and as a question to the index. Pure. */

export type LeaseView = Required<LeaseList>;

export const SHOWS = ['all', 'quiet', 'soon', 'expired'] as const satisfies readonly LeaseView['show'][];
export const SORTS = ['first', 'last', 'name'] as const satisfies readonly LeaseView['sort'][];
export const PAGE = 100;

/** What the address asks for; what makes no sense in it is at its default. */
export function readLeases(params: URLSearchParams): LeaseView {
  const page = Number(params.get('page') ?? '1');
  return {
    show: SHOWS.find((show) => show === params.get('show')) ?? 'all',
    q: params.get('q') ?? '',
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? 'first',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** `needs:logging` is exactly what was left on: on a device without other trouble. */
const TERMS: Readonly<Record<LeaseView['show'], string>> = { all: 'log:on', quiet: 'log:on needs:logging', soon: 'log:expiring', expired: 'log:expired' };

const ORDER: Readonly<Record<LeaseView['sort'], Selection['sort']>> = {
  first: [{ field: 'logging', down: false }],
  last: [{ field: 'logging', down: true }],
  name: [{ field: 'name', down: false }],
};

/** What was typed stands last: a quote that is open in it takes nothing else in. Where none of it is understood it stands alone, and finds nothing: with the terms before it, it would find every lease. */
export function leaseSelection({ show, q, sort }: Pick<LeaseView, 'show' | 'q' | 'sort'>): Selection {
  return { q: findsNothing(parseQuery(q)) ? q : `${TERMS[show]} ${q}`.trim(), sort: ORDER[sort], list: null };
}
