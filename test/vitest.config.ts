import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/keep-console.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Without it vitest leaves one core idle; the whole-day tests mostly wait for processes of their own.
    maxWorkers: '100%',
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
