import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    environment: 'node',
    include: ['**/*.e2e.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // One browser at a time: the journeys share a machine with the servers they visit.
    fileParallelism: false,
  },
});
