import { describe, expect, it } from 'vitest';
import { readWorkflowsPage, renderWorkflowsPage } from '../../../docs/workflows.ts';

describe('docs/workflows.md', () => {
  it('shows the definitions and lifecycles as they are now (node docs/workflows.ts writes it)', () => {
    expect(readWorkflowsPage()).toBe(renderWorkflowsPage());
  });
});
