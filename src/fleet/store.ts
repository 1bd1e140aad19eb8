import { t } from '#texts/t.ts';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { deleteOldStores } from './old-stores.ts';
import { STORE_PREFIX, USED, VALUES } from './store-names.ts';

/**
 * What a browser keeps of a fleet between two visits: one database for each fleet, a few large values in it. Keeping never
 * throws: a store that is missing, blocked, full or spoilt costs the memory of the last visit, and says so.
 */

const OPEN_MS = 3_000;
const READ_MS = 5_000;
/** A large picture on a slow disk takes seconds. */
const WRITE_MS = 30_000;
const PARTS = ['picture', 'journal', 'meta'] as const;

/** Structured-clonable values, unchecked: whoever reads them parses them. */
export type Kept = Readonly<Partial<Record<(typeof PARTS)[number], unknown>>>;

export class FleetStore {
  readonly #name: string;
  #open: Promise<IDBPDatabase> | null = null;
  #notKept: string | null = null;
  #tidied = false;

  constructor(fleetId: string) {
    this.#name = STORE_PREFIX + fleetId;
  }

  /** Why nothing is kept, as a sentence; null when all is well. */
  get notKept(): string | null {
    return this.#notKept;
  }

  /** What was kept; empty when there is nothing, or no way to it. */
  async load(): Promise<Kept> {
    return (
      (await this.#try(async (db) => {
        const values = db.transaction(VALUES).store;
        const [picture, journal, meta] = await within(READ_MS, Promise.all(PARTS.map((part): Promise<unknown> => values.get(part))));
        return { picture, journal, meta };
      })) ?? {}
    );
  }

  /** Keeps these parts, all or none. */
  async save(parts: Kept): Promise<void> {
    await this.#try(async (db) => {
      const transaction = db.transaction(VALUES, 'readwrite');
      // Each one's failure is also the transaction's, which is waited for.
      for (const part of PARTS) if (parts[part] !== undefined) transaction.store.put(parts[part], part).catch(() => undefined);
      transaction.store.put(Date.now(), USED).catch(() => undefined);
      // What waits for longer is taken back: it would only hold up, and undo, what is kept after it.
      await within(WRITE_MS, transaction.done, () => transaction.abort());
    });
    if (this.#tidied || this.#notKept !== null) return;
    this.#tidied = true;
    void deleteOldStores(this.#name, Date.now());
  }

  /** What was kept cannot be used: it is thrown away, and said until something is kept again. */
  async spoilt(): Promise<void> {
    await this.#try((db) => within(READ_MS, db.clear(VALUES)));
    this.#notKept = t`What this browser had kept of the fleet could not be used; it is read anew.`;
  }

  /** Deletes everything that this console keeps of any fleet. Rejects when some of it could not be deleted. */
  async forget(): Promise<void> {
    await this.close();
    try {
      const all = (await indexedDB.databases?.()) ?? [];
      const names = new Set([this.#name, ...all.flatMap(({ name }) => (name?.startsWith(STORE_PREFIX) ? [name] : []))]);
      await Promise.all([...names].map((name) => within(OPEN_MS, deleteDB(name))));
      this.#notKept = null;
    } catch (error) {
      this.#notKept = sentence(t`What this browser keeps of the fleet could not be deleted`, error);
      throw error;
    }
  }

  /** Lets go of the database, so that another tab can delete it; the next use opens it again. */
  async close(): Promise<void> {
    if (this.#open) await this.#leave(this.#open);
  }

  async #try<T>(act: (db: IDBPDatabase) => Promise<T>): Promise<T | undefined> {
    try {
      this.#open ??= this.#openNow();
      const result = await act(await this.#open);
      this.#notKept = null;
      return result;
    } catch (error) {
      this.#notKept = sentence(t`The picture of the fleet is not kept for the next visit`, error);
      await this.close();
      return undefined;
    }
  }

  #openNow(): Promise<IDBPDatabase> {
    const connecting = this.#connect(() => void this.#leave(open));
    // Nobody would have the one that comes later, and it would keep every tab from deleting.
    const open = within(OPEN_MS, connecting, () => void this.#leave(connecting));
    return open;
  }

  /** @param unwanted another tab wants to delete it, or the browser took it away */
  async #connect(unwanted: () => void): Promise<IDBPDatabase> {
    return openDB(this.#name, 1, { upgrade: (db) => void db.createObjectStore(VALUES), blocking: unwanted, terminated: unwanted });
  }

  /** Closes this connection, once it is there, and no other. */
  async #leave(open: Promise<IDBPDatabase>): Promise<void> {
    if (this.#open === open) this.#open = null;
    await open.then((db) => db.close()).catch(() => undefined);
  }
}

function sentence(what: string, error: unknown): string {
  if (error instanceof Error && error.name === 'QuotaExceededError') return t`${what}: the browser’s storage is full.`;
  const why = error instanceof Error ? error.message : String(error);
  return `${what}: ${why.replace(/\.$/u, '')}.`;
}

/** A database that another tab blocks, and a disk that stalls, never answer. `late`: what to do when it is waited for no longer. */
function within<T>(ms: number, promise: Promise<T>, late = (): void => undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(t`the browser’s storage does not answer`));
      late();
    }, ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
