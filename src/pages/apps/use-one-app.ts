import { useQuery } from '@tanstack/react-query';
import { appQueries } from '#api/apps.ts';
import { clockSkew } from '#api/clock.ts';
import { addressable } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import { APP_SID, type App } from '#api/schema.ts';
import { useHeld } from '#components/held.ts';
import { isRead } from '#components/use-kept-apps.ts';

export interface OneApp {
  /** As it was read last; undefined while, or where, it was not. */
  readonly app: App | undefined;
  /** Its sid: also of one that could not be read, where the address says so, or the names of the last visit do. */
  readonly sid: string;
  /** Its name, perhaps of the last visit; null where it has none, or none is known. */
  readonly name: string | null;
  /** When it was read, or found not to be listed, by the API's clock. */
  readonly at: number | undefined;
  /** The API knows none by this sid or name. */
  readonly gone: boolean;
  /** The latest trouble, other than that it is gone. */
  readonly error: Error | null;
  readonly pending: boolean;
  readonly fetching: boolean;
  readonly refresh: () => void;
}

/** The App that a sid or unique name stands for. What has the form of a sid is one, whatever some App may be called. */
export function useOneApp(id: string): OneApp {
  const isSid = APP_SID.test(id);
  // A name with a slash in it, say, is no part of an address: then only the list can tell whose it is.
  const asked = isSid || addressable(id) === null;
  const one = useQuery({ ...appQueries.one(id), enabled: asked });
  const all = useQuery(appQueries.all());
  const [heldOne, heldAll] = [useHeld(one).error, useHeld(all).error];
  const held = asked ? heldOne : heldAll;
  const list = isRead(all) ? all.data : undefined;
  const named = isSid ? all.data?.get(id) : [...(all.data?.values() ?? [])].find(({ unique_name: name }) => name === id);
  const listed = list && named;
  const app = asked ? (one.data ?? listed) : listed;
  const lost = held instanceof ApiError && held.isNotFound;
  const gone = asked ? lost : list !== undefined && app === undefined;
  const readAt = asked && one.data !== undefined ? one.dataUpdatedAt : all.dataUpdatedAt;
  return {
    app,
    sid: (app ?? named)?.sid ?? id,
    name: (app ?? named)?.unique_name ?? null,
    at: app === undefined && !(gone && list !== undefined) ? undefined : readAt + clockSkew(),
    gone,
    error: lost ? null : held,
    pending: app === undefined && !gone && held === null,
    fetching: one.isFetching || all.isFetching,
    refresh: () => {
      if (asked) void one.refetch();
      void all.refetch();
    },
  };
}
