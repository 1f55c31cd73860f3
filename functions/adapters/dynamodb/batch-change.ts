import { BrokenError } from '../../../domain/errors.ts';
import type { AuditFact } from '../../../domain/audit/chain.ts';
import { batchLifecycle } from '../../../domain/batch/lifecycle.ts';
import type { BatchStatus } from '../../../domain/batch/lifecycle.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { canMove } from '../../../domain/lifecycle.ts';
import { changeHead } from './change-head.ts';
import { batchKey } from './keys.ts';
import { batchHeadSchema } from './batch-records.ts';
import type { BatchHead } from './batch-records.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';

export interface BatchMove {
  readonly batchId: BatchId;
  readonly from: BatchStatus;
  readonly to: BatchStatus;
  readonly by: string;
  readonly now: Date;
  /** Asked of the head as it is now, perhaps several times. */
  readonly change: (head: BatchHead) => {
    readonly set?: Readonly<Partial<BatchHead>>;
    readonly remove?: readonly string[];
    readonly also?: readonly WriteItem[];
    readonly data?: AuditFact['data'];
  };
}

/**
 * Moves a batch from one status to the next, with its event `batch-<to>`. A batch that has moved on already is left as it
 * is, so steps can be repeated.
 * @returns the status it has now
 * @throws BrokenError for a move that the lifecycle does not know
 */
export async function moveBatch(table: Table, move: BatchMove): Promise<BatchStatus> {
  if (!canMove(batchLifecycle, move.from, move.to))
    throw new BrokenError(`batch ${move.batchId} cannot go from ${move.from} to ${move.to}`);
  const at = move.now.toISOString();
  const answer = await changeHead<BatchHead, BatchStatus>(table, {
    key: batchKey(move.batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null) throw new BrokenError(`no batch ${move.batchId}`);
      if (head.status !== move.from) return { stop: head.status };
      const { set, remove, also, data } = move.change(head);
      return {
        change: {
          set: { ...set, status: move.to, changedAt: at },
          remove: ['problem', ...(remove ?? [])],
          event: { type: `batch-${move.to}`, at, by: move.by, data: { from: move.from, ...data } },
          ...(also !== undefined && { also }),
        },
      };
    },
    // Further writes fail only when something else has moved; the head then tells what.
    onAlsoFailed: () => undefined,
  });
  return answer.changed ? move.to : answer.stop;
}

/** Writes down why a batch stopped; repair and administrators see it. The status stays. */
export async function noteProblem(
  table: Table,
  problem: { batchId: BatchId; code: string; id: string; en: string; by: string; now: Date },
): Promise<void> {
  const { batchId, code, id, en, by, now } = problem;
  const at = now.toISOString();
  await changeHead<BatchHead, 'noted'>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null) throw new BrokenError(`no batch ${batchId}`);
      if (head.problem?.code === code && head.problem.en === en) return { stop: 'noted' };
      const event = { type: 'batch-problem', at, by, data: { code, en } };
      return { change: { set: { problem: { code, id, en }, changedAt: at }, event } };
    },
  });
}
