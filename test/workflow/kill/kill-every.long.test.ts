import { expect, test } from 'vitest';
import { runKilledAtEach, runUndisturbed } from './kill-support.ts';

test.each(['premium-request', 'payment-batch'] as const)(
  'a %s killed at any journal write at all ends as the undisturbed one',
  async (workflow) => {
    const undisturbed = await runUndisturbed(workflow);
    const points = Array.from({ length: undisturbed.points }, (_, index) => index + 1);
    const ends = await runKilledAtEach(workflow, points, undisturbed);

    expect(ends.map(({ point, outcome, needless }) => ({ point, outcome, needless }))).toEqual(
      points.map((point) => ({ point, outcome: undisturbed.outcome, needless: 0 })),
    );
    expect(ends.filter(({ signal }) => signal === 'SIGKILL').length).toBeGreaterThanOrEqual(points.length - 4);
  },
);
