/**
 * `npm start`: builds, then runs the server in this same process, so that the Ctrl-C or SIGTERM which npm passes on
 * reaches the one that has to drain, and its exit code is npm's.
 */
import { Console } from 'node:console';

import { build } from './build.js';

// stdout is the audit, which is for machines.
globalThis.console = new Console(process.stderr);

try {
  await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

process.env['NODE_ENV'] = 'production';
await import(new URL('../dist/server/main.js', import.meta.url).href);
