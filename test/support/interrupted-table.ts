import type { Table } from '../../functions/adapters/dynamodb/table.ts';

/** The table for a reader in whose midst something else happens: right after its first call has been answered. */
export function tableWithSomethingAfterTheFirstCall(table: Table, happen: () => Promise<unknown>): Table {
  let isFirst = true;
  const client = new Proxy(table.client, {
    get: (target, name, receiver) => {
      if (name !== 'send') return Reflect.get(target, name, receiver) as unknown;
      return async (command: Parameters<typeof target.send>[0]) => {
        const answer: unknown = await target.send(command);
        if (!isFirst) return answer;
        isFirst = false;
        await happen();
        return answer;
      };
    },
  });
  return { ...table, client };
}
