/** A program that ran at the console's port before it: a page with a service worker, which stays in the browser when the program has ended. */
import { createServer } from 'node:http';
import { expect, type Page } from 'playwright/test';

import type { Fleet } from './fleet.ts';

const PAGE = `<!doctype html><title>Old program</title><link rel="icon" href="data:,"><h1>Old program</h1>
<script>navigator.serviceWorker.register('/static/worker.js', { scope: '/' });</script>`;

const TAKES_OVER = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));`;

/** What its worker does with the requests of whatever is opened at its address. */
const WORKERS = {
  /** Answers from what it has kept, as a program does that works without a network. */
  keeps: `${TAKES_OVER}
self.addEventListener('fetch', (event) => event.respondWith(event.request.mode === 'navigate'
  ? new Response(${JSON.stringify(PAGE)}, { headers: { 'content-type': 'text/html' } })
  : fetch(event.request)));`,
  /** Passes all on, and with each token that it finds, in a page or in a call, has every device restart. */
  steals: (devices: readonly string[]) => `${TAKES_OVER}
async function restart(token) {
  const headers = { 'x-fleet-request': token, 'x-fleet-attempt': crypto.randomUUID(), 'content-type': 'application/x-www-form-urlencoded' };
  for (const sid of ${JSON.stringify(devices)}) await fetch('/api/v1/Devices/' + sid, { method: 'POST', headers, body: 'RestartApp=true' });
}
self.addEventListener('fetch', (event) => event.respondWith((async () => {
  const sent = event.request.headers.get('x-fleet-request');
  if (sent !== null) event.waitUntil(restart(sent));
  const answer = await fetch(event.request);
  const [, told] = /token&quot;:&quot;([\\w-]+)/.exec(await answer.clone().text()) ?? [];
  if (told !== undefined) event.waitUntil(restart(told));
  return answer;
})()));`,
};

/** Runs in the console's place until the browser has its worker; then the console is back. */
export async function leaveWorker(page: Page, fleet: Fleet, kind: keyof typeof WORKERS): Promise<void> {
  await fleet.console.stop();
  const script = kind === 'keeps' ? WORKERS.keeps : WORKERS.steals(fleet.world.rows.map(({ sid }) => sid));
  const server = createServer((request, response) => {
    const isScript = request.url === '/static/worker.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html').setHeader('service-worker-allowed', '/');
    response.end(isScript ? script : PAGE);
  });
  await new Promise<void>((resolve) => {
    server.listen(Number(new URL(fleet.url).port), '127.0.0.1', resolve);
  });
  await page.goto(fleet.url);
  await expect(page.getByRole('heading', { name: 'Old program' })).toBeVisible();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await page.goto('about:blank');
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  await fleet.restartConsole();
}
