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
  /** The answer got lost, and nobody can tell. */
  | { readonly kind: 'unknown'; readonly error: ApiError };

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
    // Its answer tells nothing, so the list is read; where that fails the API's word for done counts.
    const isListed = async (): Promise<boolean> => (await listApps(new AbortController().signal)).has(sid);
    if ((await isListed().catch(() => false)) && (await afterMoment(isListed).catch(() => false))) return { kind: 'kept' };
    return gone(client, sid, 'here');
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.isNotFound) return gone(client, sid, 'before');
    if (!error.outcomeUnknown) throw error;
    return findOut(client, sid, error);
  }
}

/** What became of a deletion whose answer got lost. Reads, and nothing else. */
export async function findOut(client: QueryClient, sid: string, error: ApiError): Promise<Removal> {
  const there = await insist(() => look(sid), mayPass).catch(() => null);
  if (there === null) return { kind: 'unknown', error };
  return there.app === null ? gone(client, sid, 'lost') : { kind: 'there', error };
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
