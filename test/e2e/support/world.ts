import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DUE_INDEX, DUE_PARTITION } from '../../../functions/adapters/dynamodb/keys.ts';
import { openTable, queryItems } from '../../../functions/adapters/dynamodb/table.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { OPERATOR_KEY } from '../../../local/runtime.ts';
import { CONFIGURATION_DOCUMENTS } from '../../../domain/configuration/configuration.ts';
import { readSampleConfiguration } from '../../../tools/configuration-folder.ts';
import { openApi } from '../../../tools/demo/api.ts';
import type { Api } from '../../../tools/demo/api.ts';
import { readInbox } from '../../../tools/demo/inbox.ts';
import type { InboxMail } from '../../../tools/demo/inbox.ts';
import { signIn } from '../../../tools/demo/sign-in.ts';
import { villagesOf } from '../../../tools/roster/villages.ts';
import { startSystem } from '../../../tools/system.ts';
import type { System } from '../../../tools/system.ts';
import { openPower } from './power.ts';
import { openRows } from './rows.ts';
import type { Row, RowsWanted } from './rows.ts';
import type { Power } from './power.ts';

export const FISCAL_YEAR = new Date().getFullYear() + 1;
/** Rupiah on each account of company money. */
export const TOO_LITTLE = 50_000;

export type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** The whole product in this process, with its people signed in. */
export interface World {
  readonly power: Power;
  /** As it runs now; another one after `stopAndStart`. */
  readonly system: () => System;
  /** Signed in as this person of the sample regency. */
  readonly as: (personId: string) => Api;
  readonly villages: readonly string[];
  /** Typed rows of workers whom nobody has asked for yet. */
  readonly newRows: (wanted?: RowsWanted) => Row[];
  readonly folder: string;
  readonly apiUrl: () => string;
  readonly inbox: () => Promise<InboxMail[]>;
  readonly table: () => Table;
  /** Every item of the table. */
  readonly items: () => Promise<Item[]>;
  /** The power is gone and comes back: everything stops at once, cuts end, and the system starts on what was stored. */
  readonly stopAndStart: (next?: { senderDiesAfter?: number }) => Promise<void>;
  /** Whatever somebody should have finished by some time is overdue now. */
  readonly letTimePass: () => Promise<void>;
  readonly repair: () => Promise<void>;
  /** The daily run on the day on which these batches are opened. */
  readonly openBatches: (slot: { firstMonth: string; months: number }) => Promise<void>;
  /** The monthly run, about cover that ends with this month. */
  readonly proposeRenewals: (endingIn: string) => Promise<void>;
  readonly end: () => Promise<void>;
}

export interface WorldOptions {
  /** How many of the sample policy's three levels have to approve. */
  readonly levels: number;
  /** Instances of a function at the same time: one where nothing is to happen at once, because each has to be loaded. */
  readonly instancesPerFunction: number;
}

export async function startWorld({ levels, instancesPerFunction }: WorldOptions): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'lindung-e2e-'));
  const power = openPower();
  const configurationFolder = configure(folder, levels);
  const start = (): Promise<System> =>
    startSystem({
      configurationFolder,
      stateFolder: join(folder, 'state'),
      scheduler: false,
      instancesPerFunction,
      faults: power.faults,
    });
  const villages = await villagesOf('14.10');
  let system = await start();
  const people = await signInAll(() => system);
  const table = (): Table => openTable(output(system, 'LindungData', 'TableName'), operator(system));
  const invoke = (name: string, payload: unknown): Promise<unknown> =>
    system.runtime.invokeFunction(output(system, 'LindungWorkflow', name), payload);
  return {
    power,
    system: () => system,
    as: (personId) => {
      const api = people.get(personId);
      if (api === undefined) throw new Error(`${personId} has no account`);
      return api;
    },
    villages,
    newRows: openRows(villages),
    folder,
    apiUrl: () => system.runtime.apiUrl,
    inbox: () => readInbox(system.runtime.inboxUrl),
    table,
    items: () => readAll(table()),
    stopAndStart: async ({ senderDiesAfter } = {}) => {
      await system.stop();
      power.restore();
      if (senderDiesAfter !== undefined) power.cutOff({ by: 'send-mail', writes: senderDiesAfter });
      system = await start();
    },
    letTimePass: () => makeOverdue(table()),
    repair: async () => void (await invoke('RepairFunction', {})),
    openBatches: async (period) => {
      await invoke('OpenBatchesFunction', { wadahId: 'SG', sourceId: 'APBD', period, force: true });
    },
    proposeRenewals: async (endingIn) => void (await invoke('ProposeRenewalsFunction', { endingIn })),
    end: async () => {
      await system.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The sample regency with fewer levels, and with company money that does not last for a roster. */
function configure(folder: string, levels: number): string {
  const target = join(folder, 'configuration');
  mkdirSync(target);
  const { documents, parsed } = readSampleConfiguration(FISCAL_YEAR - 1);
  const changed: Record<string, unknown> = {
    ...documents,
    policy: { ...parsed.policy, levels: parsed.policy.levels.slice(0, levels) },
    allocations: parsed.allocations.map((one) => (one.sourceId === 'CSR' ? { ...one, amount: TOO_LITTLE } : one)),
  };
  for (const [name, { file }] of Object.entries(CONFIGURATION_DOCUMENTS)) {
    writeFileSync(join(target, file), JSON.stringify(changed[name]));
  }
  return target;
}

function output({ runtime }: System, stack: string, name: string): string {
  const value = runtime.outputs[stack]?.[name];
  if (value === undefined) throw new Error(`${stack} has no output ${name}`);
  return value;
}

async function signInAll(system: () => System): Promise<Map<string, Api>> {
  const { accounts, issuer, clientId } = system();
  const people = new Map<string, Api>();
  for (const { personId, email, password } of accounts) {
    const token = await signIn({ issuer, clientId, email, password });
    const api = openApi(
      () => system().runtime.apiUrl,
      () => token,
    );
    people.set(personId, api);
  }
  return people;
}

function operator({ runtime }: System): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: runtime.gatewayUrl,
    region: 'ap-southeast-3',
    credentials: { accessKeyId: OPERATOR_KEY, secretAccessKey: OPERATOR_KEY },
  });
}

const itemSchema = z.looseObject({ pk: z.string(), sk: z.string() });

async function readAll({ client, name }: Table): Promise<Item[]> {
  const items: Item[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: name, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    items.push(...(page.Items ?? []).map((item) => itemSchema.parse(item)));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

const LONG_AGO = '2000-01-01T00:00:00.000Z';

async function makeOverdue(table: Table): Promise<void> {
  const query = {
    IndexName: DUE_INDEX,
    KeyConditionExpression: 'duePk = :due',
    ExpressionAttributeValues: { ':due': DUE_PARTITION },
  };
  for await (const { pk, sk } of queryItems(table, query, z.object({ pk: z.string(), sk: z.string() }))) {
    await table.client
      .send(
        new UpdateCommand({
          TableName: table.name,
          Key: { pk, sk },
          UpdateExpression: 'SET dueBy = :past',
          ConditionExpression: 'attribute_exists(dueBy)',
          ExpressionAttributeValues: { ':past': LONG_AGO },
        }),
      )
      .catch((error: unknown) => {
        // Finished between the look and the write.
        if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
      });
  }
}
