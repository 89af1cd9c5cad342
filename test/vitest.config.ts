import { defineConfig } from 'vitest/config';

/**
 * Tests that share the modules they import, which takes half of their time: what they test remembers nothing, or goes by
 * an address that each has of its own.
 */
const SHARING = [
  'test/shared/domain/**/*.test.ts',
  'test/shared/formats/**/*.test.ts',
  'test/shared/contract/**/*.test.ts',
  'test/lambdas/measure/**/*.test.ts',
  'test/lambdas/calibrate/**/*.test.ts',
  'test/case-studies/**/*.test.ts',
];

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
      { extends: true, test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: SHARING } },
      { extends: true, test: { name: 'sharing', include: SHARING, isolate: false } },
    ],
  },
});
