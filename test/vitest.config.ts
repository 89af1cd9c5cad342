import { defineConfig } from 'vitest/config';

/** Tests of pure functions share the modules that they import: nothing in those remembers anything. */
const PURE = ['test/shared/domain/**/*.test.ts', 'test/shared/formats/**/*.test.ts'];

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    setupFiles: ['test/support/keep-console.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Without it vitest leaves one core idle; the whole-day tests mostly wait for processes of their own.
    maxWorkers: '100%',
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: PURE } },
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
    ],
  },
});
