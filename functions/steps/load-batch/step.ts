import type { BatchStatus } from '../../../domain/batch/lifecycle.ts';
import { chunksKeyOf, requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { LoadBatchInput, LoadBatchOutput } from './contract.ts';

/** Where an execution goes on, by the status that is stored. */
const RESUME_AT: Readonly<Record<BatchStatus, LoadBatchOutput['resumeAt']>> = {
  open: 'list',
  sealed: 'build',
  built: 'check',
  checked: 'notify',
  sent: 'review',
  answered: 'review',
  billed: 'review',
  sp2d: 'review',
  // Whether it is settled now or held for BPJS TK's last words, the review knows.
  paid: 'review',
  reconciled: 'close',
  closed: 'end',
};

export async function loadBatch(input: LoadBatchInput, { table }: { table: Table }): Promise<LoadBatchOutput> {
  const head = await requireBatch(table, input.batchId);
  const isReplaced = input.attempt !== undefined && input.attempt < head.attempt;
  return {
    status: head.status,
    resumeAt: isReplaced ? 'end' : RESUME_AT[head.status],
    chunksKey: chunksKeyOf(input.batchId),
  };
}
