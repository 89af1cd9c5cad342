import { defineConfig } from 'vitest/config';

/**
 * Tests whose work is done by processes that they start: they gain nothing from modules that others have loaded. They are
 * the longest, so they come first (projects run in the order of their names), and the last minute is of many short files.
 */
const ALONE = ['test/pipeline/**/*.test.ts', 'test/faults/**/*.test.ts', 'test/ci/**/*.test.ts'];

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
      { extends: true, test: { name: 'alone', include: ALONE } },
      // Half of the time of a file is the loading of modules, which these share: what they test remembers nothing, or goes
      // by an address that each file has of its own.
      {
        extends: true,
        test: { name: 'sharing', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
    ],
  },
});
