import type { PageRequest } from '#api/devices.ts';
import { PAGE_SIZE, PAGE_TOKEN } from '#api/schema.ts';
import { paths } from '../../paths.ts';

/** The sizes on offer; the API takes any from 1 to 1000. */
export const PAGE_SIZES = [20, 50, 100, 250, 500, 1000] as const;

export interface ListView extends PageRequest {
  /** The columns on show as `name,sid,…`; null when the link does not say. */
  readonly columns: string | null;
}

/** Reads the list's address (`?size=100&page=2&token=…&columns=…`). What makes no sense falls back to the first page of 50. */
export function parseListSearch(search: string): ListView {
  const params = new URLSearchParams(search);
  const size = Number(params.get('size'));
  const token = params.get('token');
  const page = Number(params.get('page'));
  const valid = token !== null && PAGE_TOKEN.test(token);
  return {
    pageSize: PAGE_SIZES.find((offered) => offered === size) ?? PAGE_SIZE.default,
    page: valid && Number.isSafeInteger(page) && page >= 0 ? page : 0,
    token: valid ? token : null,
    columns: params.get('columns'),
  };
}

/** The path of the list that a search part belongs to; whatever else stands in it is dropped. */
export function listPath(search: string): string {
  const { pageSize, ...view } = parseListSearch(search);
  return paths.devices({ ...view, size: pageSize });
}
