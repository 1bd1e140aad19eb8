import { deleteDB, openDB } from 'idb';
import { STORE_PREFIX, USED, VALUES } from './store-names.ts';

/** Other fleets that a browser keeps besides the one in use: each takes some megabytes, and may never be seen again. */
const OTHERS = 2;
const UNUSED_MS = 30 * 24 * 3600_000;

/**
 * Deletes what is kept of other fleets than `own` once it was not used for 30 days, or is not among the newest. Another
 * account's fleet is another, and so is that of another bearer token or of another start of the simulated API. Never throws.
 */
export async function deleteOldStores(own: string, now: number): Promise<void> {
  try {
    const all = (await indexedDB.databases?.()) ?? [];
    const others = all.flatMap(({ name }) => (name?.startsWith(STORE_PREFIX) && name !== own ? [name] : []));
    const used = await Promise.all(others.map(async (name) => ({ name, at: await usedAt(name) })));
    const old = used.toSorted((a, b) => b.at - a.at).filter(({ at }, place) => place >= OTHERS || now - at > UNUSED_MS);
    await Promise.all(old.map(({ name }) => deleteDB(name)));
  } catch {
    // What cannot be deleted now is tried again by the next visit.
  }
}

/** When it was last written to, milliseconds since 1970; 0 when it does not say. */
async function usedAt(name: string): Promise<number> {
  const db = await openDB(name);
  try {
    const at: unknown = await db.get(VALUES, USED);
    return typeof at === 'number' ? at : 0;
  } catch {
    return 0;
  } finally {
    db.close();
  }
}
