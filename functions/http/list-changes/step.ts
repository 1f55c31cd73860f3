import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { changeSchema, viewOf } from '../../administration/change-records.ts';
import type { Change } from '../../administration/change-records.ts';
import { confirmersOf, namesOf } from '../../administration/staff.ts';
import type { ReadStaff } from '../../administration/staff.ts';
import { CHANGE_LIST, LIST_INDEX } from '../../adapters/dynamodb/keys.ts';
import { cursorOf, parseCursor } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListChangesOutput, ListChangesQuery } from './contract.ts';

const PAGE = 50;

/** Changes with before and after, and who may confirm them. @throws RefusedError for a foreign cursor */
export async function listChanges(
  { query }: { query: ListChangesQuery },
  { table, staff }: { table: Table; staff: ReadStaff },
): Promise<ListChangesOutput> {
  const [everybody, { found, cursor }] = await Promise.all([staff(), readChanges(table, query)]);
  const changes = found.map((change) => ({
    ...viewOf(change),
    mayConfirm: change.status === 'pending' ? confirmersOf(everybody, change.proposedBy) : [],
  }));
  return { changes, names: namesOf(everybody), cursor };
}

/** One page; with a status, page after page until something is found or the list ends. */
async function readChanges(
  table: Table,
  { cursor, status }: ListChangesQuery,
): Promise<{ found: Change[]; cursor?: string }> {
  let start: QueryCommandInput['ExclusiveStartKey'] =
    cursor === undefined ? undefined : parseCursor(cursor, CHANGE_LIST);
  for (;;) {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: LIST_INDEX,
        KeyConditionExpression: 'listPk = :list',
        ExpressionAttributeValues: { ':list': CHANGE_LIST, ...(status !== undefined && { ':status': status }) },
        ...(status !== undefined && {
          FilterExpression: '#status = :status',
          ExpressionAttributeNames: { '#status': 'status' },
        }),
        ScanIndexForward: false,
        Limit: PAGE,
        ExclusiveStartKey: start,
      }),
    );
    const found = z.array(changeSchema).parse(page.Items ?? []);
    start = page.LastEvaluatedKey;
    if (start === undefined) return { found };
    if (found.length > 0) return { found, cursor: cursorOf(start) };
  }
}
