/** Every URL of the console, as functions. The only file that knows how a page's address is written. */

export interface ListView {
  readonly size?: number;
  readonly page?: number;
  readonly token?: string | null;
  readonly columns?: string | null;
}

/** `?size=50&page=2&token=…&columns=name,sid`; what is at its default is left out. */
export function listSearch({ size, page, token, columns }: ListView): string {
  const params = new URLSearchParams();
  if (size !== undefined && size !== 50) params.set('size', String(size));
  if (token && page !== undefined) params.set('page', String(page));
  if (token) params.set('token', token);
  if (columns) params.set('columns', columns);
  return params.size === 0 ? '' : `?${params}`;
}

export const paths = {
  home: '/',
  devices: (view: ListView = {}): string => `/devices${listSearch(view)}`,
  /** `id`: sid or unique name. `from`: the search part of the list it was opened from, for previous and next. */
  device: (id: string, from?: string): string =>
    `/devices/${encodeURIComponent(id)}${from === undefined ? '' : `?${new URLSearchParams({ from })}`}`,
};

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
