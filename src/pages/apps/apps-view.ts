/** How the list of Apps stands in its address. Pure. */

export const SORTS = ['name', 'created', 'updated', 'targeted', 'running', 'pending', 'failed', 'stuck'] as const;
export type AppSort = (typeof SORTS)[number];

/** `orphans`: devices should run them or do, and the account does not list them. `unused`: no device should run them, or does. */
export const SHOWS = ['all', 'orphans', 'unused'] as const;
export type AppsShown = (typeof SHOWS)[number];

export interface AppsView {
  /** As it was typed; empty for all. */
  readonly q: string;
  readonly sort: { readonly field: AppSort; readonly down: boolean };
  readonly show: AppsShown;
  /** From 1. */
  readonly page: number;
}

/** The newest first. */
const USUAL: AppsView = { q: '', sort: { field: 'created', down: true }, show: 'all', page: 1 };

/** More is cut off: no name is that long. */
const LONGEST = 500;

/** Reads the search part of the address; what makes no sense in it is as if it were not there. */
export function parseAppsView(search: string): AppsView {
  const params = new URLSearchParams(search);
  const sort = params.get('sort') ?? '';
  const field = SORTS.find((each) => each === sort.replace(/^-/u, ''));
  const page = Number(params.get('page'));
  return {
    q: (params.get('q') ?? '').slice(0, LONGEST),
    sort: field === undefined ? USUAL.sort : { field, down: sort.startsWith('-') },
    show: SHOWS.find((each) => each === params.get('show')) ?? USUAL.show,
    page: Number.isSafeInteger(page) && page > 0 ? page : USUAL.page,
  };
}

/** The search part: what is as usual is left out. */
export function appsSearch({ q, sort: { field, down }, show, page }: AppsView): string {
  const params = new URLSearchParams();
  if (q !== USUAL.q) params.set('q', q);
  if (field !== USUAL.sort.field || down !== USUAL.sort.down) params.set('sort', `${down ? '-' : ''}${field}`);
  if (show !== USUAL.show) params.set('show', show);
  if (page !== USUAL.page) params.set('page', String(page));
  return params.size === 0 ? '' : `?${params}`;
}

/** The view with some of it changed; whatever changes the rows begins at the first page. */
export function changedView(view: AppsView, change: Partial<AppsView>): AppsView {
  return { ...view, page: USUAL.page, ...change };
}

/** The order after a click on a header: names from A and all else from the most on, and the other way round with the next click. */
export function nextSort({ field, down }: AppsView['sort'], clicked: AppSort): AppsView['sort'] {
  return { field: clicked, down: field === clicked ? !down : clicked !== 'name' };
}
