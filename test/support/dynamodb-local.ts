import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';
import { DUE_INDEX, LIST_INDEX } from '../../functions/adapters/dynamodb/keys.ts';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';

/** The one DynamoDB Local of the run; see `dynamodb-of-the-run.ts`. */
export const dynamoDbEndpoint = `http://127.0.0.1:${inject('dynamoDbPort')}`;

const client = new DynamoDBClient({
  endpoint: dynamoDbEndpoint,
  region: 'ap-southeast-3',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** A fresh, empty table of the product's shape, under a name of its own; conflicts are tried again without waiting long. */
export async function newTable(): Promise<Table> {
  const name = `table-${randomUUID()}`;
  await client.send(new CreateTableCommand({ ...TABLE_SHAPE, TableName: name }));
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 20));
  return { ...openTable(name, client), pause };
}

const index = (IndexName: string, hash: string, range: string) => ({
  IndexName,
  KeySchema: [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'ALL' as const },
});

const TABLE_SHAPE: Omit<CreateTableCommandInput, 'TableName'> = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'sk', 'duePk', 'dueBy', 'listPk', 'listSk'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S' as const,
  })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [index(DUE_INDEX, 'duePk', 'dueBy'), index(LIST_INDEX, 'listPk', 'listSk')],
};
