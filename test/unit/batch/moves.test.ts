import { describe, expect, it } from 'vitest';
import { batchLifecycle, batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import type { BatchStatus } from '../../../domain/batch/lifecycle.ts';
import { canMove } from '../../../domain/lifecycle.ts';
import { month } from '../../../domain/period/period.ts';
import { readEvents } from '../../../functions/adapters/dynamodb/audit-log.ts';
import { moveBatch } from '../../../functions/adapters/dynamodb/batch-change.ts';
import { ensureOpenBatch } from '../../../functions/adapters/dynamodb/batch-membership.ts';
import { requireBatch } from '../../../functions/adapters/dynamodb/batch-store.ts';
import { batchKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { memoryTable } from '../../support/memory-table.ts';

const SLOT = { wadahId: 'SG', sourceId: 'APBD', period: { firstMonth: month('2027-01'), months: 1 as const } };
const now = new Date('2027-01-20T02:00:00.000Z');
const STATUSES = batchStatusSchema.options;
const PAIRS = STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const));
const KNOWN = PAIRS.filter(([from, to]) => canMove(batchLifecycle, from, to));
const UNKNOWN = PAIRS.filter(([from, to]) => !canMove(batchLifecycle, from, to));

/** A batch that stands at `status`, and what a move brings it to. */
async function batchAt(status: BatchStatus) {
  const table = memoryTable();
  const batchId = await ensureOpenBatch(table, { slot: SLOT, dueDate: '2027-02-15', by: 'test', now });
  const { pk, sk } = batchKey(batchId);
  const id = `${pk}\n${sk}`;
  table.items.set(id, { ...table.items.get(id), status });
  const move = (from: BatchStatus, to: BatchStatus) =>
    moveBatch(table, { batchId, from, to, by: 'test', now, change: () => ({}) });
  const seen = async () => ({
    head: await requireBatch(table, batchId),
    events: (await Array.fromAsync(readEvents(table, pk))).map(({ type }) => type),
  });
  return { move, seen };
}

describe('a move of a batch', () => {
  it.each(KNOWN)('from %s to %s is made, with its event', async (from, to) => {
    const { move, seen } = await batchAt(from);
    const { events } = await seen();
    expect(await move(from, to)).toBe(to);
    expect(await seen()).toMatchObject({ head: { status: to }, events: [...events, `batch-${to}`] });
  });

  it.each(UNKNOWN)('from %s to %s is refused, and nothing is written', async (from, to) => {
    const { move, seen } = await batchAt(from);
    const before = await seen();
    await expect(move(from, to)).rejects.toThrow(`cannot go from ${from} to ${to}`);
    expect(await seen()).toEqual(before);
  });

  it('that was made before by somebody else changes nothing and tells where the batch stands', async () => {
    const { move, seen } = await batchAt('sent');
    const before = await seen();
    expect(await move('sealed', 'built')).toBe('sent');
    expect(await seen()).toEqual(before);
  });
});
