import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { DUE_INDEX, LIST_INDEX } from '../../functions/adapters/dynamodb/keys.ts';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';

/** AWS's own DynamoDB Local, in memory, on a free port. */
export interface LocalDynamoDb {
  readonly endpoint: string;
  /** A fresh, empty table of the product's shape; conflicts are tried again without waiting long. */
  readonly newTable: () => Promise<Table>;
  readonly stop: () => Promise<void>;
}

/** Needs Java 17 or newer. Start one per test file (`beforeAll`) and stop it (`afterAll`). */
export async function startDynamoDbLocal(): Promise<LocalDynamoDb> {
  const port = await freePort();
  const simulator = createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json');
  const child = spawn(
    'java',
    [
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-Xmx512m',
      '-Djava.library.path=./DynamoDBLocal_lib',
      '-jar',
      'DynamoDBLocal.jar',
      '-disableTelemetry',
      '-inMemory',
      '-sharedDb',
      '-port',
      String(port),
    ],
    { cwd: join(dirname(simulator), 'emulator'), stdio: 'ignore' },
  );
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await Promise.race([untilOpen(port), exited.then(() => Promise.reject(new Error('DynamoDB Local did not start')))]);
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'ap-southeast-3',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  let count = 0;
  return {
    endpoint,
    newTable: async () => {
      count += 1;
      const name = `table-${count}`;
      await client.send(new CreateTableCommand({ ...TABLE_SHAPE, TableName: name }));
      const pause = () => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 20));
      return { ...openTable(name, client), pause };
    },
    stop: async () => {
      process.off('exit', kill);
      client.destroy();
      kill();
      await exited;
    },
  };
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

async function untilOpen(port: number): Promise<void> {
  while (!(await isOpen(port))) await new Promise((resolve) => setTimeout(resolve, 50));
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
