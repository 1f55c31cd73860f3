import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { monthsOf } from '../../../domain/period/period.ts';
import { BATCH_LIST, LIST_INDEX } from '../../adapters/dynamodb/keys.ts';
import { readMany, readManyKey } from '../../adapters/dynamodb/read-many.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { cursorOf, parseCursor } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { BatchListEntry, ListBatchesOutput, ListBatchesQuery } from './contract.ts';

const PAGE = 50;
const keySchema = z.object({ pk: z.string(), sk: z.string() });

/** Pages of fifty that one call looks through before it gives what it has: a filter may meet nothing. */
const PAGES_A_CALL = 8;

/** One page of batches, newest first. */
export async function listBatches(
  { query }: { query: ListBatchesQuery },
  { table }: { table: Table },
): Promise<ListBatchesOutput> {
  let { cursor } = query;
  for (let looked = 1; ; looked += 1) {
    const page = await readPage(table, cursor);
    ({ cursor } = page);
    const batches = page.heads.filter((head) => isAskedFor(head, query)).map(entryOf);
    if (batches.length > 0 || cursor === undefined || looked === PAGES_A_CALL) return { batches, cursor };
  }
}

function isAskedFor({ status, period, sourceId, needsAdministrator }: BatchHead, query: ListBatchesQuery): boolean {
  const { month } = query;
  if (query.stuck !== undefined && needsAdministrator !== true) return false;
  const isStatus = query.status === 'unfinished' ? status !== 'closed' : (query.status ?? status) === status;
  return (
    isStatus && (query.sourceId ?? sourceId) === sourceId && (month === undefined || monthsOf(period).includes(month))
  );
}

async function readPage(
  table: Table,
  cursor: string | undefined,
): Promise<{ heads: BatchHead[]; cursor: string | undefined }> {
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: LIST_INDEX,
      KeyConditionExpression: 'listPk = :list',
      ExpressionAttributeValues: { ':list': BATCH_LIST },
      ScanIndexForward: false,
      Limit: PAGE,
      ...(cursor !== undefined && { ExclusiveStartKey: parseCursor(cursor, BATCH_LIST) }),
    }),
  );
  const keys = z.array(keySchema).parse(page.Items ?? []);
  const items = await readMany(table, keys);
  const heads = keys.flatMap((key) => {
    const item = items.get(readManyKey(key));
    return item === undefined ? [] : [batchHeadSchema.parse(item)];
  });
  return { heads, cursor: page.LastEvaluatedKey === undefined ? undefined : cursorOf(page.LastEvaluatedKey) };
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
