/** A page of somebody else's, and what it may try against a console that runs on the same machine. */
import { createServer } from 'node:http';
import type { Page } from 'playwright/test';

export interface Attacker {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves one empty page under every name that leads here. */
export function startAttacker(): Promise<Attacker> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Somebody else</title><body></body>');
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/** Everything that a script can send without permission: fetches, beacons, and forms in frames. Needs no answer. */
export async function sendEverything(page: Page, action: string): Promise<void> {
  await page.evaluate(async (url) => {
    const body = 'RestartApp=true';
    const type = 'application/x-www-form-urlencoded';
    const post = (init: RequestInit): Promise<unknown> => fetch(url, { method: 'POST', body, ...init }).catch(() => 'refused');
    await post({ mode: 'no-cors', headers: { 'content-type': type } });
    await post({ mode: 'no-cors', headers: { 'content-type': type }, credentials: 'include' });
    await post({ mode: 'no-cors', headers: { 'content-type': 'text/plain' } });
    await post({ headers: { 'content-type': type, 'x-fleet-request': 'guess' } });
    navigator.sendBeacon(url, new URLSearchParams(body));
    for (const sandbox of [null, 'allow-forms allow-scripts']) {
      const frame = document.createElement('iframe');
      if (sandbox !== null) frame.setAttribute('sandbox', sandbox);
      frame.srcdoc = `<form method="post" action="${url}"><input name="RestartApp" value="true"></form><script>document.forms[0].submit()</script>`;
      await new Promise((resolve) => {
        frame.addEventListener('load', resolve, { once: true });
        document.body.append(frame);
      });
    }
  }, action);
}

/** The same for what is not a device: creates a Secret, changes a Config, and deletes what it can name. */
export async function changeEverything(page: Page, console: string, app: string): Promise<void> {
  await page.evaluate(async ([url, sid]) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const attempt = (path: string, init: RequestInit): Promise<unknown> => fetch(`${url}/api/v1/${path}`, init).catch(() => 'refused');
    await attempt('Secrets', { method: 'POST', mode: 'no-cors', headers, body: 'Key=mine&Value=x' });
    await attempt('Configs/prefs', { method: 'POST', mode: 'no-cors', headers, body: 'Value=x', credentials: 'include' });
    await attempt('Configs/prefs', { method: 'POST', headers: { ...headers, 'x-http-method-override': 'DELETE' } });
    for (const path of ['Configs/prefs', 'Secrets/private_key', `Apps/${sid}`]) {
      await attempt(path, { method: 'DELETE' });
      await attempt(path, { method: 'DELETE', headers: { 'x-fleet-request': 'guess' } });
    }
  }, [console, app] as const);
}

/** Every element that loads an address by itself. Answers which of them got something. */
export function loadEverything(page: Page, addresses: readonly string[]): Promise<string[]> {
  return page.evaluate(async (urls) => {
    const loaded: string[] = [];
    const attempt = (tag: string, attribute: string, url: string, more: Record<string, string> = {}): Promise<void> =>
      new Promise((resolve) => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries({ ...more, [attribute]: url })) element.setAttribute(name, value);
        element.addEventListener('load', () => {
          loaded.push(`${tag} ${url}`);
          resolve();
        });
        element.addEventListener('error', () => resolve());
        document.body.append(element);
      });
    for (const url of urls) {
      await attempt('img', 'src', url);
      await attempt('script', 'src', url);
      await attempt('link', 'href', url, { rel: 'stylesheet' });
      await attempt('object', 'data', url);
    }
    return loaded;
  }, addresses);
}

/** A form that takes the whole tab along: the one way that passes a browser's check of local addresses. */
export async function submitInTab(page: Page, action: string): Promise<number> {
  const answered = page.waitForResponse((response) => response.url() === action && response.request().method() === 'POST');
  await page.evaluate((url) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = url;
    const input = document.createElement('input');
    input.name = 'RestartApp';
    input.value = 'true';
    form.append(input);
    document.body.append(form);
    form.submit();
  }, action);
  return (await answered).status();
}
