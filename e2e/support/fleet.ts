/** A console and the simulated API behind it, for one test alone: its own world, clock, port and process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createSimulator, type SimulatorOptions } from '../../simulator/app.ts';
import { listen } from '../../simulator/listen.ts';
import { type ConsoleServer, startConsole } from './console-server.ts';
import { takePort } from './ports.ts';

export type WorldOptions = Omit<SimulatorOptions, 'now' | 'accountSid' | 'authToken'>;
type World = ReturnType<typeof createSimulator>['world'];

export const ACCOUNT_SID = `AC${'0123456789abcdef'.repeat(2)}`;
export const AUTH_TOKEN = 'a-token-that-no-page-may-ever-show';

export interface Fleet {
  /** Address of the console. */
  readonly url: string;
  /** Address of the API. */
  readonly api: string;
  /** The truth: what the API holds, and its counters. Change it to be "somebody else". */
  readonly world: World;
  /** Faults of the API, e.g. `set('503:count=2,on=list')`. */
  readonly faults: World['faults'];
  /** The API's clock. It runs; advance it to let time pass at once. Held, it stands still but for that: what has yet to land waits. */
  readonly clock: { now(): number; advance(ms: number): void; hold(): void };
  /** The console's process as it is now: its output, and its end. */
  readonly console: ConsoleServer;
  /** Ends the console and starts it anew on the same port, with these settings on top: its pages stay open. `main`: of another build. */
  restartConsole(env?: Readonly<Record<string, string>>, main?: string): Promise<void>;
  /** Takes the API off the network, so that connections are refused. */
  stop(): Promise<void>;
  /** Brings the API back, at the same address and with the same world. */
  start(): Promise<void>;
}

/** @param env settings of the console besides address and credential */
export async function startFleet(
  options: WorldOptions,
  env: Readonly<Record<string, string>>,
): Promise<Fleet & { close(): Promise<void> }> {
  let passed = 0;
  let heldAt: number | null = null;
  const clock = {
    now: () => (heldAt ?? Date.now()) + passed,
    advance: (ms: number) => {
      passed += ms;
    },
    hold: () => {
      heldAt ??= Date.now();
    },
  };
  const api = createSimulator({ devices: 120, ...options, now: clock.now, accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN });
  let listener: Awaited<ReturnType<typeof listen>> | null = await listen(api.fetch, { port: await takePort() });
  const { origin } = listener;
  const stop = async (): Promise<void> => {
    await listener?.close();
    listener = null;
  };
  // Outlives the console's process, as a real one does.
  const data = await mkdtemp(path.join(tmpdir(), 'fleet-data-'));
  const settings = {
    DATA_DIR: data,
    MICROVISOR_API_URL: origin,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    ...env,
  };
  let server = await startConsole(settings).catch(async (error: unknown) => {
    await stop();
    await rm(data, { recursive: true });
    throw error;
  });
  const { url } = server;
  return {
    url,
    api: origin,
    world: api.world,
    faults: api.world.faults,
    clock,
    get console() {
      return server;
    },
    restartConsole: async (changed = {}, main = undefined) => {
      await server.stop();
      server = await startConsole({ ...settings, ...changed, PORT: new URL(url).port }, main);
    },
    stop,
    start: async () => {
      listener ??= await listen(api.fetch, { port: Number(new URL(origin).port) });
    },
    close: async () => {
      await server.stop();
      await stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
