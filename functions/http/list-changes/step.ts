import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { changeSchema, viewOf } from '../../administration/change-records.ts';
import { CHANGE_LIST, LIST_INDEX } from '../../adapters/dynamodb/keys.ts';
import { cursorOf, parseCursor } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListChangesOutput } from './contract.ts';

const PAGE = 50;

/** Proposed and confirmed changes with before and after. @throws RefusedError for a foreign cursor */
export async function listChanges(
  { query: { cursor } }: { query: { cursor?: string | undefined } },
  { table }: { table: Table },
): Promise<ListChangesOutput> {
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: LIST_INDEX,
      KeyConditionExpression: 'listPk = :list',
      ExpressionAttributeValues: { ':list': CHANGE_LIST },
      ScanIndexForward: false,
      Limit: PAGE,
      ...(cursor !== undefined && { ExclusiveStartKey: parseCursor(cursor, CHANGE_LIST) }),
    }),
  );
  const changes = z
    .array(changeSchema)
    .parse(page.Items ?? [])
    .map(viewOf);
  return { changes, cursor: page.LastEvaluatedKey === undefined ? undefined : cursorOf(page.LastEvaluatedKey) };
}
