/**
 * Ends the service workers that another program left at this address: they would read and could change all that the page sends. The
 * server does its part in `server/leftover-worker.ts`. Nothing here may import what the console is made of: that would start it.
 */
import { t } from './texts/t.ts';

/** In `sessionStorage`, while the page is being loaded anew: a worker that is still here then stays. */
const TRIED = 'fleet.left-workers';

/** Unregisters them all and loads the page anew, once; where they are still there, says so and starts nothing. */
export async function endWorkers(left: readonly ServiceWorkerRegistration[]): Promise<void> {
  await Promise.all(left.map((worker) => worker.unregister().catch(() => false)));
  if (isFirstTry()) location.reload();
  else explain();
}

function isFirstTry(): boolean {
  try {
    const first = sessionStorage.getItem(TRIED) === null;
    // Whoever loads the page by hand after the explanation wants another try.
    if (first) sessionStorage.setItem(TRIED, '1');
    else sessionStorage.removeItem(TRIED);
    return first;
  } catch {
    return false;
  }
}

function explain(): void {
  const title = document.createElement('h1');
  title.className = 'text-lg font-semibold';
  title.textContent = t`The console was not started`;
  const sentences = [
    t`Another program that ran at this address left a service worker in this browser. It can read and change everything that this page sends, and the browser did not remove it. Nothing was sent.`,
    t`Close all other tabs of ${location.host} and reload this page. If that does not help, open the browser’s developer tools, find the service worker under “Application” and unregister it.`,
  ].map((text) => {
    const sentence = document.createElement('p');
    sentence.textContent = text;
    return sentence;
  });
  const reload = document.createElement('button');
  reload.className = 'self-start rounded-md border border-line-strong bg-surface px-3 py-1.5 text-sm font-medium hover:bg-hover';
  reload.textContent = t`Reload`;
  reload.addEventListener('click', () => location.reload());
  const page = document.createElement('main');
  page.className = 'mx-auto flex max-w-2xl flex-col gap-4 p-8';
  page.append(title, ...sentences, reload);
  document.querySelector('#root')?.replaceChildren(page);
}
