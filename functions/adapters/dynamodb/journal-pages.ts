import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { RefusedError } from '../../../domain/errors.ts';
import { allocationKey, journalKey } from './keys.ts';
import { readAllocation } from './ledger.ts';
import { journalEntrySchema } from './ledger-records.ts';
import type { Allocation, JournalEntry } from './ledger-records.ts';
import { invalidCursor } from './request-store.ts';
import type { Table } from './table.ts';

const PAGE = 100;
const lastKeySchema = z.object({ sk: z.string().startsWith('JOURNAL#') });

/** @throws RefusedError not-found */
export async function requireAllocation(table: Table, allocationId: string): Promise<Allocation> {
  const allocation = await readAllocation(table, allocationId);
  if (allocation !== null) return allocation;
  throw new RefusedError({
    code: 'allocation-not-found',
    kind: 'not-found',
    text: { id: 'Pagu tidak ditemukan.', en: 'There is no such allocation.' },
  });
}

/** One page of an allocation's journal in key order: by the request or batch that moved the money, then by movement. */
export async function readJournalPage(
  table: Table,
  allocationId: string,
  cursor: string | undefined,
): Promise<{ movements: JournalEntry[]; cursor: string | undefined }> {
  const { pk } = allocationKey(allocationId);
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': 'JOURNAL#' },
      ConsistentRead: true,
      Limit: PAGE,
      ...(cursor !== undefined && { ExclusiveStartKey: startOf(allocationId, cursor) }),
    }),
  );
  const last = lastKeySchema.safeParse(page.LastEvaluatedKey);
  return {
    movements: z.array(journalEntrySchema).parse(page.Items ?? []),
    cursor: last.success ? Buffer.from(last.data.sk.slice('JOURNAL#'.length)).toString('base64url') : undefined,
  };
}

/** @throws RefusedError for what is no journal id */
function startOf(allocationId: string, cursor: string): { pk: string; sk: string } {
  const journalId = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^[\w:.-]{1,200}$/.test(journalId)) throw invalidCursor();
  return { ...journalKey(allocationId, journalId) };
}
