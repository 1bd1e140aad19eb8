/**
 * `npm start`: builds, then runs the server in this same process, so that the Ctrl-C or SIGTERM which npm passes on
 * reaches the one that has to drain, and its exit code is npm's.
 */
import { build } from './build.js';

try {
  await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

process.env['NODE_ENV'] = 'production';
await import(new URL('../dist/server/main.js', import.meta.url).href);
