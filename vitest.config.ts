import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.long.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Refusals and failures that tests provoke are asserted, not read.
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_DEV: 'false' },
    globalSetup: 'test/support/dynamodb-of-the-run.ts',
    // Two cores, and several suites start a system of their own.
    maxWorkers: 2,
  },
});
