import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { appQueries } from '#api/apps.ts';
import type { App } from '#api/schema.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import type { Overview } from '#fleet/view.ts';

/** No list that the API gave is as old: it stands for names of the last visit. */
const KEPT_AT = 1;

/** Whether a list of Apps was read from the API, and is not made of names that were kept. */
export function isRead({ data, dataUpdatedAt }: { readonly data: unknown; readonly dataUpdatedAt: number }): boolean {
  return data !== undefined && dataUpdatedAt > KEPT_AT;
}

/** Until the API has listed its Apps, those that were kept with the picture of the fleet give their names. */
export function useKeptApps(shown: Overview | undefined): void {
  const client = useQueryClient();
  const { data } = useQuery(fleetQueries.vocabulary());
  useEffect(() => {
    const { queryKey } = appQueries.all();
    if (data === undefined || shown === undefined || client.getQueryData(queryKey) !== undefined) return;
    // Of names that were kept nobody knows whether they are still listed: none is said not to be.
    const unlisted = new Set(shown.apps.filter(({ listed }) => listed === false).map(({ sid }) => sid));
    const apps = data.apps.filter(({ sid }) => !unlisted.has(sid));
    if (!apps.some(({ unique_name }) => unique_name !== null)) return;
    // As old as can be, so that the list itself is still read.
    client.setQueryData(queryKey, new Map(apps.map((app) => [app.sid, asApp(app)])), { updatedAt: KEPT_AT });
  }, [client, data, shown]);
}

function asApp({ sid, unique_name }: Pick<App, 'sid' | 'unique_name'>): App {
  return { sid, unique_name, account_sid: null, hash: null, date_created: null, date_updated: null, url: null };
}
