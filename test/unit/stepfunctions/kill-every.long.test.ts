import { expect, test } from 'vitest';
import { runKilledAtEach, runUndisturbed } from './kill-support.ts';

test(
  'a process killed at any journal write at all ends as the undisturbed run does',
  { timeout: 3_600_000 },
  async () => {
    const { outcome, points } = await runUndisturbed();
    const ends = await runKilledAtEach(Array.from({ length: points }, (_, index) => index + 1));
    const killed = ends.filter(({ signal }) => signal === 'SIGKILL');

    expect(killed.length).toBeGreaterThan(points - 8);
    expect(ends.map((end) => ({ point: end.point, outcome: end.outcome, repeated: end.repeated }))).toEqual(
      ends.map(({ point }) => ({ point, outcome, repeated: [] })),
    );
  },
);
