import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { errorWords } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { keyOf, mergeInto } from './triage-merge.ts';
import { parseEntries, type ParsedEntries } from './triage-schema.ts';
import type { TriageEntry } from './triage.ts';

/**
 * What is said of the devices of a fleet, on the disk of this browser: in at most 256 records, by the end of the sid, so that one word
 * more is one small record more. Tabs write into each other's: what is there is read again, and the later word counts. Nothing is held
 * open between two uses, so that any tab can delete it. Never throws but where it says so.
 */

const PREFIX = 'microvisor-triage:';
const VALUES = 'values';
const USED = 'used';
const WAIT_MS = 5_000;

/** Of other fleets so many are kept, for half a year: what people wrote cannot be read again. */
const OTHERS = { count: 20, ms: 180 * 24 * 3600_000 };

export class TriageStore {
  readonly #name: string;
  /** What could not be written yet, by sid: it goes with whatever is written next, so that all is well only when all of it is there. */
  readonly #unsaved = new Map<string, TriageEntry>();
  /** Why nothing is kept, as a sentence; null when all is well. */
  notKept: string | null = null;

  constructor(fleetId: string) {
    this.#name = PREFIX + fleetId;
  }

  /** What was kept; `dropped` of it could not be read. */
  async load(): Promise<ParsedEntries> {
    const all = { entries: [] as TriageEntry[], dropped: 0 };
    await this.#try(async () => {
      // Nothing is made for a fleet of which nothing was ever said.
      if ((await databases())?.includes(this.#name) === false) return;
      await this.#with(async (db) => {
        const keys = await db.getAllKeys(VALUES);
        const values: unknown[] = await db.getAll(VALUES);
        for (const [at, value] of values.entries()) {
          if (keys[at] === USED) continue;
          const { entries, dropped } = parseEntries(value);
          const key = keys[at];
          all.entries.push(...entries);
          all.dropped += dropped;
          // oxlint-disable-next-line no-await-in-loop -- it is seldom there at all
          if (dropped > 0 && key !== undefined) await mend(db, key, entries);
        }
      });
    });
    return all;
  }

  /** Keeps these, together with what other tabs have kept meanwhile, and forgets those; all or nothing of it. */
  async save(said: readonly TriageEntry[], forgotten: readonly string[] = []): Promise<void> {
    mergeInto(this.#unsaved, said);
    for (const sid of forgotten) this.#unsaved.delete(keyOf(sid));
    const news = [...this.#unsaved.values()];
    const records = new Map<string, TriageEntry[]>([...forgotten, ...news.map(({ sid }) => sid)].map((sid) => [recordOf(sid), []]));
    for (const entry of news) records.get(recordOf(entry.sid))?.push(entry);
    const gone = new Set(forgotten.map(keyOf));
    await this.#try(async () => {
      await this.#with(async (db) => {
        const tx = db.transaction(VALUES, 'readwrite');
        const { store } = tx;
        await Promise.all(
          [...records].map(async ([key, entries]) => {
            const kept = parseEntries(await store.get(key)).entries;
            const all = new Map(kept.filter(({ sid }) => !gone.has(keyOf(sid))).map((entry) => [keyOf(entry.sid), entry]));
            mergeInto(all, entries);
            await (all.size === 0 ? store.delete(key) : store.put([...all.values()], key));
          }),
        );
        await store.put(Date.now(), USED);
        await tx.done;
      });
      this.#unsaved.clear();
    });
  }

  /** What could not be written is not to be written any more. */
  dropUnsaved(): void {
    this.#unsaved.clear();
  }

  /** Deletes what is kept of every fleet. Rejects when some of it could not be deleted. */
  async forget(): Promise<void> {
    this.dropUnsaved();
    const names = (await databases()) ?? [this.#name];
    await Promise.all(names.filter((name) => name.startsWith(PREFIX)).map((name) => within(deleteDB(name))));
    this.notKept = null;
  }

  /** Deletes what is kept of fleets that were not seen for long. */
  async tidy(now: number): Promise<void> {
    try {
      const others = ((await databases()) ?? []).filter((name) => name.startsWith(PREFIX) && name !== this.#name);
      const used = await Promise.all(others.map(async (name) => ({ name, at: await usedAt(name) })));
      const old = used.toSorted((a, b) => b.at - a.at).filter(({ at }, place) => place >= OTHERS.count || now - at > OTHERS.ms);
      await Promise.all(old.map(({ name }) => deleteDB(name)));
    } catch {
      // What cannot be deleted now is tried again by the next visit.
    }
  }

  async #with(act: (db: IDBPDatabase) => Promise<void>): Promise<void> {
    const db = await within(openDB(this.#name, 1, { upgrade: (made) => void made.createObjectStore(VALUES) }));
    try {
      await within(act(db));
    } finally {
      db.close();
    }
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.notKept = null;
    } catch (error) {
      const full = error instanceof Error && error.name === 'QuotaExceededError';
      const why = full ? t`the browser’s storage is full` : errorWords(error).replace(/\.$/u, '');
      this.notKept = t`Acknowledgements and notes are not kept for the next visit: ${why}.`;
    }
  }
}

/** Puts what can be read in place of what was there, so that it is said once. */
async function mend(db: IDBPDatabase, key: IDBValidKey, entries: readonly TriageEntry[]): Promise<void> {
  await (entries.length === 0 ? db.delete(VALUES, key) : db.put(VALUES, entries, key));
}

/** The last two digits: as good as a throw of the dice. */
const recordOf = (sid: string): string => keyOf(sid).slice(-2);

/** Null where the browser does not tell. */
async function databases(): Promise<string[] | null> {
  if (indexedDB.databases === undefined) return null;
  return (await within(indexedDB.databases())).flatMap(({ name }) => name ?? []);
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

/** A disk that stalls, and a database that another tab keeps, never answer. */
function within<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(t`the browser’s storage does not answer`)), WAIT_MS);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
