/** The built console as a process of its own: exactly what `npm start` runs once it has built. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { takePort } from './ports.ts';

const MAIN = path.resolve(import.meta.dirname, '../../dist/server/main.js');
/** Without the path that it may be served under. */
const ADDRESS = /^http:\/\/localhost:\d+(?=\/|$)/mu;
/** Far more than it needs, also where other tests have the processors. */
const START_MS = 30_000;
const STOP_MS = 5_000;

export interface ConsoleServer {
  /** `http://localhost:PORT` */
  readonly url: string;
  readonly pid: number;
  /** What it has printed so far, on stdout and stderr: the audit, too. */
  output(): string;
  /** Asks it to drain with a signal; answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts it on a port of its own; `main`: of another build. Only PATH is taken over, so that nobody's own account is in a test's environment. */
export async function startConsole(env: Readonly<Record<string, string>>, main = MAIN): Promise<ConsoleServer> {
  // An empty folder: a developer's own .env must not be read either.
  const folder = await mkdtemp(path.join(tmpdir(), 'fleet-console-'));
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', PORT: String(await takePort()), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`The console ${why}. It said:\n${output}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`printed no address within ${START_MS} ms`);
    }, START_MS);
    const listen = (chunk: string): void => {
      output += chunk;
      const address = ADDRESS.exec(output)?.[0];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    stop: async (signal = 'SIGTERM') => {
      const code = await end(child, exited, signal);
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}

async function end(child: ChildProcess, exited: Promise<number | null>, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  // A request that a fault holds open would keep it draining; a test does not wait for that.
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  const code = await exited;
  clearTimeout(timer);
  return code;
}
