import type { BatchExecuteStatementCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';

type Statements = ReadonlyArray<{ readonly Statement?: string | undefined; readonly Parameters?: unknown[] }>;
type Pass = (statements?: Statements) => Promise<BatchExecuteStatementCommandOutput>;

interface Sent {
  readonly constructor: { readonly name: string };
  readonly input: { Statements?: Statements };
}

/** A table that counts calls by name and lets a test stand in the way of every batch of statements. */
export function answeringTable(
  table: Table,
  answer: (statements: Statements, pass: Pass) => Promise<unknown> = (_, pass) => pass(),
): Table & { readonly calls: Readonly<Record<string, number>> } {
  const calls: Record<string, number> = {};
  const send = async (command: never): Promise<unknown> => {
    const { constructor, input } = command as Sent;
    calls[constructor.name] = (calls[constructor.name] ?? 0) + 1;
    const all = input.Statements;
    if (constructor.name !== 'BatchExecuteStatementCommand' || all === undefined) return table.client.send(command);
    return answer(all, (statements = all) => {
      input.Statements = statements;
      return table.client.send(command);
    });
  };
  const client = new Proxy(table.client, {
    get: (target, property, receiver): unknown =>
      property === 'send' ? send : Reflect.get(target, property, receiver),
  });
  return { client, name: table.name, pause: () => Promise.resolve(), calls };
}
