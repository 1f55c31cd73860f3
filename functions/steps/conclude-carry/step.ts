import type { Tally } from '../../../domain/batch/tally.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { byAllocation } from '../../adapters/dynamodb/batch-lines.ts';
import { closeMembership, openBatchOf } from '../../adapters/dynamodb/batch-membership.ts';
import { requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { tallyByStatus } from '../../adapters/dynamodb/batch-tallies.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { startBatch } from '../../adapters/dynamodb/start-batch.ts';
import type { StartBatchDeps } from '../../adapters/dynamodb/start-batch.ts';
import type { ConcludeCarryInput, ConcludeCarryOutput } from './contract.ts';

/** Totals what is final now and sends the follow-up batch on its way; cut off before its start, repair starts it. */
export async function concludeCarry(
  { batchId }: ConcludeCarryInput,
  deps: StartBatchDeps,
): Promise<ConcludeCarryOutput> {
  const { table, now } = deps;
  const tallyOf = await tallyByStatus(table, batchId);
  const seen = await requireBatch(table, batchId);
  const followUp = tallyOf('carried').lines > 0 ? (seen.followUp ?? (await openBatchOf(table, seen.slot))) : undefined;
  const at = now().toISOString();
  await changeHead<BatchHead, 'concluded'>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null) throw new BrokenError(`no batch ${batchId}`);
      if (head.carrying !== true) return { stop: 'concluded' };
      const sums = (tally: Tally) => ({
        lines: tally.lines,
        total: tally.total,
        byAllocation: byAllocation(head, tally),
      });
      const rejected = { lines: tallyOf('rejected').lines, total: tallyOf('rejected').total };
      const carriedOut = sums(tallyOf('carried'));
      const pendingLines = tallyOf('pending').lines;
      const status = head.status === 'sent' && pendingLines === 0 ? 'answered' : head.status;
      return {
        change: {
          set: {
            status,
            accepted: sums(tallyOf('accepted')),
            rejected,
            carriedOut,
            followUp,
            pendingLines,
            changedAt: at,
          },
          remove: ['carrying', 'problem'],
          event: {
            type: 'lines-carried',
            at,
            by: 'conclude-carry',
            data: { carriedOut, rejected, followUp, pendingLines },
          },
        },
      };
    },
  });
  if (followUp !== undefined) {
    const next = await closeMembership(table, { batchId: followUp, by: 'conclude-carry', now: now() });
    if (next !== 'empty') await startBatch(next, deps);
  }
  const { status } = await requireBatch(table, batchId);
  return { status, followUp };
}
