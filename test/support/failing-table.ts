import { BatchExecuteStatementCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';

export interface Crash {
  /** Which write, counted from 1, is the last that this process gets to. */
  readonly at: number;
  /** `before`: the write never reaches the table. `after`: it is stored, but nobody learns of it. */
  readonly when: 'before' | 'after';
}

export class CrashError extends Error {
  override readonly name = 'CrashError';
}

/** A table whose user crashes at one of its writes; every later call fails as well. Reads pass until then. */
export function failingTable(table: Table, crash: Crash): Table & { readonly crashed: () => boolean } {
  let writes = 0;
  let dead = false;
  const send = async (command: never): Promise<unknown> => {
    if (dead) throw new CrashError('crash: gone');
    const writing = [PutCommand, UpdateCommand, TransactWriteCommand, BatchExecuteStatementCommand].some(
      (kind) => (command as object) instanceof kind,
    );
    if (writing) writes += 1;
    if (!writing || writes < crash.at) return table.client.send(command);
    dead = true;
    if (crash.when === 'after') await table.client.send(command);
    throw new CrashError(`crash at write ${writes}`);
  };
  const client = new Proxy(table.client, {
    get: (target, property, receiver): unknown =>
      property === 'send' ? send : Reflect.get(target, property, receiver),
  });
  return { client, name: table.name, pause: table.pause, crashed: () => dead };
}
