/** `vite dev` as a process of its own before a simulated API of its own. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSimulator } from '../../simulator/app.ts';
import { listen } from '../../simulator/listen.ts';
import { ACCOUNT_SID, AUTH_TOKEN } from './fleet.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A console that runs, and the counters of the API behind it. */
export interface DevConsole {
  readonly url: string;
  readonly world: ReturnType<typeof createSimulator>['world'];
  close(): Promise<void>;
}

export async function startDevConsole(): Promise<DevConsole> {
  const api = createSimulator({ devices: 20, accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN });
  const listener = await listen(api.fetch);
  const port = String(await freePort());
  const data = await mkdtemp(path.join(tmpdir(), 'dev-data-'));
  const child = spawn(process.execPath, [path.join(ROOT, 'node_modules/vite/bin/vite.js'), '--port', port], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: data,
      MICROVISOR_API_URL: listener.origin,
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      if (String(chunk).includes(port)) resolve();
    });
    child.once('exit', () => reject(new Error('vite dev did not start.')));
  });
  return {
    url: `http://localhost:${port}`,
    world: api.world,
    close: async () => {
      child.kill();
      await ended;
      await listener.close();
      await rm(data, { recursive: true });
    },
  };
}

/** Vite is told a port, since it does not print one that it has chosen in a form made for programs. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
