/**
 * Service workers: the console has none, but a program that ran at this address before may have left one in a browser. It would answer
 * for the console, or read and send what the page does. The page ends it before it does anything else (`src/boot.ts`); where the worker
 * does not even let the page through, the browser still asks here whether there is a newer worker. There is: one that ends itself.
 */
import { SHARED_HEADERS } from './reply.ts';

/** Takes over at once, unregisters itself, and has what the old worker showed loaded anew, from here. */
const LAST_WORKER = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    await self.registration.unregister();
    const pages = await self.clients.matchAll({ type: 'window' });
    await Promise.all(pages.map((page) => page.navigate(page.url)));
  })());
});
`;

/** True when a browser asks for the script of a service worker: it always says so. */
export function wantsWorker(method: string | undefined, headers: Headers): boolean {
  return method === 'GET' && headers.get('service-worker') === 'script';
}

/** The worker that ends whichever was there, whatever its address and scope. */
export function lastWorker(): Response {
  return new Response(LAST_WORKER, {
    headers: {
      ...SHARED_HEADERS,
      'content-security-policy': "default-src 'none'",
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-store',
      // Else an old worker whose script lay deeper than its scope would stay.
      'service-worker-allowed': '/',
    },
  });
}

/**
 * True when something else than the browser's own tab asks for a page: a service worker that passes a visit on does not say `document`.
 * It gets no session; the page is loaded anew once the worker is gone.
 */
export function isPassedOn(headers: Headers): boolean {
  const destination = headers.get('sec-fetch-dest');
  return destination !== null && destination !== 'document';
}
