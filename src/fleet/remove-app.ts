import type { QueryClient } from '@tanstack/react-query';
import { appQueries, deleteApp, fetchApp, listApps } from '#api/apps.ts';
import { ApiError } from '#api/error.ts';
import type { App } from '#api/schema.ts';
import { fleet } from './fleet.ts';
import { afterMoment, insist, mayPass } from './patience.ts';

/** The one way to delete an App: it is looked at once more, one DELETE is sent, and then every copy in this browser follows. */

export type Removal =
  /** It is no more. `here`: this deletion did it, and the API said so. `lost`: the answer got lost, and it was found to be gone. `before`: it was gone already. */
  | { readonly kind: 'gone'; readonly by: 'here' | 'lost' | 'before' }
  /** The API accepted it, and the App, read again a moment later, is still there. */
  | { readonly kind: 'kept' }
  /** The answer got lost, and it was found to be there still. */
  | { readonly kind: 'there'; readonly error: ApiError }
  /** It was sent, and nobody can tell. `accepted`: the API accepted it; else the answer got lost. */
  | { readonly kind: 'unknown'; readonly error: ApiError; readonly accepted?: true };

/** It is not what was confirmed any more. Nothing was sent. */
export class AppChanged extends Error {
  override readonly name = 'AppChanged';
  readonly app: App;
  constructor(app: App) {
    super('The App is called something else by now.');
    this.app = app;
  }
}

/** It could not be looked at, so nothing was sent. */
export class NotLookedAt extends Error {
  override readonly name = 'NotLookedAt';
}

/**
 * `seen`: the App as the person who decides has it before their eyes. Never sends a second DELETE: what was lost may have been carried
 * out. Throws AppChanged and NotLookedAt, when nothing was sent, and ApiError when the API refused it.
 */
export async function removeApp(client: QueryClient, seen: Pick<App, 'sid' | 'unique_name'>): Promise<Removal> {
  const { sid } = seen;
  const app = await lookFirst(sid);
  if (app === null) return gone(client, sid, 'before');
  if (app.unique_name !== seen.unique_name) throw new AppChanged(app);
  try {
    await deleteApp(sid);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.isNotFound) return gone(client, sid, 'before');
    if (!error.outcomeUnknown) throw error;
    return findOut(client, sid, { kind: 'unknown', error });
  }
  // Its answer tells nothing, so the list is read. Where that fails, or still has it, the App itself is.
  const isOff = await listApps(new AbortController().signal).then((apps) => !apps.has(sid), () => false);
  return isOff ? gone(client, sid, 'here') : lookAgain(client, sid);
}

/** After a deletion that the API accepted, and its list does not show. */
async function lookAgain(client: QueryClient, sid: string): Promise<Removal> {
  try {
    const { app } = await afterMoment(() => look(sid));
    return app === null ? await gone(client, sid, 'here') : { kind: 'kept' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: 'unknown', error, accepted: true };
  }
}

/** What became of a deletion of which nobody could tell. Reads, and nothing else. */
export async function findOut(client: QueryClient, sid: string, untold: Extract<Removal, { kind: 'unknown' }>): Promise<Removal> {
  const there = await insist(() => look(sid), mayPass).catch(() => null);
  if (there === null) return untold;
  if (there.app === null) return gone(client, sid, untold.accepted ? 'here' : 'lost');
  return untold.accepted ? { kind: 'kept' } : { kind: 'there', error: untold.error };
}

async function lookFirst(sid: string): Promise<App | null> {
  try {
    return (await look(sid)).app;
  } catch (error) {
    throw new NotLookedAt(error instanceof Error ? error.message : String(error));
  }
}

/** The App as it is now; null when there is none. */
async function look(sid: string): Promise<{ readonly app: App | null }> {
  try {
    return { app: await fetchApp(sid) };
  } catch (error) {
    if (error instanceof ApiError && error.isNotFound) return { app: null };
    throw error;
  }
}

/** Takes it out of every list. What its own page has read of it stays, and is read again when somebody goes there. */
async function gone(client: QueryClient, sid: string, by: 'here' | 'lost' | 'before'): Promise<Removal> {
  const { queryKey } = appQueries.all();
  // Readings that are under way began earlier, and would bring it back.
  await client.cancelQueries({ queryKey });
  const apps = client.getQueryData(queryKey);
  if (apps !== undefined) {
    const left = new Map([...apps].filter(([each]) => each !== sid));
    const updatedAt = client.getQueryState(queryKey)?.dataUpdatedAt ?? 0;
    // The rest of the list is as old as it was.
    client.setQueryData(queryKey, left, { updatedAt });
  }
  void client.invalidateQueries({ queryKey: ['apps', 'one'], refetchType: 'none' });
  fleet.dropApp(sid);
  return { kind: 'gone', by };
}
