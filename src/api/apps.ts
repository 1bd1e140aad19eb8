import { queryOptions } from '@tanstack/react-query';
import type * as z from 'zod/mini';
import { call } from './client.ts';
import { localError } from './error.ts';
import { FIRST_PAGE, pageRef, type PageRef } from './paging.ts';
import { parse, parseRows } from './parse.ts';
import { appSchema, appsPageSchema, PAGE_SIZE, type App } from './schema.ts';

const MAX_PAGES = 20;

type AppsPage = z.infer<typeof appsPageSchema>;

export const appQueries = {
  /** Every App the account lists, by sid. Apps change rarely: a minute old is fresh enough for their names. */
  all: () =>
    queryOptions({
      queryKey: ['apps', 'all'],
      queryFn: ({ signal }) => listApps(signal),
      staleTime: 60_000,
    }),
  /** `id`: sid or unique name. */
  one: (id: string) =>
    queryOptions({
      queryKey: ['apps', 'one', id],
      queryFn: ({ signal }) => fetchApp(id, signal),
      staleTime: 60_000,
    }),
};

/** Every App the account lists, by sid. Throws ApiError. */
export async function listApps(signal: AbortSignal): Promise<ReadonlyMap<string, App>> {
  const apps = new Map<string, App>();
  let at: PageRef | null = FIRST_PAGE;
  for (let pages = 0; at !== null; pages += 1) {
    if (pages === MAX_PAGES) throw localError('bad_reply', `The list of Apps does not end after ${MAX_PAGES} pages.`, 502);
    const query = { PageSize: PAGE_SIZE.max, Page: at.token === null ? undefined : at.page, PageToken: at.token ?? undefined };
    const body: AppsPage = parse(appsPageSchema, await call('/Apps', { query, signal }), 'a page of Apps');
    for (const app of parseRows(appSchema, body.apps).rows) apps.set(app.sid, app);
    at = pageRef(body.meta, 'next_page_url');
  }
  return apps;
}

/** GET /v1/Apps/{sid or unique name}. */
export async function fetchApp(id: string, signal?: AbortSignal): Promise<App> {
  return parse(appSchema, await call(`/Apps/${encodeURIComponent(id)}`, { signal }), 'an App');
}
