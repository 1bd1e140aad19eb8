import { t } from '#texts/t.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';
import { everyPage } from './pages-of.ts';
import { checkAsked, parse, parseRows } from './parse.ts';
import { APP_SID, appSchema, appsPageSchema, isAsked, manifestSchema, sameSid, type App, type Manifest } from './schema.ts';

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
  manifest: (sid: string) =>
    queryOptions({
      queryKey: ['apps', 'manifest', sid],
      queryFn: ({ signal }) => fetchManifest(sid, signal),
      staleTime: Infinity,
    }),
};

/**
 * Every App the account lists, by sid. One whose row cannot be read is listed all the same, and nothing more is known of it; a row without a
 * sid is no App. Throws ApiError.
 */
export async function listApps(signal: AbortSignal): Promise<ReadonlyMap<string, App>> {
  let rows: unknown[] = [];
  await everyPage('/Apps', appsPageSchema, (page) => page.apps, {
    what: 'Apps',
    signal,
    take: (page, first) => {
      rows = first ? [...page] : [...rows, ...page];
    },
  });
  const { rows: apps, malformed } = parseRows(appSchema, rows);
  return new Map([...parseRows(appSchema, malformed.map(sidAlone)).rows, ...apps].map((app) => [app.sid, app]));
}

const sidAlone = (row: unknown): unknown => (typeof row === 'object' && row !== null && 'sid' in row ? { sid: row.sid } : row);

/** GET /v1/Apps/{sid or unique name}. Throws ApiError, `bad_reply` when the answer is about another App. */
export async function fetchApp(id: string, signal?: AbortSignal): Promise<App> {
  const app = parse(appSchema, await call(`/Apps/${encodeURIComponent(id)}`, { signal }), t`an App`);
  checkAsked(isAsked(id, APP_SID, app), t`an App`);
  return app;
}

/** GET /v1/Apps/{sid}/Manifest. Throws ApiError, `bad_reply` when the answer is about another App's. */
export async function fetchManifest(sid: string, signal?: AbortSignal): Promise<Manifest> {
  const manifest = parse(manifestSchema, await call(`/Apps/${sid}/Manifest`, { signal }), t`a manifest`);
  checkAsked(manifest.app_sid === null || sameSid(manifest.app_sid, sid), t`a manifest`);
  return manifest;
}

/** DELETE /v1/Apps/{sid}: what becomes of an App that is still targeted is published nowhere. Throws ApiError. */
export async function deleteApp(sid: string, signal?: AbortSignal): Promise<void> {
  await call(`/Apps/${sid}`, { remove: true, signal });
}
