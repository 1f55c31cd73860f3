import { describe, expect, it } from 'vitest';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { RefusedError } from '../../../domain/errors.ts';
import { month } from '../../../domain/period/period.ts';
import {
  assignRevision,
  closeMembership,
  ensureOpenBatch,
} from '../../../functions/adapters/dynamodb/batch-membership.ts';
import { membersOf } from '../../../functions/adapters/dynamodb/batch-store.ts';
import { readItem } from '../../../functions/adapters/dynamodb/table.ts';
import { revisionKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { revisionHeadSchema } from '../../../functions/adapters/dynamodb/records.ts';
import { batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const slot = { wadahId: 'SG', period: { firstMonth: month('2027-01'), months: 1 as const }, sourceId: 'APBD' };
const open = { slot, dueDate: '2027-02-15', by: 'test', now: new Date('2027-01-02T00:00:00.000Z') };

describe('opening a batch and closing its membership', () => {
  it('gives ten callers at once the same open batch', async () => {
    const table = await newTable();
    const ids = await Promise.all(Array.from({ length: 10 }, () => ensureOpenBatch(table, open)));
    expect(new Set(ids)).toEqual(new Set(['SG-202701-1-APBD-1']));
  });

  it('makes a revision a member of one batch only, however many try', async () => {
    const world = await batchWorld(await newTable());
    const { table } = world.deps();
    const revisionId = await world.committed(world.roster(1));
    const batchId = await ensureOpenBatch(table, open);
    const by = { by: 'test', now: open.now };
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => assignRevision(table, { revisionId, batchId, ...by })),
    );
    expect(outcomes.filter((outcome) => outcome === 'assigned')).toHaveLength(1);
    expect(await world.batch(batchId)).toMatchObject({ members: 1 });
    expect(await membersOf(table, batchId)).toEqual([revisionId]);
  });

  it('never loses a revision between assigning and closing: it is in the closed batch or in the next one', async () => {
    const world = await batchWorld(await newTable());
    const { table } = world.deps();
    const roster = world.roster(6);
    const ids = [];
    for (const [index, row] of roster.entries()) ids.push(await world.committed([row], index + 1));
    // Two daily runs and finance at the same moment.
    await Promise.all([
      world.openDaily({ force: true }),
      world.openDaily({ force: true }),
      world.openDaily({ force: true }),
    ]);
    await world.openDaily({ force: true });
    const batches = new Set<string>();
    for (const id of ids) {
      const head = await readItem(table, revisionKey(id), revisionHeadSchema);
      if (head?.batchId === undefined) throw new Error(`revision ${id} has no batch`);
      expect(await membersOf(table, head.batchId)).toContain(id);
      batches.add(head.batchId);
    }
    for (const batchId of batches) {
      const head = await world.batch(batchIdSchema.parse(batchId));
      expect(head.number).toBeDefined();
      expect(head.members).toBe((await membersOf(table, head.batchId)).length);
    }
    expect(new Set(world.executions.started.map(({ name }) => name))).toEqual(
      new Set([...batches].map((id) => `${id}-1`)),
    );
  });

  it('refuses members once the membership is closed, and never closes an empty batch', async () => {
    const world = await batchWorld(await newTable());
    const { table } = world.deps();
    const [first, second] = [await world.committed(world.roster(1)), await world.committed(world.roster(1, 2), 2)];
    const batchId = await ensureOpenBatch(table, open);
    const by = { by: 'test', now: open.now };
    expect(await closeMembership(table, { batchId, ...by })).toBe('empty');
    await assignRevision(table, { revisionId: first, batchId, ...by });
    expect(await closeMembership(table, { batchId, ...by })).toMatchObject({ number: 1 });
    expect(await assignRevision(table, { revisionId: second, batchId, ...by })).toBe('closed');
    expect(await ensureOpenBatch(table, open)).toBe('SG-202701-1-APBD-2');
  });

  it('numbers the batches of a fiscal year without gaps, also when they close at the same moment', async () => {
    const world = await batchWorld(await newTable());
    const { table } = world.deps();
    const by = { by: 'test', now: open.now };
    const batches = [];
    for (let index = 1; index <= 4; index += 1) {
      const revisionId = await world.committed(world.roster(1, index), index);
      const batchId = await ensureOpenBatch(table, { ...open, slot: { ...slot, sourceId: `CSR-${index}` } });
      await assignRevision(table, { revisionId, batchId, ...by });
      batches.push(batchId);
    }
    const closed = await Promise.all(batches.map((batchId) => closeMembership(table, { batchId, ...by })));
    const numbers = closed.map((head) => (head === 'empty' ? 0 : head.number));
    expect(new Set(numbers)).toEqual(new Set([1, 2, 3, 4]));
  });

  it('opens nothing before the opening date, and all of it on that day', async () => {
    const world = await batchWorld(await newTable());
    await world.committed(world.roster(1));
    expect(await world.openDaily()).toEqual({ batches: [], waiting: 1 });
    world.requests.state.clock = Date.parse('2027-02-14T17:00:00.000Z');
    expect(await world.openDaily()).toMatchObject({
      batches: [{ batchId: 'SG-202701-1-APBD-1', number: 1, members: 1 }],
    });
  });

  it('tells finance when nothing waits for the named batch', async () => {
    const world = await batchWorld(await newTable());
    await expect(world.createBatch()).rejects.toThrow(RefusedError);
    await expect(world.createBatch()).rejects.toMatchObject({ code: 'nothing-to-batch', kind: 'conflict' });
  });
});
