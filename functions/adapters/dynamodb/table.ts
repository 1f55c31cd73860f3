import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';

/** The product's table with the way to reach it. `pause` waits between tries of one write; tests pass one that does not wait. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  readonly pause: (attempt: number) => Promise<void>;
}

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

const BASE_PAUSE_MS = 15;
const MAX_PAUSE_MS = 800;

async function pauseWithJitter(attempt: number): Promise<void> {
  const ceiling = Math.min(MAX_PAUSE_MS, BASE_PAUSE_MS * 2 ** attempt);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * ceiling));
}

export function openTable(name: string, client: DynamoDBClient = new DynamoDBClient({})): Table {
  const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return { client: document, name, pause: pauseWithJitter };
}

/** The item under `key`, parsed, or null. Strongly consistent: heads are judged on what is stored now. */
export async function readItem<T>(table: Table, key: Key, schema: z.ZodType<T>): Promise<T | null> {
  const answer = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { pk: key.pk, sk: key.sk }, ConsistentRead: true }),
  );
  return answer.Item === undefined ? null : schema.parse(answer.Item);
}

/** All items of a query, page by page, each parsed. */
export async function* queryItems<T>(
  table: Table,
  query: Omit<QueryCommandInput, 'TableName'>,
  schema: z.ZodType<T>,
): AsyncGenerator<T> {
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await table.client.send(
      new QueryCommand({ ...query, TableName: table.name, ExclusiveStartKey: start }),
    );
    for (const item of page.Items ?? []) yield schema.parse(item);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** All items of one partition whose sort key begins with `prefix`, in key order, strongly consistent. */
export function itemsUnder<T>(
  table: Table,
  place: { pk: string; prefix: string },
  schema: z.ZodType<T>,
): AsyncGenerator<T> {
  const query = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': place.pk, ':prefix': place.prefix },
    ConsistentRead: true,
  };
  return queryItems(table, query, schema);
}
