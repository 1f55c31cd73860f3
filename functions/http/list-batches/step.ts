import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { BATCH_LIST, LIST_INDEX } from '../../adapters/dynamodb/keys.ts';
import { readMany, readManyKey } from '../../adapters/dynamodb/read-many.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { cursorOf, parseCursor } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { BatchListEntry, ListBatchesOutput } from './contract.ts';

const PAGE = 50;
const keySchema = z.object({ pk: z.string(), sk: z.string() });

/** One page of batches, newest first. */
export async function listBatches(
  { query }: { query: { cursor?: string | undefined } },
  { table }: { table: Table },
): Promise<ListBatchesOutput> {
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: LIST_INDEX,
      KeyConditionExpression: 'listPk = :list',
      ExpressionAttributeValues: { ':list': BATCH_LIST },
      ScanIndexForward: false,
      Limit: PAGE,
      ...(query.cursor !== undefined && { ExclusiveStartKey: parseCursor(query.cursor, BATCH_LIST) }),
    }),
  );
  const keys = z.array(keySchema).parse(page.Items ?? []);
  const items = await readMany(table, keys);
  const heads = keys.flatMap((key) => {
    const item = items.get(readManyKey(key));
    return item === undefined ? [] : [batchHeadSchema.parse(item)];
  });
  return {
    batches: heads.map(entryOf),
    ...(page.LastEvaluatedKey !== undefined && { cursor: cursorOf(page.LastEvaluatedKey) }),
  };
}

/** A batch as lists show it. Amounts are whole rupiah. */
export function entryOf(head: BatchHead): BatchListEntry {
  const { batchId, number, status, wadahId, sourceId, period, dueDate, openedAt, lines, total } = head;
  return {
    batchId,
    number,
    status,
    wadahId,
    sourceId,
    firstMonth: period.firstMonth,
    months: period.months,
    dueDate,
    openedAt,
    lines,
    total,
    needsAdministrator: head.needsAdministrator ?? false,
  };
}
