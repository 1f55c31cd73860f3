import { expect, test } from 'vitest';
import { readLevel } from '../../../functions/adapters/dynamodb/level-store.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { repair } from '../../../functions/steps/repair/step.ts';
import type { RepairDeps } from '../../../functions/steps/repair/step.ts';
import { administrationWorld } from '../../support/administration-world.ts';
import { REVISION } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

test('repair moves a waiting seat when a delegation has begun, wakes the sender, and does it once', async () => {
  const world = await administrationWorld(await newTable());
  await openNextLevel({ revisionId: REVISION }, world.deps);
  const [from, until] = ['2027-01-05T02:00:00.000Z', '2027-01-09T02:00:00.000Z'];
  const content = { fromPersonId: 'kabid-hi', toPersonId: 'kasi-jamsos', from, until };
  await world.change({ kind: 'delegation', content });
  world.setClock(from);
  const acted: unknown[] = [];
  const deps = {
    ...world.deps,
    executions: {
      describeExecution: () => Promise.resolve('running'),
      answerToken: () => Promise.resolve('told'),
    },
    tell: { acted: (what: unknown) => acted.push(what), alarm: () => undefined, failed: () => undefined },
  } as unknown as RepairDeps;
  await repair({}, deps);
  await repair({}, deps);
  const level = await readLevel(world.deps.table, { revisionId: REVISION, level: 1 });
  expect(level?.seats[0]).toMatchObject({ personId: 'kasi-jamsos', passedBy: ['kabid-hi'] });
  expect(acted.filter((what) => JSON.stringify(what).includes('openLevels'))).toHaveLength(1);
  expect((await world.events()).at(-1)).toMatchObject({ type: 'level-delegated', by: 'repair' });
});
