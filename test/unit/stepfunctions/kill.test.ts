import { beforeAll, describe, expect, test } from 'vitest';
import { runKilledAtEach, runUndisturbed } from './kill-support.ts';

const SAMPLE = 40;
const SEED = 20_260_105;

/** A seeded shuffle, so that a failing sample can be run again; the last few points may be missing in a quicker run. */
function sample(points: number): number[] {
  let state = SEED;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  return Array.from({ length: points - 4 }, (_, index) => ({ point: index + 1, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, SAMPLE)
    .map(({ point }) => point);
}

describe('a process killed at a journal write', () => {
  let undisturbed: Awaited<ReturnType<typeof runUndisturbed>>;

  beforeAll(async () => {
    undisturbed = await runUndisturbed();
  });

  test(
    'ends as the undisturbed run does, and repeats no call whose success was written down',
    { timeout: 300_000 },
    async () => {
      const points = sample(undisturbed.points);
      const ends = await runKilledAtEach(points);

      expect(points).toHaveLength(SAMPLE);
      expect(undisturbed.outcome).toMatchObject({ status: 'SUCCEEDED', output: '{"asked":"yes","kept":"first-0"}' });
      expect(ends.map(({ point, outcome, repeated }) => ({ point, outcome, repeated }))).toEqual(
        points.map((point) => ({ point, outcome: undisturbed.outcome, repeated: [] })),
      );
      // Commits are grouped, so a run that happened to need fewer of them may end before one of the last points.
      expect(ends.filter(({ signal }) => signal === 'SIGKILL').length).toBeGreaterThan(SAMPLE - 8);
    },
  );
});
