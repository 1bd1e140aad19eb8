import type { Page } from 'playwright/test';

/** Everything that a browser keeps of a page, as text: to look for what must not be in it. */
export interface Kept {
  /** localStorage, sessionStorage and cookies. */
  readonly storage: string;
  readonly indexedDb: string;
  readonly caches: string;
  /** The addresses and states of this tab. */
  readonly history: string;
  /** Every string that the page's memory holds once what is not needed was thrown away. */
  readonly memory: string;
}

export async function everythingKept(page: Page): Promise<Kept> {
  const memory = await memoryOf(page);
  const cookies = JSON.stringify(await page.context().cookies());
  const [storage, history, caches] = await page.evaluate(async () => {
    const entries = 'navigation' in window ? window.navigation.entries().map((entry) => [entry.url, entry.getState()]) : [];
    const cached = await Promise.all((await window.caches.keys()).map(async (name) => [name, await window.caches.open(name).then((cache) => cache.keys()).then((keys) => keys.map(({ url }) => url))]));
    return [JSON.stringify([{ ...localStorage }, { ...sessionStorage }]), JSON.stringify([location.href, window.history.state, entries]), JSON.stringify(cached)];
  });
  return { storage: storage + cookies, indexedDb: await databasesOf(page), caches, history, memory };
}

/** What is in all stores of all databases. */
function databasesOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- carried over into the page, alone
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    const all: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames) {
        const rows = db.transaction(store).objectStore(store);
        // oxlint-disable-next-line no-await-in-loop -- a store after the other
        all.push([name, store, await done(rows.getAllKeys()), await done(db.transaction(store).objectStore(store).getAll())]);
      }
      db.close();
    }
    // Bytes, too, may be text.
    return JSON.stringify(all, (_, value: unknown) => (ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value));
  });
}

async function memoryOf(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  const parts: string[] = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devtools.detach();
  return parts.join('');
}
