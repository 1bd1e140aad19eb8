/** For tests: the production server, built on its own, to be run as a process. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

/** Inside the project, so that the built server finds its packages. */
const cache = path.resolve('node_modules/.cache');

/** Builds it into a folder of its own (`server/main.js`, beside a page of one line), which is the caller's to remove. */
export async function buildServer(): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'server-'));
  mkdirSync(path.join(folder, 'client'));
  writeFileSync(path.join(folder, 'client/index.html'), '<meta content="%FLEET_SESSION%">');
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: { ssr: 'server/main.ts', outDir: path.join(folder, 'server'), emptyOutDir: true },
  });
  return folder;
}

/** The token out of the document of the console at this address. */
export async function tokenOf(url: string): Promise<string> {
  return /token&quot;:&quot;([\w-]+)/u.exec(await (await fetch(url)).text())?.[1] ?? '';
}

/** Makes a pipe with a name; Node cannot. */
export function makePipe(name: string): void {
  execFileSync('sh', ['-c', 'mkfifo "$0"', name]);
}
