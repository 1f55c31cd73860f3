import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { StateFolderLockedError } from '../../local/errors.ts';
import { OPERATOR_KEY } from '../../local/runtime.ts';
import { startDynamoDb } from '../../local/services/dynamodb/process.ts';
import { openStateFolder } from '../../local/state-folder.ts';
import { DEFAULT_STATE_FOLDER, readAddresses } from '../addresses.ts';

const DATABASE = 'dynamodb';

function changedAt(stateFolder: string): number | undefined {
  try {
    const folder = join(stateFolder, DATABASE);
    return Math.max(...readdirSync(folder).map((file) => statSync(join(folder, file)).mtimeMs));
  } catch {
    return undefined;
  }
}

/** The state folder that was written last: `npm start`'s, or that of a demo. @throws Error when there is none */
export function latestStateFolder(root: string = join(DEFAULT_STATE_FOLDER, '..')): string {
  const names = ['state', ...demoFolders(root).map((name) => join(name, 'state'))];
  const found = names
    .map((name) => join(root, name))
    .flatMap((folder) => {
      const at = changedAt(folder);
      return at === undefined ? [] : [{ folder, at }];
    })
    .toSorted((a, b) => b.at - a.at)[0];
  if (found === undefined)
    throw new Error(`Nothing has been kept under ${root} yet. Run npm run demo or npm start first.`);
  return found.folder;
}

/** A state folder by its own name, or by that of the demo's folder that holds it, which is what the demo prints. */
export function stateFolderIn(folder: string): string {
  const inner = join(folder, 'state');
  return changedAt(folder) === undefined && changedAt(inner) !== undefined ? inner : folder;
}

function demoFolders(root: string): string[] {
  try {
    return readdirSync(root).filter((name) => name.startsWith('demo-'));
  } catch {
    return [];
  }
}

/**
 * Opens the table of a state folder, runs `use` and closes everything again. While the system runs on that folder its own
 * database is asked, else one is started on the files.
 * @throws Error that says what to do when the folder holds no table
 */
export async function withStateTable<Answer>(
  stateFolder: string,
  use: (table: Table) => Promise<Answer>,
): Promise<Answer> {
  if (changedAt(stateFolder) === undefined) throw new Error(`${stateFolder} holds no database.`);
  let folder: ReturnType<typeof openStateFolder>;
  try {
    folder = openStateFolder(stateFolder, false);
  } catch (error) {
    if (!(error instanceof StateFolderLockedError)) throw error;
    return useEndpoint(readAddresses(stateFolder).gatewayUrl, use);
  }
  try {
    const database = await startDynamoDb(folder.path(DATABASE));
    try {
      return await useEndpoint(`http://127.0.0.1:${database.port}`, use);
    } finally {
      await database.stop();
    }
  } finally {
    folder.release();
  }
}

async function useEndpoint<Answer>(endpoint: string, use: (table: Table) => Promise<Answer>): Promise<Answer> {
  const credentials = { accessKeyId: OPERATOR_KEY, secretAccessKey: OPERATOR_KEY };
  const client = new DynamoDBClient({ endpoint, region: 'ap-southeast-3', credentials });
  try {
    const { TableNames: names = [] } = await client.send(new ListTablesCommand({}));
    const [name, ...others] = names;
    if (name === undefined || others.length > 0)
      throw new Error(`The database holds ${names.length} tables instead of one.`);
    return await use(openTable(name, client));
  } finally {
    client.destroy();
  }
}
