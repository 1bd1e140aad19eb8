// Bundles the simulator, because Node 20 runs no TypeScript, and starts it with the arguments it was given.
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: 'simulator/main.ts',
    outDir: 'dist/simulator',
    emptyOutDir: true,
    target: 'node20',
  },
});
// In this process, so that signals and the exit code are the program's own.
await import(pathToFileURL(`${root}dist/simulator/main.js`).href);
