import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWorkflowsPage, renderWorkflowsPage } from '../../../docs/workflows.ts';
import { LOG } from '../../../functions/runtime/log-messages.ts';
import { ALARMS } from '../../../lib/constructs/alarms.ts';
import { MAP_RETRIES, TASK_RETRIES } from '../../../lib/workflows/retries.ts';

describe('docs/workflows.md', () => {
  it('shows the definitions and lifecycles as they are now (node docs/workflows.ts writes it)', () => {
    expect(readWorkflowsPage()).toBe(renderWorkflowsPage());
  });
});

describe('docs/errors.md', () => {
  it('names every error that is retried, with the retries and seconds of its policy', () => {
    const page = readFileSync('docs/errors.md', 'utf8');
    const missing = [...TASK_RETRIES, ...MAP_RETRIES].flatMap(({ ErrorEquals, Comment }) => {
      const rows = page.split('\n').filter((line) => ErrorEquals.every((name) => line.includes(`\`${name}\``)));
      const [, policy = ''] = /: (.*)$/.exec(Comment) ?? [];
      return rows.some((row) => row.includes(policy)) ? [] : [Comment];
    });
    expect(missing).toEqual([]);
  });
});

describe('alarms', () => {
  it('listen only for messages that the catalogue of log messages has', () => {
    const known = new Set(Object.values(LOG).map(({ code }): string => code));
    const listened = ALARMS.flatMap(({ source }) => (typeof source === 'function' ? [] : source.codes));
    expect(listened.length).toBeGreaterThan(0);
    expect(listened.filter((code) => !known.has(code))).toEqual([]);
  });
});
