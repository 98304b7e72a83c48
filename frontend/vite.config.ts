import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running Spate; the built page always talks to its own origin. */
const backend = process.env.SPATE_URL ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { target: 'es2023', sourcemap: false },
  server: {
    host: '127.0.0.1',
    proxy: {
      // As objects, because the short form sends another `Host`, and sign-in compares it with the page's origin.
      '/api': { target: backend },
      '/sse': { target: backend },
      '/ws': { target: backend, ws: true },
    },
  },
  test: {
    restoreMocks: true,
    testTimeout: 60_000,
    expect: { poll: { timeout: 5_000 } },
    projects: [
      // The core runs without a browser around it, which proves that it needs none.
      { extends: true, test: { name: 'core', environment: 'node', include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'page',
          environment: 'jsdom',
          include: ['src/**/*.test.tsx'],
          setupFiles: ['src/testing/setup.ts'],
        },
      },
    ],
  },
});
