import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fleetGateway } from './server/vite-plugin.ts';

export default defineConfig({
  plugins: [react(), tailwindcss(), fleetGateway()],
  server: { port: 5173, strictPort: true, cors: false },
  preview: { port: 4301, strictPort: true, cors: false },
  build: { outDir: 'dist/client', modulePreload: { polyfill: false }, target: 'es2023' },
  worker: { format: 'es' },
  // Found only once the Worker runs, and would then have the page loaded anew.
  optimizeDeps: { include: ['comlink', 'idb'] },
});
