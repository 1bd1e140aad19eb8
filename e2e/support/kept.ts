/** What the browser has kept in IndexedDB. */
import { expect, type Page } from 'playwright/test';

/** The keys or values of this fleet's database with that beginning, as JSON; empty as long as there is none. */
async function kept(page: Page, database: string, what: 'getAllKeys' | 'getAll'): Promise<string> {
  return page.evaluate(
    async ({ beginning, method }) => {
      // oxlint-disable-next-line unicorn/consistent-function-scoping -- carried over into the page, alone
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result));
          request.addEventListener('error', () => reject(request.error));
        });
      const known = (await indexedDB.databases()).find(({ name }) => name?.startsWith(beginning));
      if (known?.name === undefined) return '';
      const db = await done(indexedDB.open(known.name));
      try {
        if (!db.objectStoreNames.contains('values')) return '';
        const values = db.transaction('values').objectStore('values');
        return JSON.stringify(method === 'getAll' ? await done(values.getAll()) : await done(values.getAllKeys()));
      } finally {
        db.close();
      }
    },
    { beginning: database, method: what },
  );
}

/** Waits until this browser has kept what was said of devices, with this text in it: the page shows it a moment before. */
export async function saidKept(page: Page, text: string): Promise<void> {
  await expect.poll(() => kept(page, 'microvisor-triage:', 'getAll')).toContain(text);
}

/** Waits until this browser has kept a picture of the fleet for the next visit: that takes a moment after it is complete. */
export async function pictureKept(page: Page): Promise<void> {
  await expect.poll(() => kept(page, 'microvisor-fleet:', 'getAllKeys')).toContain('"picture"');
}
