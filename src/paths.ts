/** Every URL of the console, as functions. The only file that knows how a page's address is written. */

export interface ListView {
  /** In the search language; empty for all. */
  readonly q?: string | undefined;
  /** `name,-targeted`: at most two columns, `-` for downwards. */
  readonly sort?: string | null | undefined;
  /** Pasted names and SIDs. They stand in the hash, so that long lists never reach a server. */
  readonly list?: readonly string[] | null | undefined;
  readonly size?: number | undefined;
  /** With `token` the API's own number, from 0. Without, the page of a search as people count, from 1. */
  readonly page?: number | undefined;
  readonly token?: string | null | undefined;
  readonly columns?: string | null | undefined;
}

/** Which logging leases. `quiet`: left on, on devices without other trouble; `soon`: they end within two hours; `expired`: still enabled after their end. */
export interface LeaseList {
  readonly show?: 'all' | 'quiet' | 'soon' | 'expired';
  /** In the search language, besides. */
  readonly q?: string;
  /** Which stands first: what ends first or last, or by name. */
  readonly sort?: 'first' | 'last' | 'name';
  /** From 1. */
  readonly page?: number;
}

/** `?q=…&sort=name,-targeted&size=50&page=2&token=…&columns=name,sid#list=…`; what is at its default is left out. */
export function listSearch({ q, sort, list, size, page, token, columns }: ListView): string {
  const params = new URLSearchParams();
  if (q) params.set('q', q);
  if (sort) params.set('sort', sort);
  if (size !== undefined && size !== 50) params.set('size', String(size));
  if (page !== undefined && (token || page > 1)) params.set('page', String(page));
  if (token) params.set('token', token);
  if (columns) params.set('columns', columns);
  const hash = list && list.length > 0 ? `#list=${list.map(encodeURIComponent).join(',')}` : '';
  // The comma is as good as its percent-encoding, and can be read.
  return `${params.size === 0 ? '' : `?${params.toString().replaceAll('%2C', ',')}`}${hash}`;
}

export const paths = {
  home: '/',
  rollouts: '/rollouts',
  newRollout: '/rollouts/new',
  rollout: (id: string): string => `/rollouts/${encodeURIComponent(id)}`,
  apps: '/apps',
  /** `id`: sid or unique name. */
  app: (id: string): string => `/apps/${encodeURIComponent(id)}`,
  /** Of the account; those of a device stand on its page. */
  configs: '/configs',
  /** What these devices hold under one key. The sids stand in the hash, so that long lists never reach a server. */
  compareConfig: (key: string, sids: readonly string[]): string =>
    `/configs/compare${key === '' ? '' : `?${new URLSearchParams({ key })}`}${sids.length === 0 ? '' : `#list=${sids.join(',')}`}`,
  secrets: '/secrets',
  /** Every logging lease. */
  leases: '/leases',
  /** Some of them, or in another order; what is at its default is left out. */
  leaseList: ({ show, q, sort, page }: LeaseList): string => {
    const params = new URLSearchParams();
    if (show !== undefined && show !== 'all') params.set('show', show);
    if (q) params.set('q', q);
    if (sort !== undefined && sort !== 'first') params.set('sort', sort);
    if (page !== undefined && page > 1) params.set('page', String(page));
    return `/leases${params.size === 0 ? '' : `?${params}`}`;
  },
  /** The operator's dictionary of update error codes. */
  codes: '/codes',
  /** The same, with this code begun or, where it has a meaning, open. */
  code: (code: string): string => `/codes?${new URLSearchParams({ code })}`,
  settings: '/settings',
  devices: (view: ListView = {}): string => `/devices${listSearch(view)}`,
  /**
   * `id`: sid or unique name. `from`: the search part and hash of the list it was opened from, for previous and next; its
   * hash stays a hash.
   */
  device: (id: string, from?: string): string => {
    const [search = '', hash] = splitOnce(from ?? '', '#');
    const query = from === undefined ? '' : `?${new URLSearchParams({ from: search })}`;
    return `/devices/${encodeURIComponent(id)}${query}${hash ? `#${hash}` : ''}`;
  },
};

/** The list that a device's page was opened from, as it was given to `paths.device`; null when there was none. */
export function listBehind({ search, hash }: { readonly search: string; readonly hash: string }): string | null {
  const from = new URLSearchParams(search).get('from');
  return from === null ? null : `${from}${hash.startsWith('#list=') ? hash : ''}`;
}

/** What stands before the first `mark`, and after it where there is one. */
export function splitOnce(text: string, mark: string): readonly [string, string?] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

/**
 * The sid or unique name in the address of a device's page, decoded exactly once (the router's own parameters decode
 * `%252F` twice); null when it is not percent-encoded text.
 */
export function deviceIdIn(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname.split('/')[2] ?? '');
  } catch {
    return null;
  }
}
