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
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly Item[] }>>;
  readonly Statements?: readonly { readonly Statement?: string; readonly Parameters?: readonly unknown[] }[];
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
  const partitions = new Map<string, Set<string>>();
  const store = (id: string, item: Item): void => {
    items.set(id, item);
    const pk = String(item['pk']);
    const partition = partitions.get(pk);
    if (partition === undefined) partitions.set(pk, new Set([id]));
    else partition.add(id);
  };
  for (const [id, item] of items) store(id, item);
  const remove = (id: string): void => {
    partitions.get(String(items.get(id)?.['pk']))?.delete(id);
    items.delete(id);
  };
  const holds = (write: Write, found: Item | undefined): boolean =>
    write.ConditionExpression === undefined || compileCondition(write.ConditionExpression)(found ?? {}, write);
  const keyOf = (kind: string, write: Write): Item => (kind === 'Put' ? (write.Item ?? {}) : (write.Key ?? {}));
  const apply = (kind: string, write: Write): void => {
    const key = keyOf(kind, write);
    const id = idOf(key);
    if (kind === 'Put') store(id, withoutUndefined(key));
    else if (kind === 'Delete') remove(id);
    else if (kind === 'Update')
      store(id, compileUpdate(write.UpdateExpression ?? '')({ ...(items.get(id) ?? key) }, write));
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
  /** Everything under the partition asked for; an index has no partitions here. */
  const candidates = (input: Input): Item[] => {
    if (input.IndexName !== undefined) return [...items.values()];
    const ids = partitions.get(String(input.ExpressionAttributeValues?.[':pk'])) ?? new Set<string>();
    return [...ids].map((id) => items.get(id) ?? {});
  };
  /** `INSERT INTO "table" VALUE {'pk': ?, 'sk': ?, 'JKK01': ?}`, refused when the item exists. */
  const insert = ({ Statement = '', Parameters = [] }: NonNullable<Input['Statements']>[number]): object => {
    const names = [...Statement.matchAll(/'(\w+)': \?/g)].map(([, name]) => name ?? '');
    const item = Object.fromEntries(names.map((name, index) => [name, Parameters[index]]));
    if (items.has(idOf(item))) return { Error: { Code: 'DuplicateItem' } };
    store(idOf(item), item);
    return {};
  };
  const many = (requests: NonNullable<Input['RequestItems']>): object => {
    const found = Object.entries(requests).map(([name, { Keys = [] }]) => {
      return [name, Keys.flatMap((key) => items.get(idOf(key)) ?? [])] as const;
    });
    return { Responses: Object.fromEntries(found) };
  };
  const query = (input: Input): object => {
    const matches = compileCondition(input.KeyConditionExpression ?? '');
    const sort = input.IndexName === undefined ? 'sk' : (SORT_BY[input.IndexName] ?? 'sk');
    const found = candidates(input).filter((item) => matches(item, input));
    return { Items: found.sort((a, b) => (String(a[sort]) < String(b[sort]) ? -1 : 1)) };
  };
  const send = (command: { readonly constructor: { readonly name: string }; readonly input: Input }): object => {
    const { input } = command;
    switch (command.constructor.name) {
      case 'GetCommand':
        return { Item: items.get(idOf(input.Key ?? {})) };
      case 'QueryCommand':
        return query(input);
      case 'BatchGetCommand':
        return many(input.RequestItems ?? {});
      case 'BatchExecuteStatementCommand':
        return { Responses: (input.Statements ?? []).map(insert) };
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
