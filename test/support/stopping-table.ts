import type { Table } from '../../functions/adapters/dynamodb/table.ts';

const WRITES = new Set([
  'PutCommand',
  'UpdateCommand',
  'DeleteCommand',
  'TransactWriteCommand',
  'BatchWriteCommand',
  'BatchExecuteStatementCommand',
]);

/** The process was stopped: a test's own error, so that nothing else is taken for it. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** The table for a process that dies right after its n-th write, which is stored. */
export function tableThatStopsAfter(table: Table, writes: number): Table {
  let left = writes;
  const client = new Proxy(table.client, {
    get: (target, name, receiver) => {
      if (name !== 'send') return Reflect.get(target, name, receiver) as unknown;
      return async (command: Parameters<typeof target.send>[0]) => {
        if (left <= 0) throw new StoppedError('stopped');
        const answer: unknown = await target.send(command);
        if (!WRITES.has(command.constructor.name)) return answer;
        left -= 1;
        if (left <= 0) throw new StoppedError('stopped');
        return answer;
      };
    },
  });
  return { ...table, client };
}
