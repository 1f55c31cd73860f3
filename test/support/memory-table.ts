import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { compileCondition, compileUpdate } from './memory-expressions.ts';
import type { Item } from './memory-expressions.ts';

interface Write {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
}

interface Input extends Write {
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly TransactItems?: readonly Readonly<Record<string, Write>>[];
}

const idOf = (key: Item): string => `${String(key['pk'])}\n${String(key['sk'])}`;
const SORT_BY: Readonly<Record<string, string>> = { due: 'dueBy', list: 'listSk' };

/**
 * A working twin of the product's table in memory: keys, indexes, conditions, updates and transactions as our adapters use
 * them. The same properties run on it and on DynamoDB Local. `from`: the items of another one, which stay untouched.
 */
export function memoryTable(
  from: Iterable<readonly [string, Item]> = [],
): Table & { readonly items: Map<string, Item> } {
  const items = new Map<string, Item>(from);
  const holds = (write: Write, found: Item | undefined): boolean =>
    write.ConditionExpression === undefined || compileCondition(write.ConditionExpression)(found ?? {}, write);
  const keyOf = (kind: string, write: Write): Item => (kind === 'Put' ? (write.Item ?? {}) : (write.Key ?? {}));
  const apply = (kind: string, write: Write): void => {
    const key = keyOf(kind, write);
    const id = idOf(key);
    if (kind === 'Put') items.set(id, withoutUndefined(key));
    else if (kind === 'Delete') items.delete(id);
    else if (kind === 'Update')
      items.set(id, compileUpdate(write.UpdateExpression ?? '')({ ...(items.get(id) ?? key) }, write));
  };
  const single = (kind: string, write: Write): object => {
    if (!holds(write, items.get(idOf(keyOf(kind, write)))))
      throw new ConditionalCheckFailedException({ message: 'condition', $metadata: {} });
    apply(kind, write);
    return {};
  };
  const transaction = (writes: NonNullable<Input['TransactItems']>): object => {
    if (writes.length > 100) throw new Error(`${writes.length} writes in one transaction`);
    const flat = writes.flatMap((write) => Object.entries(write));
    const ids = flat.map(([kind, write]) => idOf(keyOf(kind, write)));
    if (new Set(ids).size !== ids.length) throw new Error('a transaction may touch an item only once');
    const reasons = flat.map(([, write], index) =>
      holds(write, items.get(ids[index] ?? '')) ? { Code: 'None' } : { Code: 'ConditionalCheckFailed' },
    );
    if (reasons.some(({ Code }) => Code !== 'None'))
      throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: reasons });
    for (const [kind, write] of flat) apply(kind, write);
    return {};
  };
  const query = (input: Input): object => {
    const matches = compileCondition(input.KeyConditionExpression ?? '');
    const sort = input.IndexName === undefined ? 'sk' : (SORT_BY[input.IndexName] ?? 'sk');
    const found = [...items.values()].filter((item) => matches(item, input));
    return { Items: found.sort((a, b) => (String(a[sort]) < String(b[sort]) ? -1 : 1)) };
  };
  const send = (command: { readonly constructor: { readonly name: string }; readonly input: Input }): object => {
    const { input } = command;
    switch (command.constructor.name) {
      case 'GetCommand':
        return { Item: items.get(idOf(input.Key ?? {})) };
      case 'QueryCommand':
        return query(input);
      case 'TransactWriteCommand':
        return transaction(input.TransactItems ?? []);
      case 'UpdateCommand':
        return single('Update', input);
      case 'PutCommand':
        return single('Put', input);
      case 'DeleteCommand':
        return single('Delete', input);
      default:
        throw new Error(`the twin does not know ${command.constructor.name}`);
    }
  };
  const client = {
    send: async (command: Parameters<typeof send>[0]) => {
      // Whoever else waits gets a turn at every call: that is how operations interleave.
      await Promise.resolve();
      return send(command);
    },
  };
  return { client: client as unknown as Table['client'], name: 'memory', pause: () => Promise.resolve(), items };
}

function withoutUndefined(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}
