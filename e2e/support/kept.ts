import { expect, type Page } from 'playwright/test';

/** Waits until this browser has kept what was said of devices, with this text in it: the page shows it a moment before. */
export async function saidKept(page: Page, text: string): Promise<void> {
  const kept = (): Promise<string> =>
    page.evaluate(async () => {
      const known = (await indexedDB.databases()).find(({ name }) => name?.startsWith('microvisor-triage:'));
      if (known?.name === undefined) return '';
      const opened = indexedDB.open(known.name);
      await new Promise((resolve) => {
        opened.addEventListener('success', resolve);
      });
      const db = opened.result;
      try {
        const all = db.transaction('values').objectStore('values').getAll();
        await new Promise((resolve) => {
          all.addEventListener('success', resolve);
        });
        return JSON.stringify(all.result);
      } finally {
        db.close();
      }
    });
  await expect.poll(kept).toContain(text);
}

/** Waits until this browser has kept a picture of the fleet for the next visit: that takes a moment after it is complete. */
export async function pictureKept(page: Page): Promise<void> {
  const kept = (): Promise<boolean> =>
    page.evaluate(async () => {
      // oxlint-disable-next-line unicorn/consistent-function-scoping -- carried over into the page, alone
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result));
          request.addEventListener('error', () => reject(request.error));
        });
      const known = (await indexedDB.databases()).find(({ name }) => name?.startsWith('microvisor-fleet:'));
      if (known?.name === undefined) return false;
      const db = await done(indexedDB.open(known.name));
      try {
        return db.objectStoreNames.contains('values') && (await done(db.transaction('values').objectStore('values').count('picture'))) > 0;
      } finally {
        db.close();
      }
    });
  await expect.poll(kept).toBe(true);
}
