import { BrokenError } from '../../../domain/errors.ts';
import type { BatchStatus } from '../../../domain/batch/lifecycle.ts';
import { endAnswerFile, requireAnswerFile } from '../../adapters/dynamodb/answer-store.ts';
import { byAllocation } from '../../adapters/dynamodb/batch-lines.ts';
import { requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { tallyByStatus } from '../../adapters/dynamodb/batch-tallies.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { addCredit } from '../../adapters/dynamodb/credit-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { WriteItem } from '../../adapters/dynamodb/transact.ts';
import type { ConcludeAnswersInput, ConcludeAnswersOutput } from './contract.ts';

export interface ConcludeAnswersDeps {
  readonly table: Table;
  readonly now: () => Date;
}

/**
 * Adds up what the lines say now and lets the batch take the next file; with no line left open it is answered. A rejection
 * after the bill voids it: bill and SP2D stay in the event, the credits it took are free again.
 */
export async function concludeAnswers(
  { batchId, sha256 }: ConcludeAnswersInput,
  { table, now }: ConcludeAnswersDeps,
): Promise<ConcludeAnswersOutput> {
  const tallyOf = await tallyByStatus(table, batchId);
  const file = await requireAnswerFile(table, batchId, sha256);
  const accepted = tallyOf('accepted');
  const rejected = { lines: tallyOf('rejected').lines, total: tallyOf('rejected').total };
  const reversed = tallyOf('reversed');
  const pendingLines = tallyOf('pending').lines;
  const at = now().toISOString();
  await changeHead<BatchHead, BatchStatus>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null) throw new BrokenError(`no batch ${batchId}`);
      if (head.applying !== sha256) return { stop: head.status };
      const isVoided = isBilled(head) && head.accepted?.total !== accepted.total;
      const status = isVoided || (head.status === 'sent' && pendingLines === 0) ? 'answered' : head.status;
      const { lines, total } = accepted;
      const amounts = byAllocation(head, accepted);
      return {
        change: {
          set: {
            status,
            accepted: { lines, total, byAllocation: amounts },
            rejected,
            ...(reversed.lines > 0 && {
              reversed: { lines: reversed.lines, total: reversed.total, byAllocation: byAllocation(head, reversed) },
            }),
            pendingLines,
            changedAt: at,
          },
          remove: ['applying', 'problem', ...(isVoided ? ['facts', 'credits'] : [])],
          event: {
            type: typeOf({ isVoided, isMoved: status !== head.status }),
            at,
            by: 'conclude-answers',
            data: {
              sha256,
              counts: file.counts ?? {},
              accepted: { lines, total },
              rejected,
              pendingLines,
              ...(isVoided && { voided: head.facts }),
            },
          },
          also: [endAnswerFile(table, file, { status: 'applied' }), ...(isVoided ? creditsBack(table, head) : [])],
        },
      };
    },
  });
  const head = await requireBatch(table, batchId);
  return { status: head.status, pending: head.pendingLines ?? pendingLines };
}

const isBilled = ({ status }: BatchHead): boolean => status === 'billed' || status === 'sp2d';

function typeOf({ isVoided, isMoved }: { isVoided: boolean; isMoved: boolean }): string {
  if (isVoided) return 'batch-bill-voided';
  return isMoved ? 'batch-answered' : 'answers-applied';
}

/** Answers are only taken before any payment, so the credits are no more than set aside. */
function creditsBack(table: Table, head: BatchHead): WriteItem[] {
  return Object.entries(head.credits?.byAllocation ?? {}).map(([allocationId, amount]) =>
    addCredit(table, head, { allocationId, amount }),
  );
}
