import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/**
 * The longest files, longest first. On a fresh clone nothing else tells which they are: small as they are, they would begin
 * last, with one core idle beside them.
 */
const LONGEST = [
  'test/e2e/repair.test.ts',
  'test/unit/batch/money-sequences.test.ts',
  'test/unit/batch/money-sequences-dynamodb.test.ts',
  'test/workflow/kill/kill.test.ts',
  'test/unit/stepfunctions/kill.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.indexOf(relative(import.meta.dirname, moduleId));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.long.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is waited for comes; a busy machine is slow, not wrong.
    expect: { poll: { timeout: 60_000 } },
    // Refusals and failures that tests provoke are asserted, not read.
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_DEV: 'false' },
    sequence: { sequencer: LongestFirst },
    globalSetup: 'test/support/dynamodb-of-the-run.ts',
    // Two cores, and several suites start a system of their own.
    maxWorkers: 2,
  },
});
