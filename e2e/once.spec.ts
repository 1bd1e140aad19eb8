/** Browsers and proxies send a request again by themselves. No device gets a change twice by that. */
import { outcomes } from './support/bulk.ts';
import { expect, test as base } from './support/fixtures.ts';
import { type Proxy, startProxy } from './support/proxy.ts';
import { run } from './support/runs.ts';

const DEVICES = 30;

const test = base.extend<{ between: Proxy }>({
  // oxlint-disable-next-line no-empty-pattern -- that is how a fixture says that it needs none
  between: async ({}, provide) => {
    const proxy = await startProxy();
    await provide(proxy);
    await proxy.close();
  },
  serverEnv: async ({ between }, provide) => provide({ ALLOWED_HOSTS: `localhost:${between.port}` }),
  baseURL: async ({ between, fleet }, provide) => {
    between.target = Number(new URL(fleet.url).port);
    await provide(`http://localhost:${between.port}`);
  },
});
test.use({ pace: 'auto', worldOptions: { seedDevices: Array.from({ length: DEVICES }, () => ({})) } });

test.beforeEach(({ problems }) => {
  problems.expectFailedRequests();
});

test('the console is killed and back at once behind a proxy: the browser repeats what was under way, and each device restarts once', async ({ page, fleet }) => {
  test.setTimeout(120_000);
  // Applied, and never answered: the console is killed while it waits.
  fleet.faults.set('timeout-after-write:count=2,on=POST');
  await run(page, 'Restart', DEVICES);
  await expect.poll(() => fleet.world.counters.writes).toBe(2);
  await fleet.console.stop('SIGKILL');
  await fleet.restartConsole();
  await expect.poll(async () => (await outcomes(page))['not sent'], { timeout: 60_000 }).toBe(0);
  await expect.poll(async () => (await outcomes(page))['on its way'] ?? 0).toBe(0);
  expect([...fleet.world.counters.restartsBySid.values()]).toEqual(Array.from({ length: DEVICES }, () => 1));
  expect(await outcomes(page)).toMatchObject({ done: DEVICES - 2, unknown: 2 });
});

test('an API that carries restarts out and answers 408 and 421 has each device restart once, and their outcomes are unknown', async ({ page, fleet }) => {
  test.setTimeout(120_000);
  // With others in between that go well: the run would halt over failures in a row.
  fleet.faults.set('status-after-write:status=408,every=3;status-after-write:status=421,every=4');
  await run(page, 'Restart', DEVICES);
  await expect.poll(async () => (await outcomes(page))['not sent'], { timeout: 60_000 }).toBe(0);
  await expect.poll(async () => (await outcomes(page))['on its way'] ?? 0).toBe(0);
  expect([...fleet.world.counters.restartsBySid.values()]).toEqual(Array.from({ length: DEVICES }, () => 1));
  const [timeouts = 0, misdirected = 0] = fleet.faults.toJSON().map(({ fired }) => fired);
  expect(Math.min(timeouts, misdirected)).toBeGreaterThan(2);
  expect(await outcomes(page)).toMatchObject({ done: DEVICES - timeouts - misdirected, unknown: timeouts + misdirected });
});
