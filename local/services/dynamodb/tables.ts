import * as z from 'zod';
import { TemplateError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import type { ResolvedResource } from '../../template/resolve.ts';
import type { DynamoDbCall } from './call.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.record(z.string(), z.unknown()),
});

const tablePropertiesSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  LocalSecondaryIndexes: z.array(indexSchema).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string().optional() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean().default(true) }).optional(),
});
type TableProperties = z.infer<typeof tablePropertiesSchema>;

const describedSchema = z.object({
  Table: z.object({
    KeySchema: keySchema,
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).default([]),
  }),
});

const TABLE_TYPES = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'];

/** Creates the template's tables that do not exist yet; an existing one must have the same keys and indexes. */
export async function createTables(resources: readonly ResolvedResource[], call: DynamoDbCall): Promise<void> {
  const tables = resources.filter((resource) => TABLE_TYPES.includes(resource.type));
  await Promise.all(tables.map((table) => ensureTable(table, call)));
}

async function ensureTable(table: ResolvedResource, call: DynamoDbCall): Promise<void> {
  const properties = tablePropertiesSchema.parse(table.properties);
  const existing = await call('DescribeTable', { TableName: table.ref });
  if (existing.status === 200) {
    checkSame(table, properties, existing.body);
    return;
  }
  const created = await call('CreateTable', creation(table.ref, properties));
  if (created.status !== 200)
    throw new TemplateError(`${table.stack}/${table.logicalId}: ${JSON.stringify(created.body)}`);
  if (properties.TimeToLiveSpecification === undefined) return;
  await call('UpdateTimeToLive', { TableName: table.ref, TimeToLiveSpecification: properties.TimeToLiveSpecification });
}

function creation(name: string, properties: TableProperties): Record<string, unknown> {
  const view = properties.StreamSpecification?.StreamViewType;
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    ...(properties.GlobalSecondaryIndexes === undefined
      ? {}
      : { GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes }),
    ...(properties.LocalSecondaryIndexes === undefined
      ? {}
      : { LocalSecondaryIndexes: properties.LocalSecondaryIndexes }),
    ...(view === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: view } }),
  };
}

function checkSame(table: ResolvedResource, properties: TableProperties, body: unknown): void {
  const { Table } = describedSchema.parse(isObject(body) ? body : {});
  const keysOf = (keys: z.infer<typeof keySchema>): string =>
    keys
      .map((key) => `${key.KeyType}:${key.AttributeName}`)
      .sort()
      .join();
  const indexesOf = (indexes: ReadonlyArray<{ IndexName: string }>): string =>
    indexes
      .map((index) => index.IndexName)
      .sort()
      .join();
  const isSame =
    keysOf(Table.KeySchema) === keysOf(properties.KeySchema) &&
    indexesOf(Table.GlobalSecondaryIndexes) === indexesOf(properties.GlobalSecondaryIndexes ?? []);
  if (!isSame) {
    throw new TemplateError(
      `${table.stack}/${table.logicalId}: the stored table ${table.ref} has other keys or indexes than the template; start with an empty state.`,
    );
  }
}
