/**
 * `test`: a console against a simulated API of the test's own, over real sockets, with an account.
 * `embeddedTest`: a console without settings, which is its own simulated fleet.
 * Both fail when the page did something it must never do (`problems`).
 */
import { expect, test as base } from 'playwright/test';

import { type ConsoleServer, startConsole } from './console-server.ts';
import { type Fleet, startFleet, type WorldOptions } from './fleet.ts';
import { Problems } from './problems.ts';

interface Options {
  /** Settings of the console, e.g. `{ READ_ONLY: '1' }`. */
  readonly serverEnv: Readonly<Record<string, string>>;
  /** The world behind it; 120 devices unless it says otherwise. */
  readonly worldOptions: WorldOptions;
  /** How often the browser reads the whole fleet by itself. `manual` for tests of one page: they count its requests. */
  readonly pace: 'auto' | 'less' | 'manual';
}

const watchedTest = base.extend<Options & { problems: Problems }>({
  serverEnv: [{}, { option: true }],
  worldOptions: [{}, { option: true }],
  pace: ['manual', { option: true }],
  context: async ({ context, pace }, run) => {
    // Only where nothing has been chosen yet: what a test chooses on the page stays. An empty page has no storage.
    await context.addInitScript((chosen) => {
      if (window.origin !== 'null' && localStorage.getItem('fleet.pace') === null) localStorage.setItem('fleet.pace', JSON.stringify(chosen));
    }, pace);
    await run(context);
  },
  problems: [
    async ({ context }, run) => {
      const problems = new Problems();
      problems.watch(context);
      await run(problems);
      expect(problems.unexpected(), 'what the page complained about').toEqual([]);
    },
    { auto: true },
  ],
});

export const test = watchedTest.extend<{ fleet: Fleet }>({
  fleet: [
    async ({ worldOptions, serverEnv }, run, testInfo) => {
      const fleet = await startFleet(worldOptions, serverEnv);
      await run(fleet);
      await fleet.close();
      await attachOutput(fleet.console, testInfo);
    },
    { auto: true },
  ],
  baseURL: async ({ fleet }, run) => run(fleet.url),
});

export const embeddedTest = watchedTest.extend<{ server: ConsoleServer }>({
  server: [
    async ({ serverEnv }, run, testInfo) => {
      const server = await startConsole(serverEnv);
      await run(server);
      await server.stop();
      await attachOutput(server, testInfo);
    },
    { auto: true },
  ],
  baseURL: async ({ server }, run) => run(server.url),
});

async function attachOutput(server: ConsoleServer, testInfo: ReturnType<typeof base.info>): Promise<void> {
  if (testInfo.status === testInfo.expectedStatus) return;
  await testInfo.attach('console.log', { body: server.output(), contentType: 'text/plain' });
}

export { expect };
