/** The console under a path of an origin that it shares with other programs, behind a reverse proxy. */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { paths } from '#paths.ts';

import { newerBuild } from './support/builds.ts';
import { type ConsoleServer, startConsole } from './support/console-server.ts';
import { expect, test as base } from './support/fixtures.ts';
import { ACCOUNT_SID, AUTH_TOKEN, type Fleet } from './support/fleet.ts';
import { fullyRead, row, rows, searchBox } from './support/list.ts';
import { type PathProxy, startPathProxy } from './support/path-proxy.ts';
import { triage } from './support/triage.ts';

const SID = `UV${'a1b2c3d4'.repeat(4)}`;
const under = (path: string): string => `/fleet${path}`;

const test = base.extend<{ between: PathProxy }>({
  // oxlint-disable-next-line no-empty-pattern -- that is how a fixture says that it needs none
  between: async ({}, provide) => {
    const proxy = await startPathProxy();
    await provide(proxy);
    await proxy.close();
  },
  serverEnv: async ({ between }, provide) => provide({ ALLOWED_HOSTS: `localhost:${between.port}`, BASE_PATH: '/fleet/' }),
  baseURL: async ({ between, fleet }, provide) => {
    between.ways.set('/fleet/', { to: portOf(fleet.url) });
    await provide(between.url);
  },
});

test.use({ pace: 'auto', worldOptions: { seedDevices: [{ uniqueName: 'freezer-1', sid: SID }, { uniqueName: 'freezer-2' }, { uniqueName: 'oven' }] } });

function portOf(url: string): number {
  return Number(new URL(url).port);
}

/** A console of the same account at another path of the same origin. */
async function startSecond(fleet: Fleet, between: PathProxy, main?: string): Promise<ConsoleServer> {
  const env = { ALLOWED_HOSTS: `localhost:${between.port}`, BASE_PATH: '/fleet-2/', MICROVISOR_API_URL: fleet.api, TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN };
  const second = await startConsole(env, main);
  between.ways.set('/fleet-2/', { to: portOf(second.url) });
  return second;
}

test('pages, links, a search and a change work, and every address keeps the path', async ({ page, context, fleet, between, problems }) => {
  await page.goto('/fleet');
  await expect(page).toHaveURL(`${between.url}/fleet/`);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click();
  await expect(page).toHaveURL(`${between.url}/fleet/devices`);

  // By the Worker, which reads the whole fleet.
  await searchBox(page).fill('freezer');
  await expect(rows(page)).toHaveCount(2);
  await expect(page).toHaveURL(`${between.url}/fleet/devices?q=freezer`);
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await expect(searchBox(page)).toHaveValue('freezer');

  const opened = context.waitForEvent('page');
  await row(page, 'freezer-1').getByRole('link').click({ modifiers: ['ControlOrMeta'] });
  await expect(await opened).toHaveURL(new RegExp(`^${between.url}/fleet/devices/${SID}\\?`, 'u'));
  await (await opened).close();

  await row(page, 'freezer-1').getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`^${between.url}/fleet/devices/${SID}\\?`, 'u'));
  await expect(page.getByRole('heading', { level: 1, name: 'freezer-1' })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { level: 1, name: 'freezer-2' })).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.getByRole('heading', { level: 1, name: 'freezer-1' })).toBeVisible();

  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Rename', exact: true });
  await dialog.getByRole('textbox', { name: 'Unique name' }).fill('freezer-one');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'freezer-one' })).toBeVisible();
  expect(fleet.world.device(SID)?.uniqueName).toBe('freezer-one');
  await expect(page.getByRole('region', { name: 'Identifiers' })).toContainText(`${between.url}/fleet/devices/${SID}`);

  problems.expectFailedRequests();
  await page.goto(under('/nothing/here'));
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`^${between.url}/fleet/`, 'u'));
});

test('a device is found by a link that somebody sent, and by its name', async ({ page, between }) => {
  for (const id of [SID, 'oven']) {
    await page.goto(under(paths.device(id)));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('article')).toBeVisible();
    await expect(page).toHaveURL(`${between.url}/fleet/devices/${id}`);
  }
});

test('a page that was open goes on once the server has been started again', async ({ page, fleet, problems }) => {
  problems.expectFailedRequests();
  await page.goto(under(paths.devices()));
  await expect(rows(page)).toHaveCount(3);
  await fullyRead(page, 3);
  await fleet.restartConsole();
  Object.assign(fleet.world.device(SID) ?? {}, { uniqueName: 'freezer-1b' });
  await page.keyboard.press('r');
  await expect(row(page, 'freezer-1b')).toBeVisible();
});

test('two consoles of one origin share choices of display, and nothing of a fleet or of a version', async ({ page, context, fleet, between }) => {
  test.slow();
  const newer = await newerBuild();
  const second = await startSecond(fleet, between, newer.main);
  await page.goto(under(paths.device(SID)));
  await expect(triage(page).getByRole('button', { name: 'Snooze' })).toBeVisible();
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Note' }).fill('Called the shop');
  await page.keyboard.press('Control+Enter');
  await expect(triage(page).getByRole('note', { name: 'Note' })).toBeVisible();

  const other = await context.newPage();
  await other.goto(`/fleet-2${paths.device(SID)}`);
  await expect(triage(other).getByRole('button', { name: 'Snooze' })).toBeVisible();
  await expect(triage(other).getByRole('note', { name: 'Note' })).toHaveCount(0);
  await other.goto(`/fleet-2${paths.settings}`);
  await other.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'Dark' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  // What the other one told its own pages of its build is no matter of this one.
  await expect(page.getByRole('note', { name: 'Connected fleet' })).not.toContainText('newer version');
  const third = await context.newPage();
  await third.goto(under(paths.device(SID)));
  await expect(triage(third).getByRole('note', { name: 'Note' })).toContainText('Called the shop');
  await expect(other.getByRole('note', { name: 'Connected fleet' })).not.toContainText('newer version');
  await second.stop();
  await newer.remove();
});

test('the service worker of another program is left alone under its own path, and ended where it would stand before the console', async ({ page, between }) => {
  const worker = 'self.addEventListener("fetch", () => undefined);';
  const serve = (scope: string) => ({
    to: (request: IncomingMessage, response: ServerResponse): void => {
      const script = request.url?.endsWith('/worker.js') === true;
      response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html', 'service-worker-allowed': '/' });
      response.end(script ? worker : `<!doctype html><title>Neighbour</title><link rel="icon" href="data:,"><script>navigator.serviceWorker.register('worker.js', { scope: '${scope}' }).then(() => { document.title = 'Registered'; })</script>`);
    },
  });
  between.ways.set('/wiki/', serve('/wiki/'));
  between.ways.set('/old/', serve('/'));
  for (const neighbour of ['/wiki/', '/old/']) {
    await page.goto(neighbour);
    await expect(page).toHaveTitle('Registered');
  }
  await page.goto(under(paths.devices()));
  await expect(row(page, 'freezer-1')).toBeVisible();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope))).toEqual([`${between.url}/wiki/`]);
});

test.describe('behind a proxy that takes the path away', () => {
  test.use({ serverEnv: async ({ between }, provide) => provide({ ALLOWED_HOSTS: `localhost:${between.port}` }) });

  test('the page says what to check, where its files do not arrive', async ({ page, fleet, between, problems }) => {
    problems.expectFailedRequests();
    problems.expect(/MIME type/u);
    between.ways.set('/fleet/', { to: portOf(fleet.url), strip: true });
    await page.goto('/fleet/');
    await expect(page.getByText('The console is loading. If it does not appear, reload the page.')).toBeVisible();
    await expect(page.getByText(/^If reloading does not help, .* BASE_PATH=\/fleet\/.*unchanged\.$/u)).toBeVisible();
    // Where the path is known, the proxy that takes it away is told so.
    await fleet.restartConsole({ BASE_PATH: '/fleet/' });
    await page.goto('/fleet/');
    await expect(page.getByText('There is nothing at this address. The console is at /fleet/ (BASE_PATH): a proxy in front of it must pass on that path as it is.')).toBeVisible();
  });
});
