import { isPaid } from '../../../domain/batch/lifecycle.ts';
import type { BatchId, RevisionId } from '../../../domain/identity/ids.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { readMany } from '../../adapters/dynamodb/read-many.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { PaymentStage } from './contract.ts';

/** How far the payment of each committed revision is; the others have none. */
export async function paymentStages(
  table: Table,
  heads: readonly RevisionHead[],
): Promise<Map<RevisionId, PaymentStage>> {
  const committed = heads.filter(({ status }) => status === 'committed');
  const own = await readBatches(
    table,
    committed.flatMap(({ batchId }) => batchId ?? []),
  );
  const followUps = await readBatches(
    table,
    [...own.values()].flatMap(({ followUp }) => followUp ?? []),
  );
  const stageOf = (batchId: BatchId | undefined): PaymentStage => {
    const batch = batchId === undefined ? undefined : own.get(batchId);
    if (batch === undefined) return 'waiting';
    const next = batch.followUp === undefined ? [] : [followUps.get(batch.followUp)];
    return [batch, ...next].every((one) => one !== undefined && isPaid(one.status)) ? 'paid' : 'in-batch';
  };
  return new Map(committed.map(({ revisionId, batchId }) => [revisionId, stageOf(batchId)]));
}

async function readBatches(table: Table, batchIds: readonly BatchId[]): Promise<Map<BatchId, BatchHead>> {
  const items = await readMany(table, [...new Set(batchIds)].map(batchKey));
  return new Map([...items.values()].map((item) => batchHeadSchema.parse(item)).map((head) => [head.batchId, head]));
}
