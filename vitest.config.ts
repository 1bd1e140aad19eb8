import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['{src,server,simulator,tools}/**/*.test.ts'], environment: 'node' },
});
