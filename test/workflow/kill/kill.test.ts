import { describe, expect, test } from 'vitest';
import { runKilledAtEach, runUndisturbed, samplePoints } from './kill-support.ts';

const SAMPLE = 40;

describe.each(['premium-request', 'payment-batch'] as const)(
  'a %s whose process is killed at a journal write',
  (workflow) => {
    test('ends as the undisturbed one, and calls nothing again that had answered', { timeout: 240_000 }, async () => {
      const undisturbed = await runUndisturbed(workflow);
      const points = samplePoints(undisturbed.points, SAMPLE);
      const ends = await runKilledAtEach(workflow, points, undisturbed);

      expect(points).toHaveLength(SAMPLE);
      expect(undisturbed.outcome.status).toBe('SUCCEEDED');
      expect(ends.map(({ point, outcome, needless }) => ({ point, outcome, needless }))).toEqual(
        points.map((point) => ({ point, outcome: undisturbed.outcome, needless: 0 })),
      );
      // Commits are grouped, so a run that happens to need fewer of them may end before one of the last points.
      expect(ends.filter(({ signal }) => signal === 'SIGKILL').length).toBeGreaterThanOrEqual(SAMPLE - 2);
    });
  },
);
